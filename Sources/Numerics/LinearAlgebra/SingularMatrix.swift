/// A matrix that a linear system cannot be solved with.
public struct SingularMatrix: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried.
  public var operation: String
  /// Row or column at which it failed, from 0, where that is known.
  public var index: Int?

  /// An error of these facts.
  public init(operation: String, index: Int? = nil) {
    self.operation = operation
    self.index = index
  }

  /// One sentence.
  public var description: String {
    let place = index.map { " (at row \($0 + 1))" } ?? ""
    return
      "\(operation): the matrix is singular or not positive definite to working precision\(place)"
  }
}
