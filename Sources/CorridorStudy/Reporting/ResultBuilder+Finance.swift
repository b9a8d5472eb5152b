import Numerics
import ProjectAppraisal

extension ResultBuilder {
  func financeResult(_ finance: CompanyFinance) -> FinanceResult {
    let outcome = finance.outcome
    let ratios = outcome.ratios
    return FinanceResult(
      fnpvUSDMillion: finance.netPresentValue,
      firr: ratios.projectRates,
      equityIRR: ratios.equityRates,
      discountRate: outcome.model.discountRate,
      years: years(finance),
      dscrMinimum: ratios.minimumCover,
      dscrAverage: ratios.averageCover,
      llcr: ratios.loanLifeCover,
      plcr: ratios.projectLifeCover,
      sourcesAndUses: sourcesAndUses(outcome),
      statements: FinanceModelRecord(outcome, unit: "million"),
      model: outcome.model,
      debt: project.debt.map { debtResult($0) },
      comments: comments(finance)
    )
  }

  private func years(_ finance: CompanyFinance) -> [FinanceYear] {
    let base = finance.outcome.base
    let rows = finance.outcome.periods
    let tranches = finance.outcome.model.tranches
    func total(
      _ isMeant: (FundingTranche.Kind) -> Bool,
      _ value: (TranchePeriods) -> [Double]
    ) -> [Double] {
      var sum = [Double](repeating: 0, count: base.capex.count)
      for (place, tranche) in tranches.enumerated() where isMeant(tranche.kind) {
        for (period, amount) in value(rows.tranches[place]).enumerated() { sum[period] += amount }
      }
      return finance.sums(sum)
    }
    let revenue = finance.sums(base.revenue)
    let opex = finance.sums(base.opex)
    let tax = finance.sums(rows.tax)
    let capex = finance.sums(base.capex)
    let cash = finance.sums(rows.cashAvailable)
    let service = finance.sums(rows.debtService)
    let owners = finance.sums(rows.equityCashFlow)
    let support = finance.sums(rows.ownerSupport)
    let debt = finance.ends(rows.seniorDebt)
    let isSenior = { (kind: FundingTranche.Kind) in kind.isSenior }
    let equity = total({ $0 == .equity || $0 == .shareholder }, \.drawn)
    let drawn = total(isSenior, \.drawn)
    let interest = total(isSenior) { rows in
      rows.interest.indices.map {
        rows.interest[$0] - rows.interestAdded[$0] + rows.overdueInterest[$0]
      }
    }
    let fees = total(\.isLoan, \.fees)
    // What comes into arrears is not repaid, what is made good is.
    let principal = total(isSenior) { rows in
      rows.principal.indices.map {
        rows.principal[$0] + rows.swept[$0] - rows.arrears[$0] + ($0 > 0 ? rows.arrears[$0 - 1] : 0)
      }
    }
    return finance.horizon.enumerated().map { place, year in
      FinanceYear(
        year: year,
        revenue: revenue[place],
        opex: opex[place],
        tax: tax[place],
        capex: capex[place],
        cfads: cash[place],
        equityIn: equity[place] + support[place],
        drawdown: drawn[place],
        interest: interest[place],
        fees: fees[place],
        principal: principal[place],
        debtBalance: debt[place],
        equityCashFlow: owners[place],
        dscr: service[place] > 0 ? cash[place] / service[place] : nil
      )
    }
  }

  private func sourcesAndUses(_ outcome: FinanceOutcome) -> [NamedAmount] {
    let rows = outcome.periods
    let building = 0..<outcome.model.timeline.constructionPeriods
    func sum(_ amounts: [Double]) -> Double { Series.sum(Array(amounts[building])) }
    var list = zip(outcome.model.tranches, rows.tranches).map {
      NamedAmount(name: $0.name, kind: "source", usdMillion: Series.sum($1.drawn))
    }
    let own = sum(rows.cashAvailable) - (rows.cash[building].last ?? 0)
    list.append(
      NamedAmount(
        name: own < 0 ? "Losses of operation while building" : "Cash of operation while building",
        kind: own < 0 ? "use" : "source",
        usdMillion: abs(own)
      )
    )
    list += zip(outcome.model.capex, outcome.base.capexLines).map {
      NamedAmount(name: $0.name, kind: "use", usdMillion: sum($1))
    }
    let paid = rows.tranches.reduce(0.0) { total, tranche in
      total + sum(tranche.interest) - sum(tranche.interestAdded) + sum(tranche.fees)
    }
    list.append(
      NamedAmount(name: "Interest and fees while building", kind: "use", usdMillion: paid)
    )
    let reserve = sum(rows.reserveTransfer)
    list.append(NamedAmount(name: "Debt service reserve", kind: "use", usdMillion: reserve))
    return list.filter { abs($0.usdMillion) > 1e-12 }
  }

  private func comments(_ finance: CompanyFinance) -> [String] {
    let outcome = finance.outcome
    let model = outcome.model
    let start = model.timeline.startYear
    var list = [
      project.funding.priceIndex.map {
        "At current prices, which grow with '\($0)' from \(study.settings.priceYear)."
      } ?? "At constant prices of \(study.settings.priceYear).",
      "Periods of \(model.timeline.periodMonths) months"
        + (model.timeline.isEven
          ? "" : ", before the opening of \(model.timeline.constructionPeriodMonths),")
        + " from the start of \(start); the net present "
        + "value is that of the first period of \(study.settings.firstYear).",
    ]
    list += outcome.remarks
    if let least = outcome.ratios.minimumCover {
      list.append(
        least >= 1
          ? "Debt is covered in every period." : "Debt is not covered in every period."
      )
    }
    return list
  }

  func debtResult(_ debt: DebtSettings) -> DebtOperation {
    let operation = DebtTreatment(
      stock: debt.stockUSDMillion,
      writtenOff: debt.writtenOffUSDMillion,
      instalments: debt.instalments,
      instalmentsPerYear: debt.instalmentsPerYear,
      interestRate: debt.interestRate,
      discountRate: debt.discountRate
    )
    return DebtOperation(
      name: debt.name,
      stockUSDMillion: debt.stockUSDMillion,
      writtenOffUSDMillion: debt.writtenOffUSDMillion,
      remainingUSDMillion: operation.remaining,
      instalments: debt.instalments,
      instalmentsPerYear: debt.instalmentsPerYear,
      instalmentUSDMillion: operation.schedule.first.map { $0.interest + $0.principal } ?? 0,
      presentValueUSDMillion: operation.presentValue,
      grantElement: operation.grantElementOfOperation,
      grantElementOfNewClaim: operation.grantElement,
      source: debt.source
    )
  }
}
