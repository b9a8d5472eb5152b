/// A statement over the data of a study, parsed.
indirect enum ClaimExpression: Sendable, Equatable {
  enum Arithmetic: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }
  enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }
  /// How far two sides may be apart and still count as equal.
  enum Tolerance: Sendable, Equatable {
    /// Share of the right side.
    case relative(Double)
    /// In the unit of the claim.
    case absolute(Double)
  }

  /// A number, with the unit after it.
  struct Literal: Sendable, Equatable {
    var value: Double
    var unit: FactUnit?
    /// As written: `4.5 USD_bn`.
    var text: String
  }
  /// A tolerance of one comparison.
  struct Within: Sendable, Equatable {
    var tolerance: Tolerance
    /// As written: `5 %`.
    var text: String
  }

  case number(Literal)
  case reference(FactReference)
  case negative(ClaimExpression)
  case arithmetic(Arithmetic, ClaimExpression, ClaimExpression)
  case call(ClaimFunction, [ClaimExpression])
  case comparison(Comparison, ClaimExpression, ClaimExpression, Within?)
  case not(ClaimExpression)
  case and(ClaimExpression, ClaimExpression)
  case or(ClaimExpression, ClaimExpression)

  /// Whether it says yes or no rather than give a number.
  var isStatement: Bool {
    switch self {
    case .comparison, .not, .and, .or: true
    default: false
    }
  }

  /// References, in order of first appearance.
  var references: [FactReference] {
    var found: [FactReference] = []
    visit {
      if case .reference(let reference) = $0, !found.contains(reference) { found.append(reference) }
    }
    return found
  }

  func visit(_ body: (ClaimExpression) -> Void) {
    body(self)
    switch self {
    case .number, .reference: break
    case .negative(let one), .not(let one): one.visit(body)
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right, _),
      .and(let left, let right), .or(let left, let right):
      left.visit(body)
      right.visit(body)
    case .call(_, let arguments): for argument in arguments { argument.visit(body) }
    }
  }

  /// The same statement about something else.
  func replacing(_ change: (FactReference) -> FactReference) -> ClaimExpression {
    switch self {
    case .number: self
    case .reference(let reference): .reference(change(reference))
    case .negative(let one): .negative(one.replacing(change))
    case .not(let one): .not(one.replacing(change))
    case .arithmetic(let sign, let left, let right):
      .arithmetic(sign, left.replacing(change), right.replacing(change))
    case .comparison(let sign, let left, let right, let within):
      .comparison(sign, left.replacing(change), right.replacing(change), within)
    case .and(let left, let right): .and(left.replacing(change), right.replacing(change))
    case .or(let left, let right): .or(left.replacing(change), right.replacing(change))
    case .call(let function, let arguments):
      .call(function, arguments.map { $0.replacing(change) })
    }
  }
}

/// Functions of the language of claims.
enum ClaimFunction: String, Sendable, CaseIterable {
  /// `share(a, b)`: a over b.
  case share
  /// `ratio(a, b)`: a over b.
  case ratio
  /// `change(x[k, t])`: over the year before; `change(a, b)`: from a to b.
  case change
  /// `sum(x[*, t])`: over all keys that are no totals.
  case sum
  /// `hhi(x[*, t])`: sum of squared shares of the keys that are no totals.
  case hhi
  /// `rank(x[k, t])`: place of the key among those that are no totals, the largest first.
  case rank
  /// `previous_fall(x[k, t])`: last year before t in which x was below the year before it.
  case previousFall = "previous_fall"
  /// `previous_rise(x[k, t])`: last year before t in which x was above the year before it.
  case previousRise = "previous_rise"
  case mean, min, max, abs

  /// Fewest and most arguments.
  var arity: ClosedRange<Int> {
    switch self {
    case .share, .ratio: 2...2
    case .change: 1...2
    case .sum, .hhi, .rank, .previousFall, .previousRise, .abs: 1...1
    case .mean, .min, .max: 1...64
    }
  }

  /// Whether a lone argument must be a figure by name.
  var needsReference: Bool {
    switch self {
    case .change, .sum, .hhi, .rank, .previousFall, .previousRise: true
    default: false
    }
  }
}
