import Numerics
import ProjectAppraisal
import Tables

/// Turns the solved years of a scenario into cash flows.
struct ProjectAppraiser: Sendable {
  let study: Study
  let project: Project
  let model: CorridorModel
  let costs: ProjectCosts
  /// The zone that the project builds, fitted; `nil` where it builds none.
  let zone: ZoneModel?

  init(_ model: CorridorModel) {
    study = model.study
    project = model.project
    self.model = model
    costs = ProjectCosts(model.study, model.project)
    zone = project.zone.flatMap { use in model.study.zones.first { $0.id == use.id } }
      .map { ZoneModel($0) }
  }

  /// The same with another study, of which numbers of projects and settings may differ.
  init(_ appraiser: ProjectAppraiser, _ study: Study) {
    self.study = study
    project = study.project(appraiser.project.id) ?? appraiser.project
    model = appraiser.model
    costs = ProjectCosts(study, project)
    zone = appraiser.zone
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
  func charges(_ timeline: Timeline) -> [Double] {
    timeline.amounts { $0.tonnes }.map { $0 * project.userChargeUSDPerTonne / 1e6 }
  }

  /// Years of the project's zone; `nil` where it builds none.
  ///
  /// - Parameters:
  ///   - setting: which measures are kept in force.
  ///   - delay: years by which the project opens late.
  ///   - study: study of which the measures count; the appraiser's unless given.
  /// - Returns: a year each of the horizon.
  func zoneYears(
    _ setting: PolicySetting,
    delay: Double = 0,
    in study: Study? = nil
  ) -> [ZoneModel.Year]? {
    zone?.projection(project, study ?? self.study, setting, delay: delay)
  }

  /// Shadow price of CO2e by year, USD/t of the price year; with the study's growth unless given.
  func carbonPrice(growth: Double? = nil) -> [Double] {
    let rules = settings.appraisal
    let given = rules.carbon
    let path =
      growth.map { PricePath(Array(zip(given.years, given.prices)), growth: $0) } ?? given
    var scale = rules.carbonExchangeRate
    if rules.carbonPriceYear != settings.priceYear {
      scale /= costs.deflator(year: rules.carbonPriceYear)
    }
    return (settings.firstYear...settings.lastYear).map { path.price($0) * scale }
  }

  /// Economic appraisal of a scenario.
  func economics(_ timeline: Timeline, finance: CompanyFinance) -> EconomicAppraisal {
    let unit = settings.appraisal.unitFactor
    var items: [AppraisalItem] = []
    func add(
      _ name: String,
      _ kind: AppraisalItem.Kind,
      _ country: String,
      _ party: String,
      _ amounts: [Double]
    ) {
      add(name, kind, country, party, amounts, scope: .project)
    }
    func add(
      _ name: String,
      _ kind: AppraisalItem.Kind,
      _ country: String,
      _ party: String,
      _ amounts: [Double],
      scope: AppraisalItem.Scope
    ) {
      guard amounts.contains(where: { $0 != 0 }) else { return }
      items.append(
        AppraisalItem(
          name: name,
          kind: kind,
          country: country,
          party: party,
          cashFlow: CashFlow(
            firstYear: settings.firstYear,
            amounts: unit == 1 ? amounts : amounts.map { $0 * unit }
          ),
          scope: scope
        )
      )
    }
    for (item, capex) in zip(costs.items, project.capex) {
      var residual = [Double](repeating: 0, count: yearCount)
      residual[yearCount - 1] = item.residual
      for (name, kind, amounts) in [
        (item.name, AppraisalItem.Kind.capex, item.amounts.map { -$0 }),
        ("Value left: \(item.name)", .residualValue, residual),
      ] {
        add(name, kind, item.country, "project", amounts)
        let real = amounts.map { $0 * (1 + capex.uplift) }
        add(
          "Optimism bias: \(name)",
          kind,
          item.country,
          "project",
          amounts.map { $0 * capex.uplift }
        )
        addShadowPrices(name, kind, item.country, capex.composition, real, add)
      }
    }
    let opex = opex(timeline)
    let charges = charges(timeline)
    let zoneYears = zoneYears(timeline.setting)
    let tax = finance.yearly(finance.outcome.periods.tax)
    for owner in project.ownership {
      let own = opex.map { -$0 * owner.share }
      add("Operation and maintenance", .opex, owner.country, "project", own)
      let name = "Operation and maintenance"
      addShadowPrices(name, .opex, owner.country, project.opexComposition, own, add)
      add("Charges received", .revenue, owner.country, "project", charges.map { $0 * owner.share })
      if let zoneYears {
        add(
          "Zone: earnings of firms",
          .revenue,
          owner.country,
          "project",
          zoneYears.map { $0.firmsUSDMillion * owner.share }
        )
      }
      add("Tax paid", .transfer, owner.country, "project", tax.map { -$0 * owner.share })
    }
    add("Tax received", .transfer, project.taxCountry, "government", tax)
    addLoans(finance, add)
    for gain in zoneGains(zoneYears) {
      add(gain.name, .producerSurplus, gain.country, gain.party, gain.amounts)
    }
    for (country, shippers, consignees) in userBenefits(timeline) {
      add("Lower cost of exports", .userBenefit, country, "shippers", shippers, scope: .corridor)
      add(
        "Lower cost of imports",
        .userBenefit,
        country,
        "consignees",
        consignees,
        scope: .corridor
      )
    }
    let saved = timeline.amounts { $0.co2eSavedTonnes }
    add(
      "CO2e",
      .externality,
      "WLD",
      "environment",
      zip(saved, carbonPrice()).map { $0 * $1 / 1e6 },
      scope: .corridor
    )
    add(
      "Local pollution, accidents and noise",
      .externality,
      "WLD",
      "residents",
      timeline.amounts { $0.externalSavedUSDMillion },
      scope: .corridor
    )
    return settings.appraisal.appraisal(items)
  }

  /// What a cost at market prices is more, or less, than the resources that it takes, by whom that
  /// falls to: taxes to the government, pay above what the workers would earn elsewhere to them, land
  /// to its owners, and foreign exchange worth more than its official price to the government.
  private func addShadowPrices(
    _ name: String,
    _ kind: AppraisalItem.Kind,
    _ country: String,
    _ composition: [ShadowPrices.Component: Double],
    _ amounts: [Double],
    _ add: (String, AppraisalItem.Kind, String, String, [Double]) -> Void
  ) {
    let prices = settings.appraisal.shadowPrices.atDomesticPrices
    for component in ShadowPrices.Component.allCases {
      guard let share = composition[component], share != 0 else { continue }
      let (label, party): (String, String) =
        switch component {
        case .traded: ("Premium on foreign exchange", "government")
        case .nontraded: ("Not traded", "rest")
        case .skilledLabour, .unskilledLabour: ("Pay above opportunity cost", "workers")
        case .land: ("Land above opportunity cost", "rest")
        case .tax: ("Taxes and duties", "government")
        }
      let change = share * (prices.factor(component) - 1)
      add("\(label): \(name)", kind, country, party, amounts.map { $0 * change })
    }
  }

  /// Economic over market price of operating cost, at domestic prices.
  var opexFactor: Double {
    settings.appraisal.shadowPrices.atDomesticPrices.factor(project.opexComposition)
  }

  /// Investment by year and value left at economic prices, at domestic prices, with uplift.
  var economicCapex: (amounts: [Double], residual: Double) {
    let prices = settings.appraisal.shadowPrices.atDomesticPrices
    var sum = [Double](repeating: 0, count: yearCount)
    var residual = 0.0
    for (item, capex) in zip(costs.items, project.capex) {
      let factor = (1 + capex.uplift) * prices.factor(capex.composition)
      for (place, amount) in item.amounts.enumerated() { sum[place] += amount * factor }
      residual += item.residual * factor
    }
    return (sum, residual)
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
    _ years: [ZoneModel.Year]?
  ) -> [(name: String, country: String, party: String, amounts: [Double])] {
    guard let years, let host = zone?.zone.host else { return [] }
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
    Set(study.regions.map(\.country)).sorted().map { country in
      (
        country, timeline.amounts { $0.countryBenefit[country]?.shippers ?? 0 },
        timeline.amounts { $0.countryBenefit[country]?.consignees ?? 0 }
      )
    }
  }
}
