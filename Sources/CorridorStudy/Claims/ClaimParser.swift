/// What is wrong with an expression, and where.
struct ClaimSyntaxFault: Error, Equatable {
  /// Character of the expression, from 1.
  var position: Int
  var found: String
  var expected: String
}

/// Reads expressions of claims by descent.
///
/// ```
/// statement  = conjunction { "or" conjunction }
/// conjunction = negation { "and" negation }
/// negation   = "not" negation | comparison
/// comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum [ "within" number [ "%" ] ] ]
/// sum        = product { ("+" | "-") product }
/// product    = sign { ("*" | "/") sign }
/// sign       = "-" sign | term
/// term       = number [ unit ] | name "(" sum { "," sum } ")" | name "[" key { "," key } "]"
///            | "(" statement ")"
/// key        = "*" | name | year | text in double quotes
/// ```
struct ClaimParser {
  private let tokens: [ClaimToken]
  private var place = 0
  private var depth = 0
  /// Nesting that is accepted.
  private static let deepest = 64

  /// Parses a whole expression.
  static func parse(_ text: String) throws(ClaimSyntaxFault) -> ClaimExpression {
    var parser = ClaimParser(tokens: try ClaimToken.tokens(text))
    let expression = try parser.disjunction()
    guard case .end = parser.token.kind else { throw parser.fault("the end or an operator") }
    return expression
  }

  private init(tokens: [ClaimToken]) { self.tokens = tokens }

  private var token: ClaimToken { tokens[min(place, tokens.count - 1)] }

  private mutating func step() { place += 1 }

  private func fault(_ expected: String) -> ClaimSyntaxFault {
    ClaimSyntaxFault(position: token.position, found: token.text, expected: expected)
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard case .symbol(symbol) = token.kind else { return false }
    step()
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard case .name(word) = token.kind else { return false }
    step()
    return true
  }

  private mutating func deeper<Result>(
    _ body: (inout ClaimParser) throws(ClaimSyntaxFault) -> Result
  ) throws(ClaimSyntaxFault) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("no more than \(Self.deepest) levels") }
    return try body(&self)
  }

  // MARK: - Statements

  private mutating func disjunction() throws(ClaimSyntaxFault) -> ClaimExpression {
    var left = try conjunction()
    while takeWord("or") {
      left = .or(try statement(left), try statement(try conjunction()))
    }
    return left
  }

  private mutating func conjunction() throws(ClaimSyntaxFault) -> ClaimExpression {
    var left = try negation()
    while takeWord("and") {
      left = .and(try statement(left), try statement(try negation()))
    }
    return left
  }

  private mutating func negation() throws(ClaimSyntaxFault) -> ClaimExpression {
    guard takeWord("not") else { return try comparison() }
    return .not(
      try deeper { (parser) throws(ClaimSyntaxFault) in
        try parser.statement(try parser.negation())
      }
    )
  }

  private func statement(
    _ expression: ClaimExpression
  ) throws(ClaimSyntaxFault) -> ClaimExpression {
    guard expression.isStatement else { throw fault("a comparison beside and, or, not") }
    return expression
  }

  private mutating func comparison() throws(ClaimSyntaxFault) -> ClaimExpression {
    let left = try sum()
    guard case .symbol(let symbol) = token.kind,
      let sign = ClaimExpression.Comparison(rawValue: symbol == "==" ? "=" : symbol)
    else { return left }
    try amount(left)
    step()
    let right = try sum()
    try amount(right)
    var within: ClaimExpression.Within?
    if takeWord("within") {
      guard case .number(let value, let text) = token.kind, value >= 0 else {
        throw fault("a number")
      }
      step()
      within =
        take("%")
        ? ClaimExpression.Within(tolerance: .relative(value / 100), text: "\(text) %")
        : ClaimExpression.Within(tolerance: .absolute(value), text: text)
    }
    return .comparison(sign, left, right, within)
  }

  private func amount(_ expression: ClaimExpression) throws(ClaimSyntaxFault) {
    if expression.isStatement { throw fault("a number, not a comparison") }
  }

  // MARK: - Numbers

  private mutating func sum() throws(ClaimSyntaxFault) -> ClaimExpression {
    var left = try product()
    while case .symbol(let symbol) = token.kind, symbol == "+" || symbol == "-",
      let sign = ClaimExpression.Arithmetic(rawValue: symbol)
    {
      try amount(left)
      step()
      let right = try product()
      try amount(right)
      left = .arithmetic(sign, left, right)
    }
    return left
  }

  private mutating func product() throws(ClaimSyntaxFault) -> ClaimExpression {
    var left = try signed()
    while case .symbol(let symbol) = token.kind, symbol == "*" || symbol == "/",
      let sign = ClaimExpression.Arithmetic(rawValue: symbol)
    {
      try amount(left)
      step()
      let right = try signed()
      try amount(right)
      left = .arithmetic(sign, left, right)
    }
    return left
  }

  private mutating func signed() throws(ClaimSyntaxFault) -> ClaimExpression {
    guard take("-") else { return try term() }
    return .negative(
      try deeper { (parser) throws(ClaimSyntaxFault) in
        let one = try parser.signed()
        try parser.amount(one)
        return one
      }
    )
  }

  private mutating func term() throws(ClaimSyntaxFault) -> ClaimExpression {
    switch token.kind {
    case .number(let value, let text):
      step()
      let unit = unit()
      return .number(
        ClaimExpression.Literal(
          value: value,
          unit: unit.map { FactUnit($0) },
          text: text + (unit.map { " \($0)" } ?? "")
        )
      )
    case .name(let name):
      let start = token
      step()
      if take("(") { return try call(name, start) }
      if take("[") { return .reference(try reference(name)) }
      throw fault("( or [ after '\(name)'")
    case .symbol("("):
      step()
      let inner = try deeper { (parser) throws(ClaimSyntaxFault) in try parser.disjunction() }
      guard take(")") else { throw fault(")") }
      return inner
    default: throw fault("a number, a figure such as x[CHN, 2014], a function or (")
    }
  }

  /// A unit after a number: a name that is no word of the language, or `%`.
  private mutating func unit() -> String? {
    if take("%") { return "%" }
    guard case .name(let name) = token.kind, !["and", "or", "not", "within"].contains(name)
    else { return nil }
    step()
    return name
  }

  private mutating func call(
    _ name: String,
    _ start: ClaimToken
  ) throws(ClaimSyntaxFault) -> ClaimExpression {
    guard let function = ClaimFunction(rawValue: name) else {
      let names = ClaimFunction.allCases.map(\.rawValue)
      throw ClaimSyntaxFault(
        position: start.position,
        found: "unknown function '\(name)'",
        expected: names.joined(separator: ", ")
      )
    }
    var arguments: [ClaimExpression] = []
    repeat {
      let argument = try deeper { (parser) throws(ClaimSyntaxFault) in try parser.sum() }
      try amount(argument)
      arguments.append(argument)
    } while take(",")
    guard take(")") else { throw fault(", or )") }
    guard function.arity.contains(arguments.count) else {
      let most = function.arity.upperBound
      throw ClaimSyntaxFault(
        position: start.position,
        found: "\(name) of \(arguments.count)",
        expected: function.arity.lowerBound == most
          ? "\(most) between its brackets" : "\(function.arity.lowerBound) to \(most)"
      )
    }
    if function.needsReference, arguments.count == 1 {
      guard case .reference = arguments[0] else {
        throw ClaimSyntaxFault(
          position: start.position,
          found: "\(name) of a computed number",
          expected: "a figure by name, such as \(name)(x[CHN, 2014])"
        )
      }
    }
    return .call(function, arguments)
  }

  private mutating func reference(_ name: String) throws(ClaimSyntaxFault) -> FactReference {
    var words: [String] = []
    var after: [String] = []
    var year: Int?
    repeat {
      switch token.kind {
      case .number(let value, _):
        guard year == nil, let whole = Int(exactly: value), (1...9999).contains(whole) else {
          throw fault("one year")
        }
        year = whole
      case .name(let word), .text(let word):
        if year == nil { words.append(word) } else { after.append(word) }
      case .symbol("*"):
        guard year == nil else { throw fault("* before the year") }
        words.append("*")
      default: throw fault("a key, a year or *")
      }
      step()
    } while take(",")
    guard take("]") else { throw fault(", or ]") }
    guard after.count <= 1 else { throw fault("one basis or part of the year at most") }
    return FactReference(
      series: name,
      key: words.first ?? "",
      year: year,
      qualifier: after.first,
      more: Array(words.dropFirst())
    )
  }
}
