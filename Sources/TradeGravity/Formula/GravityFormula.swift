/// A regression: what is explained, by which terms, with which absorbed effects.
///
/// `trade ~ log(dist) + rta + i(year, log(dist)) | exporter^year + importer^year + pair`, the
/// two-part form of fixest (Bergé 2018). On the right of the bar stand the absorbed effects.
public struct GravityFormula: Sendable, Equatable {
  /// The text it was read from.
  public var text: String
  /// What is explained.
  public var response: Expression
  /// What explains it, in order.
  public var terms: [FormulaTerm]
  /// Whether there is a constant; absorbed effects hold it.
  public var hasIntercept: Bool
  /// Absorbed effects, in order.
  public var absorbed: [AbsorbedTerm]
  /// Sum of terms whose coefficient is one.
  public var offset: Expression?

  /// Reads a formula.
  ///
  /// - Throws: `FormulaFault` with the place of what is not understood.
  public init(_ text: String) throws(FormulaFault) {
    var parser = try ExpressionParser(text)
    self = try parser.formula()
  }

  /// Reads a condition on rows, or any other expression: `exporter != importer && year in 1986..2006
  /// step 4`.
  ///
  /// - Throws: `FormulaFault`.
  public static func condition(_ text: String) throws(FormulaFault) -> Expression {
    try ExpressionParser.condition(text)
  }

  init(
    text: String,
    response: Expression,
    terms: [FormulaTerm],
    hasIntercept: Bool,
    absorbed: [AbsorbedTerm],
    offset: Expression?
  ) {
    self.text = text
    self.response = response
    self.terms = terms
    self.hasIntercept = hasIntercept
    self.absorbed = absorbed
    self.offset = offset
  }

  /// Names of the columns it uses.
  public var columns: Set<String> { response.columns.union(explanatoryColumns) }

  /// Names of the columns of terms, effects and offset.
  var explanatoryColumns: Set<String> {
    let terms = terms.flatMap { $0.factors.map(\.value) }
    let effects = absorbed.flatMap { $0.factors + $0.slopes }
    return (terms + effects + [offset].compactMap { $0 }).reduce(into: []) {
      $0.formUnion($1.columns)
    }
  }
}

/// A product of columns, each a number or a set of levels.
public struct FormulaTerm: Sendable, Equatable {
  /// One side of an interaction.
  public struct Factor: Sendable, Equatable {
    /// What it is worked out from.
    public var value: Expression
    /// Whether each level has a column of its own.
    public var levels: Levels?
  }

  /// Which levels of a factor have a column.
  public enum Levels: Sendable, Equatable {
    /// All.
    case all
    /// All but the first.
    case butFirst
    /// All but these.
    case but([Expression])
  }

  /// The sides of the interaction, in order.
  public var factors: [Factor]
}

/// An absorbed effect: `exporter^year`, or with slopes `exporter[trend]` and `exporter[[trend]]`.
public struct AbsorbedTerm: Sendable, Equatable {
  /// Columns whose combinations are its levels.
  public var factors: [Expression]
  /// Columns with a slope for each level.
  public var slopes: [Expression]
  /// Whether each level has a constant too.
  public var hasConstants: Bool

  /// The same for any order of the factors.
  var key: String { factors.map(\.label).sorted().joined(separator: "^") }

  /// As it is written.
  public var label: String {
    let crossed = factors.map(\.label).joined(separator: "^")
    if slopes.isEmpty { return crossed }
    let inside = slopes.map(\.label).joined(separator: ", ")
    return hasConstants ? "\(crossed)[\(inside)]" : "\(crossed)[[\(inside)]]"
  }
}
