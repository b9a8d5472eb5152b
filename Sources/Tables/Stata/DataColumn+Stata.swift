extension DataColumn {
  /// Day in a row of a column whose Stata format is one of dates.
  ///
  /// `%td` (days), `%tc` and `%tC` (milliseconds), `%tm` (months), `%tq` (quarters), `%th` (half
  /// years) and `%ty` (years) are known, each as its first day; times of day are cut off. `nil` where
  /// the value is missing, the format is none of dates, or the day is before year 1 or after 9999.
  public func date(_ row: Int) -> CalendarDate? {
    guard let format = stata?.format.drop(while: { $0 == "%" || $0 == "-" }),
      let value = number(row)
    else { return nil }
    let whole = value.rounded(.down)
    guard abs(whole) < 1e15 else { return nil }
    func months(_ length: Int) -> CalendarDate? {
      let month = Int(whole) * length
      let year = 1960 + Int((Double(month) / 12).rounded(.down))
      return CalendarDate(year: year, month: month - (year - 1960) * 12 + 1, day: 1)
    }
    switch format.prefix(2).lowercased() {
    case "td", "d": return CalendarDate(daysSince1970: Int(whole) - 3653)
    case "tc": return CalendarDate(daysSince1970: Int((value / 86_400_000).rounded(.down)) - 3653)
    case "tm": return months(1)
    case "tq": return months(3)
    case "th": return months(6)
    case "ty": return abs(whole) < 10_000 ? CalendarDate(year: Int(whole), month: 1, day: 1) : nil
    default: return format == "d" ? CalendarDate(daysSince1970: Int(whole) - 3653) : nil
    }
  }

  /// The column as texts, a value with a label being its label (as Stata's `decode` does); others as in
  /// `asTexts`.
  public var labelledTexts: (codes: [Int32], list: [String]) {
    guard let labels = stata?.valueLabels, !labels.isEmpty, numbers != nil else { return asTexts }
    let (codes, list) = asTexts
    var merged: [String] = []
    var places: [String: Int32] = [:]
    let place = list.map { text -> Int32 in
      let label = Int32(text).flatMap { labels[$0] } ?? text
      if let known = places[label] { return known }
      let next = Int32(truncatingIfNeeded: merged.count)
      places[label] = next
      merged.append(label)
      return next
    }
    return (codes.map { $0 < 0 ? -1 : place[Int($0)] }, merged)
  }

  /// Label of the value in a row; `nil` where it has none.
  public func valueLabel(_ row: Int) -> String? {
    guard let stata else { return nil }
    if let tag = stata.extendedMissing[row] { return stata.missingLabels[tag] }
    guard let value = number(row), value == value.rounded(), abs(value) < 2_147_483_648 else {
      return nil
    }
    return stata.valueLabels[Int32(value)]
  }
}
