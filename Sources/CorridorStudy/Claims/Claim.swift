/// A published statement, from `claims.csv`.
public struct Claim: Sendable {
  /// Id.
  public var id: String
  /// The statement in words.
  public var statement: String
  /// The statement as an expression, as written.
  public var written: String
  /// The same, parsed.
  var expression: ClaimExpression
  /// Unit of its bare numbers.
  public var unit: String
  /// How far figures may be apart and still count as equal.
  var tolerance: ClaimExpression.Tolerance
  /// Source ids of the statement.
  public var source: String
  /// Note with it.
  public var note: String

  /// A statement.
  ///
  /// - Parameters:
  ///   - id: id.
  ///   - statement: the statement in words.
  ///   - written: its expression.
  ///   - unit: unit of bare numbers.
  ///   - tolerance: `5 %` of the right side, or an amount in `unit`.
  ///   - source: who made it.
  ///   - note: note with it.
  /// - Throws: `ClaimSyntaxFault`.
  init(
    id: String,
    statement: String,
    written: String,
    unit: String,
    tolerance: ClaimExpression.Tolerance,
    source: String = "",
    note: String = ""
  ) throws(ClaimSyntaxFault) {
    self.id = id
    self.statement = statement
    self.written = written
    expression = try ClaimParser.parse(written)
    guard expression.isStatement else {
      throw ClaimSyntaxFault(
        position: 1,
        found: "a number",
        expected: "a statement, such as x[CHN, 2014] = 5"
      )
    }
    self.unit = unit
    self.tolerance = tolerance
    self.source = source
    self.note = note
  }
}
