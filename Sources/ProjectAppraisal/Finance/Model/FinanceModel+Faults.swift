import Numerics

extension FinanceModel {
  /// What is wrong with the inputs, before anything is worked out; empty where nothing is.
  public var faults: [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    func fault(_ field: String, _ found: String, _ expected: String) {
      list.append(FinanceModelFault(field: field, found: found, expected: expected))
    }
    func need(_ value: Double, _ range: ClosedRange<Double>, _ field: String) {
      if !value.isFinite || !range.contains(value) {
        fault(field, "\(value)", "a number from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    let large = 1e15
    for (key, months) in [
      ("period", timeline.periodMonths),
      ("construction_period", timeline.constructionPeriodMonths),
    ] where ![1, 3, 6, 12].contains(months) {
      fault("model.\(key)", "\(months) months", "1, 3, 6 or 12 months")
    }
    if !(1...9000).contains(timeline.startYear) || !(1...12).contains(timeline.startMonth) {
      fault("model.start", "\(timeline.startYear)-\(timeline.startMonth)", "a month of a year")
    }
    if timeline.constructionPeriods < 1 {
      fault(
        "model.opening",
        "an opening not after the start",
        "at least one period of construction before the opening"
      )
    }
    if timeline.operationPeriods < 1 {
      fault("model.end", "an end before the opening", "at least one period of operation")
    }
    if timeline.count > 5000 {
      fault("model.end", "\(timeline.count) periods", "at most 5000 periods")
    }
    guard list.isEmpty else { return list }
    need(discountRate, -0.99...10, "model.discount_rate")
    need(residualValue, 0...large, "residual.amount")
    need(receivableDays, 0...3650, "working_capital.receivable_days")
    need(payableDays, 0...3650, "working_capital.payable_days")
    need(lossUseLimit, 0...1, "tax.loss_use_limit")
    need(Double(lossLifePeriods), 0...5000, "tax.loss_years")
    need(cashInterestRate, -0.5...1, "accounts.interest_rate")
    need(lockUpCover, 0...100, "accounts.lock_up_cover")
    need(sweepShare, 0...1, "accounts.sweep_share")
    for value in taxRate.values { need(value, 0...1, "tax.rate") }
    if !(1...1000).contains(financingCostYears) {
      fault("tax.financing_cost_years", "\(financingCostYears)", "1 to 1000 years")
    }
    if let reserve = debtReserve, !(1...timeline.operationPeriods).contains(reserve.periods) {
      fault("debt_reserve.months", "\(reserve.periods) periods", "at least one period")
    }
    if let arrears {
      need(arrears.margin, 0...1, "arrears.margin")
      need(arrears.ownerSupportLimit, 0...large, "arrears.owner_support_limit")
    }
    for path in indices {
      for value in path.path.values { need(value, -0.9...10, "index.\(path.name)") }
    }
    for path in exchangeRates {
      for value in path.path.values where !value.isFinite || value <= 0 {
        fault("currency.\(path.name)", "\(value)", "a rate above zero")
      }
    }
    for (kind, lines) in [("capex", capex), ("revenue", revenue), ("opex", opex)] {
      for (place, line) in lines.enumerated() {
        list += faults(of: line, field: "\(kind)[\(place + 1)]", isCapex: kind == "capex")
      }
    }
    let spent = Series.sum(capex.flatMap { $0.amounts.prefix(timeline.constructionPeriods) })
    if list.isEmpty, !(spent > 0) {
      fault("capex", "no investment before the opening", "some investment during construction")
    }
    return list + trancheFaults
  }

  private func faults(of line: FinanceLine, field: String, isCapex: Bool) -> [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    func fault(_ key: String, _ found: String, _ expected: String) {
      list.append(
        FinanceModelFault(field: "\(field).\(key)", found: found, expected: expected)
      )
    }
    if line.amounts.count != timeline.count {
      fault("amounts", "\(line.amounts.count) periods", "\(timeline.count) periods")
    }
    if let bad = line.amounts.first(where: { !$0.isFinite || abs($0) > 1e15 || $0 < 0 }) {
      fault("amounts", "\(bad)", "amounts from zero to 1e15")
    }
    if let currency = line.currency, currency != self.currency,
      !exchangeRates.contains(where: { $0.name == currency })
    {
      fault("currency", "'\(currency)'", "\(self.currency) or the code of a [[currency]]")
    }
    if let index = line.index, !indices.contains(where: { $0.name == index }) {
      fault("index", "'\(index)'", "the name of an [[index]]")
    }
    if isCapex, !(1...1000).contains(line.lifeYears) {
      fault("life_years", "\(line.lifeYears)", "1 to 1000 years")
    }
    return list
  }
}
