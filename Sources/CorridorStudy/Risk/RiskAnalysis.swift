import Numerics
import ProjectAppraisal
import Tables

/// Draws of the uncertain numbers of a study, and what they make of each scenario's ENPV.
struct RiskAnalysis: Sendable {
  let study: Study
  let project: Project
  let settings: RiskSettings
  let appraiser: ProjectAppraiser
  let depth: RiskDepth
  /// Chains through the corridor, with measures as adopted and without; `nil` where no scenario
  /// needs it, or draws stay with the money.
  let adopted: RiskChain?
  let free: RiskChain?
  let adoptedYears: [Double]
  let freeYears: [Double]
  /// The same as solved, for draws that stay with the money.
  let adoptedSolved: [RiskChain.YearOutcome]
  let freeSolved: [RiskChain.YearOutcome]
  /// What the solved years would be without measures of which the end is uncertain.
  let endedMeasures: [EndedMeasure]
  let threads: Int

  /// What the corridor does in the solved years of both sets of measures.
  struct CorridorOutcomes: Sendable {
    var adopted: [RiskChain.YearOutcome]
    var free: [RiskChain.YearOutcome]
  }

  /// Outcomes of the corridor under one draw.
  func corridor(_ draw: RiskDraw) throws -> CorridorOutcomes {
    guard depth == .corridor, draw.movesCorridor else {
      let factor = draw.factor(.demand)
      func scaled(_ outcomes: [RiskChain.YearOutcome]) -> [RiskChain.YearOutcome] {
        guard factor != 1 else { return outcomes }
        return outcomes.map {
          RiskChain.YearOutcome(
            userBenefit: $0.userBenefit * factor,
            tonnes: $0.tonnes * factor,
            co2eSavedTonnes: $0.co2eSavedTonnes * factor,
            externalSavedUSDMillion: $0.externalSavedUSDMillion * factor
          )
        }
      }
      return CorridorOutcomes(adopted: scaled(adoptedSolved), free: scaled(freeSolved))
    }
    let moved = movedStudy(draw) { $0.actsOnCorridor }
    return CorridorOutcomes(
      adopted: try adopted.map { try $0.outcomes(draw, moved.map($0.corridor)) } ?? [],
      free: try free.map { try $0.outcomes(draw, moved.map($0.corridor)) } ?? []
    )
  }

  /// The study with the numbers that a draw moves by address; `nil` where it moves none of those
  /// meant.
  private func movedStudy(_ draw: RiskDraw, _ isMeant: (RiskDriver) -> Bool) -> Study? {
    var moved: Study?
    for variable in settings.variables where isMeant(variable.driver) {
      guard let number = variable.number, let value = draw[variable.driver] else { continue }
      var study = moved ?? self.study
      moved = nil
      number.set(value, isRelative: variable.isRelative, in: &study)
      moved = study
    }
    return moved
  }

  /// The appraiser with the numbers of project, discount and carbon price that a draw moves.
  private func appraiser(_ draw: RiskDraw) -> ProjectAppraiser {
    guard let moved = movedStudy(draw, { $0.isAddress && !$0.actsOnCorridor }) else {
      return appraiser
    }
    return ProjectAppraiser(appraiser.model, moved)
  }

  /// What each scenario is worth under one draw.
  func figures(_ draw: RiskDraw, _ corridor: CorridorOutcomes) -> [DrawFigures] {
    study.settings.scenarios.map { figures(draw, $0.policy, corridor) }
  }

  /// ENPV of each scenario under one draw, USD million.
  func netPresentValues(_ draw: RiskDraw) throws -> [Double] {
    let corridor = try corridor(draw)
    return study.settings.scenarios.map { flows(draw, $0.policy, corridor).economicValue }
  }

  private func figures(
    _ draw: RiskDraw,
    _ policy: PolicySetting,
    _ corridor: CorridorOutcomes
  ) -> DrawFigures {
    let flows = flows(draw, policy, corridor)
    let rates = flows.economic.internalRatesOfReturn()
    return DrawFigures(
      enpv: flows.economicValue,
      fnpv: flows.financial.presentValue(
        rate: draw[.financialDiscountRate] ?? appraiser(draw).study.settings.financialDiscountRate,
        year: study.settings.firstYear
      ),
      eirr: rates.count == 1 ? rates[0] : nil
    )
  }

  /// Net amounts by year under one draw, for the economy and for the company before tax and finance.
  func flows(
    _ draw: RiskDraw,
    _ policy: PolicySetting,
    _ corridor: CorridorOutcomes
  ) -> (economic: CashFlow, financial: CashFlow, economicValue: Double) {
    let appraiser = appraiser(draw)
    let project = appraiser.project
    let horizon = appraiser.study.settings
    let lifted: Int
    switch policy {
    case .asAdopted: lifted = .max
    case .none: lifted = .min
    case .lifted(let year): lifted = draw[.liftedYear].map { Int($0.rounded()) } ?? year
    case .hazard: lifted = .max
    }
    let years = horizon.firstYear...horizon.lastYear
    func line(_ lifted: Int, _ adopted: [Double], _ free: [Double]) -> [Double] {
      Timeline.amounts(
        years,
        openingYear: project.opening.year,
        liftedYear: lifted,
        adopted: (adoptedYears, adopted),
        free: (freeYears, free)
      )
    }
    // Where nobody knows the year in which measures go, what is expected.
    func expected(_ adopted: [Double], _ free: [Double]) -> [Double] {
      guard case .hazard = policy else { return line(lifted, adopted, free) }
      let pairs = zip(line(.max, adopted, free), line(.min, adopted, free))
      return zip(years, pairs).map { year, pair in
        let share = policy.liftedShare(year)
        return (1 - share) * pair.0 + share * pair.1
      }
    }
    func amounts(_ value: (RiskChain.YearOutcome) -> Double) -> [Double] {
      var list = expected(corridor.adopted.map(value), corridor.free.map(value))
      for ended in endedMeasures {
        guard let end = draw[ended.driver] else { continue }
        let change = expected(ended.change.map(value), freeYears.map { _ in 0 })
        for place in list.indices where change[place] != 0 {
          list[place] +=
            change[place] * EndedMeasure.share(of: horizon.firstYear + place, after: end)
        }
      }
      return list
    }
    let benefit = amounts { $0.userBenefit }
    let tonnes = amounts { $0.tonnes }
    let carbon = amounts { $0.co2eSavedTonnes }
    let external = amounts { $0.externalSavedUSDMillion }
    let price = appraiser.carbonPrice(growth: draw[.carbonGrowth])
    let capex = appraiser.costs.total
    let economicCapex = appraiser.economicCapex
    let opexFactor = appraiser.opexFactor
    let unit = horizon.appraisal.unitFactor
    let delay = max(0, draw[.openingDelay] ?? 0)
    let opening = project.opening.yearFraction
    var economic: [Double] = []
    var financial: [Double] = []
    for year in benefit.indices {
      let end = Double(horizon.firstYear + year + 1)
      let planned = min(1, max(0, end - opening))
      let open = min(1, max(0, end - opening - delay))
      let share = delay > 0 ? (planned > 0 ? open / planned : 0) : 1
      let carried = tonnes[year] * share
      let opex =
        (project.fixedOpexUSDMillionPerYear * open * draw.factor(.fixedOpex)
          + project.variableOpexUSDPerTonne * carried * draw.factor(.variableOpex) / 1e6)
        * draw.factor(.opex)
      let isLast = year == benefit.count - 1
      let left = draw.factor(.residualValue)
      let residual = isLast ? appraiser.costs.residual * left : 0
      let economicResidual = isLast ? economicCapex.residual * left : 0
      let charges = project.userChargeUSDPerTonne * carried / 1e6
      let cost = draw.factor(.capex)
      financial.append(charges - opex + (residual - capex[year]) * cost)
      let company =
        charges - opex * opexFactor + (economicResidual - economicCapex.amounts[year]) * cost
      let others =
        carbon[year] * share * price[year] * draw.factor(.carbonPrice) / 1e6
        + external[year] * share
      economic.append((benefit[year] * share * draw.factor(.userBenefit) + company + others) * unit)
    }
    let flow = CashFlow(firstYear: horizon.firstYear, amounts: economic)
    return (
      flow, CashFlow(firstYear: horizon.firstYear, amounts: financial),
      horizon.appraisal.appraisal(rate: draw[.discountRate]).presentValue(flow)
    )
  }

  // MARK: - Draws

  /// The draw of a point of the unit cube.
  func draw(_ point: [Double]) -> RiskDraw {
    var draw = RiskDraw()
    for (variable, share) in zip(settings.variables, point) {
      draw[variable.driver] = variable.distribution.quantile(share)
    }
    return draw
  }

  /// Values of the variables, draw by draw: the same for the same seed.
  func values(count: Int, seed: UInt64, method: SamplingMethod) throws -> [[Double]] {
    let points = try method.points(
      count: count,
      dimensions: settings.variables.count,
      seed: seed,
      correlations: correlations
    )
    return points.map { point in
      zip(settings.variables, point).map { $0.distribution.quantile($1) }
    }
  }

  /// Rank correlations; `nil` where the study gives none.
  var correlations: RankCorrelations? {
    settings.correlations.isEmpty
      ? nil : RiskSettings.rankCorrelations(settings.variables, settings.correlations)
  }

  /// Positions of the variables that a scenario hangs on at all.
  func relevantVariables(_ scenario: Int) -> [Int] {
    var isLifted = false
    if case .lifted = study.settings.scenarios[scenario].policy { isLifted = true }
    return settings.variables.indices.filter {
      settings.variables[$0].driver != .liftedYear || isLifted
    }
  }

  /// Which part of the program each draw goes through, for people.
  var chainText: String {
    let drivers = settings.variables.map(\.driver)
    let corridor = drivers.filter(\.actsOnCorridor)
    let money = drivers.filter { !$0.actsOnCorridor }.map(\.rawValue)
    let moneyText =
      money.isEmpty ? "" : " Through the appraisal alone go \(money.joined(separator: ", "))."
    if depth == .corridor {
      return corridor.isEmpty
        ? "No uncertain number moves the corridor, so draws go through the appraisal alone."
        : "Each draw goes through route choice with queues and the response of trade for the "
          + "flows that the project matters to most; the others' part moves with theirs, wages stay. "
          + "Through the whole chain go \(corridor.map(\.rawValue).joined(separator: ", "))."
          + moneyText
    }
    let held = corridor.filter { $0 != .demand }.map(\.rawValue)
    return "Draws go through the appraisal alone: traffic, benefits and emissions are those solved"
      + (corridor.contains(.demand) ? ", in proportion to demand" : "")
      + (held.isEmpty ? "." : "; \(held.joined(separator: ", ")) stay as in the study.") + moneyText
  }
}

/// How deep a draw goes.
public enum RiskDepth: String, Sendable, CaseIterable {
  /// Through route choice, queues and trade where a drawn number moves them.
  case corridor
  /// Through the appraisal alone.
  case finance
}

/// What a scenario is worth under one draw.
struct DrawFigures: Sendable, Equatable {
  /// Economic net present value, USD million.
  var enpv: Double
  /// Net present value of the company before tax and finance, USD million.
  var fnpv: Double
  /// Economic rate of return; `nil` where there is none, or several.
  var eirr: Double?
}
