extension EquilibriumState {
  /// Rows of one class, up to eight at once.
  static func batches(_ rows: [Row]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    for row in rows.indices {
      let isLast = row + 1 == rows.count
      if isLast || row + 1 - start == LabelSweep.width
        || rows[row + 1].classNumber != rows[start].classNumber
      {
        batches.append(start..<row + 1)
        start = row + 1
      }
    }
    return batches
  }

  /// Volumes of each class as the sum of its rows, `[class][link]`.
  func classVolumes() -> [Column<Double>] {
    let sums = (0..<classCount).map { _ in Column(repeating: 0.0, count: graph.linkCount) }
    for row in rows.indices {
      let sum = sums[rows[row].classNumber]
      let base = row * graph.linkCount
      for word in 0..<words {
        var bits = used[row * words + word]
        while bits != 0 {
          let link = word * 64 + bits.trailingZeroBitCount
          bits &= bits - 1
          sum[link] += flow[base + link]
        }
      }
    }
    return sums
  }

  /// Σ volume × cost over classes, at the costs that the searches see.
  func totalCost(_ classVolumes: [Column<Double>]) -> Double {
    var sum = CompensatedSum()
    for (number, column) in classVolumes.enumerated() {
      let cost = frozen[number]
      for link in 0..<column.count where column[link] > 0 { sum.add(column[link] * cost[link]) }
    }
    return sum.value
  }

  /// The result of these volumes, whose costs the searches see.
  func result(
    _ problem: AssignmentProblem,
    classVolumes: [Column<Double>],
    total: Double,
    least: Double,
    gaps: [Double],
    isConverged: Bool
  ) -> AssignmentResult {
    let links = graph.linkCount
    var classFlows = problem.classes.map { _ in [Double](repeating: 0, count: links) }
    var classCosts = classFlows
    var flow = [Double](repeating: 0, count: links)
    var objective = CompensatedSum()
    for link in 0..<links {
      let place = Int(graph.linkOf[link])
      for (number, column) in classVolumes.enumerated() {
        let group = problem.classes[number]
        classFlows[number][place] = column[link] / group.unitsPerTrip
        classCosts[number][place] = frozen[number][link]
        flow[place] += column[link]
        if column[link] > 0 { objective.add(column[link] * group.fixedCost[place]) }
      }
      let before = preload[link]
      let function = problem.costs[place]
      objective.add(function.integral(to: before + flow[place]))
      if before > 0 { objective.add(-function.integral(to: before)) }
    }
    var trips: [TripTable] = []
    if demand.count > 0 {
      trips = problem.classes.map(\.trips)
      for row in rows {
        let group = problem.classes[row.classNumber]
        for pair in row.pairs {
          trips[row.classNumber].replace(
            pair: tablePair[pair],
            trips: pairTrips[pair] / group.unitsPerTrip
          )
          if demand[pair].isElastic { objective.add(demand[pair].forgone(pairTrips[pair])) }
        }
      }
    }
    return AssignmentResult(
      flow: flow,
      cost: classCosts.first ?? [],
      classFlows: classFlows,
      classCosts: classCosts,
      totalCost: total,
      leastTotalCost: least,
      relativeGap: gaps.last ?? 0,
      objective: objective.value,
      iterations: gaps.count,
      isConverged: isConverged,
      gaps: gaps,
      trips: trips
    )
  }
}
