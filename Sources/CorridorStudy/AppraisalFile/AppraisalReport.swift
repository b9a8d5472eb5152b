import Numerics
public import ProjectAppraisal

/// What an appraisal file comes to.
public struct AppraisalReport: Codable, Sendable {
  /// Name.
  public var name: String
  /// Rules followed, `nil` where the file gives its own.
  public var preset: String?
  /// Where their parameters stand.
  public var presetSource: String?
  /// Currency of every figure.
  public var currency: String
  /// Unit of every figure, such as `million`.
  public var unit: String
  /// Price year.
  public var priceYear: Int
  /// Year of present values.
  public var comparisonYear: Int
  /// First and last year.
  public var years: [Int]
  /// Discount rates in words.
  public var discount: String
  /// Economic net present value.
  public var enpv: Double
  /// All real rates of return.
  public var eirr: [Double]
  /// What the rates say, where they are several or none.
  public var eirrRemark: String?
  /// Benefits over costs.
  public var benefitCostRatio: Double?
  /// Net present value over the present value of investment.
  public var npvPerInvestment: Double?
  /// First year at whose end discounted net amounts are back at zero for good.
  public var paybackYear: Int?
  /// The same without discounting.
  public var simplePaybackYear: Int?
  /// Items.
  public var items: [AppraisalReportItem]
  /// Kinds of items, in the order of the matrix's columns.
  public var incidenceKinds: [String]
  /// Who gains and who loses.
  public var incidence: [AppraisalIncidenceRow]
  /// Present value of all transfers and financing: zero where they cancel.
  public var transferImbalance: Double
  /// Switching values.
  public var switchingValues: [AppraisalSwitchRow]
  /// Net amounts by year.
  public var net: [Double]
  /// Risk; `nil` where the file has no variable or no draws were asked for.
  public var risk: AppraisalRisk?
}

/// An item of an appraisal file.
public struct AppraisalReportItem: Codable, Sendable, Equatable {
  /// Name.
  public var name: String
  /// Kind.
  public var kind: String
  /// Country.
  public var country: String
  /// Party.
  public var party: String
  /// Present value; a gain is above zero.
  public var presentValue: Double
  /// Amounts by year.
  public var amounts: [Double]
}

/// A row of the incidence matrix.
public struct AppraisalIncidenceRow: Codable, Sendable, Equatable {
  /// Country.
  public var country: String
  /// Party.
  public var party: String
  /// Present values by kind.
  public var values: [Double]
  /// Before transfers and financing.
  public var beforeTransfers: Double
  /// After them.
  public var total: Double
}

/// A switching value.
public struct AppraisalSwitchRow: Codable, Sendable, Equatable {
  /// Driver.
  public var driver: String
  /// Present value of what it drives.
  public var presentValue: Double
  /// Factor at which the ENPV is zero.
  public var factor: Double?
  /// Change of the ENPV for 1 % more.
  public var effectOfOnePercent: Double
}

/// Risk of an appraisal file.
public struct AppraisalRisk: Codable, Sendable {
  /// Number of draws.
  public var draws: Int
  /// Sampling method.
  public var sampler: String
  /// Seed.
  public var seed: UInt64
  /// ENPV over the draws, in the report's unit.
  public var enpv: DrawSummary
  /// Variables and how their ranks go with the ENPV's.
  public var variables: [RiskVariable]
  /// Sobol indices, by total index.
  public var sobolIndices: [SobolIndexRow]
}

/// What is asked of an appraisal file.
public struct AppraisalFileOptions: Sendable {
  /// Rate for all years instead of the file's.
  public var rate: Double?
  /// Draws; zero: none.
  public var draws = 1000
  /// Sampling method.
  public var sampler = SamplingMethod.latinHypercube
  /// Seed.
  public var seed: UInt64 = 1
  /// Rows of the design for Sobol indices; zero: none.
  public var sobolRows = 0
  /// Threads; does not change a bit of the result.
  public var threads = 1

  /// A thousand draws where the file has variables.
  public init() {}
}
