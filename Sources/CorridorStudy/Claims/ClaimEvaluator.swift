import Tables
import TradeGravity

/// Evaluates a statement on one choice of readings.
struct ClaimEvaluator {
  let book: FactBook
  let tables: ClaimTables
  let claim: Claim
  /// Basis preferred where a reference names none.
  let basis: String?
  private(set) var figures: [ClaimFigure] = []
  private(set) var comparisons: [ClaimComparison] = []
  private var namedFigures: Set<String> = []

  init(_ book: FactBook, _ tables: ClaimTables, _ claim: Claim, basis: String?) {
    self.book = book
    self.tables = tables
    self.claim = claim
    self.basis = basis
  }

  /// Whether the statement holds.
  mutating func holds(_ expression: ClaimExpression) throws(ClaimUndecided) -> Bool {
    switch expression {
    case .and(let left, let right):
      // Both sides, so that all figures are told.
      let first = try holds(left)
      let second = try holds(right)
      return first && second
    case .or(let left, let right):
      let first = try holds(left)
      let second = try holds(right)
      return first || second
    case .not(let one): return try !holds(one)
    case .comparison(let sign, let left, let right, let tolerance):
      return try compare(expression, sign, left, right, tolerance)
    default: throw ClaimUndecided(reason: "\(expression.text) says neither yes nor no")
    }
  }

  private mutating func compare(
    _ expression: ClaimExpression,
    _ sign: ClaimExpression.Comparison,
    _ left: ClaimExpression,
    _ right: ClaimExpression,
    _ own: ClaimExpression.Within?
  ) throws(ClaimUndecided) -> Bool {
    var (first, second) = (try value(left), try value(right))
    try match(&first, &second, expression, isComparison: true)
    let unit = FactUnit(claim.unit)
    let isClaims = unit.powers == first.powers && !first.isBare
    let scale = isClaims ? unit.scale : 1
    var slack = 0.0
    // Years, places and counts are met or not.
    let isCount = first.powers == ["year": 1] || first.powers == ["place": 1]
    switch own?.tolerance ?? (isCount ? .absolute(0) : claim.tolerance) {
    case .relative(let share): slack = share * Swift.abs(second.number)
    case .absolute(let amount): slack = amount * scale
    }
    let gap = first.number - second.number
    // Figures that differ in the last bits alone are equal.
    let rounding = 1e-12 * Swift.max(Swift.abs(first.number), Swift.abs(second.number))
    let isEqual = Swift.abs(gap) <= slack + rounding
    let holds: Bool =
      switch sign {
      case .equal: isEqual
      case .unequal: !isEqual
      case .less: gap < -rounding
      case .atMost: gap <= slack + rounding
      case .greater: gap > rounding
      case .atLeast: gap >= -slack - rounding
      }
    let ending = isClaims ? claim.unit : Self.words(first.powers)
    comparisons.append(
      ClaimComparison(
        text: expression.text,
        left: first.number / scale,
        right: second.number / scale,
        unit: ending,
        holds: holds,
        tolerance: slack / scale
      )
    )
    return holds
  }

  /// Gives a bare number the unit of what it meets; the claim's own scale where that is its unit.
  private func match(
    _ first: inout ClaimValue,
    _ second: inout ClaimValue,
    _ expression: ClaimExpression,
    isComparison: Bool = false
  ) throws(ClaimUndecided) {
    if first.isBare == second.isBare {
      guard first.powers == second.powers else {
        throw ClaimUndecided(
          reason: "\(Self.words(first.powers)) beside \(Self.words(second.powers)) in "
            + expression.text
        )
      }
      return
    }
    let unit = FactUnit(claim.unit)
    func dress(_ bare: inout ClaimValue, like other: ClaimValue) throws(ClaimUndecided) {
      // Sums with shares are of shares: 1 − share(a, b).
      if unit.powers == other.powers, isComparison || !other.powers.isEmpty {
        bare = ClaimValue(number: bare.number * unit.scale, powers: unit.powers)
      } else if ["year", "place", "count"].contains(where: { other.powers == [$0: 1] })
        || other.powers.isEmpty
      {
        bare = ClaimValue(number: bare.number, powers: other.powers)
      } else {
        throw ClaimUndecided(
          reason: "\(ClaimText.number(bare.number)) has no unit beside "
            + "\(Self.words(other.powers)) in \(expression.text)"
        )
      }
    }
    if first.isBare { try dress(&first, like: second) } else { try dress(&second, like: first) }
  }

  // MARK: - Numbers

  private mutating func value(
    _ expression: ClaimExpression
  ) throws(ClaimUndecided) -> ClaimValue {
    let result = try number(expression)
    guard result.number.isFinite else {
      throw ClaimUndecided(reason: "\(expression.text) is no finite number")
    }
    return result
  }

  private mutating func number(
    _ expression: ClaimExpression
  ) throws(ClaimUndecided) -> ClaimValue {
    switch expression {
    case .number(let literal):
      guard let unit = literal.unit else {
        return ClaimValue(number: literal.value, powers: [:], isBare: true)
      }
      return ClaimValue(number: literal.value * unit.scale, powers: unit.powers)
    case .reference(let reference): return try figure(reference)
    case .negative(let one):
      var result = try value(one)
      result.number = -result.number
      return result
    case .arithmetic(let sign, let left, let right):
      var (first, second) = (try value(left), try value(right))
      switch sign {
      case .add, .subtract:
        try match(&first, &second, expression)
        first.number += sign == .add ? second.number : -second.number
        return first
      case .multiply:
        let unit =
          FactUnit(scale: 1, powers: first.powers) * FactUnit(scale: 1, powers: second.powers)
        return ClaimValue(
          number: first.number * second.number,
          powers: unit.powers,
          isBare: first.isBare && second.isBare
        )
      case .divide: return try quotient(first, second, expression)
      }
    case .call(let function, let arguments):
      return try call(function, arguments, expression)
    default: throw ClaimUndecided(reason: "\(expression.text) is no number")
    }
  }

  private func quotient(
    _ first: ClaimValue,
    _ second: ClaimValue,
    _ expression: ClaimExpression
  ) throws(ClaimUndecided) -> ClaimValue {
    guard second.number != 0 else {
      throw ClaimUndecided(reason: "division by zero in \(expression.text)")
    }
    let unit = FactUnit(scale: 1, powers: first.powers) / FactUnit(scale: 1, powers: second.powers)
    return ClaimValue(
      number: first.number / second.number,
      powers: unit.powers,
      isBare: first.isBare && second.isBare
    )
  }

  private mutating func call(
    _ function: ClaimFunction,
    _ arguments: [ClaimExpression],
    _ expression: ClaimExpression
  ) throws(ClaimUndecided) -> ClaimValue {
    if function.needsReference, arguments.count == 1, case .reference(let reference) = arguments[0]
    {
      return try overSeries(function, reference)
    }
    var values: [ClaimValue] = []
    for argument in arguments { values.append(try value(argument)) }
    for place in values.indices.dropFirst() {
      var first = values[0]
      try match(&first, &values[place], expression)
      values[0] = first
    }
    guard var result = values.first else {
      throw ClaimUndecided(reason: "\(function.rawValue) of nothing")
    }
    let numbers = values.map(\.number)
    switch function {
    case .share, .ratio: return try quotient(values[0], values[1], expression)
    case .change:
      guard values[0].number != 0 else {
        throw ClaimUndecided(reason: "change from zero in \(expression.text)")
      }
      return .pure(values[1].number / values[0].number - 1)
    case .mean: result.number = numbers.reduce(0, +) / Double(numbers.count)
    case .min: result.number = numbers.min() ?? 0
    case .max: result.number = numbers.max() ?? 0
    case .abs: result.number = Swift.abs(result.number)
    case .sum, .hhi, .rank, .previousFall, .previousRise: break
    }
    return result
  }

  /// Functions of a figure and its like in other years or of other keys.
  private mutating func overSeries(
    _ function: ClaimFunction,
    _ reference: FactReference
  ) throws(ClaimUndecided) -> ClaimValue {
    switch function {
    case .change:
      let yearBefore = reference.in(try reference.neededYear() - 1)
      let before = try figure(yearBefore)
      let now = try figure(reference)
      guard before.number != 0 else {
        throw ClaimUndecided(reason: "\(yearBefore.text) is zero")
      }
      return .pure(now.number / before.number - 1)
    case .previousFall, .previousRise:
      var year = try reference.neededYear()
      let first = book.years[reference.series]?.first ?? year
      year -= 1
      while year > first {
        let now = try figure(reference.in(year))
        let before = try figure(reference.in(year - 1))
        if function == .previousFall ? now.number < before.number : now.number > before.number {
          return ClaimValue(number: Double(year), powers: ["year": 1])
        }
        year -= 1
      }
      throw ClaimUndecided(reason: "no such year of \(reference.text) since \(first)")
    case .sum, .hhi, .rank:
      if book.keys[reference.series] != nil { _ = try reference.neededYear() }
      var values: [(key: String, value: ClaimValue)] = []
      for key in book.keys[reference.series] ?? [] {
        var own = reference
        own.key = key
        guard let fact = book.reading(own, basis: basis), !fact.isTotal else {
          continue
        }
        values.append((key, try figure(own)))
      }
      guard let first = values.first?.value else {
        throw ClaimUndecided(reason: "the study has no \(reference.text)")
      }
      let total = values.reduce(0) { $0 + $1.value.number }
      if function == .sum { return ClaimValue(number: total, powers: first.powers) }
      if function == .hhi {
        guard total > 0 else { throw ClaimUndecided(reason: "\(reference.text) adds up to zero") }
        return .pure(PartnerProfile(values: values.map(\.value.number)).concentration)
      }
      guard let own = values.first(where: { $0.key == reference.key })?.value.number else {
        throw ClaimUndecided(reason: "the study has no \(reference.text)")
      }
      let place = 1 + values.count { $0.value.number > own }
      return ClaimValue(number: Double(place), powers: ["place": 1])
    default: throw ClaimUndecided(reason: "\(function.rawValue) of \(reference.text)")
    }
  }

  /// The value of a reference; remembers it among the figures.
  private mutating func figure(
    _ reference: FactReference
  ) throws(ClaimUndecided) -> ClaimValue {
    if let (value, unit) = try tables.figure(reference) {
      remember(
        ClaimFigure(
          name: reference.text,
          value: value.number / FactUnit(unit).scale,
          unit: unit,
          basis: "",
          source: "study tables",
          quality: ""
        )
      )
      return value
    }
    guard book.keys[reference.series] != nil else {
      let hint = NearestName.hint(for: reference.series, among: book.keys.keys.sorted())
      throw ClaimUndecided(reason: "the study has no series '\(reference.series)'\(hint)")
    }
    guard reference.key != "*" else {
      throw ClaimUndecided(reason: "\(reference.text) stands outside sum, hhi")
    }
    _ = try reference.neededYear()
    guard let fact = book.reading(reference, basis: basis) else {
      throw ClaimUndecided(reason: "the study has no \(reference.text)")
    }
    let unit = FactUnit(fact.unit)
    remember(
      ClaimFigure(
        name: reference.text,
        value: fact.value,
        unit: fact.unit,
        basis: fact.bases.joined(separator: ";"),
        source: fact.source,
        quality: fact.quality
      )
    )
    return ClaimValue(number: fact.value * unit.scale, powers: unit.powers)
  }

  private mutating func remember(_ figure: ClaimFigure) {
    if namedFigures.insert(figure.name).inserted { figures.append(figure) }
  }

  private static func words(_ powers: [String: Int]) -> String {
    if powers.isEmpty { return "ratio" }
    let above = powers.filter { $0.value > 0 }.keys.sorted().joined(separator: "*")
    let below = powers.filter { $0.value < 0 }.keys.sorted().map { "/" + $0 }.joined()
    return (above.isEmpty ? "1" : above) + below
  }
}

extension FactReference {
  /// The same in another year.
  func `in`(_ year: Int) -> FactReference {
    var other = self
    other.year = year
    return other
  }

  /// The year, where nothing can be said without one.
  func neededYear() throws(ClaimUndecided) -> Int {
    guard let year else { throw ClaimUndecided(reason: "\(text) needs a year") }
    return year
  }
}
