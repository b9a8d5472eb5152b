import Numerics
import ProjectAppraisal
import Tables

/// Draws of the uncertain numbers of a study, and what they make of each scenario's ENPV.
struct RiskAnalysis: Sendable {
  let study: Study
  let project: Project
  let settings: RiskSettings
  let appraiser: ProjectAppraiser
  /// Prices and costs as the study has them.
  let money: DrawMoney
  /// Years of the project's zone as the study has it, under the policies of the scenarios.
  let zoneYears: [(policy: PolicySetting, years: [ZoneModel.Year])]
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

  /// Prices and costs with the numbers of project, discount and carbon price that a draw moves.
  func money(_ draw: RiskDraw) -> DrawMoney {
    guard let moved = movedStudy(draw, { $0.isAddress && !$0.actsOnCorridor }) else {
      return money
    }
    return DrawMoney(ProjectAppraiser(appraiser, moved))
  }

  /// What each scenario is worth under one draw.
  func figures(_ draw: RiskDraw, _ corridor: CorridorOutcomes) -> [DrawFigures] {
    let money = money(draw)
    return study.settings.scenarios.map { figures(draw, $0.policy, corridor, money) }
  }

  /// ENPV of each scenario under one draw, USD million.
  func netPresentValues(_ draw: RiskDraw) throws -> [Double] {
    let corridor = try corridor(draw)
    let money = money(draw)
    return study.settings.scenarios.map { flows(draw, $0.policy, corridor, money).economicValue }
  }

  private func figures(
    _ draw: RiskDraw,
    _ policy: PolicySetting,
    _ corridor: CorridorOutcomes,
    _ money: DrawMoney
  ) -> DrawFigures {
    let flows = flows(draw, policy, corridor, money)
    let rates = flows.economic.internalRatesOfReturn()
    return DrawFigures(
      enpv: flows.economicValue,
      fnpv: flows.financial.presentValue(
        rate: draw[.financialDiscountRate]
          ?? money.appraiser.study.settings.financialDiscountRate,
        year: study.settings.firstYear
      ),
      eirr: rates.count == 1 ? rates[0] : nil
    )
  }

  /// Net amounts by year under one draw, for the economy and for the company before tax and finance.
  ///
  /// A draw that moves nothing gives what the appraisal of the study itself gives.
  func flows(
    _ draw: RiskDraw,
    _ setting: PolicySetting,
    _ corridor: CorridorOutcomes,
    _ money: DrawMoney
  ) -> (economic: CashFlow, financial: CashFlow, economicValue: Double) {
    let project = money.appraiser.project
    let horizon = money.appraiser.study.settings
    let policy = drawn(setting, draw)
    let years = horizon.firstYear...horizon.lastYear
    func line(_ adopted: [Double], _ free: [Double]) -> [Double] {
      Timeline.amounts(
        years,
        openingYear: project.opening.year,
        policy: policy,
        adopted: (adoptedYears, adopted),
        free: (freeYears, free)
      )
    }
    func amounts(_ value: (RiskChain.YearOutcome) -> Double) -> [Double] {
      var list = line(corridor.adopted.map(value), corridor.free.map(value))
      let nothing = freeYears.map { _ in 0.0 }
      for ended in endedMeasures {
        guard let end = draw[ended.driver] else { continue }
        let without = line(ended.without.map(value), nothing)
        let lasting = line(ended.lasting.map(value), nothing)
        for place in list.indices {
          let share = EndedMeasure.share(of: horizon.firstYear + place, after: end)
          list[place] += share * without[place] + (1 - share) * lasting[place]
        }
      }
      return list
    }
    let benefit = amounts { $0.userBenefit }
    let tonnes = amounts { $0.tonnes }
    let carbon = amounts { $0.co2eSavedTonnes }
    let external = amounts { $0.externalSavedUSDMillion }
    let price =
      draw[.carbonGrowth].map { money.appraiser.carbonPrice(growth: $0) } ?? money.carbonPrice
    let unit = horizon.appraisal.unitFactor
    let delay = max(0, draw[.openingDelay] ?? 0)
    let zone = zoneYears(draw, policy, money, delay: delay)
    let opening = project.opening.yearFraction
    let cost = draw.factor(.capex)
    let left = draw.factor(.residualValue)
    let fixedOpex = project.fixedOpexUSDMillionPerYear * draw.factor(.fixedOpex)
    let variableOpex = project.variableOpexUSDPerTonne * draw.factor(.variableOpex)
    let allOpex = draw.factor(.opex)
    let carbonFactor = draw.factor(.carbonPrice)
    let userFactor = draw.factor(.userBenefit)
    var economic: [Double] = []
    var financial: [Double] = []
    for year in benefit.indices {
      let end = Double(horizon.firstYear + year + 1)
      let planned = min(1, max(0, end - opening))
      let open = min(1, max(0, end - opening - delay))
      let share = delay > 0 ? (planned > 0 ? open / planned : 0) : 1
      let carried = tonnes[year] * share
      let opex = (fixedOpex * open + variableOpex * carried / 1e6) * allOpex
      let isLast = year == benefit.count - 1
      let residual = isLast ? money.residual * left : 0
      let economicResidual = isLast ? money.economicCapex.residual * left : 0
      let earned =
        project.userChargeUSDPerTonne * carried / 1e6 + (zone?[year].firmsUSDMillion ?? 0)
      financial.append(earned - opex + (residual - money.capex[year]) * cost)
      let company =
        earned - opex * money.opexFactor
        + (economicResidual - money.economicCapex.amounts[year]) * cost
      let others =
        carbon[year] * share * price[year] * carbonFactor / 1e6
        + external[year] * share
        + (zone.map { $0[year].workersGainUSDMillion + $0[year].stateUSDMillion } ?? 0)
      economic.append((benefit[year] * share * userFactor + company + others) * unit)
    }
    let flow = CashFlow(firstYear: horizon.firstYear, amounts: economic)
    return (
      flow, CashFlow(firstYear: horizon.firstYear, amounts: financial),
      horizon.appraisal.appraisal(rate: draw[.discountRate]).presentValue(flow)
    )
  }

  /// Which measures are kept in force under a draw.
  private func drawn(_ setting: PolicySetting, _ draw: RiskDraw) -> PolicySetting {
    guard case .lifted = setting, let year = draw[.liftedYear] else { return setting }
    return .lifted(year: Int(min(99_999, max(-99_999, year.rounded()))))
  }

  /// Years of the project's zone under a draw; `nil` where it builds none.
  private func zoneYears(
    _ draw: RiskDraw,
    _ policy: PolicySetting,
    _ money: DrawMoney,
    delay: Double
  ) -> [ZoneModel.Year]? {
    guard appraiser.zone != nil else { return nil }
    let ends = endedMeasures.filter { draw[$0.driver] != nil }
    if delay <= 0, ends.isEmpty, let known = zoneYears.first(where: { $0.policy == policy }) {
      return known.years
    }
    var study = money.appraiser.study
    for ended in ends {
      study.policy = EndedMeasure.book(
        study.policy,
        ended.measure,
        endingAt: draw[ended.driver]
      )
    }
    return money.appraiser.zoneYears(policy, delay: delay, in: study)
  }

  // MARK: - Draws

  /// The draw of a point of the unit cube.
  func draw(_ point: [Double]) -> RiskDraw {
    var draw = RiskDraw()
    for (variable, share) in zip(settings.variables, point) {
      draw[variable.driver] = variable.value(at: share)
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
      zip(settings.variables, point).map { $0.value(at: $1) }
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
    let money = drivers.filter { !$0.actsOnCorridor }
    func names(_ drivers: [RiskDriver]) -> String {
      drivers.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
    }
    let moneyText = money.isEmpty ? "" : " Through the appraisal alone: \(names(money))."
    if depth == .corridor {
      return corridor.isEmpty
        ? "No uncertain number moves the corridor, so draws go through the appraisal alone."
        : "Each draw goes through route choice with queues and the response of trade for the "
          + "flows that the project matters to most; the others' part moves with theirs, wages stay. "
          + "Through the whole chain: \(names(corridor))."
          + moneyText
    }
    let held = corridor.filter { $0 != .demand }
    return "Draws go through the appraisal alone: traffic, benefits and emissions are those solved"
      + (corridor.contains(.demand) ? ", in proportion to demand" : "")
      + (held.isEmpty ? "." : "; \(names(held)) stay as in the study.") + moneyText
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
