/// Checks statements against the data of a study.
public struct ClaimChecker {
  private let book: FactBook
  private let tables: ClaimTables
  private let claims: [Claim]
  /// Statements tried in a search before it gives up.
  static let mostTried = 50_000
  /// Truths told of one claim.
  static let mostTruths = 5

  /// A checker of a study's claims.
  public init(_ study: Study) {
    book = study.facts
    tables = ClaimTables(study)
    claims = study.claims
  }

  /// What the data say of each claim, in file order.
  public func findings() -> [ClaimFinding] { claims.map(finding) }

  func finding(_ claim: Claim) -> ClaimFinding {
    let outcomes = outcomes(claim, claim.expression)
    let best = outcomes.first
    var verdict = ClaimFinding.Verdict.undecidable
    var reason: String
    let decided = outcomes.filter { $0.holds != nil }
    let against = decided.filter { $0.holds == false }
    if decided.isEmpty {
      reason = best?.reason ?? "nothing to compare"
    } else if against.isEmpty {
      verdict = .supported
      reason = sides(decided[0])
    } else if against.count == decided.count {
      verdict = .contradicted
      reason = sides(decided[0])
    } else {
      reason =
        "readings disagree: "
        + decided.map { "\($0.basis ?? "first"): \($0.holds == true ? "yes" : "no"), \(sides($0))" }
        .joined(separator: "; ")
    }
    let shown = decided.first ?? best
    return ClaimFinding(
      id: claim.id,
      statement: claim.statement,
      expression: claim.written,
      unit: claim.unit,
      source: claim.source,
      verdict: verdict,
      reason: reason,
      comparisons: shown?.comparisons ?? [],
      figures: shown?.figures ?? [],
      truths: verdict == .supported ? [] : truths(of: claim),
      note: claim.note
    )
  }

  /// One evaluation.
  struct Outcome {
    var basis: String?
    /// Whether it holds; `nil` where that cannot be decided.
    var holds: Bool?
    var reason: String
    var comparisons: [ClaimComparison]
    var figures: [ClaimFigure]
  }

  /// Bases to prefer, one after another: none, then each that a figure asked for without a basis has.
  private func bases(_ expression: ClaimExpression) -> [String?] {
    var bases: [String?] = [nil]
    for reference in expression.references where reference.qualifier == nil {
      let keys = reference.key == "*" ? book.keys[reference.series] ?? [] : [reference.key]
      for key in keys {
        var own = reference
        own.key = key
        for fact in book.readings(own) where fact.period.isEmpty {
          for basis in fact.bases where !bases.contains(basis) { bases.append(basis) }
        }
      }
    }
    return bases
  }

  /// Evaluations on the best readings, then with each basis preferred for all figures that have it.
  ///
  /// Equal ones are taken once. Other mixtures of bases are not tried.
  private func outcomes(_ claim: Claim, _ expression: ClaimExpression) -> [Outcome] {
    var found: [Outcome] = []
    for basis in bases(expression) {
      let outcome = outcome(claim, expression, basis)
      if !found.contains(where: { $0.figures == outcome.figures && $0.holds == outcome.holds }) {
        found.append(outcome)
      }
    }
    return found
  }

  func outcome(_ claim: Claim, _ expression: ClaimExpression, _ basis: String?) -> Outcome {
    var evaluator = ClaimEvaluator(book, tables, claim, basis: basis)
    do {
      let holds = try evaluator.holds(expression)
      return Outcome(
        basis: basis,
        holds: holds,
        reason: "",
        comparisons: evaluator.comparisons,
        figures: evaluator.figures
      )
    } catch {
      return Outcome(
        basis: basis,
        holds: nil,
        reason: error.reason,
        comparisons: evaluator.comparisons,
        figures: evaluator.figures
      )
    }
  }

  private func sides(_ outcome: Outcome) -> String {
    outcome.comparisons.map { comparison in
      let unit = ClaimText.ending(comparison.unit)
      return "the data give \(ClaimText.number(comparison.left))\(unit), "
        + "the claim \(ClaimText.number(comparison.right))\(unit)"
    }.joined(separator: "; ")
  }

  // MARK: - What it would be true of

  /// Statements like the claim that hold: the same with another key, year, series or basis.
  func truths(of claim: Claim) -> [ClaimTruth] {
    let named = claim.expression.references.filter { book.keys[$0.series] != nil }
    guard !named.isEmpty else { return [] }
    var tried = 0
    var truths: [(truth: ClaimTruth, order: Int)] = []
    var seen: Set<[ClaimFigure]> = []
    for change in changes(named) {
      let expression = claim.expression.replacing(change.apply)
      for basis in bases(expression) {
        tried += 1
        guard tried <= Self.mostTried else { break }
        let outcome = outcome(claim, expression, basis)
        guard outcome.holds == true, seen.insert(outcome.figures).inserted else { continue }
        var words = change.words
        if let basis,
          outcome.figures.contains(where: {
            $0.basis.split(separator: ";").contains(Substring(basis))
          })
        {
          words.append("basis \(basis)")
        }
        guard !words.isEmpty else { continue }
        truths.append(
          (
            ClaimTruth(
              expression: expression.text,
              changes: words,
              comparisons: outcome.comparisons,
              figures: outcome.figures,
              distance: distance(outcome)
            ), truths.count
          )
        )
      }
      if tried > Self.mostTried { break }
    }
    let sorted = truths.sorted {
      ($0.truth.changes.count, $0.truth.distance, $0.order)
        < ($1.truth.changes.count, $1.truth.distance, $1.order)
    }
    // The same statement on another basis says nothing new.
    var told: Set<String> = []
    return sorted.filter { told.insert($0.truth.expression).inserted }
      .prefix(Self.mostTruths).map(\.truth)
  }

  private func distance(_ outcome: Outcome) -> Double {
    outcome.comparisons.map { side in
      side.tolerance > 0 ? Swift.min(1, Swift.abs(side.left - side.right) / side.tolerance) : 0
    }.max() ?? 0
  }

  private struct Change {
    var words: [String]
    var apply: (FactReference) -> FactReference
  }

  /// One key, one series and the year changed in all ways, fewest changes first.
  private func changes(_ named: [FactReference]) -> [Change] {
    var keys: [(from: String, to: String)?] = [nil]
    var series: [(from: String, to: String)?] = [nil]
    var years: Set<Int> = []
    for reference in named {
      for key in book.keys[reference.series] ?? []
      where key != reference.key && reference.key != "*"
        && !keys.contains(where: { $0?.from == reference.key && $0?.to == key })
      { keys.append((reference.key, key)) }
      let unit = dimension(of: reference.series)
      for other in book.series
      where other != reference.series && dimension(of: other) == unit
        && !series.contains(where: { $0?.from == reference.series && $0?.to == other })
      { series.append((reference.series, other)) }
      guard let own = reference.year else { continue }
      for year in book.years[reference.series] ?? [] { years.insert(year - own) }
      for other in series where other?.from == reference.series {
        for year in book.years[other?.to ?? ""] ?? [] { years.insert(year - own) }
      }
    }
    var shifts: [Int] = [0]
    for shift in years.sorted(by: { (Swift.abs($0), $0) < (Swift.abs($1), $1) }) where shift != 0 {
      shifts.append(shift)
    }
    var changes: [Change] = []
    for key in keys {
      for one in series {
        for shift in shifts where changes.count < Self.mostTried {
          var words: [String] = []
          if let key { words.append("\(name(key.to)) for \(name(key.from))") }
          if let one { words.append("\(one.to) for \(one.from)") }
          if shift != 0, let first = named.lazy.compactMap(\.year).first {
            words.append("\(first + shift) for \(first)")
          }
          changes.append(
            Change(words: words) { reference in
              var other = reference
              if let key, other.key == key.from { other.key = key.to }
              if let one, other.series == one.from { other.series = one.to }
              if shift != 0, let year = other.year {
                other.year = year + shift
                other.qualifier = nil
              }
              return other
            }
          )
        }
      }
    }
    return changes.enumerated().sorted {
      ($0.element.words.count, $0.offset) < ($1.element.words.count, $1.offset)
    }.map(\.element)
  }

  private func name(_ key: String) -> String { key.isEmpty ? "no key" : key }

  private func dimension(of series: String) -> [String: Int] {
    for key in book.keys[series] ?? [] {
      for year in book.years[series] ?? [] {
        let reference = FactReference(series: series, key: key, year: year)
        if let fact = book.readings(reference).first { return FactUnit(fact.unit).powers }
      }
    }
    return [:]
  }
}
