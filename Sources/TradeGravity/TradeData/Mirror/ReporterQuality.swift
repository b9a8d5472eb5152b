import Foundation
public import Numerics

/// How far each country's reports lie from its partners'.
///
/// The log ratio of the two reports of a flow, r = ln V_exporter − ln V_importer,fob, is taken as the
/// difference of two independent errors, so that E r² = σ²_exporter + σ²_importer, and |r| has the mean
/// √(2/π) times the root of it. The variances of all countries are found together by maximum likelihood
/// (expectation–maximisation, which never gives a negative one); |r| is capped, so that a few wild flows
/// do not rule. A country has one variance, whichever side it reports: two would not be identified, since
/// a constant could be moved from all exporters to all importers. Countries with few flows are drawn to
/// the mean of all, which counts as much as ten flows.
///
/// Gaulier & Zignago (2010, section 4) decompose |r| by least squares on exporter and importer
/// indicators instead; their marginal means mix a country's errors with those of its average partner.
public struct ReporterQuality: Sendable {
  /// Standard deviation of the log error of each country; the mean of all where it has no pair.
  public let deviations: [Double]
  /// Pairs of reports of each country.
  public let pairs: [Int]
  /// Typical deviation of all, the root of the mean variance.
  public let mean: Double
  /// How the maximisation ended.
  public let convergence: Convergence

  private static let tolerance = 1e-7
  private static let mostIterations = 5_000
  private static let priorPairs = 10.0

  /// Finds the deviations.
  ///
  /// - Parameters:
  ///   - exporters: exporter of each pair, 0 ..< `countryCount`.
  ///   - importers: importer of each pair.
  ///   - logRatios: log ratio of the two reports, both f.o.b.
  ///   - countryCount: number of countries.
  ///   - largest: absolute log ratios are capped here.
  /// - Throws: `NotConverged`.
  init(
    exporters: [Int32],
    importers: [Int32],
    logRatios: [Double],
    countryCount: Int,
    largest: Double
  ) throws {
    // All a pair of countries says is its number of flows and their sum of squares, if the errors of its
    // flows are independent.
    var cells: [Int64: (count: Double, squares: Double)] = [:]
    var pairs = [Int](repeating: 0, count: countryCount)
    var total = 0.0
    for (place, ratio) in logRatios.enumerated() {
      let key = FreightRegression.key(
        min(exporters[place], importers[place]),
        max(exporters[place], importers[place])
      )
      let size = min(abs(ratio), largest)
      let cell = cells[key] ?? (0, 0)
      cells[key] = (cell.count + 1, cell.squares + size * size)
      pairs[Int(exporters[place])] += 1
      pairs[Int(importers[place])] += 1
      total += size * size
    }
    let keys = cells.keys.sorted()
    let ends = keys.map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    let counts = keys.map { cells[$0]?.count ?? 0 }
    let squares = keys.map { cells[$0]?.squares ?? 0 }
    let start = logRatios.isEmpty ? 0 : max(1e-8, total / Double(logRatios.count) / 2)
    var variances = [Double](repeating: start, count: countryCount)
    var iteration = 0
    var change = 0.0
    if !logRatios.isEmpty {
      repeat {
        var sums = [Double](repeating: 0, count: countryCount)
        for (cell, (a, b)) in ends.enumerated() {
          let both = variances[a] + variances[b]
          guard both > 0 else { continue }
          for end in [a, b] {
            let share = variances[end] / both
            sums[end] += counts[cell] * variances[end] * (1 - share) + share * share * squares[cell]
          }
        }
        change = 0
        for country in 0..<countryCount where pairs[country] > 0 {
          let value = sums[country] / Double(pairs[country])
          change = max(change, abs(value - variances[country]) / max(start, value))
          variances[country] = value
        }
        iteration += 1
      } while change > Self.tolerance && iteration < Self.mostIterations
      guard change <= Self.tolerance else {
        throw NotConverged(
          solver: "variances of reporters",
          residual: change,
          tolerance: Self.tolerance,
          iterations: iteration,
          advice: "look for countries that report the same flows as their partners to the digit"
        )
      }
    }
    deviations = variances.enumerated().map { country, variance in
      let own = Double(pairs[country])
      return ((own * variance + Self.priorPairs * start) / (own + Self.priorPairs)).squareRoot()
    }
    self.pairs = pairs
    mean = start.squareRoot()
    convergence = Convergence(iterations: iteration, residual: change, tolerance: Self.tolerance)
  }

  /// Weight of the exporter's figure: the inverse of the variance of a log-normal error, as a share of
  /// both (Gaulier & Zignago 2010).
  func exporterWeight(_ exporter: Int32, _ importer: Int32) -> Double {
    Self.weight(deviations[Int(exporter)], beside: deviations[Int(importer)])
  }

  /// Weight of a country's figure beside that of the typical reporter.
  func weightBesideMean(_ country: Int) -> Double { Self.weight(deviations[country], beside: mean) }

  private static func weight(_ own: Double, beside other: Double) -> Double {
    func variance(_ deviation: Double) -> Double {
      let square = min(50, deviation * deviation)
      return exp(square) * (exp(square) - 1)
    }
    let (a, b) = (variance(own), variance(other))
    return a + b > 0 ? b / (a + b) : 0.5
  }
}
