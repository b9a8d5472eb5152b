public import ProjectAppraisal

/// What the run found under one scenario.
public struct ScenarioResult: Codable, Sendable, Equatable {
  /// Id, as in `study.toml`.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Traffic by year.
  public var years: [YearTraffic]
  /// Main origin–destination pairs, with their routes, in the reference year.
  public var routes: [RouteTable]
  /// Trade and real income by region, with against without the project, in the reference year.
  public var tradeEffects: [RegionEffect]
  /// Economic appraisal.
  public var economics: EconomicResult
  /// Financial appraisal.
  public var finance: FinanceResult
  /// Dependence on partners, without and with the project, in the reference year.
  public var dependence: [DependenceRow]
  /// Risk; `nil` where no draws were asked for or the scenario was left out of them.
  public var risk: RiskResult?
}

/// Traffic on the project in one year.
public struct YearTraffic: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// Solved by the model, or interpolated between model years.
  public var solved: Bool
  /// Tonnes over the project, by commodity id; both directions.
  public var tonnesByCommodity: [String: Double]
  /// Tonnes over the project.
  public var tonnes: Double
  /// Share of the capacity used, 0 to 1.
  public var capacityUse: Double
  /// Benefit to users, USD million.
  public var userBenefitUSDMillion: Double
  /// CO2e saved (positive) by the project, tonnes.
  public var co2eSavedTonnes: Double
  /// World transport cost over world trade, without the project, per cent.
  public var transportCostShareWithoutPercent: Double
  /// The same with the project.
  public var transportCostShareWithPercent: Double
}

/// Routes between one origin and one destination for one commodity.
public struct RouteTable: Codable, Sendable, Equatable {
  /// Origin region.
  public var origin: String
  /// Destination region.
  public var destination: String
  /// Commodity.
  public var commodity: String
  /// Tonnes a year without the project.
  public var tonnesWithout: Double
  /// Tonnes a year with the project.
  public var tonnesWith: Double
  /// Routes, the most used with the project first.
  public var routes: [RouteRow]
}

/// One route.
public struct RouteRow: Codable, Sendable, Equatable {
  /// Main places passed, in words: "Kuzbass – Khasan – Rajin – Gwangyang".
  public var description: String
  /// Ids of the nodes passed, in order.
  public var nodes: [String]
  /// Modes, "rail+sea".
  public var chain: String
  /// Share of the tonnes without the project, 0 to 1.
  public var shareWithout: Double
  /// Share with the project.
  public var shareWith: Double
  /// Money, USD a tonne, with the project.
  public var moneyUSDPerTonne: Double
  /// Time, days.
  public var days: Double
  /// Length, km.
  public var lengthKilometres: Double
  /// CO2e, kg a tonne.
  public var co2eKilogramsPerTonne: Double
  /// Whether it goes over the project.
  public var usesProject: Bool
  /// Allowed share under the measures in force, 0 to 1.
  public var allowedShare: Double
  /// Measures that hit it.
  public var measures: [String]
}

/// Change of a region's trade and income through the project.
public struct RegionEffect: Codable, Sendable, Equatable {
  /// Region.
  public var region: String
  /// Exports, per cent.
  public var exportsPercent: Double
  /// Imports, per cent.
  public var importsPercent: Double
  /// Nominal income of the factor, per cent.
  public var wagePercent: Double
  /// Price index, per cent.
  public var priceIndexPercent: Double
  /// Real income, per cent.
  public var realIncomePercent: Double
  /// Real income, USD million a year (equivalent variation, base-year prices).
  public var realIncomeUSDMillion: Double
  /// Average cost of carrying its imports and exports, per cent.
  public var transportCostPercent: Double
}

/// Dependence of a country on its partners.
public struct DependenceRow: Codable, Sendable, Equatable {
  /// Country, ISO3.
  public var country: String
  /// Partner with the largest share, ISO3.
  public var largestPartner: String
  /// Its share of trade, without the project, 0 to 1.
  public var largestShareWithout: Double
  /// The same with the project.
  public var largestShareWith: Double
  /// Herfindahl–Hirschman index of partner shares, 0 to 1, without the project.
  public var hhiWithout: Double
  /// The same with the project.
  public var hhiWith: Double
}

/// Economic appraisal: with against without the project.
public struct EconomicResult: Codable, Sendable, Equatable {
  /// Economic net present value, USD million.
  public var enpvUSDMillion: Double
  /// Economic internal rates of return: none, one or several.
  public var eirr: [Double]
  /// Benefit–cost ratio; `nil` where there are no costs.
  public var benefitCostRatio: Double?
  /// Net present value over the present value of investment; `nil` where nothing is invested.
  public var npvPerInvestment: Double?
  /// First year from whose end on the discounted net amounts stay at or above zero; `nil`: never.
  public var paybackYear: Int?
  /// Users' benefits by sort of traffic, present values.
  public var userBenefits: UserBenefitParts
  /// Discount rate of the first year.
  public var discountRate: Double
  /// Whether that rate holds for all years.
  public var discountIsConstant: Bool
  /// Discount factors of the study's years.
  public var discountFactors: [Double]
  /// Year of the present value.
  public var presentValueYear: Int
  /// Items, each belonging to one country and one party.
  public var items: [EconomicItem]
  /// Present values by country and party; the cells add up to the whole.
  public var incidence: [IncidenceCell]
  /// Values at which the ENPV becomes zero.
  public var switchingValues: [SwitchingValue]
  /// What the figures mean, in sentences.
  public var comments: [String]
}

/// Users' benefits by sort of traffic, present values.
public struct UserBenefitParts: Codable, Sendable, Equatable {
  /// Traffic that does not use the project and gains from shorter queues, USD million.
  public var existingUSDMillion: Double
  /// Traffic that moves without the project too and takes it where it is there, USD million.
  public var divertedUSDMillion: Double
  /// Trade that there would not be without the project, USD million.
  public var generatedUSDMillion: Double
}

/// One item of the appraisal.
public struct EconomicItem: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// `capex`, `opex`, `user_benefit`, `producer_surplus`, `revenue`, `externality`,
  /// `residual_value`, `transfer` or `financing`.
  public var kind: String
  /// Country, ISO3.
  public var country: String
  /// Party: shippers, consignees, railway, port, shipping, government, lenders, workers,
  /// environment, project, rest.
  public var party: String
  /// First year of `usdMillion`.
  public var firstYear: Int
  /// USD million by year; a gain is above zero.
  public var usdMillion: [Double]
  /// Present value, USD million.
  public var presentValueUSDMillion: Double
}

/// Present value that falls to one country and party.
public struct IncidenceCell: Codable, Sendable, Equatable {
  /// Country, ISO3, or `WLD` for what belongs to nobody in particular.
  public var country: String
  /// Party.
  public var party: String
  /// Present value before transfers and financing, USD million.
  public var beforeTransfersUSDMillion: Double
  /// Present value, USD million.
  public var presentValueUSDMillion: Double
}

/// A switching value.
public struct SwitchingValue: Codable, Sendable, Equatable {
  /// What is varied.
  public var driver: String
  /// Factor on it at which the ENPV is zero; `nil` where none exists in 0…100.
  public var factor: Double?
  /// Change of the ENPV for 1 % more of it, USD million.
  public var enpvPerPercentUSDMillion: Double
}

/// Financial appraisal of the project company.
public struct FinanceResult: Codable, Sendable, Equatable {
  /// Financial net present value, USD million.
  public var fnpvUSDMillion: Double
  /// Financial internal rates of return after tax.
  public var firr: [Double]
  /// Equity internal rates of return.
  public var equityIRR: [Double]
  /// Discount rate, a year.
  public var discountRate: Double
  /// Year by year.
  public var years: [FinanceYear]
  /// Least debt service cover ratio; `nil` without debt.
  public var dscrMinimum: Double?
  /// Average debt service cover ratio.
  public var dscrAverage: Double?
  /// Loan life cover ratio.
  public var llcr: Double?
  /// Project life cover ratio.
  public var plcr: Double?
  /// Sources and uses of funds.
  public var sourcesAndUses: [NamedAmount]
  /// Ratios, checks and every quantity of the finance model by period.
  public var statements: FinanceModelRecord
  /// Inputs of the finance model; solved again they give `statements`.
  public var model: FinanceModel
  /// Debt operation told beside the project; `nil` where the project file has none.
  public var debt: DebtOperation?
  /// What the figures mean, in sentences.
  public var comments: [String]
}

/// One year of the project company.
public struct FinanceYear: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// USD million each.
  public var revenue: Double
  /// Operating cost.
  public var opex: Double
  /// Tax paid.
  public var tax: Double
  /// Investment.
  public var capex: Double
  /// Cash flow available for debt service.
  public var cfads: Double
  /// Equity paid in.
  public var equityIn: Double
  /// Loans drawn.
  public var drawdown: Double
  /// Interest paid to lenders.
  public var interest: Double
  /// Fees paid on loans.
  public var fees: Double
  /// Principal repaid.
  public var principal: Double
  /// Loans outstanding at the end of the year.
  public var debtBalance: Double
  /// Cash to (or, below zero, shortfall carried by) the owners.
  public var equityCashFlow: Double
  /// Debt service cover ratio; `nil` where no debt is served.
  public var dscr: Double?
}

/// A named amount.
public struct NamedAmount: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// `source` or `use`.
  public var kind: String
  /// USD million.
  public var usdMillion: Double
}

/// A write-off and rescheduling of sovereign debt.
public struct DebtOperation: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Stock before, USD million.
  public var stockUSDMillion: Double
  /// Written off, USD million.
  public var writtenOffUSDMillion: Double
  /// Left to pay, USD million.
  public var remainingUSDMillion: Double
  /// Number of instalments.
  public var instalments: Int
  /// Instalments a year.
  public var instalmentsPerYear: Int
  /// One instalment, USD million.
  public var instalmentUSDMillion: Double
  /// Present value of what is left at 5 %, USD million.
  public var presentValueUSDMillion: Double
  /// Share of the whole stock that the creditor gives up, 0 to 1.
  public var grantElement: Double
  /// Grant element of what is left to pay by the convention of IMF and World Bank, 0 to 1.
  public var grantElementOfNewClaim: Double
  /// Source ids.
  public var source: String
}

/// What the draws say.
public struct RiskResult: Codable, Sendable, Equatable {
  /// Number of draws.
  public var draws: Int
  /// Sampling method.
  public var method: String
  /// Which part of the chain each draw went through.
  public var chain: String
  /// Mean ENPV, USD million.
  public var meanUSDMillion: Double
  /// Standard deviation.
  public var standardDeviationUSDMillion: Double
  /// Standard error of the mean.
  public var standardErrorUSDMillion: Double
  /// P(ENPV < 0).
  public var probabilityNegative: Double
  /// Percentiles: `[0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]` and their ENPV.
  public var percentiles: [Percentile]
  /// Histogram.
  public var histogram: [HistogramBin]
  /// Each variable's swing, the largest first.
  public var tornado: [TornadoBar]
  /// Variables and their distributions.
  public var variables: [RiskVariable]
  /// ENPV of each draw, USD million, in the order drawn.
  public var enpvUSDMillion: [Double]
}

/// A percentile.
public struct Percentile: Codable, Sendable, Equatable {
  /// 0 to 1.
  public var probability: Double
  /// ENPV, USD million.
  public var usdMillion: Double
}

/// A bin of the histogram.
public struct HistogramBin: Codable, Sendable, Equatable {
  /// Lower edge, USD million.
  public var low: Double
  /// Upper edge, USD million.
  public var high: Double
  /// Draws in it.
  public var count: Int
}

/// A bar of the tornado.
public struct TornadoBar: Codable, Sendable, Equatable {
  /// Driver.
  public var driver: String
  /// Its value at the 10th percentile.
  public var lowValue: Double
  /// Its value at the 90th percentile.
  public var highValue: Double
  /// ENPV with the driver at its 10th percentile, the others at their medians.
  public var enpvLowUSDMillion: Double
  /// ENPV with the driver at its 90th percentile.
  public var enpvHighUSDMillion: Double
}

/// A variable of the risk model.
public struct RiskVariable: Codable, Sendable, Equatable {
  /// Driver.
  public var driver: String
  /// `corridor`: it goes through the whole chain; `appraisal`: through the appraisal alone.
  public var chain: String
  /// The study's own figure, for numbers by address.
  public var studyValue: Double?
  /// Distribution in words, "triangular(0.8, 1, 1.5)".
  public var distribution: String
  /// Source ids.
  public var source: String
  /// Quality grade.
  public var quality: String
  /// Spearman rank correlation of its draws with the ENPV.
  public var rankCorrelation: Double
}
