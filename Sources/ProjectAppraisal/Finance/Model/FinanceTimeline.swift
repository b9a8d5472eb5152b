/// Periods of a finance model: so many of construction, then so many of operation, of equal length.
///
/// All flows of a period are at its end.
public struct FinanceTimeline: Codable, Sendable, Equatable {
  /// Year of the first day.
  public var startYear: Int
  /// Month of the first day, 1 to 12.
  public var startMonth: Int
  /// Months in a period: 1, 3, 6 or 12.
  public var periodMonths: Int
  /// Periods before the opening.
  public var constructionPeriods: Int
  /// Periods from the opening on.
  public var operationPeriods: Int

  /// A timeline.
  public init(
    startYear: Int,
    startMonth: Int = 1,
    periodMonths: Int,
    constructionPeriods: Int,
    operationPeriods: Int
  ) {
    self.startYear = startYear
    self.startMonth = startMonth
    self.periodMonths = periodMonths
    self.constructionPeriods = constructionPeriods
    self.operationPeriods = operationPeriods
  }

  /// Positions of the periods.
  public var indices: Range<Int> { 0..<count }
  /// Number of periods.
  public var count: Int { constructionPeriods + operationPeriods }
  /// Length of a period in years.
  public var periodYears: Double { Double(periodMonths) / 12 }
  /// Periods in a year.
  public var periodsPerYear: Int { 12 / max(1, periodMonths) }
  /// Whether a period is before the opening.
  public func isConstruction(_ period: Int) -> Bool { period < constructionPeriods }

  /// First month of a period.
  public func start(_ period: Int) -> (year: Int, month: Int) {
    let months = startYear * 12 + startMonth - 1 + period * periodMonths
    return (months / 12, months % 12 + 1)
  }

  /// Last month of a period.
  public func end(_ period: Int) -> (year: Int, month: Int) {
    let months = startYear * 12 + startMonth - 2 + (period + 1) * periodMonths
    return (months / 12, months % 12 + 1)
  }

  /// Calendar year in which a period ends; it rules the values of paths by year.
  public func year(_ period: Int) -> Int { end(period).year }

  /// Position of the period that contains a month; `nil` outside the timeline.
  public func period(year: Int, month: Int) -> Int? {
    let months = year * 12 + month - (startYear * 12 + startMonth)
    guard months >= 0, periodMonths > 0, months / periodMonths < count else { return nil }
    return months / periodMonths
  }
}
