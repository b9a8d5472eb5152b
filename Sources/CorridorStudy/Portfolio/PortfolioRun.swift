import FreightNetwork
import Numerics
import ProjectAppraisal
import Tables

/// Appraises all projects of a study on one model: each world is solved once for all of them.
struct PortfolioRun: Sendable {
  /// A project with its solved worlds under both books of measures.
  struct Appraised: Sendable {
    var appraiser: ProjectAppraiser
    var worlds: SolvedWorlds
    /// Appraisals by scenario.
    var economics: [EconomicAppraisal]
    var finance: [CompanyFinance]

    var project: Project { appraiser.project }
  }

  let model: CorridorModel
  let calibration: Calibration
  let base: BaseSolution
  /// Each project against the reference.
  let alone: [Appraised]
  /// Positions of the projects built together.
  let members: [Int]
  /// All members against all but one; positions as in `members`.
  let last: [Appraised]
  /// All members against none, each with its own traffic; positions as in `members`.
  let together: [Appraised]
  let worldsSolved: Int

  private var study: Study { model.study }

  init(
    _ study: Study,
    threads: Int,
    progress: @escaping @Sendable (RunProgress) -> Void
  ) throws {
    guard let first = study.projects.first else {
      throw RunRequestError(description: "the study has no project")
    }
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    let model = try CorridorModel(study, first, withAll: true, threads: threads)
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let reference = model.referenceProjects
    let singles = study.projects.indices.map { ProjectSet([$0]) }
    let store = try WorldStore(
      model,
      calibration,
      base,
      pairs: singles.map { (reference.subtracting($0), reference.union($0)) }
    ) { progress(RunProgress(stage: "Solving each project alone", share: $0)) }
    let alone = try study.projects.indices.map { place in
      try Self.appraise(
        model,
        place,
        store,
        without: reference.subtracting(singles[place]),
        with: reference.union(singles[place])
      )
    }
    let members = Self.members(alone)
    let all = ProjectSet(members).union(reference)
    let none = reference.subtracting(ProjectSet(members))
    let whole = try WorldStore(
      model,
      calibration,
      base,
      pairs: [(none, all)] + members.map { (all.subtracting(singles[$0]), all) },
      after: store
    ) { progress(RunProgress(stage: "Solving the projects together", share: $0)) }
    last = try members.map {
      try Self.appraise(model, $0, whole, without: all.subtracting(singles[$0]), with: all)
    }
    together = try members.map {
      try Self.appraise(model, $0, whole, without: none, with: all)
    }
    self.model = model
    self.calibration = calibration
    self.base = base
    self.alone = alone
    self.members = members
    worldsSolved = whole.count
  }

  private static func appraise(
    _ model: CorridorModel,
    _ place: Int,
    _ store: WorldStore,
    without: ProjectSet,
    with: ProjectSet
  ) throws -> Appraised {
    let own = model.focused(on: model.study.projects[place])
    let worlds = try SolvedWorlds(own, store, without: without, with: with)
    let appraiser = ProjectAppraiser(own)
    var economics: [EconomicAppraisal] = []
    var finance: [CompanyFinance] = []
    for scenario in model.study.settings.scenarios {
      let timeline = worlds.timeline(scenario.policy)
      let outcome = try appraiser.finance(timeline)
      finance.append(outcome)
      economics.append(appraiser.economics(timeline, finance: outcome))
    }
    return Appraised(appraiser: appraiser, worlds: worlds, economics: economics, finance: finance)
  }

  /// Of each group the variant worth most on the mean over scenarios; all that stand by themselves.
  private static func members(_ alone: [Appraised]) -> [Int] {
    func worth(_ place: Int) -> Double {
      alone[place].economics.reduce(0) { $0 + $1.netPresentValue }
    }
    var best: [String: Int] = [:]
    for place in alone.indices {
      guard let group = alone[place].project.group else { continue }
      if let known = best[group], worth(known) >= worth(place) { continue }
      best[group] = place
    }
    return alone.indices.filter { place in
      alone[place].project.group.map { best[$0] == place } ?? true
    }
  }

  // MARK: - All members as one

  /// Appraisal of all members: costs and charges of each, and what users and the air gain from all.
  private func wholeEconomics(_ scenario: Int) -> EconomicAppraisal {
    let settings = study.settings
    var items: [AppraisalItem] = []
    for (place, member) in together.enumerated() {
      for item in member.economics[scenario].items {
        // What users gain stands in each member's appraisal as a whole: taken once.
        if place > 0, item.scope == .corridor { continue }
        items.append(item)
      }
    }
    return settings.appraisal.appraisal(items)
  }

  // MARK: - Result

  func result(version: String, description: StudyDescription) -> PortfolioResult {
    let settings = study.settings
    return PortfolioResult(
      schemaVersion: PortfolioResult.currentSchemaVersion,
      tumenVersion: version,
      study: description,
      projects: alone.map { appraised in
        let project = appraised.project
        let capex = appraised.appraiser.costs.total
        return PortfolioProject(
          id: project.id,
          name: project.name,
          description: project.description,
          group: project.group,
          opening: project.opening.description,
          countries: project.countries,
          capexUSDMillion: Series.sum(capex),
          capexPresentValueUSDMillion: settings.appraisal.appraisal().presentValue(
            CashFlow(firstYear: settings.firstYear, amounts: capex)
          ),
          capacityMegatonnesPerYear: project.capacityMegatonnesPerYear
        )
      },
      reference: model.referenceProjects.places.map { study.projects[$0].id },
      members: members.map { study.projects[$0].id },
      scenarios: settings.scenarios.indices.map(scenario),
      gas: study.gas.map { $0.result() },
      resources: study.resources.map { $0.result() },
      zones: study.zones.map { ZoneModel($0).result(study) },
      worldsSolved: worldsSolved
    )
  }

  private func scenario(_ place: Int) -> PortfolioScenario {
    let settings = study.settings
    let setting = settings.scenarios[place]
    func year(_ appraised: Appraised) -> Int { appraised.worlds.model.study.settings.referenceYear }
    func tonnes(_ appraised: Appraised) -> Double {
      let amounts = appraised.worlds.timeline(setting.policy).amounts { $0.tonnes }
      let reference = year(appraised) - settings.firstYear
      return amounts.indices.contains(reference) ? amounts[reference] / 1e6 : 0
    }
    var rows = alone.enumerated().map { position, appraised -> PortfolioRow in
      let economics = appraised.economics[place]
      let member = members.firstIndex(of: position)
      return PortfolioRow(
        project: appraised.project.id,
        rank: 0,
        rankPerInvestment: nil,
        enpvUSDMillion: economics.netPresentValue,
        eirr: economics.internalRatesOfReturn,
        benefitCostRatio: economics.benefitCostRatio,
        npvPerInvestment: economics.netPresentValuePerInvestment,
        fnpvUSDMillion: appraised.finance[place].netPresentValue,
        referenceYear: year(appraised),
        referenceMegatonnes: tonnes(appraised),
        lastInENPVUSDMillion: member.map { last[$0].economics[place].netPresentValue },
        togetherMegatonnes: member.map { tonnes(together[$0]) }
      )
    }
    let byInvestment = rows.filter { $0.npvPerInvestment != nil }.sorted {
      ($0.npvPerInvestment ?? 0, $1.project) > ($1.npvPerInvestment ?? 0, $0.project)
    }.map(\.project)
    rows.sort { ($0.enpvUSDMillion, $1.project) > ($1.enpvUSDMillion, $0.project) }
    for row in rows.indices {
      rows[row].rank = row + 1
      rows[row].rankPerInvestment = byInvestment.firstIndex(of: rows[row].project).map { $0 + 1 }
    }
    let whole = wholeEconomics(place)
    let sum = members.reduce(0) { $0 + alone[$1].economics[place].netPresentValue }
    let users = whole.items.filter { $0.kind == .userBenefit }
      .reduce(0) { $0 + whole.presentValue($1) }
    return PortfolioScenario(
      id: setting.id,
      name: setting.name,
      ranking: rows,
      together: PortfolioTogether(
        enpvUSDMillion: whole.netPresentValue,
        eirr: whole.internalRatesOfReturn,
        benefitCostRatio: whole.benefitCostRatio,
        npvPerInvestment: whole.netPresentValuePerInvestment,
        sumOfAloneUSDMillion: sum,
        interactionUSDMillion: whole.netPresentValue - sum,
        userBenefitUSDMillion: users,
        incidence: IncidenceMatrix(whole).rows.map {
          IncidenceCell(
            country: $0.country,
            party: $0.party,
            beforeTransfersUSDMillion: $0.beforeTransfers,
            presentValueUSDMillion: $0.total
          )
        }
      )
    )
  }
}
