import Numerics
import ProjectAppraisal
import Tables

/// Turns the solved years of a scenario into cash flows.
struct ProjectAppraiser: Sendable {
  let study: Study
  let project: Project
  let model: CorridorModel
  let costs: ProjectCosts

  init(_ model: CorridorModel) {
    study = model.study
    project = model.project
    self.model = model
    costs = ProjectCosts(model.study, model.project)
  }

  private var settings: StudySettings { study.settings }
  private var yearCount: Int { settings.lastYear - settings.firstYear + 1 }

  /// Share of each year of the horizon in which the project is open.
  private var openShare: [Double] {
    (settings.firstYear...settings.lastYear).map {
      min(1, max(0, Double($0 + 1) - project.opening.yearFraction))
    }
  }

  /// Operating cost by year, USD million.
  func opex(_ timeline: Timeline) -> [Double] {
    let tonnes = timeline.amounts { $0.tonnes }
    return zip(openShare, tonnes).map { open, tonnes in
      project.fixedOpexUSDMillionPerYear * open + project.variableOpexUSDPerTonne * tonnes / 1e6
    }
  }

  /// What users pay the project by year, USD million.
  func revenue(_ timeline: Timeline) -> [Double] {
    timeline.amounts { $0.tonnes }.map { $0 * project.userChargeUSDPerTonne / 1e6 }
  }

  /// Shadow price of CO2e by year, USD/t; with the study's growth unless given.
  func carbonPrice(growth given: Double? = nil) -> [Double] {
    let growth = given ?? settings.carbonGrowth
    return (settings.firstYear...settings.lastYear).map { year in
      var price = settings.carbonUSDPerTonne
      let years = year - settings.priceYear
      for _ in 0..<abs(years) {
        price =
          years > 0 ? price * (1 + growth) : price / (1 + growth)
      }
      return price
    }
  }

  /// Economic appraisal of a scenario.
  func economics(_ timeline: Timeline, finance: ProjectFinance.Outcome) -> EconomicAppraisal {
    var items: [AppraisalItem] = []
    func add(
      _ name: String,
      _ kind: AppraisalItem.Kind,
      _ country: String,
      _ party: String,
      _ amounts: [Double]
    ) {
      guard amounts.contains(where: { $0 != 0 }) else { return }
      items.append(
        AppraisalItem(
          name: name,
          kind: kind,
          country: country,
          party: party,
          cashFlow: CashFlow(firstYear: settings.firstYear, amounts: amounts)
        )
      )
    }
    for item in costs.items {
      add(item.name, .capex, item.country, "project", item.amounts.map { -$0 })
      var residual = [Double](repeating: 0, count: yearCount)
      residual[yearCount - 1] = item.residual
      add("Value left: \(item.name)", .residualValue, item.country, "project", residual)
    }
    let opex = opex(timeline)
    let revenue = revenue(timeline)
    let tax = finance.years.map(\.tax)
    for owner in project.ownership {
      add(
        "Operation and maintenance",
        .opex,
        owner.country,
        "project",
        opex.map { -$0 * owner.share }
      )
      add("Charges received", .revenue, owner.country, "project", revenue.map { $0 * owner.share })
      add("Tax paid", .transfer, owner.country, "project", tax.map { -$0 * owner.share })
    }
    add("Tax received", .transfer, project.taxCountry, "government", tax)
    addLoans(finance, add)
    for (country, shippers, consignees) in userBenefits(timeline) {
      add("Lower cost of exports", .userBenefit, country, "shippers", shippers)
      add("Lower cost of imports", .userBenefit, country, "consignees", consignees)
    }
    let saved = timeline.amounts { $0.co2eSavedTonnes }
    add(
      "CO2e",
      .externality,
      "WLD",
      "environment",
      zip(saved, carbonPrice()).map { $0 * $1 / 1e6 }
    )
    return EconomicAppraisal(
      items: items,
      rate: settings.economicDiscountRate,
      presentValueYear: settings.firstYear
    )
  }

  /// Loans as lenders see them, and the other way round as the company does; they add up to zero.
  ///
  /// Interest and repayment are shared between loans as the amounts lent are.
  private func addLoans(
    _ finance: ProjectFinance.Outcome,
    _ add: (String, AppraisalItem.Kind, String, String, [Double]) -> Void
  ) {
    let loans = project.finance.filter { $0.kind == .loan }
    let lent = loans.reduce(0) { $0 + $1.share }
    guard lent > 0 else { return }
    let served = finance.years.map { $0.interest + $0.principal - $0.drawdown }
    for loan in loans {
      let own = served.map { $0 * loan.share / lent }
      add("Loan: \(loan.name)", .financing, loan.lender, "lenders", own)
      for owner in project.ownership {
        let paid = own.map { -$0 * owner.share }
        add("Loan: \(loan.name)", .financing, owner.country, "project", paid)
      }
    }
  }

  /// Benefits of users by country: half of each flow's to the exporter, half to the importer, the
  /// split of a change in cost where supply and demand are equally elastic.
  private func userBenefits(
    _ timeline: Timeline
  ) -> [(
    country: String, shippers: [Double], consignees: [Double]
  )] {
    let countries = Array(Set(study.regions.map(\.country))).sorted()
    return countries.map { country in
      func share(_ effects: YearEffects, _ region: (Demand) -> Int) -> Double {
        var sum = 0.0
        for (place, demand) in model.demands.enumerated()
        where effects.userBenefit[place] != 0 && study.regions[region(demand)].country == country {
          sum += effects.userBenefit[place] / 2
        }
        return sum
      }
      return (
        country, timeline.amounts { share($0, \.origin) },
        timeline.amounts { share($0, \.destination) }
      )
    }
  }

  /// Financial appraisal of the project company, constant prices.
  func finance(_ timeline: Timeline) -> ProjectFinance.Outcome {
    let tranches =
      project.finance.isEmpty
      ? [ProjectFinance.Tranche(name: "Equity", kind: .equity, share: 1)]
      : project.finance.map { tranche in
        let kind: ProjectFinance.Tranche.Kind
        switch (tranche.kind, tranche.repayment) {
        case (.equity, _): kind = .equity
        case (.grant, _): kind = .grant
        case (.loan, .annuity):
          kind = .annuity(
            rate: tranche.rate,
            graceYears: tranche.graceYears,
            termYears: tranche.termYears
          )
        case (.loan, .equalPrincipal):
          kind = .equalPrincipal(
            rate: tranche.rate,
            graceYears: tranche.graceYears,
            termYears: tranche.termYears
          )
        case (.loan, .bullet): kind = .bullet(rate: tranche.rate, termYears: tranche.termYears)
        }
        return ProjectFinance.Tranche(name: tranche.name, kind: kind, share: tranche.share)
      }
    return ProjectFinance(
      firstYear: settings.firstYear,
      capex: costs.total,
      revenue: revenue(timeline),
      opex: opex(timeline),
      residualValue: costs.residual,
      openingYear: project.opening.year + 1,
      depreciationYears: max(1, project.lifeYears),
      taxRate: project.taxRate,
      tranches: tranches,
      discountRate: settings.financialDiscountRate
    ).outcome()
  }
}
