import Tables

/// A measure as the calendar shows it.
public struct CalendarEntry: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Who adopted it.
  public var issuer: String
  /// Paragraph of the text.
  public var paragraph: String
  /// Day of adoption, `YYYY-MM-DD`; empty where it is not given.
  public var adopted: String
  /// First day in force; empty: ever since.
  public var from: String
  /// Last day in force; empty: until further notice.
  public var to: String
  /// `from PRK`, `CHN to PRK`, `any`.
  public var direction: String
  /// Countries of origin, transit countries, places and modes that it names.
  public var way: String
  /// Codes of the Harmonized System, as written.
  public var hs: String
  /// Codes of the Standard International Trade Classification, as written.
  public var sitc: String
  /// What it does.
  public var rule: String
  /// Share, amount, rate, USD/t or hours; `nil` where the rule needs none.
  public var value: Double?
  /// Unit of `value`.
  public var unit: String
  /// Conditions of what it lets through.
  public var condition: String
  /// Ids of the measures from which it frees.
  public var exempts: [String]
  /// What of it is doubtful; empty: nothing.
  public var doubt: String
  /// Note with it.
  public var note: String
  /// Source ids.
  public var source: String
  /// Quality grade.
  public var quality: String

  /// A measure of a book.
  public init(_ measure: Measure) {
    id = measure.id
    name = measure.name
    issuer = measure.issuer
    paragraph = measure.paragraph
    adopted = measure.adopted?.description ?? ""
    from = measure.from?.description ?? ""
    to = measure.to?.description ?? ""
    let ends = [
      measure.fromCountries.isEmpty ? "" : "from \(measure.fromCountries.joined(separator: ", "))",
      measure.toCountries.isEmpty ? "" : "to \(measure.toCountries.joined(separator: ", "))",
    ].filter { !$0.isEmpty }
    direction = ends.isEmpty ? "any" : ends.joined(separator: " ")
    way = [
      measure.originCountries.isEmpty
        ? "" : "origin \(measure.originCountries.joined(separator: ", "))",
      measure.transitCountries.isEmpty
        ? "" : "transit \(measure.transitCountries.joined(separator: ", "))",
      measure.places.isEmpty ? "" : "at \(measure.places.joined(separator: ", "))",
      measure.mode.map { "by \($0.rawValue)" } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    hs = measure.hsWritten
    sitc = measure.sitcWritten
    rule = measure.rule.rawValue
    switch measure.rule {
    case .ban, .exemption, .note: value = nil
    default: value = measure.value
    }
    unit =
      measure.rule == .refusal
      ? "share refused" : measure.rule == .tariff ? "ad valorem" : measure.unit
    condition = measure.condition
    exempts = measure.exempts
    doubt = measure.doubt
    note = measure.note
    source = measure.source
    quality = measure.quality
  }

  /// `UNSC, UNSCR 2371: coal, iron, iron ore, paragraph 8`.
  public var title: String {
    [issuer, name, paragraph.isEmpty ? "" : "paragraph \(paragraph)"].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}

extension PolicyBook {
  /// The measures by the day from which they are in force.
  ///
  /// - Parameters:
  ///   - country: only those that name it at an end, on the way or as issuer; `nil`: all.
  ///   - years: only those in force in some of them; `nil`: all.
  /// - Returns: the measures, the earliest first; those without a first day before all.
  public func calendar(
    country: String? = nil,
    years: ClosedRange<Int>? = nil
  ) -> [CalendarEntry] {
    measures.enumerated().filter { _, measure in
      let isOurs =
        country.map { country in
          measure.issuer == country || measure.fromCountries.contains(country)
            || measure.toCountries.contains(country) || measure.transitCountries.contains(country)
            || measure.originCountries.contains(country)
        } ?? true
      let isThen =
        years.map { years in
          (measure.from?.year ?? Int.min) <= years.upperBound
            && (measure.to?.year ?? Int.max) >= years.lowerBound
        } ?? true
      return isOurs && isThen
    }.sorted { first, second in
      let (left, right) = (first.element.from, second.element.from)
      switch (left, right) {
      case (let left?, let right?) where left != right: return left < right
      case (nil, _?): return true
      case (_?, nil): return false
      default: return first.offset < second.offset
      }
    }.map { CalendarEntry($0.element) }
  }
}
