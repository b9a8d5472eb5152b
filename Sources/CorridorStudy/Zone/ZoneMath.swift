import Foundation
import Numerics

/// Small fits that a zone needs.
enum ZoneMath {
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// Least squares line through points: value at zero and slope.
  static func line(_ points: [(x: Double, y: Double)]) -> (start: Double, slope: Double) {
    guard let first = points.first else { return (0, 0) }
    let count = Double(points.count)
    let meanX = Series.sum(points.map(\.x)) / count
    let meanY = Series.sum(points.map(\.y)) / count
    let spread = Series.sum(points.map { ($0.x - meanX) * ($0.x - meanX) })
    guard spread > 0 else { return (points.count == 1 ? first.y : meanY, 0) }
    let slope = Series.sum(points.map { ($0.x - meanX) * ($0.y - meanY) }) / spread
    return (meanY - slope * meanX, slope)
  }

  /// Exponential trend v = exp(start + slope·x) by least squares of logarithms; points not above zero
  /// are left out.
  static func trend(_ points: [(x: Double, y: Double)]) -> (start: Double, slope: Double) {
    line(points.filter { $0.y > 0 }.map { ($0.x, log($0.y)) })
  }

  static func trendValue(_ trend: (start: Double, slope: Double), _ x: Double) -> Double {
    exp(trend.start + trend.slope * x)
  }

  /// Logistic growth C / (1 + exp(−(a + k·x))): the ceiling with the least sum of squares, found by
  /// golden section between just above the largest point and four times it; a and k by a line through
  /// the logits.
  static func logistic(_ points: [(x: Double, y: Double)]) -> Logistic {
    let positive = points.filter { $0.y > 0 }
    guard let largest = positive.map(\.y).max() else { return Logistic() }
    func fit(_ ceiling: Double) -> (curve: Logistic, squares: Double) {
      let line = line(positive.map { ($0.x, -log(ceiling / $0.y - 1)) })
      let curve = Logistic(ceiling: ceiling, start: line.start, rate: line.slope)
      let misses = positive.map { curve.value($0.x) - $0.y }
      return (curve, Series.sum(misses.map { $0 * $0 }))
    }
    var low = 1.0005 * largest
    var high = 4 * largest
    let golden = 0.618_033_988_749_895
    for _ in 0..<100 {
      let first = high - golden * (high - low)
      let second = low + golden * (high - low)
      if fit(first).squares <= fit(second).squares { high = second } else { low = first }
    }
    return fit((low + high) / 2).curve
  }

  /// A logistic curve.
  struct Logistic: Sendable, Equatable {
    var ceiling = 0.0
    var start = 0.0
    var rate = 0.0

    func value(_ x: Double) -> Double { ceiling / (1 + exp(-(start + rate * x))) }
  }
}
