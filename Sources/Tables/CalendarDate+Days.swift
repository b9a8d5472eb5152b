extension CalendarDate {
  /// The day so many days after 1970-01-01; `nil` before year 1 and after 9999.
  ///
  /// Eras of 400 years, years that begin in March (Hinnant 2013, "chrono-compatible low-level date
  /// algorithms").
  public init?(daysSince1970 days: Int) {
    guard (-4_000_000...4_000_000).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// The last whole day before a moment in years (2030.5: half of 2030 gone); `nil` before year 1 and
  /// after 9999.
  public init?(lastBefore moment: Double) {
    guard moment >= 1, moment < 10_000 else { return nil }
    let year = Int(moment)
    guard let start = CalendarDate(year: year, month: 1, day: 1) else { return nil }
    let gone = (moment - Double(year)) * Double(Self.days(inYear: year))
    self.init(daysSince1970: start.daysSince1970 + Int(gone.rounded()) - 1)
  }
}
