import Foundation

/// How well modelled flows fit observed counts.
public struct CountComparison: Sendable, Codable, Equatable {
  /// One count, or the sum of a screenline.
  public struct Row: Sendable, Codable, Equatable {
    /// Name of the place or the screenline.
    public var name: String
    /// Observed.
    public var observed: Double
    /// Modelled.
    public var modelled: Double
    /// GEH = √(2 (m − o)² / (m + o)); nil where both are.
    public var geh: Double
  }

  /// Single counts.
  public var counts: [Row]
  /// Sums by screenline, where counts name one.
  public var screenlines: [Row]
  /// Root of the mean square difference of the counts.
  public var rmse: Double
  /// The same over the mean count; `nil` where that is nil.
  public var relativeRMSE: Double?
  /// Mean of modelled − observed.
  public var bias: Double
  /// Share of the counts with a GEH below 5.
  public var shareBelowGEH5: Double
  /// Square of the correlation; `nil` where counts or flows do not vary.
  public var rSquared: Double?

  /// Compares.
  ///
  /// - Parameter counts: name, screenline (empty: none), observed and modelled flow, not negative.
  /// - Throws: ``PathFault`` where there are none, or a number is negative or no number.
  public init(
    _ counts: [(name: String, screenline: String, observed: Double, modelled: Double)]
  ) throws(PathFault) {
    guard !counts.isEmpty else { throw .badSetting("no counts to compare with") }
    for count in counts
    where !(count.observed >= 0 && count.observed < .infinity)
      || !(count.modelled >= 0 && count.modelled < .infinity)
    {
      throw .badSetting(
        "count \(count.name) is \(count.observed) observed and \(count.modelled) modelled, expected "
          + "numbers from 0 on"
      )
    }
    self.counts = counts.map { Self.row($0.name, $0.observed, $0.modelled) }
    var order: [String] = []
    var sums: [String: (Double, Double)] = [:]
    for count in counts where !count.screenline.isEmpty {
      if sums[count.screenline] == nil { order.append(count.screenline) }
      let known = sums[count.screenline] ?? (0, 0)
      sums[count.screenline] = (known.0 + count.observed, known.1 + count.modelled)
    }
    screenlines = order.map { Self.row($0, sums[$0]?.0 ?? 0, sums[$0]?.1 ?? 0) }
    let n = Double(counts.count)
    let meanObserved = counts.reduce(0) { $0 + $1.observed } / n
    let meanModelled = counts.reduce(0) { $0 + $1.modelled } / n
    rmse = (counts.reduce(0) { $0 + pow($1.modelled - $1.observed, 2) } / n).squareRoot()
    relativeRMSE = meanObserved > 0 ? rmse / meanObserved : nil
    bias = meanModelled - meanObserved
    shareBelowGEH5 = Double(self.counts.filter { $0.geh < 5 }.count) / n
    var products = 0.0
    var squaresObserved = 0.0
    var squaresModelled = 0.0
    for count in counts {
      products += (count.observed - meanObserved) * (count.modelled - meanModelled)
      squaresObserved += pow(count.observed - meanObserved, 2)
      squaresModelled += pow(count.modelled - meanModelled, 2)
    }
    let scale = squaresObserved * squaresModelled
    rSquared = scale > 0 ? products * products / scale : nil
  }

  private static func row(_ name: String, _ observed: Double, _ modelled: Double) -> Row {
    let sum = observed + modelled
    let geh = sum > 0 ? (2 * pow(modelled - observed, 2) / sum).squareRoot() : 0
    return Row(name: name, observed: observed, modelled: modelled, geh: geh)
  }
}
