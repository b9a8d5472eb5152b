/// Something wrong in the inputs of a finance model.
public struct FinanceModelFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Field, as finance files name it: `tranche[2].share`.
  public var field: String
  /// What was found.
  public var found: String
  /// What was expected.
  public var expected: String

  /// A fault.
  public init(field: String, found: String, expected: String) {
    self.field = field
    self.found = found
    self.expected = expected
  }

  /// `field: found …, expected …`.
  public var description: String { "\(field): found \(found), expected \(expected)" }
}

/// All that is wrong with a finance model, in one error.
public struct FinanceModelFaults: Error, Sendable, CustomStringConvertible {
  /// The faults.
  public var faults: [FinanceModelFault]

  /// An error of these faults.
  public init(_ faults: [FinanceModelFault]) { self.faults = faults }

  /// One line for each.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
