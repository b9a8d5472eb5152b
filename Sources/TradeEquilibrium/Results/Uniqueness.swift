/// Whether an equilibrium is the only one.
public struct Uniqueness: Sendable, Encodable, Equatable {
  /// Whether a theorem says so.
  public var isProven: Bool
  /// The theorem, or why none applies.
  public var reason: String

  enum CodingKeys: String, CodingKey {
    case isProven = "proven"
    case reason
  }

  /// A verdict.
  public init(isProven: Bool, reason: String) {
    self.isProven = isProven
    self.reason = reason
  }
}
