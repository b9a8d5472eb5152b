import Numerics
import ProjectAppraisal

extension RiskAnalysis {
  /// Draws of every scenario's figures, in order.
  func sample(
    count: Int,
    seed: UInt64,
    method: SamplingMethod,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> RiskDraws {
    let variables = settings.variables
    let values = try values(count: count, seed: seed, method: method)
    let counter = ProgressCounter(total: count, progress)
    let figures = try Parallel.map(count, threads: threads) { place in
      var draw = RiskDraw()
      for (variable, value) in zip(variables, values[place]) { draw[variable.driver] = value }
      let result = self.figures(draw, try corridor(draw))
      counter.step()
      return result
    }
    return RiskDraws(
      drivers: variables.map(\.driver.rawValue),
      values: values,
      scenarios: study.settings.scenarios.map(\.id),
      enpv: figures.map { $0.map(\.enpv) },
      fnpv: figures.map { $0.map(\.fnpv) },
      eirr: figures.map { $0.map(\.eirr) }
    )
  }

  /// Sobol indices of each scenario's ENPV.
  ///
  /// Points of a row that differ in money alone share one passage through the corridor.
  func sensitivity(
    rows: Int,
    seed: UInt64,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [SensitivityIndices] {
    let design = try SensitivityDesign(
      rows: rows,
      dimensions: settings.variables.count,
      seed: seed,
      correlations: correlations
    )
    let width = design.groups.count + 2
    let moves = design.groups.map { group in
      group.contains { settings.variables[$0].driver.actsOnCorridor }
    }
    let counter = ProgressCounter(total: design.rows, progress)
    let outcomes = try Parallel.map(design.rows, threads: threads) { row -> [[Double]] in
      var first: CorridorOutcomes?
      let result = try (0..<width).map { place -> [Double] in
        let draw = draw(design.point(row * width + place))
        let isShared = place > 1 && !moves[place - 2]
        let outcome = try isShared ? first ?? corridor(draw) : corridor(draw)
        if place == 0 { first = outcome }
        let money = money(draw)
        return study.settings.scenarios.map { flows(draw, $0.policy, outcome, money).economicValue }
      }
      counter.step()
      return result
    }
    return study.settings.scenarios.indices.map { scenario in
      design.indices(outcomes.flatMap { $0.map { $0[scenario] } }, seed: seed)
    }
  }

  /// Correlations asked for, beside those of the draws.
  func correlationRows(_ values: [[Double]]) -> [CorrelationRow] {
    settings.correlations.compactMap { pair in
      guard let first = settings.variables.firstIndex(where: { $0.driver == pair.first }),
        let second = settings.variables.firstIndex(where: { $0.driver == pair.second })
      else { return nil }
      return CorrelationRow(
        first: pair.first.rawValue,
        second: pair.second.rawValue,
        wanted: pair.rank,
        drawn: RiskSummary.rankCorrelation(values.map { $0[first] }, values.map { $0[second] })
      )
    }
  }

  /// The report of each scenario.
  func scenarioRisks(
    _ sample: RiskDraws,
    _ indices: [SensitivityIndices]
  ) throws -> [ScenarioRisk] {
    let swings = try swings()
    let quiet = RiskDraw()
    let asStudied = figures(quiet, try corridor(quiet))
    return study.settings.scenarios.enumerated().map { place, scenario in
      let enpv = sample.enpv.map { $0[place] }
      let summary = RiskSummary(enpv)
      let own = indices.indices.contains(place) ? indices[place] : nil
      return ScenarioRisk(
        id: scenario.id,
        name: scenario.name,
        studyENPVUSDMillion: asStudied[place].enpv,
        enpv: DrawSummary(summary),
        fnpv: DrawSummary(RiskSummary(sample.fnpv.map { $0[place] })),
        eirr: RateSummary(sample.eirr.map { $0[place] }),
        convergence: Self.convergence(enpv),
        histogram: summary.histogram().map {
          HistogramBin(low: $0.low, high: $0.high, count: $0.count)
        },
        tornado: tornado(place, swings.map { $0[place] }),
        variables: variables(place, sample.values, enpv),
        sobolIndices: own.map { sobolRows($0).map(\.row) } ?? [],
        sobolEvaluations: own.map {
          ($0.convergence.last?.rows ?? 0) * ($0.first.count + 2)
        } ?? 0,
        sobolConvergence: own.map { own in
          let order = sobolRows(own).map(\.group)
          return own.convergence.map { step in
            SobolStep(
              rows: step.rows,
              first: order.map { step.first[$0] },
              total: order.map { step.total[$0] }
            )
          }
        } ?? []
      )
    }
  }

  /// Rows of a table of indices, by total index, the greatest first.
  private func sobolRows(_ indices: SensitivityIndices) -> [(group: Int, row: SobolIndexRow)] {
    let groups = correlations?.groups ?? settings.variables.indices.map { [$0] }
    let order = groups.indices.sorted {
      (indices.total[$0].value, $1) > (indices.total[$1].value, $0)
    }
    return order.map { group in
      let first = indices.first[group]
      let total = indices.total[group]
      return (
        group,
        SobolIndexRow(
          drivers: groups[group].map { settings.variables[$0].driver.rawValue },
          first: first.value,
          firstInterval: [first.low, first.high],
          total: total.value,
          totalInterval: [total.low, total.high]
        )
      )
    }
  }

  private static func convergence(_ draws: [Double]) -> [ConvergenceStep] {
    [16, 8, 4, 2, 1].compactMap { part in
      let count = draws.count / part
      guard count > 1 else { return nil }
      let summary = RiskSummary(Array(draws.prefix(count)))
      return ConvergenceStep(
        draws: count,
        mean: summary.mean,
        standardError: summary.standardError,
        probabilityNegative: summary.probabilityNegative,
        p5: summary.quantile(0.05),
        p95: summary.quantile(0.95)
      )
    }
  }
}

extension DrawSummary {
  /// The summary of draws.
  init(_ summary: RiskSummary) {
    mean = summary.mean
    standardDeviation = summary.standardDeviation
    standardError = summary.standardError
    probabilityNegative = summary.probabilityNegative
    let interval = summary.probabilityNegativeInterval
    probabilityNegativeInterval = [interval.low, interval.high]
    meanOfWorstTwentieth = summary.meanOfWorst(0.05)
    percentiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99].map {
      Percentile(probability: $0, usdMillion: summary.quantile($0))
    }
  }
}

extension RateSummary {
  /// The summary of rates; `nil` where fewer than two draws have one.
  init?(_ rates: [Double?]) {
    let sorted = rates.compactMap { $0 }.sorted()
    guard sorted.count > 1 else { return nil }
    p5 = Series.quantile(sorted: sorted, 0.05)
    median = Series.quantile(sorted: sorted, 0.5)
    p95 = Series.quantile(sorted: sorted, 0.95)
    shareWithoutOne = 1 - Double(sorted.count) / Double(rates.count)
  }
}
