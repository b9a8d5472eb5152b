import FreightNetwork
import Numerics
import ProjectAppraisal
import Tables
import TradeEquilibrium
import TradePolicy

/// Puts everything that a run found into one value.
struct ResultBuilder: Sendable {
  let worlds: SolvedWorlds
  let appraiser: ProjectAppraiser
  let calibration: Calibration
  let base: BaseSolution
  let seed: UInt64
  let version: String

  var model: CorridorModel { worlds.model }
  var study: Study { model.study }
  var project: Project { model.project }

  init(
    _ worlds: SolvedWorlds,
    _ appraiser: ProjectAppraiser,
    _ calibration: Calibration,
    _ base: BaseSolution,
    seed: UInt64,
    version: String
  ) {
    self.worlds = worlds
    self.appraiser = appraiser
    self.calibration = calibration
    self.base = base
    self.seed = seed
    self.version = version
  }

  /// What a scenario that changes the world adds to a result.
  func part(_ risks: [RiskResult?]) throws -> ScenarioPart {
    ScenarioPart(
      scenarios: try scenarios(risks),
      network: network(),
      convergence: convergence()
    )
  }

  /// What a result tells of the study whatever the project.
  func findings() throws -> StudyFindings {
    StudyFindings(
      claims: ClaimChecker(study).findings(),
      trade: try tradeBackTests(),
      tradeBase: tradeBase()
    )
  }

  func result(_ risks: [RiskResult?], _ findings: StudyFindings) throws -> StudyResult {
    let settings = study.settings
    let scenarios = try scenarios(risks)
    return StudyResult(
      schemaVersion: StudyResult.currentSchemaVersion,
      tumenVersion: version,
      study: StudyDescription(
        id: study.id,
        name: settings.name,
        description: settings.description,
        baseYear: settings.baseYear,
        firstYear: settings.firstYear,
        lastYear: settings.lastYear,
        modelYears: settings.modelYears,
        referenceYear: settings.referenceYear,
        currency: settings.currency,
        priceYear: settings.priceYear,
        economicDiscountRate: settings.economicDiscountRate,
        economicDiscountText: settings.appraisal.discount.text,
        presentValueYear: settings.appraisal.comparisonYear,
        financialDiscountRate: settings.financialDiscountRate,
        digest: study.digest,
        regions: study.regions.map {
          RegionDescription(
            id: $0.id,
            name: $0.name,
            country: $0.country,
            longitude: $0.longitude,
            latitude: $0.latitude,
            gdpUSDMillion: $0.gdpUSDMillion
          )
        },
        commodities: study.commodities.filter { $0.cargoClass != nil }.map {
          CommodityDescription(
            id: $0.id,
            name: $0.name,
            cargoClass: $0.cargoClass.map { study.cargoClasses[$0].id } ?? "",
            usdPerTonne: $0.usdPerTonne,
            timeValueUSDPerTonneDay: $0.timeValueUSDPerTonneDay,
            tradeElasticity: $0.tradeElasticity
          )
        }
      ),
      project: ProjectDescription(
        id: project.id,
        name: project.name,
        description: project.description,
        opening: project.opening.description,
        lifeYears: project.lifeYears,
        countries: project.countries,
        capex: zip(project.capex, appraiser.costs.items).map { item, cost in
          CapexItem(
            item: item.item,
            country: item.country,
            amountMillion: item.amountMillion,
            currency: item.currency,
            usdMillion: cost.usdMillion
          )
        },
        capacityMegatonnesPerYear: project.capacityMegatonnesPerYear,
        ownership: project.ownership
      ),
      seed: seed,
      scenarios: scenarios,
      scenarioEffects: [],
      dependenceReport: try dependenceReport(),
      policyCalendar: study.policy.calendar(),
      claims: findings.claims,
      network: network(),
      validation: ValidationResult(
        routes: routeChecks(),
        backTest: backTest(),
        effects: effectChecks(scenarios),
        trade: findings.trade
      ),
      tradeBase: findings.tradeBase,
      assumptions: study.assumptions.filter { !isTrade($0) }
        + tradeAssumptions(),
      sources: study.sources.filter { $0.uses > 0 },
      convergence: convergence(),
      warnings: warnings()
    )
  }

  private func isTrade(_ assumption: Assumption) -> Bool { assumption.place.hasPrefix("trade.csv") }

  /// Thousands of rows of the trade table on one assumption make one entry by source.
  private func tradeAssumptions() -> [Assumption] {
    let rows = Dictionary(grouping: study.assumptions.filter(isTrade)) { $0.source }
    return rows.keys.sorted().compactMap { source in
      guard let group = rows[source], let first = group.first else { return nil }
      return Assumption(
        place: first.place,
        subject: "\(first.subject): \(group.count) rows of this kind",
        value: "first: \(first.value)",
        source: source,
        note: first.note
      )
    }
  }

  // MARK: - Scenarios

  private func scenarios(_ risks: [RiskResult?]) throws -> [ScenarioResult] {
    let all = study.settings.scenarios
    return try Parallel.map(min(all.count, risks.count), threads: model.threads) {
      try scenario(all[$0], risks[$0])
    }
  }

  private func scenario(_ scenario: ScenarioSettings, _ risk: RiskResult?) throws -> ScenarioResult
  {
    let timeline = worlds.timeline(scenario.policy)
    let finance = try appraiser.finance(timeline)
    let economics = appraiser.economics(timeline, finance: finance)
    let pair = worlds.pair(scenario.policy, year: study.settings.referenceYear)
    return ScenarioResult(
      id: scenario.id,
      name: scenario.name,
      description: scenario.description,
      years: traffic(timeline),
      routes: pair.map { routeTables($0) } ?? [],
      tradeEffects: pair.map { regionEffects($0) } ?? [],
      economics: economicResult(economics, timeline),
      finance: financeResult(finance),
      dependence: pair.map { dependence($0) } ?? [],
      risk: risk
    )
  }

  private func traffic(_ timeline: Timeline) -> [YearTraffic] {
    let solved = Set(timeline.solved.map(\.year))
    let byCommodity = study.commodities.indices.map { k in timeline.amounts { $0.projectTonnes[k] }
    }
    let tonnes = timeline.amounts(\.tonnes)
    let benefit = timeline.amounts { Series.sum($0.userBenefit) }
    let saved = timeline.amounts(\.co2eSavedTonnes)
    let without = timeline.amounts(\.transportCostShare.without)
    let with = timeline.amounts(\.transportCostShare.with)
    return (timeline.firstYear...timeline.lastYear).enumerated().map { place, year in
      var commodities: [String: Double] = [:]
      for (k, commodity) in study.commodities.enumerated() where byCommodity[k][place] > 0.5 {
        commodities[commodity.id] = byCommodity[k][place]
      }
      return YearTraffic(
        year: year,
        solved: solved.contains(year),
        tonnesByCommodity: commodities,
        tonnes: tonnes[place],
        capacityUse: tonnes[place] / (project.capacityMegatonnesPerYear * 1e6),
        userBenefitUSDMillion: benefit[place],
        co2eSavedTonnes: saved[place],
        transportCostShareWithoutPercent: without[place],
        transportCostShareWithPercent: with[place]
      )
    }
  }

  // MARK: - How it was made

  private func tradeBase() -> TradeBaseResult {
    var abroad: [Double] = []
    var home: [Double] = []
    var kinds: [TradeRowKind: (rows: Int, usd: Double)] = [:]
    for row in study.trade {
      kinds[row.kind, default: (0, 0)].rows += 1
      kinds[row.kind, default: (0, 0)].usd += row.usdMillion
      guard row.kind != .latent else { continue }
      if row.exporter == row.importer {
        home.append(row.usdMillion)
      } else {
        abroad.append(row.usdMillion)
      }
    }
    // Solving with nothing changed must give the base back: the gap is what that leaves.
    let sales = model.base.sales
    let world = ExactHat(model.base)
    let same = try? world.solve(TradeShock(model.base))
    let after = same.map { outcome -> [Double] in
      var changed = model.base
      changed.flows = outcome.flows
      return changed.sales
    }
    let gap = after.map { zip($0, sales).map { $1 > 0 ? abs($0 / $1 - 1) : 0 }.max() ?? 0 } ?? 1
    return TradeBaseResult(
      model: tradeModel,
      year: study.settings.baseYear,
      interregionalUSDMillion: Series.sum(abroad),
      domesticUSDMillion: Series.sum(home),
      largestImbalance: gap,
      kinds: TradeRowKind.allCases.compactMap { kind in
        kinds[kind].map { TradeKind(kind: kind.rawValue, rows: $0.rows, usdMillion: $0.usd) }
      },
      adjustments: study.tradeAdjustments
    )
  }

  private func convergence() -> [ConvergenceRecord] {
    var records = [
      ConvergenceRecord(
        solver: "assignment of the base year",
        scenario: "base",
        year: study.settings.baseYear,
        withProject: true,
        iterations: base.convergence.iterations,
        residual: base.convergence.residual,
        tolerance: base.convergence.tolerance
      )
    ]
    for (name, pairs) in [("as adopted", worlds.adopted), ("no measures", worlds.free)] {
      for pair in pairs {
        for (isWith, solution) in [(false, pair.without), (true, pair.with)] {
          for (solver, ended) in [
            ("trade and assignment", solution.convergence),
            ("trade equilibrium", solution.trade.convergence),
          ] {
            records.append(
              ConvergenceRecord(
                solver: solver,
                scenario: name,
                year: solution.state.year,
                withProject: isWith,
                iterations: ended.iterations,
                residual: ended.residual,
                tolerance: ended.tolerance
              )
            )
          }
        }
      }
    }
    return records
  }

  private func warnings() -> [String] {
    var warnings: [String] = []
    if model.unroutedUSDMillion > 0 {
      let share = model.unroutedUSDMillion / Series.sum(model.base.flows.map { $0 }) * 100
      warnings.append(
        "Trade of USD \(ClaimText.number(model.unroutedUSDMillion.rounded())) million "
          + "(\((share * 1e4).rounded() / 1e4) % of all sales) has no route on the network; its "
          + "transport cost does not change."
      )
    }
    return warnings + calibration.comments
  }
}
