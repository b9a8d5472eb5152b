/// A recovered absorbed coefficient.
public struct FixedEffect: Sendable, Equatable {
  /// Effect, as it stands in the formula; for a slope with what it multiplies.
  public var effect: String
  /// Level.
  public var level: String
  /// Rows of the sample in the level.
  public var observations: Int
  /// Coefficient.
  public var value: Double
}
