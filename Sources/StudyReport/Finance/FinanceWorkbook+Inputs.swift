import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addInputs() {
    book.page("Inputs", "Inputs", hasPeriods: false)
    book.heading("Timeline")
    book.input("start_year", "Year of the first day", "year", Double(timeline.startYear))
    book.input("start_month", "Month of the first day", "no", Double(timeline.startMonth))
    book.input(
      "period_months",
      "Months in a period of operation",
      "months",
      Double(timeline.periodMonths)
    )
    book.input(
      "construction_months",
      "Months in a period of construction",
      "months",
      Double(timeline.constructionPeriodMonths)
    )
    book.input(
      "construction_periods",
      "Periods of construction",
      "periods",
      Double(timeline.constructionPeriods),
      note: "The number of columns is fixed: change the timeline in Tumen"
    )
    book.input(
      "operation_periods",
      "Periods of operation",
      "periods",
      Double(timeline.operationPeriods)
    )
    book.input("year_months", "Months in a year", "months", 12)
    book.input("year_days", "Days in a year", "days", 365)
    book.single(
      "ppy",
      "Periods in a year of operation",
      "periods",
      "{#year_months}/{#period_months}",
      Double(timeline.periodsPerYear)
    )
    book.heading("Prices, exchange rates, discount rate")
    book.input("discount_rate", "Discount rate, a year", "%", model.discountRate)
    for (place, index) in model.indices.enumerated() {
      addPath("growth_\(place)", "Growth of \(index.name)", "%", index.path)
    }
    for (place, rate) in model.exchangeRates.enumerated() {
      addPath("rate_fx_\(place)", "\(rate.name) for one \(model.currency)", "factor", rate.path)
    }
    book.heading("Life of investment")
    for (place, line) in model.capex.enumerated() {
      book.input("life_\(place)", line.name, "years", Double(line.lifeYears))
    }
    book.input(
      "fin_years",
      "Interest and fees of the construction",
      "years",
      Double(model.financingCostYears)
    )
    book.input("residual_value", "Value left at the end", money, model.residualValue)
    book.heading("Working capital and tax")
    book.input("receivable_days", "Receivables", "days", model.receivableDays)
    book.input("payable_days", "Payables", "days", model.payableDays)
    addPath("tax_path", "Tax rate", "%", model.taxRate)
    book.input("tax_holiday", "Tax holiday", "periods", Double(model.taxHolidayPeriods))
    book.input("loss_limit", "Share of profit that losses may offset", "%", model.lossUseLimit)
    book.input(
      "loss_periods",
      "Losses can be used for (0 without end)",
      "periods",
      Double(model.lossLifePeriods)
    )
    book.heading("Accounts")
    book.input(
      "dsra_periods",
      "Debt service reserve: periods ahead",
      "periods",
      Double(model.debtReserve?.periods ?? 0)
    )
    book.input(
      "dsra_construction",
      "Debt service reserve filled in construction (1 yes, 0 no)",
      "no",
      model.debtReserve?.isFundedInConstruction == true ? 1 : 0
    )
    book.input(
      "mra_periods",
      "Maintenance reserve: periods ahead",
      "periods",
      Double(model.maintenanceReservePeriods)
    )
    book.input("cash_rate", "Interest on cash, a year", "%", model.cashInterestRate)
    book.input("lock_up", "Lock-up below a cover of", "x", model.lockUpCover)
    book.input("sweep_share", "Share of free cash swept", "%", model.sweepShare)
    book.input(
      "redeem",
      "Capital may be paid back (1 yes, 0 no)",
      "no",
      model.redeemsCapital ? 1 : 0
    )
    if let cover = model.capacityCover {
      book.input("capacity_cover", "Cover at which debt capacity is told", "x", cover)
    }
    if leavesArrears, let arrears = model.arrears {
      book.heading("Arrears of senior debt service")
      book.input("arrears_margin", "Interest above the loan's own, a year", "%", arrears.margin)
      book.input("support_limit", "The owners pay in at most", money, arrears.ownerSupportLimit)
    }
    for (place, tranche) in model.tranches.enumerated() { addTranche(place, tranche) }
    book.heading("Solved inputs: circular, checked on the sheet Checks")
    for (place, tranche) in model.tranches.enumerated() where !hasGivenAmount(tranche) {
      book.input(
        "commitment_\(place)",
        "Commitment: \(tranche.name)",
        money,
        outcome.state.commitments[place],
        note: "Solved by Tumen; the sheet Checks says whether it still holds"
      )
    }
    if !sculpted.isEmpty {
      book.input(
        "sculpted_cover",
        "Cover at which sculpted debt is repaid",
        "x",
        outcome.state.sculptedCover,
        note: "The target, or what a loan below debt capacity comes to"
      )
    }
    let ratios = outcome.ratios
    let span = timeline.isEven ? "a period" : "a year"
    for (key, label, rates) in [
      (
        "guess_project_irr", "Start of the search: project IRR after tax, \(span)",
        ratios.projectRates
      ),
      (
        "guess_project_irr_before_tax", "Start of the search: project IRR before tax, \(span)",
        ratios.projectRatesBeforeTax
      ), ("guess_equity_irr", "Start of the search: equity IRR, \(span)", ratios.equityRates),
    ] {
      guard let rate = rates.first else { continue }
      let each = TimeValue.nominalRate(effective: rate, perYear: timeline.periodsPerYear) ?? 0
      // Near the rate, so that the one meant is found where there are several.
      let near = timeline.isEven ? each * timeline.periodYears : rate
      book.input(key, label, "%", (near * 1e4).rounded() / 1e4)
    }
    book.input("tolerance", "Largest difference that a check passes", "difference", Self.tolerance)
  }

  func hasGivenAmount(_ tranche: FundingTranche) -> Bool {
    if case .amount = tranche.size { return true }
    return false
  }

  private func addTranche(_ place: Int, _ tranche: FundingTranche) {
    book.heading("Tranche: \(tranche.name) (\(tranche.kind.rawValue.replacing("_", with: " ")))")
    switch tranche.size {
    case .amount(let amount): book.input("commitment_\(place)", "Amount", money, amount)
    case .share(let share): book.input("share_\(place)", "Share of uses", "%", share)
    case .capacity(let share): book.input("share_\(place)", "Largest share of uses", "%", share)
    case .eligible(let share, let items):
      book.input("share_\(place)", "Share of eligible investment", "%", share)
      book.text("Eligible", items.joined(separator: "; "))
    case .balance: book.text("Size", "what the other tranches leave")
    }
    book.text("Turn in which it is drawn", "\(tranche.rank)")
    guard tranche.kind.isLoan else { return }
    addPath("loan_rate_\(place)", "Interest, a year", "%", tranche.rate)
    book.input("commitment_fee_\(place)", "Commitment fee, a year", "%", tranche.commitmentFee)
    book.input("upfront_fee_\(place)", "Upfront fee", "%", tranche.upfrontFee)
    book.input("grace_\(place)", "Grace after the opening", "periods", Double(tranche.gracePeriods))
    guard tranche.kind.isSenior else { return }
    book.input("repayment_\(place)", "Repayment", "periods", Double(tranche.repaymentPeriods))
    book.text("Repaid by", tranche.repayment.rawValue.replacing("_", with: " "))
    if tranche.isSculpted, let cover = tranche.targetCover {
      book.input("target_cover_\(place)", "Target cover", "x", cover)
    }
  }

  func addTiming() {
    book.page("Timing", "Timing, prices and amounts at prices of the start")
    let opening = timeline.constructionPeriods
    let number = values { Double($0 + 1) }
    book.heading("Periods")
    book.row("num", "Number", "no", "{num<}+1", number)
    book.row(
      "cons",
      "Construction",
      "flag",
      "IF({num}<={#construction_periods},1,0)",
      values { $0 < opening ? 1 : 0 }
    )
    book.row("op", "Operation", "flag", "1-{cons}", values { $0 < opening ? 0 : 1 })
    book.row(
      "months",
      "Months",
      "months",
      "{cons}*{#construction_months}+{op}*{#period_months}",
      values { Double(timeline.months($0)) }
    )
    book.row(
      "years",
      "Length",
      "years",
      "{months}/{#year_months}",
      values { timeline.years($0) }
    )
    book.row(
      "end_month",
      "Months from the start to its end",
      "months",
      "{end_month<}+{months}",
      values { Double(timeline.monthsToEnd($0)) }
    )
    book.row(
      "time",
      "Years after the end of the first",
      "years",
      "({end_month}-{#construction_months})/{#year_months}",
      values { timeline.yearsAfterFirst($0) }
    )
    book.row(
      "year",
      "Year of the last day",
      "year",
      "INT(({#start_year}*{#year_months}+{#start_month}-1-1+{end_month})/{#year_months})",
      values { Double(timeline.year($0)) }
    )
    book.row(
      "age",
      "Period of operation",
      "no",
      "MAX(0,{num}-{#construction_periods})",
      values { Double(max(0, $0 + 1 - opening)) }
    )
    book.row(
      "last_cons",
      "Last of construction",
      "flag",
      "IF({num}={#construction_periods},1,0)",
      values { $0 == opening - 1 ? 1 : 0 }
    )
    book.row(
      "last",
      "Last of all",
      "flag",
      "IF({num}={#construction_periods}+{#operation_periods},1,0)",
      values { $0 == timeline.count - 1 ? 1 : 0 }
    )
    book.row(
      "tax_rate",
      "Tax rate",
      "%",
      "IF(AND({op}=1,{age}<={#tax_holiday}),0,\(lookup("tax_path", model.taxRate)))",
      base.taxRate
    )
    if !model.indices.isEmpty { book.heading("Price levels at the ends of periods") }
    for (place, index) in model.indices.enumerated() {
      book.row(
        "index_\(place)",
        index.name,
        "factor",
        "IF({num}=1,1,{index_\(place)<})*(1+\(lookup("growth_\(place)", index.path)))^{years}",
        base.priceLevels[index.name] ?? []
      )
    }
    if !model.exchangeRates.isEmpty { book.heading("Exchange rates") }
    for (place, rate) in model.exchangeRates.enumerated() {
      book.row(
        "fx_\(place)",
        "\(rate.name) for one \(model.currency)",
        "factor",
        lookup("rate_fx_\(place)", rate.path),
        base.exchangeRates[rate.name] ?? []
      )
    }
    for (key, title, lines) in [
      ("revenue", "Revenue", model.revenue), ("opex", "Operating cost", model.opex),
      ("capex", "Investment", model.capex),
    ] {
      if !lines.isEmpty { book.heading("\(title), prices of the start, own currency") }
      for (place, line) in lines.enumerated() {
        book.inputs(
          "amount_\(key)_\(place)",
          line.name,
          line.currency ?? model.currency,
          line.amounts
        )
      }
    }
  }
}
