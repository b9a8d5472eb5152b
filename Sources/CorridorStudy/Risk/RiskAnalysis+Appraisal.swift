import Numerics
import ProjectAppraisal

extension RiskAnalysis {
  /// Draws for the appraisal's result, in order: the same for the same seed, whatever the number of
  /// threads.
  func run(
    draws: Int,
    seed: UInt64,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [RiskResult] {
    let variables = settings.variables
    let values = try values(count: draws, seed: seed, method: settings.method)
    let counter = ProgressCounter(total: draws, progress)
    let results = try Parallel.map(draws, threads: threads) { place in
      var draw = RiskDraw()
      for (variable, value) in zip(variables, values[place]) { draw[variable.driver] = value }
      let result = try netPresentValues(draw)
      counter.step()
      return result
    }
    let swings = try swings()
    return study.settings.scenarios.indices.map { scenario in
      summary(scenario, results.map { $0[scenario] }, values, swings.map { $0[scenario] })
    }
  }

  /// ENPV by scenario with one variable at a time at its 10th, then at its 90th percentile, the
  /// others at their medians.
  func swings() throws -> [[Double]] {
    let variables = settings.variables
    var median = RiskDraw()
    for variable in variables { median[variable.driver] = variable.value(at: 0.5) }
    let start = median
    return try Parallel.map(2 * variables.count, threads: threads) { place in
      var draw = start
      let moved = variables[place / 2]
      draw[moved.driver] = moved.value(at: place.isMultiple(of: 2) ? 0.1 : 0.9)
      return try netPresentValues(draw)
    }
  }

  /// Bars of a scenario, the widest first.
  func tornado(_ scenario: Int, _ swings: [Double]) -> [TornadoBar] {
    let bars = relevantVariables(scenario).map { place in
      TornadoBar(
        driver: settings.variables[place].driver.rawValue,
        lowValue: settings.variables[place].value(at: 0.1),
        highValue: settings.variables[place].value(at: 0.9),
        enpvLowUSDMillion: swings[2 * place],
        enpvHighUSDMillion: swings[2 * place + 1]
      )
    }
    let swing = { (bar: TornadoBar) in abs(bar.enpvHighUSDMillion - bar.enpvLowUSDMillion) }
    return bars.enumerated().sorted {
      (swing($0.element), $1.offset) > (swing($1.element), $0.offset)
    }.map(\.element)
  }

  private func summary(
    _ scenario: Int,
    _ draws: [Double],
    _ values: [[Double]],
    _ swings: [Double]
  ) -> RiskResult {
    let summary = RiskSummary(draws)
    return RiskResult(
      draws: draws.count,
      method: settings.method.rawValue,
      chain: chainText,
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
      tornado: tornado(scenario, swings),
      variables: variables(scenario, values, draws),
      enpvUSDMillion: draws
    )
  }

  /// The variables of a scenario, and how their ranks go with its ENPV's.
  func variables(_ scenario: Int, _ values: [[Double]], _ draws: [Double]) -> [RiskVariable] {
    relevantVariables(scenario).map { place in
      let variable = settings.variables[place]
      return RiskVariable(
        driver: variable.driver.rawValue,
        chain: variable.driver.actsOnCorridor && depth == .corridor ? "corridor" : "appraisal",
        studyValue: variable.number?.value(study),
        distribution: variable.distribution.text + (variable.isRelative ? " times" : ""),
        source: variable.source,
        quality: variable.quality,
        rankCorrelation: RiskSummary.rankCorrelation(values.map { $0[place] }, draws)
      )
    }
  }
}
