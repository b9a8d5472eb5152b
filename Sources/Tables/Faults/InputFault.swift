/// Something wrong in an input file: where, what was found, what was expected.
public struct InputFault: Error, Sendable, Codable, Equatable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable, Codable {
    /// The input cannot be used.
    case error
    /// The input can be used, but the reader should look.
    case warning
  }

  /// File, relative to the folder that was read.
  public var file: String
  /// Line, from 1; `nil` where the whole file is meant.
  public var line: Int?
  /// Column of a table, or key of a setting.
  public var column: String?
  /// What was found.
  public var found: String
  /// What was expected.
  public var expected: String
  /// How bad it is.
  public var severity: Severity

  /// A fault.
  public init(
    file: String,
    line: Int? = nil,
    column: String? = nil,
    found: String,
    expected: String,
    severity: Severity = .error
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
    self.severity = severity
  }

  /// `file:line: column 'x': found …, expected …`.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    text += ": \(severity == .error ? "" : "warning: ")"
    if let column { text += "column '\(column)': " }
    return text + "found \(found), expected \(expected)"
  }
}

/// All that is wrong with an input, in one error.
public struct InputFaults: Error, Sendable, CustomStringConvertible {
  /// The faults, errors and warnings, in reading order.
  public var faults: [InputFault]

  /// An error of these faults.
  public init(_ faults: [InputFault]) { self.faults = faults }

  /// One line for each.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Gathers faults while an input is read, so that all are told in one go.
public final class FaultCollector {
  /// Faults so far, in the order found.
  public private(set) var faults: [InputFault] = []

  /// An empty collector.
  public init() {}

  /// Adds a fault.
  public func add(_ fault: InputFault) { faults.append(fault) }

  /// Adds an error.
  public func error(
    _ file: String,
    line: Int? = nil,
    column: String? = nil,
    found: String,
    expected: String
  ) {
    faults.append(
      InputFault(file: file, line: line, column: column, found: found, expected: expected)
    )
  }

  /// Adds a warning.
  public func warning(
    _ file: String,
    line: Int? = nil,
    column: String? = nil,
    found: String,
    expected: String
  ) {
    faults.append(
      InputFault(
        file: file,
        line: line,
        column: column,
        found: found,
        expected: expected,
        severity: .warning
      )
    )
  }

  /// Errors alone.
  public var errors: [InputFault] { faults.filter { $0.severity == .error } }

  /// Warnings alone.
  public var warnings: [InputFault] { faults.filter { $0.severity == .warning } }

  /// Throws `InputFaults` with everything gathered where there is any error.
  public func throwIfAny() throws(InputFaults) {
    if faults.contains(where: { $0.severity == .error }) { throw InputFaults(faults) }
  }
}
