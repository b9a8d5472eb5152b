/// A world that no equilibrium can be worked out for, or a change that makes no sense.
public struct WorldFault: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  public var description: String

  /// A fault.
  public init(description: String) { self.description = description }
}
