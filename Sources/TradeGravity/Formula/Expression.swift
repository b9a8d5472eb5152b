/// Arithmetic, comparisons and functions of columns: `log(dist)`, `exporter != importer`.
public indirect enum Expression: Sendable, Equatable {
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A column.
  case column(String)
  /// `-x` or `!x`.
  case prefix(PrefixOperator, Expression)
  /// `x + y`.
  case infix(InfixOperator, Expression, Expression)
  /// `x in {1, 2}` and `x in 1986..2006 step 4`.
  case member(Expression, Membership)
  /// `log(x)`.
  case call(String, [Expression])

  /// Signs before an operand.
  public enum PrefixOperator: String, Sendable, Equatable {
    /// Less.
    case minus = "-"
    /// Not.
    case not = "!"
  }

  /// Signs between operands.
  public enum InfixOperator: String, Sendable, Equatable, CaseIterable {
    /// Sum.
    case plus = "+"
    /// Difference.
    case minus = "-"
    /// Product.
    case times = "*"
    /// Quotient.
    case divided = "/"
    /// Power.
    case power = "^"
    /// Equal.
    case equal = "=="
    /// Not equal.
    case unequal = "!="
    /// Less.
    case less = "<"
    /// Less or equal.
    case lessOrEqual = "<="
    /// More.
    case more = ">"
    /// More or equal.
    case moreOrEqual = ">="
    /// Both.
    case and = "&&"
    /// One or both.
    case or = "||"
  }

  /// What a value is looked for in.
  public enum Membership: Sendable, Equatable {
    /// Values one by one.
    case list([Expression])
    /// A range with both ends, in steps from its lower end; a step of `nil` is any value.
    case range(Double, Double, step: Double?)
  }

  /// Names of the columns it uses.
  public var columns: Set<String> {
    switch self {
    case .number, .text: []
    case .column(let name): [name]
    case .prefix(_, let inner): inner.columns
    case .infix(_, let left, let right): left.columns.union(right.columns)
    case .member(let inner, .list(let values)):
      values.reduce(inner.columns) { $0.union($1.columns) }
    case .member(let inner, .range): inner.columns
    case .call(_, let arguments): arguments.reduce([]) { $0.union($1.columns) }
    }
  }

  /// As it is written.
  public var label: String {
    switch self {
    case .number(let number): number.levelText
    case .text(let text): "'\(text)'"
    case .column(let name): name
    case .prefix(let sign, let inner): sign.rawValue + inner.operandLabel
    case .infix(let sign, let left, let right):
      "\(left.operandLabel) \(sign.rawValue) \(right.operandLabel)"
    case .member(let inner, .list(let values)):
      "\(inner.label) in {\(values.map(\.label).joined(separator: ", "))}"
    case .member(let inner, .range(let low, let high, let step)):
      "\(inner.label) in \(low.levelText)..\(high.levelText)"
        + (step.map { " step \($0.levelText)" } ?? "")
    case .call(let name, let arguments):
      "\(name)(\(arguments.map(\.label).joined(separator: ", ")))"
    }
  }

  private var operandLabel: String {
    switch self {
    case .infix, .member: "(\(label))"
    default: label
    }
  }
}
