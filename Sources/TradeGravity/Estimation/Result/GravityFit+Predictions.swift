public import Foundation
import Tables

extension GravityFit {
  /// Writes for each row used its row in the data set, outcome, mean and residual, as CSV.
  ///
  /// - Throws: `OutputError`.
  public func writePredictions(to url: URL) throws {
    var text = CSVText(columns: ["row", "outcome", "mean", "residual"])
    for place in rows.indices.sorted(by: { rows[$0] < rows[$1] }) {
      let mean = model.family.hasLogLink ? exp(predictor[place]) : predictor[place]
      text.append([
        String(rows[place] + 1), try CSVText.field(response[place]), try CSVText.field(mean),
        try CSVText.field(response[place] - mean),
      ])
    }
    try AtomicFile.write(Data(text.text.utf8), to: url)
  }
}
