import Numerics

/// One pass through the periods, from a state of the circular parts.
struct FinanceSimulation {
  let model: FinanceModel
  let base: FinanceBase
  let state: FinanceState
  var rows: FinancePeriods

  private let opening: Int
  private let count: Int
  private let isSenior: [Bool]
  private let ranks: [[Int]]
  private let eligible: [Int]
  private let sculptedShare: [Double]
  private var drawnSoFar: [Double]
  private var balances: [Double]
  private var arrears: [Double]
  private var supportOfDebt = 0.0
  private var account: TaxAccount
  private var capitalised = 0.0
  private var grants = 0.0

  init(_ model: FinanceModel, _ base: FinanceBase, _ state: FinanceState) {
    self.model = model
    self.base = base
    self.state = state
    opening = model.timeline.constructionPeriods
    count = model.timeline.count
    rows = FinancePeriods(count: count, tranches: model.tranches.count)
    isSenior = model.tranches.map(\.kind.isSenior)
    let places = model.tranches.indices
    let eligible = places.filter {
      if case .eligible = model.tranches[$0].size { true } else { false }
    }
    self.eligible = eligible
    let others = places.filter { !eligible.contains($0) }
    ranks = Set(others.map { model.tranches[$0].rank }).sorted().map { rank in
      others.filter { model.tranches[$0].rank == rank }
    }
    let sculpted = places.filter { model.tranches[$0].isSculpted }
    let whole = sculpted.reduce(0) { $0 + state.commitments[$1] }
    sculptedShare = places.map { place in
      guard model.tranches[place].isSculpted else { return 0 }
      return whole > 0 ? state.commitments[place] / whole : 1 / Double(sculpted.count)
    }
    drawnSoFar = [Double](repeating: 0, count: places.count)
    balances = [Double](repeating: 0, count: places.count)
    arrears = balances
    account = TaxAccount(model)
  }

  mutating func run() {
    for period in 0..<count {
      for place in model.tranches.indices where model.tranches[place].kind.isLoan {
        rows.tranches[place].interest[period] =
          balances[place] * base.interestRates[place][period]
        guard arrears[place] > 0, let rule = model.arrears else { continue }
        rows.tranches[place].overdueInterest[period] =
          arrears[place]
          * (base.interestRates[place][period] + rule.margin * model.timeline.years(period))
      }
      if period < opening { construct(period) } else { operate(period) }
      close(period)
    }
  }

  private func before(_ values: [Double], _ period: Int) -> Double {
    period > 0 ? values[period - 1] : 0
  }

  private mutating func earnInterest(_ period: Int) {
    let held =
      before(rows.cash, period) + before(rows.debtReserve, period)
      + before(rows.maintenanceReserve, period)
    rows.interestIncome[period] = held * model.cashInterestRate * model.timeline.years(period)
  }

  private mutating func payTax(_ period: Int) {
    let profit = rows.profitBeforeTax[period]
    rows.tax[period] = account.tax(profit: profit, rate: base.taxRate[period])
    rows.lossesCarried[period] = account.losses
    rows.lossesExpired[period] = account.expired
    rows.netIncome[period] = profit - rows.tax[period]
  }

  private func operatingCash(_ period: Int) -> Double {
    base.revenue[period] - base.opex[period] - base.workingCapitalIncrease[period]
      - rows.tax[period] + rows.interestIncome[period]
  }

  private mutating func construct(_ period: Int) {
    earnInterest(period)
    rows.profitBeforeTax[period] =
      base.revenue[period] - base.opex[period] + rows.interestIncome[period]
    payTax(period)
    rows.cashAvailable[period] = operatingCash(period)
    var paidCosts = 0.0
    let years = model.timeline.years(period)
    for (place, tranche) in model.tranches.enumerated() where tranche.kind.isLoan {
      let interest = rows.tranches[place].interest[period]
      if tranche.capitalisesInterest || tranche.kind == .shareholder {
        rows.tranches[place].interestAdded[period] = interest
        balances[place] += interest
      } else {
        paidCosts += interest
      }
      let undrawn = max(0, state.commitments[place] - drawnSoFar[place])
      let fees =
        tranche.commitmentFee * years * undrawn
        + (period == 0 ? tranche.upfrontFee * state.commitments[place] : 0)
      rows.tranches[place].fees[period] = fees
      paidCosts += fees
      rows.capitalisedCosts[period] += interest + fees
    }
    capitalised += rows.capitalisedCosts[period]
    let isLast = period == opening - 1
    var reserve = 0.0
    if isLast, let account = model.debtReserve, account.isFundedInConstruction {
      reserve = state.reserveTargets[period]
      rows.reserveTarget[period] = reserve
    }
    rows.reserveTransfer[period] = reserve
    rows.debtReserve[period] = reserve
    let uses = base.capex[period] + paidCosts + reserve
    let own = rows.cashAvailable[period] + before(rows.cash, period)
    let need = max(0, uses - own)
    rows.fundingNeed[period] = need
    draw(need, period)
    rows.cash[period] = max(0, own - uses)
    for (place, tranche) in model.tranches.enumerated() {
      let drawn = rows.tranches[place].drawn[period]
      drawnSoFar[place] += drawn
      if tranche.kind.isLoan { balances[place] += drawn }
      if tranche.kind == .grant { grants += drawn }
    }
  }

  private mutating func draw(_ need: Double, _ period: Int) {
    var left = need
    for place in eligible {
      guard case .eligible(let share, let items) = model.tranches[place].size else { continue }
      var cost = 0.0
      for (line, item) in model.capex.enumerated() where items.contains(item.name) {
        cost += base.capexLines[line][period]
      }
      let drawn = min(left, share * cost)
      rows.tranches[place].drawn[period] = drawn
      left -= drawn
    }
    for (turn, group) in ranks.enumerated() {
      let whole = group.reduce(0) { $0 + state.commitments[$1] }
      let drawnBefore = group.reduce(0) { $0 + drawnSoFar[$1] }
      let isLast = turn == ranks.count - 1
      let part = isLast ? left : min(left, max(0, whole - drawnBefore))
      for place in group {
        let share =
          whole > 0 ? state.commitments[place] / whole : 1 / Double(group.count)
        rows.tranches[place].drawn[period] = part * share
      }
      left -= part
    }
  }

  private mutating func operate(_ period: Int) {
    earnInterest(period)
    let spent = base.constructionSpending
    let afterGrants = spent > 0 ? max(0, 1 - grants / spent) : 1
    let age = period - opening
    let costPeriods = model.financingCostYears * model.timeline.periodsPerYear
    rows.depreciation[period] =
      base.constructionDepreciation[period] * afterGrants + base.renewalDepreciation[period]
      + (age < costPeriods ? capitalised / Double(costPeriods) : 0)
    var interest = 0.0
    for place in model.tranches.indices where model.tranches[place].kind.isLoan {
      interest +=
        rows.tranches[place].interest[period] + rows.tranches[place].overdueInterest[period]
    }
    rows.interestExpense[period] = interest
    if period == count - 1 {
      let left =
        before(rows.fixedAssets, period) + base.capex[period] - rows.depreciation[period]
      rows.disposalGain[period] = base.residual[period] - left
    }
    rows.profitBeforeTax[period] =
      base.revenue[period] - base.opex[period] - rows.depreciation[period] - interest
      + rows.interestIncome[period] + rows.disposalGain[period]
    payTax(period)
    let maintenance = base.maintenanceTarget[period]
    rows.maintenanceTransfer[period] = maintenance - before(rows.maintenanceReserve, period)
    rows.maintenanceReserve[period] = maintenance
    rows.cashAvailable[period] =
      operatingCash(period) - base.capex[period] - rows.maintenanceTransfer[period]
    repay(period)
    fillReserve(period)
  }

  /// Scheduled repayment of the senior loans.
  private mutating func repay(_ period: Int) {
    var service = 0.0
    var sculptedInterest = 0.0
    for (place, tranche) in model.tranches.enumerated() where isSenior[place] {
      let interest = rows.tranches[place].interest[period]
      service += interest
      if tranche.isSculpted {
        sculptedInterest += interest
        continue
      }
      let principal = scheduled(place, period)
      rows.tranches[place].principal[period] = principal
      service += principal
    }
    let others = service - sculptedInterest
    let sculpted =
      state.sculptedCover > 0
      ? rows.cashAvailable[period] / state.sculptedCover - others - sculptedInterest : 0
    for (place, tranche) in model.tranches.enumerated() where tranche.isSculpted {
      let first = opening + tranche.gracePeriods
      let last = first + tranche.repaymentPeriods - 1
      guard period >= first, period <= last else { continue }
      let principal =
        period == last
        ? balances[place] : min(balances[place], max(0, sculptedShare[place] * sculpted))
      rows.tranches[place].principal[period] = principal
      service += principal
    }
    rows.debtService[period] = service
    rows.cover[period] = service > 0 ? rows.cashAvailable[period] / service : nil
  }

  /// Principal of an annuity, of equal instalments or at the end; what is repaid early lowers all
  /// later instalments in proportion.
  private func scheduled(_ place: Int, _ period: Int) -> Double {
    let tranche = model.tranches[place]
    let first = opening + tranche.gracePeriods
    let left = first + tranche.repaymentPeriods - period
    guard period >= first, left > 0 else { return 0 }
    if left == 1 { return balances[place] }
    switch tranche.repayment {
    case .equalPrincipal: return balances[place] / Double(left)
    case .annuity:
      let rate = base.interestRates[place][period]
      return balances[place] / TimeValue.accumulation(rate, Double(left))
    case .bullet, .sculpted: return 0
    }
  }

  /// Reserve, arrears, early repayment, owners.
  private mutating func fillReserve(_ period: Int) {
    var overdue = 0.0
    for place in model.tranches.indices where isSenior[place] {
      arrears[place] += rows.tranches[place].overdueInterest[period]
      overdue += arrears[place]
    }
    var free =
      before(rows.cash, period) + rows.cashAvailable[period] - overdue
      - rows.debtService[period]
    let held = before(rows.debtReserve, period)
    let fromReserve = min(held, max(0, -free))
    free += fromReserve
    let unpaid = support(max(0, -free), overdue, period)
    free = max(0, free)
    let target = model.debtReserve == nil ? 0 : state.reserveTargets[period]
    rows.reserveTarget[period] = target
    let rest = held - fromReserve
    let change = rest > target ? target - rest : min(free, target - rest)
    rows.debtReserve[period] = rest + change
    rows.reserveTransfer[period] = change - fromReserve
    free -= change
    for (place, tranche) in model.tranches.enumerated() where isSenior[place] {
      balances[place] -= rows.tranches[place].principal[period]
      let last = opening + tranche.gracePeriods + tranche.repaymentPeriods - 1
      if period == last { balances[place] = 0 }
    }
    let debt = model.tranches.indices.reduce(0) { $0 + (isSenior[$1] ? balances[$1] : 0) }
    if model.sweepShare > 0, debt > 0 {
      let swept = min(debt, model.sweepShare * free)
      rows.sweep[period] = swept
      free -= swept
      for place in model.tranches.indices where isSenior[place] {
        let part = swept * (balances[place] / debt)
        rows.tranches[place].swept[period] = part
        balances[place] = max(0, balances[place] - part)
      }
    }
    free += base.residual[period] - leaveUnpaid(unpaid, overdue, period)
    distribute(free, period)
  }

  /// What the owners pay in where cash is lacking; the rest stays unpaid.
  ///
  /// What is lacking beyond debt service is operating cost, which the owners pay in any case.
  private mutating func support(_ lack: Double, _ overdue: Double, _ period: Int) -> Double {
    let ofDebt = min(lack, overdue + rows.debtService[period])
    let paid =
      model.arrears.map { min(ofDebt, max(0, $0.ownerSupportLimit - supportOfDebt)) } ?? ofDebt
    supportOfDebt += paid
    rows.ownerSupport[period] = lack - ofDebt + paid
    return ofDebt - paid
  }

  /// Shares arrears out: what was overdue is paid first, each in proportion to what is due.
  ///
  /// - Returns: what the value left at the end pays of them.
  private mutating func leaveUnpaid(
    _ unpaid: Double,
    _ overdue: Double,
    _ period: Int
  ) -> Double {
    let recovered = min(unpaid, base.residual[period])
    let left = unpaid > 0 ? 1 - recovered / unpaid : 0
    let service = rows.debtService[period]
    let ofService = min(unpaid, service)
    let overdueLeft = overdue > 0 ? left * (unpaid - ofService) / overdue : 0
    let serviceLeft = service > 0 ? left * ofService / service : 0
    for place in model.tranches.indices where isSenior[place] {
      let due = rows.tranches[place].interest[period] + rows.tranches[place].principal[period]
      arrears[place] = arrears[place] * overdueLeft + due * serviceLeft
    }
    return recovered
  }

  private mutating func distribute(_ free: Double, _ period: Int) {
    let from = max(opening, period + 1 - model.timeline.periodsPerYear)
    let service = rows.debtService[from...period].reduce(0, +)
    let isFinal = period == count - 1
    if service > 0 {
      rows.lookBackCover[period] = rows.cashAvailable[from...period].reduce(0, +) / service
      if model.lockUpCover > 0, rows.lookBackCover[period] < model.lockUpCover, !isFinal {
        rows.lockUp[period] = 1
      }
    }
    var left = rows.lockUp[period] > 0 ? 0 : free
    rows.distributable[period] = left
    var toLoans = 0.0
    for (place, tranche) in model.tranches.enumerated() where tranche.kind == .shareholder {
      let interest = rows.tranches[place].interest[period]
      let paid = min(left, interest)
      rows.tranches[place].interestAdded[period] = interest - paid
      balances[place] += interest - paid
      left -= paid
      let principal =
        period >= opening + tranche.gracePeriods ? min(left, balances[place]) : 0
      rows.tranches[place].principal[period] = principal
      balances[place] -= principal
      left -= principal
      toLoans += paid + principal
    }
    let profits = before(rows.retainedProfit, period) + rows.netIncome[period]
    let dividends = min(left, max(0, profits))
    let capital = before(rows.shareCapital, period) + rows.ownerSupport[period]
    let redemption =
      model.redeemsCapital || isFinal ? min(left - dividends, max(0, capital)) : 0
    rows.dividends[period] = dividends
    rows.redemption[period] = redemption
    rows.cash[period] = free - toLoans - dividends - redemption
    rows.equityCashFlow[period] = toLoans + dividends + redemption
  }

  /// Balances at the end of a period.
  private mutating func close(_ period: Int) {
    var capitalIn = rows.ownerSupport[period]
    var ownersIn = rows.ownerSupport[period]
    var grantsIn = 0.0
    for (place, tranche) in model.tranches.enumerated() {
      rows.tranches[place].balance[period] = balances[place]
      let drawn = rows.tranches[place].drawn[period]
      switch tranche.kind {
      case .equity:
        capitalIn += drawn
        ownersIn += drawn
      case .shareholder:
        ownersIn += drawn
        rows.shareholderLoans[period] += balances[place]
      case .senior, .exportCredit:
        rows.tranches[place].arrears[period] = arrears[place]
        rows.arrears[period] += arrears[place]
        rows.seniorDebt[period] += balances[place] + arrears[place]
      case .grant: grantsIn += drawn
      }
    }
    rows.equityCashFlow[period] -= ownersIn
    rows.shareCapital[period] =
      before(rows.shareCapital, period) + capitalIn - rows.redemption[period]
    rows.retainedProfit[period] =
      before(rows.retainedProfit, period) + rows.netIncome[period] - rows.dividends[period]
    rows.fixedAssets[period] =
      period == count - 1
      ? 0
      : before(rows.fixedAssets, period) + base.capex[period] + rows.capitalisedCosts[period]
        - grantsIn - rows.depreciation[period]
  }
}
