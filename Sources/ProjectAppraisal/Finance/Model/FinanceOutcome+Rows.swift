/// One quantity of a finance model in every period.
public struct FinanceRow: Sendable, Equatable {
  /// Name of the column in files, with its tranche or line where it has one.
  public var key: String
  /// Values by period; `nil` where there is none.
  public var values: [Double?]
}

extension FinanceOutcome {
  /// All quantities by period, in the order of the statements.
  public var rows: [FinanceRow] {
    var rows: [FinanceRow] = []
    func add(_ key: String, _ values: [Double]) {
      rows.append(FinanceRow(key: key, values: values))
    }
    for (line, values) in zip(model.revenue, base.revenueLines) {
      add("revenue: \(line.name)", values)
    }
    add("revenue", base.revenue)
    for (line, values) in zip(model.opex, base.opexLines) { add("opex: \(line.name)", values) }
    add("opex", base.opex)
    add("working_capital_increase", base.workingCapitalIncrease)
    add("tax", periods.tax)
    add("interest_income", periods.interestIncome)
    for (line, values) in zip(model.capex, base.capexLines) { add("capex: \(line.name)", values) }
    add("capex", base.capex)
    add("maintenance_reserve_transfer", periods.maintenanceTransfer)
    add("cfads", periods.cashAvailable)
    add("debt_service", periods.debtService)
    rows.append(FinanceRow(key: "dscr", values: periods.cover))
    rows.append(FinanceRow(key: "llcr", values: ratios.loanLifeCovers))
    rows.append(FinanceRow(key: "plcr", values: ratios.projectLifeCovers))
    add("debt_reserve_transfer", periods.reserveTransfer)
    add("owner_support", periods.ownerSupport)
    if model.arrears != nil { add("arrears", periods.arrears) }
    add("cash_sweep", periods.sweep)
    add("lock_up", periods.lockUp)
    add("dividends", periods.dividends)
    add("capital_redemption", periods.redemption)
    add("equity_cash_flow", periods.equityCashFlow)
    add("project_cash_flow_before_tax", project.beforeTax)
    add("project_cash_flow_after_tax", project.afterTax)
    add("funding_need", periods.fundingNeed)
    for (tranche, values) in zip(model.tranches, periods.tranches) {
      add("drawn: \(tranche.name)", values.drawn)
      guard tranche.kind.isLoan else { continue }
      add("interest: \(tranche.name)", values.interest)
      add("interest_added: \(tranche.name)", values.interestAdded)
      add("fees: \(tranche.name)", values.fees)
      add("principal: \(tranche.name)", values.principal)
      add("swept: \(tranche.name)", values.swept)
      if model.arrears != nil, tranche.kind.isSenior {
        add("interest_on_arrears: \(tranche.name)", values.overdueInterest)
        add("arrears: \(tranche.name)", values.arrears)
      }
      add("balance: \(tranche.name)", values.balance)
    }
    add("depreciation", periods.depreciation)
    add("interest_expense", periods.interestExpense)
    add("disposal_gain", periods.disposalGain)
    add("profit_before_tax", periods.profitBeforeTax)
    add("losses_carried_forward", periods.lossesCarried)
    add("losses_expired", periods.lossesExpired)
    add("net_income", periods.netIncome)
    add("fixed_assets", periods.fixedAssets)
    add("receivables", base.receivables)
    add("cash", periods.cash)
    add("debt_reserve", periods.debtReserve)
    add("maintenance_reserve", periods.maintenanceReserve)
    add("payables", base.payables)
    add("senior_debt", periods.seniorDebt)
    add("shareholder_loans", periods.shareholderLoans)
    add("share_capital", periods.shareCapital)
    add("retained_profit", periods.retainedProfit)
    add("balance_difference", balanceDifference)
    return rows
  }
}
