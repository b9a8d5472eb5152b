import Numerics

extension CustomizedHierarchy {
  /// Least costs between nodes, and other numbers added up along the cheapest paths.
  ///
  /// Where several paths cost the same, the numbers are those of one of them, always the same one.
  ///
  /// - Parameters:
  ///   - origins: nodes at which paths begin.
  ///   - destinations: nodes at which they end.
  ///   - fields: other numbers of links to be added up, each `[link]`, finite.
  ///   - threads: threads to use; the same bits come from any number.
  /// - Returns: the costs and sums.
  /// - Throws: ``PathFault`` where a node is not there or a field is no number.
  public func skim(
    origins: [Int32],
    destinations: [Int32],
    fields: [[Double]] = [],
    threads: Int = 1
  ) throws -> Skim {
    let graph = hierarchy.graph
    try PathFault.check(nodes: origins + destinations, of: graph)
    try PathFault.check(fields: fields, of: graph)
    let size = origins.count * destinations.count
    var sums: [[Double]] = []
    let costs = try MatrixTarget.array(count: size) { target in
      if fields.isEmpty {
        try sweep([target], origins, destinations, fields, threads)
      } else {
        sums = try Self.filled(fields.count, size, [target]) { targets in
          try sweep(targets, origins, destinations, fields, threads)
        }
      }
    }
    return Skim(origins: origins, destinations: destinations, costs: costs, fields: sums)
  }

  /// Arrays for `more` matrices beside those that are there, filled in one go.
  private static func filled(
    _ more: Int,
    _ size: Int,
    _ targets: [MatrixTarget],
    _ fill: ([MatrixTarget]) throws -> Void
  ) throws -> [[Double]] {
    guard more > 0 else {
      try fill(targets)
      return []
    }
    var rest: [[Double]] = []
    let own = try MatrixTarget.array(count: size) { target in
      rest = try filled(more - 1, size, targets + [target], fill)
    }
    return [own] + rest
  }

  private func sweep(
    _ targets: [MatrixTarget],
    _ origins: [Int32],
    _ destinations: [Int32],
    _ fields: [[Double]],
    _ threads: Int
  ) throws {
    let from = AccessList(hierarchy, costs: costs, nodes: origins, areOrigins: true)
    let to = AccessList(hierarchy, costs: costs, nodes: destinations, areOrigins: false)
    // Lanes are the destinations, whose costs then stand in a row; the origins where they are so
    // few that fewer sweeps make up for the scattered writing.
    let hasOriginLanes = origins.count * 4 < destinations.count
    let lanes = hasOriginLanes ? from : to
    let climb = hasOriginLanes ? up : down
    let plan = SweepPlan(hasOriginLanes ? down : up, hasOriginLanes ? to : from)
    let count = hasOriginLanes ? origins.count : destinations.count
    let endStride = hasOriginLanes ? 1 : destinations.count
    let laneStride = hasOriginLanes ? destinations.count : 1
    // Ends that nothing reaches are in no sweep.
    var isSwept = [Bool](
      repeating: false,
      count: hasOriginLanes ? destinations.count : origins.count
    )
    for end in plan.ends { isSwept[Int(end)] = true }
    for end in isSwept.indices where !isSwept[end] {
      for target in targets {
        for lane in 0..<count { target[end * endStride + lane * laneStride] = .infinity }
      }
    }
    let width = fields.isEmpty ? CostSweep.width : FieldSweep.width
    let batches = (count + width - 1) / width
    let sums =
      fields.isEmpty
      ? nil
      : SharedFields(hierarchy.edgeFields(edges.values, costs: costs, fields: fields))
    let workers = max(1, min(threads, batches))
    // Each worker takes every so-manieth batch; no batch depends on another.
    _ = try Parallel.map(workers, threads: workers) { worker in
      if let sums {
        let sweep = FieldSweep(
          climb: climb,
          plan: plan,
          fields: fields,
          sums: sums.values,
          climbsUp: hasOriginLanes
        )
        for batch in stride(from: worker, to: batches, by: workers) {
          sweep.run(
            lanes,
            first: batch * width,
            count: min(width, count - batch * width),
            into: targets,
            offset: batch * width * laneStride,
            endStride: endStride,
            laneStride: laneStride
          )
        }
      } else {
        let sweep = CostSweep(climb: climb, plan: plan)
        for batch in stride(from: worker, to: batches, by: workers) {
          sweep.run(
            lanes,
            first: batch * width,
            count: min(width, count - batch * width),
            into: targets[0],
            offset: batch * width * laneStride,
            endStride: endStride,
            laneStride: laneStride
          )
        }
      }
    }
    finish(targets, origins, destinations, fields)
  }

  /// Links straight from an origin to a destination that may not be passed through, and nil from a
  /// node to itself.
  private func finish(
    _ targets: [MatrixTarget],
    _ origins: [Int32],
    _ destinations: [Int32],
    _ fields: [[Double]]
  ) {
    let graph = hierarchy.graph
    var columns: [Int32: [Int]] = [:]
    for (column, node) in destinations.enumerated() { columns[node, default: []].append(column) }
    for (row, origin) in origins.enumerated() {
      if hierarchy.rankOfNode[Int(origin)] < 0 {
        let start = Int(graph.forwardStart[Int(origin)])
        for place in start..<Int(graph.forwardStart[Int(origin) + 1]) {
          let link = Int(graph.forwardLink[place])
          let head = graph.head[link]
          guard hierarchy.rankOfNode[Int(head)] < 0 else { continue }
          for column in columns[head] ?? [] {
            let cell = row * destinations.count + column
            guard costs[link] < targets[0][cell] else { continue }
            targets[0][cell] = costs[link]
            for field in fields.indices { targets[field + 1][cell] = fields[field][link] }
          }
        }
      }
      for column in columns[origin] ?? [] {
        for target in targets { target[row * destinations.count + column] = 0 }
      }
    }
  }

  /// Numbers of edges that several threads read.
  private final class SharedFields: Sendable {
    let values: FastArray<SIMD2<Double>>

    init(_ values: consuming FastArray<SIMD2<Double>>) { self.values = values }
  }
}
