/// Rows that an estimation leaves out, and why.
public struct DroppedRows: Sendable, Codable, Equatable {
  /// Rows with a missing value, or one that is no finite number (the log of zero).
  public var missing = 0
  /// Rows of weight zero.
  public var zeroWeight = 0
  /// Rows that are alone in a level of an absorbed effect, found again and again until none is left.
  public var singletons = 0
  /// Rows that a Poisson model fits as closely to zero as one likes, so that no estimate exists with
  /// them.
  public var separated = 0
  /// Rows that the condition leaves out.
  public var condition = 0
}
