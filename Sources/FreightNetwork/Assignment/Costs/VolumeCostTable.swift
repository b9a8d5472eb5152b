/// A cost that the user gives at some volumes: straight lines between them.
public struct VolumeCostTable: Sendable, Equatable {
  /// Volumes, ascending from zero.
  public let volumes: [Double]
  /// Cost at each, non-decreasing, zero or above.
  public let costs: [Double]

  /// Why a table will not do.
  public enum Fault: Error, Equatable, CustomStringConvertible {
    /// No points, or not as many costs as volumes.
    case unequalLengths(volumes: Int, costs: Int)
    /// A figure that is below zero or not finite, the first volume not zero, volumes that do not
    /// ascend or costs that fall.
    case notMonotone(point: Int)

    /// What is wrong, in one line.
    public var description: String {
      switch self {
      case .unequalLengths(let volumes, let costs):
        "a table of \(volumes) volumes and \(costs) costs, expected equally many, at least one"
      case .notMonotone(let point):
        "point \(point + 1) of a table; expected volumes that ascend from 0, costs that do not "
          + "fall, none below zero"
      }
    }
  }

  /// A table of these points.
  /// - Throws: ``Fault`` where they are not monotone.
  public init(volumes: [Double], costs: [Double]) throws(Fault) {
    guard volumes.count == costs.count, !volumes.isEmpty else {
      throw .unequalLengths(volumes: volumes.count, costs: costs.count)
    }
    for point in volumes.indices {
      guard volumes[point].isFinite, costs[point].isFinite, costs[point] >= 0,
        point == 0
          ? volumes[0] == 0
          : volumes[point] > volumes[point - 1] && costs[point] >= costs[point - 1]
      else { throw .notMonotone(point: point) }
    }
    self.volumes = volumes
    self.costs = costs
  }

  /// The table with volumes times a capacity and costs times a time; `nil` where the points do not
  /// stay apart or are no longer numbers.
  func scaled(capacity: Double, time: Double) -> VolumeCostTable? {
    try? VolumeCostTable(volumes: volumes.map { $0 * capacity }, costs: costs.map { $0 * time })
  }

  /// Cost and its growth at a volume.
  func evaluate(_ volume: Double) -> (cost: Double, slope: Double) {
    let piece = self.piece(volume)
    let slope = self.slope(piece)
    return (costs[piece] + slope * (volume - volumes[piece]), slope)
  }

  /// Integral of the cost from zero.
  func integral(_ volume: Double) -> Double {
    var sum = 0.0
    let last = piece(volume)
    for piece in 0..<last {
      sum += (costs[piece] + costs[piece + 1]) / 2 * (volumes[piece + 1] - volumes[piece])
    }
    let rest = volume - volumes[last]
    return sum + (costs[last] + slope(last) * rest / 2) * rest
  }

  /// The last point at or below a volume.
  private func piece(_ volume: Double) -> Int {
    var low = 0
    var high = volumes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if volumes[middle] <= volume { low = middle } else { high = middle }
    }
    return low
  }

  private func slope(_ piece: Int) -> Double {
    guard volumes.count > 1 else { return 0 }
    let first = min(piece, volumes.count - 2)
    return (costs[first + 1] - costs[first]) / (volumes[first + 1] - volumes[first])
  }
}
