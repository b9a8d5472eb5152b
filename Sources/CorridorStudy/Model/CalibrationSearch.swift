import Foundation
import Numerics

/// Parameters at which the misses of one or two years vanish, by Broyden's method (Broyden 1965) with
/// bounded steps, in the constant (in tens of USD/t) and the logarithm of the time constant.
struct CalibrationSearch: Sendable {
  /// ∂missᵢ/∂xⱼ: row i, column j.
  var slopes: DenseMatrix
  /// Best parameters so far.
  private(set) var best: ProjectParameters
  /// Their greatest miss.
  private(set) var least = Double.infinity
  private let start: ProjectParameters
  private var point: [Double]
  private var last: (point: [Double], misses: [Double])?

  /// A search from parameters, for as many years as are to be met: one or two.
  init(_ start: ProjectParameters, count: Int) {
    self.start = start
    best = start
    point = Array(Self.coordinates(start).prefix(count))
    slopes = .identity(count)
  }

  /// Whether nothing was taken yet.
  var isFirst: Bool { last == nil }

  /// What to try next.
  var parameters: ProjectParameters { Self.parameters(point, start) }

  /// Slopes by small steps.
  static func slopes(
    _ misses: [Double],
    at parameters: ProjectParameters,
    _ function: (ProjectParameters) -> [Double]
  ) -> DenseMatrix {
    let count = misses.count
    let point = Array(coordinates(parameters).prefix(count))
    var slopes = DenseMatrix(rows: count, columns: count)
    for column in 0..<count {
      var moved = point
      moved[column] += step
      let there = function(Self.parameters(moved, parameters))
      for row in 0..<count { slopes[row, column] = (there[row] - misses[row]) / step }
    }
    return slopes
  }

  /// Takes the misses of ``parameters``, and goes on.
  mutating func take(_ misses: [Double]) {
    if let last {
      let moved = zip(point, last.point).map { $0 - $1 }
      let length = moved.reduce(0) { $0 + $1 * $1 }
      if length > 0 {
        for row in misses.indices {
          var foreseen = 0.0
          for column in moved.indices { foreseen += slopes[row, column] * moved[column] }
          let error = misses[row] - last.misses[row] - foreseen
          for column in moved.indices { slopes[row, column] += error * moved[column] / length }
        }
      }
    }
    let size = misses.reduce(0) { max($0, abs($1)) }
    if size < least {
      least = size
      best = parameters
      last = (point, misses)
    } else if let last, size > 1.5 * least {
      // Too far: half of the way, from the better place.
      point = zip(point, last.point).map { ($0 + $1) / 2 }
      return
    } else {
      last = (point, misses)
    }
    guard let step = try? DenseLU(slopes).solve(misses) else { return }
    let longest = step.reduce(0) { max($0, abs($1)) }
    let factor = longest > Self.longestStep ? Self.longestStep / longest : 1
    let lowest = Self.coordinates(Self.lowest)
    let highest = Self.coordinates(Self.highest)
    point = point.indices.map {
      min(highest[$0], max(lowest[$0], point[$0] - factor * step[$0]))
    }
  }

  private static let step = 1e-3
  private static let longestStep = 1.5
  private static let constantUnit = 10.0
  private static let lowest = ProjectParameters(constantUSDPerTonne: -60, timeConstantYears: 0.02)
  private static let highest = ProjectParameters(constantUSDPerTonne: 120, timeConstantYears: 15)

  private static func coordinates(_ parameters: ProjectParameters) -> [Double] {
    [
      parameters.constantUSDPerTonne / constantUnit,
      log(max(lowest.timeConstantYears, parameters.timeConstantYears)),
    ]
  }

  private static func parameters(
    _ point: [Double],
    _ start: ProjectParameters
  ) -> ProjectParameters {
    ProjectParameters(
      constantUSDPerTonne: constantUnit * point[0],
      timeConstantYears: point.count > 1 ? exp(point[1]) : start.timeConstantYears
    )
  }
}
