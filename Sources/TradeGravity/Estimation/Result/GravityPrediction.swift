public import Foundation
import Tables

/// What a fit says of a row.
public struct GravityPrediction: Sendable, Encodable, Equatable {
  /// Row of the data set, from 1.
  public var row: Int
  /// Line of the file, where it is known.
  public var line: Int?
  /// Outcome, where the data set has one.
  public var outcome: Double?
  /// Linear predictor; `nil` where the row has none.
  public var linearPredictor: Double?
  /// Mean; `nil` where the row has none.
  public var mean: Double?
  /// Why there is none.
  public var reason: String?

  /// Outcome less mean, where both are known.
  public var residual: Double? {
    guard let outcome, let mean else { return nil }
    return outcome - mean
  }

  /// Writes predictions as CSV: row, line, outcome, linear_predictor, mean, residual, reason.
  ///
  /// - Throws: `OutputError`.
  public static func write(_ predictions: [GravityPrediction], to url: URL) throws {
    var text = CSVText(
      columns: ["row", "line", "outcome", "linear_predictor", "mean", "residual", "reason"]
    )
    for one in predictions {
      text.append([
        String(one.row), one.line.map(String.init) ?? "",
        try one.outcome.map { try CSVText.field($0) } ?? "",
        try one.linearPredictor.map { try CSVText.field($0) } ?? "",
        try one.mean.map { try CSVText.field($0) } ?? "",
        try one.residual.map { try CSVText.field($0) } ?? "", one.reason ?? "",
      ])
    }
    try AtomicFile.write(Data(text.text.utf8), to: url)
  }
}
