/// All facts of a study, found by series, key and year.
public struct FactBook: Sendable {
  /// Facts in file order.
  public let facts: [Fact]
  private let places: [Cell: [Int]]
  /// Keys of each series, sorted.
  let keys: [String: [String]]
  /// Years of each series, sorted.
  let years: [String: [Int]]
  /// Names of all series, sorted.
  let series: [String]

  private struct Cell: Hashable {
    var series: String
    var key: String
    var year: Int
  }

  /// A book of facts.
  public init(_ facts: [Fact]) {
    self.facts = facts
    var places: [Cell: [Int]] = [:]
    var keys: [String: Set<String>] = [:]
    var years: [String: Set<Int>] = [:]
    for (place, fact) in facts.enumerated() {
      places[Cell(series: fact.series, key: fact.key, year: fact.year), default: []].append(place)
      keys[fact.series, default: []].insert(fact.key)
      years[fact.series, default: []].insert(fact.year)
    }
    // The best grade first; on a tie, the first in the file.
    self.places = places.mapValues { list in
      list.sorted { (facts[$0].quality, $0) < (facts[$1].quality, $1) }
    }
    self.keys = keys.mapValues { $0.sorted() }
    self.years = years.mapValues { $0.sorted() }
    series = keys.keys.sorted()
  }

  /// Readings of one figure, the best grade first, whatever the qualifier; none without a year.
  func readings(_ reference: FactReference) -> [Fact] {
    guard let year = reference.year else { return [] }
    let cell = Cell(series: reference.series, key: reference.key, year: year)
    return (places[cell] ?? []).map { facts[$0] }
  }

  /// One reading.
  ///
  /// - Parameters:
  ///   - reference: what is asked for; its qualifier must be met.
  ///   - basis: basis preferred where the reference names none.
  /// - Returns: the reading, or `nil`.
  func reading(_ reference: FactReference, basis: String?) -> Fact? {
    var list = readings(reference)
    if let qualifier = reference.qualifier {
      list = list.filter {
        ($0.period.isEmpty && $0.bases.contains(qualifier)) || $0.period == qualifier
      }
    } else {
      list = list.filter { $0.period.isEmpty }
    }
    if let basis, let own = list.first(where: { $0.bases.contains(basis) }) { return own }
    return list.first
  }
}

/// A reference to a figure: `dprk_turnover[CHN, 2014, customs]`.
struct FactReference: Sendable, Hashable {
  var series: String
  /// Key; `*` stands for all.
  var key: String
  /// Year; `nil` where none is given.
  var year: Int?
  /// Basis or part of the year asked for.
  var qualifier: String?
  /// Further keys, of the study's own tables.
  var more: [String] = []

  /// As written.
  var text: String {
    let keys =
      (key.isEmpty ? [] : [Self.quoted(key)]) + more.map(Self.quoted)
      + (year.map { [String($0)] } ?? []) + (qualifier.map { [Self.quoted($0)] } ?? [])
    return "\(series)[\(keys.joined(separator: ", "))]"
  }

  private static func quoted(_ key: String) -> String {
    let isPlain =
      key == "*"
      || key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        && key.first?.isNumber == false
    return isPlain ? key : "\"\(key)\""
  }
}
