import Numerics

/// What draws of one figure say.
public struct RiskSummary: Sendable {
  /// Mean.
  public let mean: Double
  /// Standard deviation (n − 1).
  public let standardDeviation: Double
  /// Standard error of the mean, as if the draws were independent (Latin hypercube draws have less).
  public let standardError: Double
  /// Share of draws below zero.
  public let probabilityNegative: Double
  /// Draws, rising.
  public let sorted: [Double]

  /// A summary of draws; at least one.
  public init(_ draws: [Double]) {
    let count = Double(max(1, draws.count))
    let mean = Series.sum(draws) / count
    let squares = Series.sum(draws.map { ($0 - mean) * ($0 - mean) })
    self.mean = mean
    standardDeviation = draws.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    standardError = standardDeviation / count.squareRoot()
    probabilityNegative = Double(draws.filter { $0 < 0 }.count) / count
    sorted = draws.sorted()
  }

  /// Value below which a share of the draws lies (Hyndman & Fan type 7).
  public func quantile(_ p: Double) -> Double { Series.quantile(sorted: sorted, p) }

  /// Bins of one round width that hold all draws: about √n of them, 10 to 40.
  ///
  /// Draws whose span is not finite have none.
  public func histogram() -> [(low: Double, high: Double, count: Int)] {
    guard let least = sorted.first, let most = sorted.last, most > least else {
      return sorted.first.map { [($0, $0, sorted.count)] } ?? []
    }
    guard (most - least).isFinite else { return [] }
    let wanted = min(40, max(10, Double(sorted.count).squareRoot()))
    let raw = (most - least) / wanted
    var width = 1.0
    while width > raw { width /= 10 }
    while width * 10 <= raw { width *= 10 }
    width *= [1, 2, 5, 10].first { $0 * width >= raw } ?? 10
    let first = (least / width).rounded(.down)
    let bins = max(1, Int((most / width).rounded(.down) - first) + 1)
    var counts = [Int](repeating: 0, count: bins)
    for draw in sorted { counts[min(bins - 1, Int((draw / width).rounded(.down) - first))] += 1 }
    return (0..<bins).map {
      ((first + Double($0)) * width, (first + Double($0 + 1)) * width, counts[$0])
    }
  }

  /// Spearman's rank correlation of two lists of the same length; ties share their mean rank; zero
  /// where a list is constant.
  public static func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double {
    let x = ranks(a)
    let y = ranks(b)
    let mean = Double(a.count + 1) / 2
    var xy = 0.0
    var xx = 0.0
    var yy = 0.0
    for i in x.indices {
      xy += (x[i] - mean) * (y[i] - mean)
      xx += (x[i] - mean) * (x[i] - mean)
      yy += (y[i] - mean) * (y[i] - mean)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
