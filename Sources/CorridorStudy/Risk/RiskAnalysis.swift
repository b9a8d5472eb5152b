import Numerics
import ProjectAppraisal
import Tables

/// Draws of the uncertain numbers of a study, and what they make of each scenario's ENPV.
struct RiskAnalysis: Sendable {
  let study: Study
  let project: Project
  let settings: RiskSettings
  let appraiser: ProjectAppraiser
  /// Chains through the corridor, with measures as adopted and without; `nil` where no scenario
  /// needs it.
  let adopted: RiskChain?
  let free: RiskChain?
  let adoptedYears: [Double]
  let freeYears: [Double]
  let threads: Int

  /// ENPV of each scenario under one draw, USD million.
  func netPresentValues(_ draw: RiskDraw) throws -> [Double] {
    let adoptedOutcomes = try adopted?.outcomes(draw) ?? []
    let freeOutcomes = try free?.outcomes(draw) ?? []
    return study.settings.scenarios.map { scenario in
      netPresentValue(draw, scenario.policy, adoptedOutcomes, freeOutcomes)
    }
  }

  private func netPresentValue(
    _ draw: RiskDraw,
    _ policy: PolicySetting,
    _ adopted: [RiskChain.YearOutcome],
    _ free: [RiskChain.YearOutcome]
  ) -> Double {
    let horizon = study.settings
    let lifted: Int
    switch policy {
    case .asAdopted: lifted = .max
    case .none: lifted = .min
    case .lifted(let year): lifted = draw[.liftedYear].map { Int($0.rounded()) } ?? year
    }
    func amounts(_ value: (RiskChain.YearOutcome) -> Double) -> [Double] {
      Timeline.amounts(
        horizon.firstYear...horizon.lastYear,
        openingYear: project.opening.year,
        liftedYear: lifted,
        adopted: (adoptedYears, adopted.map(value)),
        free: (freeYears, free.map(value))
      )
    }
    let benefit = amounts { $0.userBenefit }
    let tonnes = amounts { $0.tonnes }
    let carbon = amounts { $0.co2eSavedTonnes }
    let price = appraiser.carbonPrice()
    let capex = appraiser.costs.total
    let net = benefit.indices.map { year -> Double in
      let open = min(1, max(0, Double(horizon.firstYear + year + 1) - project.opening.yearFraction))
      let opex =
        project.fixedOpexUSDMillionPerYear * open
        + project.variableOpexUSDPerTonne * tonnes[year] / 1e6
      let residual = year == benefit.count - 1 ? appraiser.costs.residual : 0
      return benefit[year] + project.userChargeUSDPerTonne * tonnes[year] / 1e6
        - opex * draw.factor(.opex) + (residual - capex[year]) * draw.factor(.capex)
        + carbon[year] * price[year] * draw.factor(.carbonPrice) / 1e6
    }
    return CashFlow(firstYear: horizon.firstYear, amounts: net).presentValue(
      rate: draw[.discountRate] ?? horizon.economicDiscountRate,
      year: horizon.firstYear
    )
  }

  /// Draws, in order: the same for the same seed, whatever the number of threads.
  func run(
    draws: Int,
    seed: UInt64,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [RiskResult] {
    let variables = settings.variables
    let points: [[Double]]
    if settings.method == "latin_hypercube" {
      points = LatinHypercube.sample(count: draws, dimensions: variables.count, seed: seed)
    } else {
      points = (0..<draws).map { draw in
        variables.indices.map {
          CounterRandom(seed: seed, stream: UInt64($0)).uniform(UInt64(draw))
        }
      }
    }
    let values = points.map { point in
      zip(variables, point).map { $0.distribution.quantile($1) }
    }
    let counter = ProgressCounter(total: draws, progress)
    let results = try Parallel.map(draws, threads: threads) { place in
      var draw = RiskDraw()
      for (variable, value) in zip(variables, values[place]) { draw[variable.driver] = value }
      let result = try netPresentValues(draw)
      counter.step()
      return result
    }
    // One at a time from the 10th to the 90th percentile, the others at their medians.
    let swings = try Parallel.map(2 * variables.count, threads: threads) { place in
      var draw = RiskDraw()
      for variable in variables { draw[variable.driver] = variable.distribution.quantile(0.5) }
      let moved = variables[place / 2]
      draw[moved.driver] = moved.distribution.quantile(place.isMultiple(of: 2) ? 0.1 : 0.9)
      return try netPresentValues(draw)
    }
    return study.settings.scenarios.indices.map { scenario in
      summary(
        scenario,
        results.map { $0[scenario] },
        values,
        swings.map { $0[scenario] }
      )
    }
  }

  private func summary(
    _ scenario: Int,
    _ draws: [Double],
    _ values: [[Double]],
    _ swings: [Double]
  ) -> RiskResult {
    let summary = RiskSummary(draws)
    let isLifted: Bool
    if case .lifted = study.settings.scenarios[scenario].policy {
      isLifted = true
    } else {
      isLifted = false
    }
    let variables = settings.variables
    let relevant = variables.indices.filter { variables[$0].driver != .liftedYear || isLifted }
    let tornado = relevant.map { place in
      TornadoBar(
        driver: variables[place].driver.rawValue,
        lowValue: variables[place].distribution.quantile(0.1),
        highValue: variables[place].distribution.quantile(0.9),
        enpvLowUSDMillion: swings[2 * place],
        enpvHighUSDMillion: swings[2 * place + 1]
      )
    }
    let swing = { (bar: TornadoBar) in abs(bar.enpvHighUSDMillion - bar.enpvLowUSDMillion) }
    return RiskResult(
      draws: draws.count,
      method: settings.method,
      chain: "Each draw goes through route choice with queues and the response of trade for the "
        + "flows that the project matters to most; the others' part moves with theirs, wages stay.",
      meanUSDMillion: summary.mean,
      standardDeviationUSDMillion: summary.standardDeviation,
      standardErrorUSDMillion: summary.standardError,
      probabilityNegative: summary.probabilityNegative,
      percentiles: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map {
        Percentile(probability: $0, usdMillion: summary.quantile($0))
      },
      histogram: summary.histogram().map {
        HistogramBin(low: $0.low, high: $0.high, count: $0.count)
      },
      tornado: tornado.enumerated().sorted {
        (swing($0.element), $1.offset) > (swing($1.element), $0.offset)
      }.map(\.element),
      variables: relevant.map { place in
        RiskVariable(
          driver: variables[place].driver.rawValue,
          distribution: variables[place].distribution.text,
          source: variables[place].source,
          quality: variables[place].quality,
          rankCorrelation: RiskSummary.rankCorrelation(values.map { $0[place] }, draws)
        )
      },
      enpvUSDMillion: draws
    )
  }
}
