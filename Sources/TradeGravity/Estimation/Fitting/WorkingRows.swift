/// What a step of the iteration works on, row by row.
struct WorkingRows {
  /// Outcomes.
  let response: [Double]
  /// Weights given by the user.
  let priorWeights: [Double]?
  /// Linear predictor.
  var predictor: [Double]
  /// Working residual (y − μ)/(dμ/dη).
  var residual: [Double]
  /// Figures of the last pass.
  var summary = Summary()

  /// Sums over rows.
  struct Summary: Sendable {
    /// Twice the fall of the log-likelihood from a perfect fit; for gamma up to a constant.
    var deviance = 0.0
    /// Σ w δ² of the step δ of the linear predictor.
    var decrement = 0.0
    /// Σ w r² of the working residual r.
    var pearson = 0.0
    /// Largest |δ| where the outcome is zero.
    var largestZeroStep = 0.0
    /// Largest linear predictor, in absolute value where the outcome is positive.
    var largestPredictor = 0.0

    static func + (a: Summary, b: Summary) -> Summary {
      Summary(
        deviance: a.deviance + b.deviance,
        decrement: a.decrement + b.decrement,
        pearson: a.pearson + b.pearson,
        largestZeroStep: max(a.largestZeroStep, b.largestZeroStep),
        largestPredictor: a.largestPredictor.isNaN || b.largestPredictor.isNaN
          ? .nan : max(a.largestPredictor, b.largestPredictor)
      )
    }
  }
}
