import Foundation

/// A linear predictor to start from: means that fit the totals of absorbed levels, by iterative
/// proportional fitting (Deming & Stephan 1940).
///
/// Poisson score equations of a model of constants alone say that totals fit, and each constant has a
/// closed form given the others. A few rounds bring every level to its scale, which Newton's steps
/// from one mean for all reach by one unit of the logarithm a step.
enum ProportionalStart {
  static let rounds = 3

  static func predictor(
    _ design: GravityDesign,
    _ dimensions: [AbsorbedDimension]
  ) -> [Double] {
    let y = design.response
    let weights = design.weights
    var predictor = design.offset ?? [Double](repeating: 0, count: y.count)
    var means = predictor.map { exp(min(max($0, -600), 600)) }
    let constants = dimensions.filter { $0.values == nil }
    var totals = constants.map { [Double](repeating: 0, count: $0.levelCount) }
    var logs = totals
    for (place, dimension) in constants.enumerated() {
      for row in y.indices {
        totals[place][Int(dimension.codes[row])] += (weights?[row] ?? 1) * y[row]
      }
    }
    for _ in 0..<rounds {
      for (place, dimension) in constants.enumerated() {
        var sums = [Double](repeating: 0, count: dimension.levelCount)
        for row in y.indices {
          sums[Int(dimension.codes[row])] += (weights?[row] ?? 1) * means[row]
        }
        for level in sums.indices {
          let ratio = totals[place][level] / sums[level]
          sums[level] = ratio > 0 && ratio.isFinite ? ratio : 1
          logs[place][level] += log(sums[level])
        }
        for row in y.indices { means[row] *= sums[Int(dimension.codes[row])] }
      }
    }
    for (place, dimension) in constants.enumerated() {
      for row in y.indices { predictor[row] += logs[place][Int(dimension.codes[row])] }
    }
    return predictor
  }
}
