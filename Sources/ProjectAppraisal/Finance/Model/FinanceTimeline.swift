/// Periods of a finance model: so many of construction, then so many of operation; each kind has its
/// own length, as lenders follow the building by the month and the loan by the half-year.
///
/// All flows of a period are at its end.
public struct FinanceTimeline: Codable, Sendable, Equatable {
  /// Year of the first day.
  public var startYear: Int
  /// Month of the first day, 1 to 12.
  public var startMonth: Int
  /// Months in a period from the opening on: 1, 3, 6 or 12.
  public var periodMonths: Int
  /// Months in a period before the opening: 1, 3, 6 or 12.
  public var constructionPeriodMonths: Int
  /// Periods before the opening.
  public var constructionPeriods: Int
  /// Periods from the opening on.
  public var operationPeriods: Int

  /// A timeline; periods before the opening are as long as those after it unless given.
  public init(
    startYear: Int,
    startMonth: Int = 1,
    periodMonths: Int,
    constructionPeriodMonths: Int? = nil,
    constructionPeriods: Int,
    operationPeriods: Int
  ) {
    self.startYear = startYear
    self.startMonth = startMonth
    self.periodMonths = periodMonths
    self.constructionPeriodMonths = constructionPeriodMonths ?? periodMonths
    self.constructionPeriods = constructionPeriods
    self.operationPeriods = operationPeriods
  }

  /// Positions of the periods.
  public var indices: Range<Int> { 0..<count }
  /// Number of periods.
  public var count: Int { constructionPeriods + operationPeriods }
  /// Length of a period of operation in years.
  public var periodYears: Double { Double(periodMonths) / 12 }
  /// Periods in a year of operation.
  public var periodsPerYear: Int { 12 / max(1, periodMonths) }
  /// Periods in a year of construction.
  public var constructionPeriodsPerYear: Int { 12 / max(1, constructionPeriodMonths) }
  /// Whether all periods have the same length.
  public var isEven: Bool { constructionPeriodMonths == periodMonths }
  /// Whether a period is before the opening.
  public func isConstruction(_ period: Int) -> Bool { period < constructionPeriods }

  /// Months in a period.
  public func months(_ period: Int) -> Int {
    isConstruction(period) ? constructionPeriodMonths : periodMonths
  }

  /// Length of a period in years.
  public func years(_ period: Int) -> Double { Double(months(period)) / 12 }

  /// Months from the start to the end of a period.
  public func monthsToEnd(_ period: Int) -> Int {
    let building = min(period + 1, constructionPeriods)
    return building * constructionPeriodMonths + (period + 1 - building) * periodMonths
  }

  /// Years from the end of the first period to that of another: the time over which its flows are
  /// discounted.
  public func yearsAfterFirst(_ period: Int) -> Double {
    Double(monthsToEnd(period) - monthsToEnd(0)) / 12
  }

  /// First month of a period.
  public func start(_ period: Int) -> (year: Int, month: Int) {
    let months = startYear * 12 + startMonth - 1 + monthsToEnd(period) - self.months(period)
    return (months / 12, months % 12 + 1)
  }

  /// Last month of a period.
  public func end(_ period: Int) -> (year: Int, month: Int) {
    let months = startYear * 12 + startMonth - 2 + monthsToEnd(period)
    return (months / 12, months % 12 + 1)
  }

  /// Calendar year in which a period ends; it rules the values of paths by year.
  public func year(_ period: Int) -> Int { end(period).year }

  /// Position of the period that contains a month; `nil` outside the timeline.
  public func period(year: Int, month: Int) -> Int? {
    let months = year * 12 + month - (startYear * 12 + startMonth)
    guard months >= 0, constructionPeriodMonths > 0, periodMonths > 0 else { return nil }
    let building = constructionPeriods * constructionPeriodMonths
    let place =
      months < building
      ? months / constructionPeriodMonths
      : constructionPeriods + (months - building) / periodMonths
    return place < count ? place : nil
  }
}
