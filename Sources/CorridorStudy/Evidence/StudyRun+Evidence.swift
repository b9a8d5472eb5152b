import FreightNetwork
import Numerics
import ProjectAppraisal
import TradePolicy

extension StudyRun {
  /// What the worth of a project rests on: the effect of one per cent on each group of figures, spread
  /// over the grades of its figures.
  ///
  /// A short run: the reference year alone, calibrated parameters held, in the scenario without
  /// measures where the study has one. The effect of a group is spread over its grades by number of
  /// figures.
  ///
  /// - Parameters:
  ///   - study: a checked study.
  ///   - options: project and threads.
  ///   - progress: told what is being done.
  /// - Returns: groups and shares.
  /// - Throws: `RunRequestError`, `NotConverged`.
  public static func evidence(
    _ study: Study,
    options: RunOptions,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> EvidenceReport {
    let project = try project(of: study, options)
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    var model = try CorridorModel(study, project, threads: 1)
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let parameters = try Calibration(model).parameters
    let settings = study.settings
    let scenario =
      settings.scenarios.first { $0.policy == .none && $0.changes.isEmpty } ?? settings.scenarios[0]
    model.study.settings.scenarios = [scenario]
    let plain = EvidenceProbe(model: model, parameters: parameters)
    let levers = EvidenceLever.all(study, project)
    let changes: [ScenarioChange?] = [nil] + levers.map(\.change)
    let counter = ProgressCounter(total: changes.count + 1) {
      progress(RunProgress(stage: "Moving each group of figures", share: $0))
    }
    let solved = try Parallel.map(changes.count, threads: options.threads) { place in
      defer { counter.step() }
      return try plain.under(changes[place]).economics(scenario.policy)
    }
    let economics = solved[0]
    var effects = zip(levers, solved.dropFirst()).map {
      ($0.name, $0.files, $1.netPresentValue - economics.netPresentValue)
    }
    func present(_ kinds: Set<AppraisalItem.Kind>) -> Double {
      0.01
        * Series.sum(
          economics.items.filter { kinds.contains($0.kind) }.map { economics.presentValue($0) }
        )
    }
    let file = "projects/\(project.id).toml"
    effects.append(
      ("Investment and what is left of it", [file], present([.capex, .residualValue]))
    )
    effects.append(("Operating cost", [file], present([.opex])))
    effects.append(
      ("Shadow price of CO2e", ["study.toml|Shadow price of CO2e"], present([.externality]))
    )
    effects.append(
      (
        "Discount rate", ["study.toml|Discount rates"],
        EconomicAppraisal(
          items: economics.items,
          discount: economics.discount.map { $0 * 1.01 },
          presentValueYear: economics.presentValueYear
        ).netPresentValue - economics.netPresentValue
      )
    )
    if scenario.policy == .none, !study.policy.measures.isEmpty {
      let adopted = try plain.economics(.asAdopted)
      effects.append(
        (
          "Measures and refusals", ["policy.csv"],
          0.01 * (adopted.netPresentValue - economics.netPresentValue)
        )
      )
    }
    counter.step()
    return report(study, project, scenario, economics.netPresentValue, effects)
  }

  private static func report(
    _ study: Study,
    _ project: Project,
    _ scenario: ScenarioSettings,
    _ worth: Double,
    _ effects: [(String, [String], Double)]
  ) -> EvidenceReport {
    let total = Series.sum(effects.map { abs($0.2) })
    var shares = ["A": 0.0, "B": 0.0, "C": 0.0, "D": 0.0]
    let groups = effects.map { name, files, effect in
      var counts: [String: Int] = [:]
      for (place, grades) in study.grades
      where files.contains(where: { place == $0 || place.hasPrefix($0) }) {
        counts.merge(grades, uniquingKeysWith: +)
      }
      let all = counts.values.reduce(0, +)
      let share = total > 0 ? abs(effect) / total : 0
      for grade in counts.keys.sorted() where all > 0 {
        shares[grade, default: 0] += share * Double(counts[grade] ?? 0) / Double(all)
      }
      return EvidenceReport.Group(
        name: name,
        files: files.joined(separator: ", ").replacing("|", with: ": "),
        onePercentUSDMillion: effect,
        share: share,
        figures: counts
      )
    }
    return EvidenceReport(
      project: project.name,
      scenario: scenario.name,
      enpvUSDMillion: worth,
      groups: groups.enumerated().sorted {
        ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
      }.map(\.element),
      shares: shares
    )
  }
}

/// A group of figures and the change that moves all of them by one per cent.
private struct EvidenceLever: Sendable {
  var name: String
  /// Beginnings of places of figures, `file|kind`.
  var files: [String]
  var change: ScenarioChange

  static func all(_ study: Study, _ project: Project) -> [EvidenceLever] {
    func change(
      _ kind: ScenarioChange.Kind,
      from: Int = 1,
      _ set: (inout ScenarioChange) -> Void = { _ in }
    ) -> ScenarioChange {
      var change = ScenarioChange(kind, years: from...9999)
      change.path = [ScenarioChange.YearFactor(year: 1, factor: 1.01)]
      set(&change)
      return change
    }
    let net = study.network
    return [
      EvidenceLever(
        name: "Railway rates and lengths",
        files: ["rates.csv|rail"],
        change: change(.rate) { $0.rates = [.rail] }
      ),
      EvidenceLever(
        name: "Sea freight and lengths",
        files: ["rates.csv|sea"],
        change: change(.rate) { $0.rates = [.sea] }
      ),
      EvidenceLever(
        name: "Road, waterway and pipeline rates",
        files: ["rates.csv|road", "rates.csv|inland_waterway", "rates.csv|pipeline"],
        change: change(.rate) { $0.rates = [.road] }
      ),
      EvidenceLever(
        name: "Terminals and connectors",
        files: ["network/terminal.csv|", "network/connector.csv|"],
        change: change(.rate) { $0.rates = [.handling] }
      ),
      EvidenceLever(
        name: "Prices and unit values",
        files: ["timeseries.csv|price_usd_per_t", "commodities.csv|"],
        change: change(.price, from: study.settings.baseYear + 1)
      ),
      EvidenceLever(name: "Trade", files: ["trade.csv|"], change: change(.demand)),
      EvidenceLever(
        name: "Growth of incomes and volumes",
        files: ["timeseries.csv|gdp_index", "timeseries.csv|demand_index"],
        change: change(.demand, from: study.settings.baseYear + 1)
      ),
      EvidenceLever(
        name: "Real rate of the rouble",
        files: ["timeseries.csv|rub_per_usd", "timeseries.csv|deflator"],
        change: change(.exchangeRate, from: study.settings.baseYear + 1)
      ),
      EvidenceLever(
        name: "Capacities",
        files: ["network/link.csv|", "timeseries.csv|capacity_index"],
        change: change(.capacity) {
          $0.links = net.links.indices.filter { net.links[$0].capacityMegatonnesPerYear != nil }
          $0.nodes = Array(Set(net.terminals.map(\.node))).sorted()
        }
      ),
    ]
  }
}

/// Short runs of a model.
private struct EvidenceProbe: Sendable {
  var model: CorridorModel
  var parameters: ProjectParameters

  func under(_ change: ScenarioChange?) -> EvidenceProbe {
    guard let change else { return self }
    var own = self
    own.model.overlay = ScenarioOverlay(model, [change])
    return own
  }

  /// The appraisal from the reference year alone.
  func economics(_ policy: PolicySetting) throws -> EconomicAppraisal {
    let year = model.study.settings.referenceYear
    let base = try model.solveBase(parameters)
    let own = model.place(of: model.project)
    let reference = model.referenceProjects
    func solve(_ built: ProjectSet) throws -> YearSolution {
      try model.solve(
        YearState(
          year: year,
          measures: YearState.measures(policy, year: year),
          built: built
        ),
        base: base,
        parameters
      )
    }
    let effects = YearEffects(
      model,
      without: try solve(reference.subtracting(own)),
      with: try solve(reference.union(own))
    )
    let timeline = Timeline(
      model.study.settings,
      model.project,
      policy: policy == .none ? .none : .asAdopted,
      adopted: policy == .none ? [] : [effects],
      free: policy == .none ? [effects] : []
    )
    let appraiser = ProjectAppraiser(model)
    return appraiser.economics(timeline, finance: try appraiser.finance(timeline))
  }
}
