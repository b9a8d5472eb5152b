extension TimedCashFlow {
  /// Amounts at the ends of the periods of a timeline; the reference moment is the end of the first.
  public init(_ amounts: [Double], _ timeline: FinanceTimeline) {
    self.init(years: amounts.indices.map { timeline.yearsAfterFirst($0) }, amounts: amounts)
  }
}

extension FinanceTimeline {
  /// An amount of a calendar year, spread evenly over the year's months in the timeline.
  ///
  /// - Parameters:
  ///   - amount: the year's amount.
  ///   - year: the year.
  ///   - inConstruction: whether months before the opening bear all of it where the year has any.
  /// - Returns: amounts by period; empty where no month of the year is in the timeline.
  public func spread(
    _ amount: Double,
    year: Int,
    inConstruction: Bool = false
  ) -> [(period: Int, amount: Double)] {
    var months = (1...12).compactMap { period(year: year, month: $0) }
    if inConstruction {
      let before = months.filter { isConstruction($0) }
      if !before.isEmpty { months = before }
    }
    var shares: [(period: Int, amount: Double)] = []
    for period in months {
      if shares.last?.period != period { shares.append((period, 0)) }
      shares[shares.count - 1].amount += amount / Double(months.count)
    }
    return shares
  }
}
