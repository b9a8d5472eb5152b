/// What the data say of a statement.
public struct ClaimFinding: Codable, Sendable, Equatable {
  /// The verdict.
  public enum Verdict: String, Codable, Sendable, CaseIterable {
    /// The best readings of the data bear it out, and so do those of every basis preferred.
    case supported
    /// None of these does.
    case contradicted
    /// Data are missing, or readings disagree.
    case undecidable = "not decidable"
  }

  /// Id of the claim.
  public var id: String
  /// The statement in words.
  public var statement: String
  /// The statement as an expression.
  public var expression: String
  /// Unit of its bare numbers.
  public var unit: String
  /// Who made it: source ids.
  public var source: String
  /// What the data say.
  public var verdict: Verdict
  /// Why, in words.
  public var reason: String
  /// Both sides of each comparison, on the best readings.
  public var comparisons: [ClaimComparison]
  /// Figures used, on the best readings.
  public var figures: [ClaimFigure]
  /// What it would be true of, the least changed first.
  public var truths: [ClaimTruth]
  /// Note of the study.
  public var note: String
}

/// A statement like the claim that the data bear out.
public struct ClaimTruth: Codable, Sendable, Equatable {
  /// Its expression.
  public var expression: String
  /// What was changed: `key CHN for WLD`, `year 2014 for 2012`.
  public var changes: [String]
  /// Both sides of each comparison.
  public var comparisons: [ClaimComparison]
  /// Figures used.
  public var figures: [ClaimFigure]
  /// Greatest distance of both sides over the tolerance, 0 to 1.
  public var distance: Double
}
