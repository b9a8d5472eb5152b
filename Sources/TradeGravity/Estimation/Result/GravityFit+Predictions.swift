import Foundation

extension GravityFit {
  /// Outcome and mean of each row used, in the order of the data set.
  ///
  /// - Parameter line: line of a row of the data set, from 0, where it is known.
  /// - Returns: a prediction for each row used.
  public func predictions(line: (Int) -> Int? = { _ in nil }) -> [GravityPrediction] {
    rows.indices.sorted { rows[$0] < rows[$1] }.map { place in
      let mean = model.family.hasLogLink ? exp(predictor[place]) : predictor[place]
      return GravityPrediction(
        row: Int(rows[place]) + 1,
        line: line(Int(rows[place])),
        outcome: response[place],
        linearPredictor: predictor[place],
        mean: mean,
        reason: nil
      )
    }
  }
}
