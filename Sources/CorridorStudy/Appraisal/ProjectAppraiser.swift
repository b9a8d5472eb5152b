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

  /// What users pay the project by year, and what firms of its zone earn, USD million.
  func revenue(_ timeline: Timeline) -> [Double] {
    let charges = timeline.amounts { $0.tonnes }.map { $0 * project.userChargeUSDPerTonne / 1e6 }
    guard let years = zoneYears(timeline) else { return charges }
    return zip(charges, years).map { $0 + max(0, $1.firmsUSDMillion) }
  }

  /// Years of the project's zone; `nil` where it builds none.
  private func zoneYears(_ timeline: Timeline) -> [ZoneModel.Year]? {
    project.zone.flatMap { use in study.zones.first { $0.id == use.id } }
      .map { ZoneModel($0).projection(project, study, timeline.setting) }
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
  func economics(_ timeline: Timeline, finance: CompanyFinance) -> EconomicAppraisal {
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
    let tax = finance.yearly(finance.outcome.periods.tax)
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
    for gain in zoneGains(timeline) {
      add(gain.name, .producerSurplus, gain.country, gain.party, gain.amounts)
    }
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

  /// Loans and grants as their givers see them, and the other way round as the company does.
  ///
  /// They add up to zero. What owners lend their own company stays with them.
  private func addLoans(
    _ finance: CompanyFinance,
    _ add: (String, AppraisalItem.Kind, String, String, [Double]) -> Void
  ) {
    for (place, tranche) in finance.outcome.model.tranches.enumerated() {
      let isGrant = tranche.kind == .grant
      guard tranche.kind.isSenior || isGrant else { continue }
      let name = isGrant ? "Grant: \(tranche.name)" : "Loan: \(tranche.name)"
      let own = finance.yearly(finance.givers(place))
      let giver = finance.lenders.indices.contains(place) ? finance.lenders[place] : ""
      add(
        name,
        .financing,
        giver.isEmpty ? "WLD" : giver,
        isGrant ? "government" : "lenders",
        own
      )
      for owner in project.ownership {
        add(name, .financing, owner.country, "project", own.map { -$0 * owner.share })
      }
    }
  }

  /// What the project's zone adds beside the earnings of its firms, by who gets it.
  private func zoneGains(
    _ timeline: Timeline
  ) -> [(name: String, country: String, party: String, amounts: [Double])] {
    guard let years = zoneYears(timeline),
      let host = study.zones.first(where: { $0.id == project.zone?.id })?.host
    else { return [] }
    return [
      (
        "Zone: pay above what workers would earn elsewhere", host, "workers",
        years.map(\.workersGainUSDMillion)
      ),
      ("Zone: levies and share of pay", host, "government", years.map(\.stateUSDMillion)),
    ]
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
}
