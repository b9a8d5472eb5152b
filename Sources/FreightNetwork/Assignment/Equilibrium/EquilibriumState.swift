/// Flows of every origin and class, the costs that follow from them, and the graph in which they are
/// searched: what the solver of user equilibrium works on.
///
/// A *row* holds the flows of one origin of one class, `[row × links + link]`, in the unit of the
/// capacities. Rows are kept whole: a link's flow is then found in one step, and the memory,
/// 8 bytes × rows × links, is what a network of 1,790 zones and 39,018 links can bear (0.56 GB).
final class EquilibriumState: @unchecked Sendable {
  /// A row of flows.
  struct Row {
    var classNumber: Int
    /// Node of the origin.
    var origin: Int32
    /// Its pairs in the demand.
    var pairs: Range<Int>
  }

  let graph: AssignmentGraph
  let rows: [Row]
  let classCount: Int
  /// Node in which the trips of a pair end, and the present trips, `[pair]`.
  let pairNode: Column<Int32>
  let pairTrips: Column<Double>
  /// Place of a pair in the trip table of its class, `[pair]`.
  let tablePair: [Int]
  /// Demand of the pairs where a class has an elastic one, `[pair]`; empty: none has.
  var demand = Column<PairDemand>([])
  let kernels: Column<CostKernel>
  let others: [LinkCostFunction]
  /// Volume that is there before, `[link]`.
  let preload: Column<Double>
  /// Fixed costs of each class, infinite where closed to it; with a single class they are within
  /// the kernels, `[class][link]`.
  let fixed: [Column<Double>]
  /// Volume on each link.
  let volume: Column<Double>
  /// Cost at that volume, without the fixed cost of a class where there are several, and slope.
  let cost: Column<SIMD2<Double>>
  /// Flow of each row, `[row × links + link]`.
  let flow: Column<Double>
  /// Bits of the links on which a row may have flow, `[row × words + link / 64]`.
  let used: Column<UInt64>
  let words: Int
  /// Costs of each class that the searches see, which stay while flows move, `[class][link]`.
  let frozen: [Column<Double>]
  let arcs: [ArcCosts]
  var pairs = SegmentPairs()

  /// The state of a problem without any flow; the rows of flows are left out where a method does not
  /// need them.
  init(_ problem: AssignmentProblem, keepsRows: Bool = true) {
    let graph = AssignmentGraph(problem.graph, isThrough: problem.isThrough)
    self.graph = graph
    let links = graph.linkCount
    let classes = problem.classes
    classCount = classes.count
    var rows: [Row] = []
    var nodes: [Int32] = []
    var trips: [Double] = []
    var tablePair: [Int] = []
    for (number, group) in classes.enumerated() {
      for origin in 0..<group.trips.zoneCount {
        let start = nodes.count
        for pair in group.trips.start[origin]..<group.trips.start[origin + 1] {
          let zone = Int(group.trips.destination[pair])
          guard zone != origin else { continue }
          tablePair.append(pair)
          nodes.append(graph.nodeNumber[Int(problem.zoneNodes[zone])])
          trips.append(group.trips.trips[pair] * group.unitsPerTrip)
        }
        guard nodes.count > start else { continue }
        let node = graph.nodeNumber[Int(problem.zoneNodes[origin])]
        rows.append(Row(classNumber: number, origin: node, pairs: start..<nodes.count))
      }
    }
    self.rows = rows
    pairNode = Column(nodes)
    pairTrips = Column(trips)
    self.tablePair = tablePair
    var others: [LinkCostFunction] = []
    let isSingle = classes.count == 1
    kernels = Column(
      graph.linkOf.map { link in
        let fixed = isSingle ? classes[0].fixedCost[Int(link)] : 0
        return CostKernel(problem.costs[Int(link)], fixed: fixed, others: &others)
      }
    )
    self.others = others
    preload = Column(graph.linkOf.map { problem.preload.isEmpty ? 0 : problem.preload[Int($0)] })
    fixed = classes.map { group in
      Column(
        graph.linkOf.map { link in
          group.isClosed(Int(link)) || problem.isClosed[Int(link)]
            ? .infinity : (isSingle ? 0 : group.fixedCost[Int(link)])
        }
      )
    }
    volume = Column(repeating: 0, count: links)
    cost = Column(repeating: SIMD2(0, 0), count: links)
    words = (links + 63) / 64
    flow = Column(repeating: 0, count: keepsRows ? rows.count * links : 0)
    used = Column(repeating: 0, count: keepsRows ? rows.count * words : 0)
    frozen = classes.map { _ in Column(repeating: 0, count: links) }
    arcs = classes.map { _ in ArcCosts(graph) }
    volume.copy(from: preload)
    refreshCosts()
  }

  /// Costs at the present volumes.
  func refreshCosts() {
    for link in 0..<graph.linkCount { cost[link] = kernels[link].evaluate(volume[link], others) }
  }

  /// Volumes as the sum of the rows, which takes away what rounding has left, and their costs.
  /// - Returns: the volumes of each class.
  func refreshVolumes() -> [Column<Double>] {
    let sums = classVolumes()
    volume.copy(from: preload)
    for column in sums {
      for link in 0..<column.count { volume[link] += column[link] }
    }
    refreshCosts()
    return sums
  }

  /// Lets the searches see the present costs.
  func freeze() {
    for (number, column) in frozen.enumerated() {
      let fixed = self.fixed[number]
      for link in 0..<graph.linkCount { column[link] = cost[link].x + fixed[link] }
      arcs[number].customize(graph, cost: column)
    }
  }
}
