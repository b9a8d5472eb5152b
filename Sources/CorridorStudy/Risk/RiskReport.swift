/// What `tumen risk` found.
public struct RiskReport: Codable, Sendable {
  /// Study id.
  public var study: String
  /// Project id.
  public var project: String
  /// Name of the project.
  public var projectName: String
  /// Price year of every figure.
  public var priceYear: Int
  /// Year of present values.
  public var presentValueYear: Int
  /// Number of draws.
  public var draws: Int
  /// Sampling method.
  public var sampler: String
  /// Seed.
  public var seed: UInt64
  /// Which part of the program each draw went through.
  public var chain: String
  /// Rank correlations asked for, and those of the draws.
  public var correlations: [CorrelationRow]
  /// Scenarios, in the study's order.
  public var scenarios: [ScenarioRisk]
  /// The project looked at from several years, with what was known in them.
  public var standpoints: [Standpoint]
  /// The right to build later; `nil` where the study says nothing of it.
  public var waiting: WaitingReport?
}

/// A rank correlation of two drivers.
public struct CorrelationRow: Codable, Sendable, Equatable {
  /// One driver.
  public var first: String
  /// The other.
  public var second: String
  /// Asked for.
  public var wanted: Double
  /// Of the draws.
  public var drawn: Double
}

/// Risk of one scenario.
public struct ScenarioRisk: Codable, Sendable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// ENPV with every number as in the study, USD million.
  public var studyENPVUSDMillion: Double
  /// ENPV over the draws.
  public var enpv: DrawSummary
  /// Net present value of the company before tax and finance over the draws.
  public var fnpv: DrawSummary
  /// Median and 5th and 95th percentile of the rate of return; `nil` where fewer than two draws have
  /// one rate.
  public var eirr: RateSummary?
  /// Estimates from the first draws alone, to see how far they have settled.
  public var convergence: [ConvergenceStep]
  /// Histogram of the ENPV.
  public var histogram: [HistogramBin]
  /// Each variable's swing, the largest first.
  public var tornado: [TornadoBar]
  /// Variables.
  public var variables: [RiskVariable]
  /// Sobol indices, by total index; empty where they were not asked for.
  public var sobolIndices: [SobolIndexRow]
  /// Evaluations behind them.
  public var sobolEvaluations: Int
  /// The same from part of the rows.
  public var sobolConvergence: [SobolStep]
}

/// Draws of one figure, USD million.
public struct DrawSummary: Codable, Sendable, Equatable {
  /// Mean.
  public var mean: Double
  /// Standard deviation.
  public var standardDeviation: Double
  /// Standard error of the mean, as if draws were independent.
  public var standardError: Double
  /// P(figure < 0).
  public var probabilityNegative: Double
  /// 95 % interval of that share (Wilson 1927).
  public var probabilityNegativeInterval: [Double]
  /// Mean of the worst twentieth.
  public var meanOfWorstTwentieth: Double
  /// Percentiles 1, 5, 10, 25, 50, 75, 90, 95 and 99.
  public var percentiles: [Percentile]
}

/// Rates of return over the draws.
public struct RateSummary: Codable, Sendable, Equatable {
  /// 5th percentile.
  public var p5: Double
  /// Median.
  public var median: Double
  /// 95th percentile.
  public var p95: Double
  /// Share of draws without a rate, or with several.
  public var shareWithoutOne: Double
}

/// Estimates from the first draws.
public struct ConvergenceStep: Codable, Sendable, Equatable {
  /// Draws used.
  public var draws: Int
  /// Mean, USD million.
  public var mean: Double
  /// Its standard error.
  public var standardError: Double
  /// P(ENPV < 0).
  public var probabilityNegative: Double
  /// 5th percentile.
  public var p5: Double
  /// 95th percentile.
  public var p95: Double
}

/// Sobol indices of a driver, or of several that are correlated, with 95 % intervals.
public struct SobolIndexRow: Codable, Sendable, Equatable {
  /// Drivers.
  public var drivers: [String]
  /// Share of the variance that it makes alone.
  public var first: Double
  /// Lower and upper end.
  public var firstInterval: [Double]
  /// Share in which it takes part at all.
  public var total: Double
  /// Lower and upper end.
  public var totalInterval: [Double]
}

/// Sobol indices from part of the rows.
public struct SobolStep: Codable, Sendable, Equatable {
  /// Rows used.
  public var rows: Int
  /// First-order indices, in the order of `sobolIndices`.
  public var first: [Double]
  /// Total indices.
  public var total: [Double]
}

/// The project seen from one year.
public struct Standpoint: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// Measures in force by its end.
  public var measuresKnown: Int
  /// Chance a year that measures go, as counted from then on.
  public var annualChance: Double
  /// Expected net present value of the whole project, values of this year, USD million.
  public var enpvUSDMillion: Double
  /// The same in values of the year of present values.
  public var enpvInPresentValueYearUSDMillion: Double
  /// Part of it that lies before the year and can no longer be changed.
  public var pastUSDMillion: Double
  /// Part that is still to come: what keeping the project is worth.
  public var aheadUSDMillion: Double
  /// What is assumed, in a sentence.
  public var comment: String
}

/// The right to build later.
public struct WaitingReport: Codable, Sendable, Equatable {
  /// First and last year in which one may decide.
  public var years: [Int]
  /// Chance a year that measures go.
  public var annualChance: Double
  /// Expected ENPV of building in the first year, values of that year, USD million.
  public var buildNowUSDMillion: Double
  /// Value of the right, used best.
  public var bestRuleUSDMillion: Double
  /// What waiting adds to the better of building now and never.
  public var valueOfWaitingUSDMillion: Double
  /// Year that is best to fix now.
  public var bestFixedYear: Int
  /// Its value.
  public var bestFixedUSDMillion: Double
  /// What knowing the year in which measures go would add.
  public var valueOfForesightUSDMillion: Double
  /// Chance that the best rule ever builds.
  public var chanceBuilt: Double
  /// Mean year in which it does.
  public var meanYearBuilt: Double?
  /// The rule in words.
  public var rule: String
  /// Whether building at once would be worth it in the first year without measures.
  public var decisions: [WaitingYear]
}

/// One year of the rule.
public struct WaitingYear: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// Build while measures stand, and wait then, USD million of that year.
  public var standing: [Double]
  /// Build and wait once they are gone.
  public var gone: [Double]
  /// Chance that the rule builds in this year.
  public var chanceBuilt: Double
}
