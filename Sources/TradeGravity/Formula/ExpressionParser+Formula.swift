extension ExpressionParser {
  /// `response ~ terms | effects`.
  mutating func formula() throws(FormulaFault) -> GravityFormula {
    let response = try arithmetic()
    guard take("~") else {
      throw fault("expected '~' between the explained and what explains it, found \(token.shown)")
    }
    var sum = Sum()
    try terms(into: &sum)
    var absorbed: [AbsorbedTerm] = []
    if take("|") { absorbed = try effects() }
    try expectEnd()
    return GravityFormula(
      text: text,
      response: response,
      terms: sum.terms,
      hasIntercept: sum.hasIntercept && !absorbed.contains { $0.hasConstants },
      absorbed: absorbed,
      offset: sum.offset
    )
  }

  /// What stands left of the bar.
  struct Sum {
    var terms: [FormulaTerm] = []
    var hasIntercept = true
    var offset: Expression?

    mutating func add(_ term: FormulaTerm) {
      if !terms.contains(term) { terms.append(term) }
    }
  }

  private mutating func terms(into sum: inout Sum) throws(FormulaFault) {
    var isMinus = take("-")
    while true {
      let position = token.position
      if case .number(let number) = token.kind, number == 0 || number == 1, !continuesProduct(1) {
        place += 1
        sum.hasIntercept = (number == 1) != isMinus
      } else if takeOffset() {
        let value = try expression()
        try expect(")")
        guard !isMinus else { throw fault("an offset cannot be taken away", at: position) }
        sum.offset = sum.offset.map { .infix(.plus, $0, value) } ?? value
      } else {
        let found = try product()
        if isMinus {
          sum.terms.removeAll { found.contains($0) }
        } else {
          for term in found { sum.add(term) }
        }
      }
      if take("+") {
        isMinus = false
      } else if take("-") {
        isMinus = true
      } else {
        return
      }
    }
  }

  private func continuesProduct(_ ahead: Int) -> Bool {
    ["*", "/", ":", "^", "**"].contains { isSymbol($0, ahead: ahead) }
  }

  private mutating func takeOffset() -> Bool {
    guard token.kind == .name("offset"), isSymbol("(", ahead: 1) else { return false }
    place += 2
    return true
  }

  /// `a`, `a:b` and `a*b`, which is `a + b + a:b`.
  private mutating func product() throws(FormulaFault) -> [FormulaTerm] {
    var left = try interaction()
    while take("*") {
      let right = try interaction()
      if let value = plain(left), let other = plain(right), isNumber(value) || isNumber(other) {
        left = [FormulaTerm(factors: [.init(value: .infix(.times, value, other), levels: nil)])]
      } else {
        left = left + right + crossed(left, right)
      }
    }
    return left
  }

  private mutating func interaction() throws(FormulaFault) -> [FormulaTerm] {
    var left = try side()
    while take(":") { left = crossed(left, try side()) }
    return left
  }

  private func crossed(_ left: [FormulaTerm], _ right: [FormulaTerm]) -> [FormulaTerm] {
    left.flatMap { a in right.map { FormulaTerm(factors: a.factors + $0.factors) } }
  }

  /// The value of a single column of numbers.
  private func plain(_ terms: [FormulaTerm]) -> Expression? {
    guard terms.count == 1, terms[0].factors.count == 1, terms[0].factors[0].levels == nil else {
      return nil
    }
    return terms[0].factors[0].value
  }

  private func isNumber(_ value: Expression) -> Bool {
    if case .number = value { return true }
    return false
  }

  private mutating func side() throws(FormulaFault) -> [FormulaTerm] {
    var found = try atom()
    while isSymbol("/") || isSymbol("^") || isSymbol("**") {
      let sign: Expression.InfixOperator = isSymbol("/") ? .divided : .power
      guard let value = plain(found) else { throw fault("\(token.shown) needs a column before it") }
      place += 1
      found = [
        FormulaTerm(factors: [.init(value: .infix(sign, value, try primary()), levels: nil)])
      ]
    }
    return found
  }

  private mutating func atom() throws(FormulaFault) -> [FormulaTerm] {
    if isSymbol("(") {
      let start = place
      var inner = Sum()
      place += 1
      do {
        try terms(into: &inner)
        try expect(")")
        if inner.offset == nil { return inner.terms }
      } catch {
        // Not a sum of terms: a comparison, or wrong altogether.
      }
      place = start
      return [FormulaTerm(factors: [.init(value: try primary(), levels: nil)])]
    }
    if case .name(let name) = token.kind, isSymbol("(", ahead: 1) {
      if name == "i" { return [try levelColumns()] }
      if name == "C" || name == "factor" {
        place += 2
        let value = try expression()
        var levels = FormulaTerm.Levels.butFirst
        if take(",") {
          guard takeName("ref"), take("=") else {
            throw fault("expected 'ref = LEVEL', found \(token.shown)")
          }
          levels = .but(try references())
        }
        try expect(")")
        return [FormulaTerm(factors: [.init(value: value, levels: levels)])]
      }
    }
    return [FormulaTerm(factors: [.init(value: try primary(), levels: nil)])]
  }

  /// `i(year)`, `i(year, x)`, `i(year, x, ref = 1986)`, `i(year, x, ref = {1986, 1990})`.
  private mutating func levelColumns() throws(FormulaFault) -> FormulaTerm {
    place += 2
    var factors = [FormulaTerm.Factor(value: try expression(), levels: .all)]
    var hasValue = false
    while take(",") {
      if case .name(let word) = token.kind, isSymbol("=", ahead: 1) {
        let position = token.position
        place += 2
        let levels = try references()
        switch word {
        case "ref", "ref1": factors[0].levels = .but(levels)
        case "ref2" where factors.count == 2: factors[1].levels = .but(levels)
        default:
          throw fault("i() knows 'ref' and, after a second factor, 'ref2'", at: position)
        }
      } else if !hasValue {
        hasValue = true
        if takeName("i") || takeName("C") {
          try expect("(")
          factors.append(.init(value: try expression(), levels: .all))
          try expect(")")
        } else {
          factors.append(.init(value: try expression(), levels: nil))
        }
      } else {
        factors[0].levels = .but([try arithmetic()])
      }
    }
    try expect(")")
    return FormulaTerm(factors: factors)
  }

  private mutating func references() throws(FormulaFault) -> [Expression] {
    if token.kind == .name("c"), isSymbol("(", ahead: 1) { place += 1 }
    for (open, close) in [("{", "}"), ("(", ")"), ("[", "]")] where take(open) {
      var values: [Expression] = []
      repeat { values.append(try reference()) } while take(",")
      try expect(close)
      return values
    }
    return [try reference()]
  }

  private mutating func reference() throws(FormulaFault) -> Expression {
    if case .name(let name) = token.kind {
      place += 1
      return .text(name)
    }
    if case .text(let text) = token.kind {
      place += 1
      return .text(text)
    }
    return .number(try signedNumber())
  }

  /// `exporter^year + importer[trend] + 0`.
  private mutating func effects() throws(FormulaFault) -> [AbsorbedTerm] {
    var found: [AbsorbedTerm] = []
    repeat {
      if case .number(let number) = token.kind, number == 0 || number == 1 {
        place += 1
        continue
      }
      var factors = [try primary()]
      while take("^") || take("#") || take(":") { factors.append(try primary()) }
      var slopes: [Expression] = []
      var hasConstants = true
      if take("[") {
        hasConstants = !take("[")
        repeat { slopes.append(try arithmetic()) } while take(",")
        try expect("]")
        if !hasConstants { try expect("]") }
      }
      let term = AbsorbedTerm(factors: factors, slopes: slopes, hasConstants: hasConstants)
      if !found.contains(term) { found.append(term) }
    } while take("+")
    return found
  }
}
