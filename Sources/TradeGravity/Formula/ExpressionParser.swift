/// Reads expressions and, with its extension, formulas.
struct ExpressionParser {
  let text: String
  let tokens: [Token]
  var place = 0

  init(_ text: String) throws(FormulaFault) {
    self.text = text
    tokens = try Tokenizer.tokens(of: text)
  }

  /// A condition on rows, such as `exporter != importer && year in 1986..2006 step 4`.
  static func condition(_ text: String) throws(FormulaFault) -> Expression {
    var parser = try ExpressionParser(text)
    let expression = try parser.expression()
    try parser.expectEnd()
    return expression
  }

  var token: Token { tokens[place] }

  func fault(_ reason: String, at position: Int? = nil) -> FormulaFault {
    FormulaFault(text: text, position: (position ?? token.position) + 1, reason: reason)
  }

  func isSymbol(_ symbol: String, ahead: Int = 0) -> Bool {
    place + ahead < tokens.count && tokens[place + ahead].kind == .symbol(symbol)
  }

  mutating func take(_ symbol: String) -> Bool {
    guard isSymbol(symbol) else { return false }
    place += 1
    return true
  }

  mutating func takeName(_ name: String) -> Bool {
    guard token.kind == .name(name) else { return false }
    place += 1
    return true
  }

  mutating func expect(_ symbol: String) throws(FormulaFault) {
    guard take(symbol) else { throw fault("expected '\(symbol)', found \(token.shown)") }
  }

  func expectEnd() throws(FormulaFault) {
    guard token.kind == .end else { throw fault("\(token.shown) is not expected here") }
  }

  /// Levels of binding, loosest first.
  private static let levels: [[(String, Expression.InfixOperator)]] = [
    [("||", .or), ("|", .or)],
    [("&&", .and), ("&", .and)],
    [
      ("==", .equal), ("!=", .unequal), ("<=", .lessOrEqual), (">=", .moreOrEqual), ("<", .less),
      (">", .more),
    ],
    [("+", .plus), ("-", .minus)],
    [("*", .times), ("/", .divided)],
  ]

  /// Anything: comparisons and logic included.
  mutating func expression() throws(FormulaFault) -> Expression { try level(0) }

  /// Sums and products, no comparisons and logic.
  mutating func arithmetic() throws(FormulaFault) -> Expression { try level(3) }

  private mutating func level(_ depth: Int) throws(FormulaFault) -> Expression {
    guard depth < Self.levels.count else { return try signed() }
    guard nesting < 200 else { throw fault("brackets are nested too deep") }
    nesting += 1
    defer { nesting -= 1 }
    if depth == 2, take("!") || takeName("not") { return .prefix(.not, try level(2)) }
    var left = try level(depth + 1)
    while true {
      if depth == 2, takeName("in") {
        left = .member(left, try membership())
        continue
      }
      guard let sign = Self.levels[depth].first(where: { isSymbol($0.0) })?.1 ?? word(depth) else {
        return left
      }
      place += 1
      left = .infix(sign, left, try level(depth + 1))
    }
  }

  private var nesting = 0

  private func word(_ depth: Int) -> Expression.InfixOperator? {
    if depth == 0, token.kind == .name("or") { return .or }
    if depth == 1, token.kind == .name("and") { return .and }
    return nil
  }

  private mutating func membership() throws(FormulaFault) -> Expression.Membership {
    for (open, close) in [("{", "}"), ("(", ")"), ("[", "]")] where take(open) {
      var values: [Expression] = []
      repeat { values.append(try listValue()) } while take(",")
      try expect(close)
      return .list(values)
    }
    let low = try signedNumber()
    try expect("..")
    let high = try signedNumber()
    var step: Double?
    if takeName("step") {
      let position = token.position
      let written = try signedNumber()
      guard written > 0 else { throw fault("a step must be above zero", at: position) }
      step = written
    }
    guard low <= high else { throw fault("the range ends before it starts") }
    return .range(low, high, step: step)
  }

  /// In a list a bare word is a text.
  private mutating func listValue() throws(FormulaFault) -> Expression {
    if case .name(let name) = token.kind, !isSymbol("(", ahead: 1) {
      place += 1
      return .text(name)
    }
    return try arithmetic()
  }

  mutating func signedNumber() throws(FormulaFault) -> Double {
    let isNegative = take("-")
    guard case .number(let number) = token.kind else {
      throw fault("expected a number, found \(token.shown)")
    }
    place += 1
    return isNegative ? -number : number
  }

  private mutating func signed() throws(FormulaFault) -> Expression {
    var signs: [Expression.PrefixOperator] = []
    while true {
      if take("-") {
        signs.append(.minus)
      } else if take("!") {
        signs.append(.not)
      } else if !take("+") {
        break
      }
    }
    var inner = try primary()
    if take("^") || take("**") { inner = .infix(.power, inner, try signed()) }
    for sign in signs.reversed() {
      if sign == .minus, case .number(let number) = inner {
        inner = .number(-number)
      } else {
        inner = .prefix(sign, inner)
      }
    }
    return inner
  }

  /// A number, text, column, call or bracket.
  mutating func primary() throws(FormulaFault) -> Expression {
    let position = token.position
    switch token.kind {
    case .number(let number):
      place += 1
      return .number(number)
    case .text(let text):
      place += 1
      return .text(text)
    case .name(let name):
      place += 1
      guard take("(") else { return .column(name) }
      return try call(name, at: position)
    case .symbol("("):
      place += 1
      let inner = try expression()
      try expect(")")
      return inner
    default: throw fault("expected a column, number or function, found \(token.shown)")
    }
  }

  private mutating func call(
    _ name: String,
    at position: Int
  ) throws(FormulaFault) -> Expression {
    var arguments: [Expression] = []
    if !isSymbol(")") {
      repeat { arguments.append(try expression()) } while take(",")
    }
    try expect(")")
    if name == "I", arguments.count == 1 { return arguments[0] }
    guard let function = ColumnFunction(rawValue: name) else {
      let known = ColumnFunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault("there is no function '\(name)' here (\(known))", at: position)
    }
    guard function.argumentCounts.contains(arguments.count) else {
      throw fault("\(name) takes \(function.argumentsText)", at: position)
    }
    return .call(name, arguments)
  }
}
