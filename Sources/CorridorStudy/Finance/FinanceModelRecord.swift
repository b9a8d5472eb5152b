import Numerics
public import ProjectAppraisal
import Tables

/// What a solved finance model says, for JSON: rates and covers as numbers, amounts in the model's
/// unit.
public struct FinanceModelRecord: Codable, Sendable, Equatable {
  /// A tranche.
  public struct Tranche: Codable, Sendable, Equatable {
    /// Name.
    public var name: String
    /// Kind.
    public var kind: String
    /// Commitment, all of it drawn.
    public var amount: Double
    /// Share of the uses.
    public var share: Double
  }

  /// A check.
  public struct Check: Codable, Sendable, Equatable {
    /// Name.
    public var name: String
    /// Whether it is satisfied.
    public var passed: Bool
    /// Largest difference in any period.
    public var residual: Double
    /// Largest difference that passes.
    public var tolerance: Double
  }

  /// The solution of the circular parts.
  public struct Solution: Codable, Sendable, Equatable {
    /// Passes through the periods.
    public var iterations: Int
    /// Residual over the investment.
    public var residual: Double
    /// Residual asked for.
    public var tolerance: Double
  }

  /// Name.
  public var name: String
  /// Currency.
  public var currency: String
  /// Unit of amounts.
  public var unit: String
  /// Months in a period from the opening on.
  public var periodMonths: Int
  /// Months in a period before the opening.
  public var constructionPeriodMonths: Int
  /// First months of the periods, `2026-01`.
  public var periods: [String]
  /// Periods before the opening.
  public var constructionPeriods: Int
  /// Discount rate.
  public var discountRate: Double
  /// Net present value of the project after tax, at the end of the first period.
  public var fnpv: Double
  /// Rates of return of the project after tax, a year.
  public var projectIRR: [Double]
  /// Rates of return of the project before tax, a year.
  public var projectIRRBeforeTax: [Double]
  /// Rates of return of the owners, a year.
  public var equityIRR: [Double]
  /// Net present value of the owners' cash.
  public var equityNPV: Double
  /// Years until the owners have their money back.
  public var equityPaybackYears: Double?
  /// Uses of funds.
  public var uses: Double
  /// Senior debt over uses.
  public var gearing: Double
  /// Senior debt at the opening.
  public var seniorDebtAtOpening: Double
  /// Least cover of debt service.
  public var dscrMinimum: Double?
  /// First month of the period of the least cover.
  public var dscrMinimumPeriod: String?
  /// Mean cover of debt service.
  public var dscrAverage: Double?
  /// Cover of sculpted loans.
  public var sculptedCover: Double?
  /// Loan life cover at the opening.
  public var llcr: Double?
  /// Least loan life cover.
  public var llcrMinimum: Double?
  /// Project life cover at the opening.
  public var plcr: Double?
  /// Cover of `debtCapacity`.
  public var capacityCover: Double?
  /// Senior debt that the cash of the loans' life serves at that cover.
  public var debtCapacity: Double?
  /// Paid in by the owners where cash failed.
  public var ownerSupport: Double
  /// Largest arrears of senior debt service at the end of a period.
  public var arrearsLargest: Double
  /// Arrears that are never paid.
  public var arrearsFinal: Double
  /// Periods at whose end senior debt service is in arrears.
  public var arrearsPeriods: Int
  /// Rates of return of the senior lenders, a year, with fees and arrears.
  public var seniorIRR: [Double]
  /// Tranches.
  public var tranches: [Tranche]
  /// Checks.
  public var checks: [Check]
  /// Solution of the circular parts.
  public var solution: Solution
  /// What the reader should know.
  public var remarks: [String]
  /// Quantities by period.
  public var rows: [String: [Double?]]

  /// The record of a solved model.
  public init(_ outcome: FinanceOutcome, unit: String) {
    let model = outcome.model
    let ratios = outcome.ratios
    let labels = model.timeline.indices.map { Self.label(model.timeline, $0) }
    name = model.name
    currency = model.currency
    self.unit = unit
    periodMonths = model.timeline.periodMonths
    constructionPeriodMonths = model.timeline.constructionPeriodMonths
    periods = labels
    constructionPeriods = model.timeline.constructionPeriods
    discountRate = model.discountRate
    fnpv = ratios.netPresentValue
    projectIRR = ratios.projectRates
    projectIRRBeforeTax = ratios.projectRatesBeforeTax
    equityIRR = ratios.equityRates
    equityNPV = ratios.equityNetPresentValue
    equityPaybackYears = ratios.equityPaybackYears
    uses = ratios.uses
    gearing = ratios.gearing
    seniorDebtAtOpening = ratios.seniorDebtAtOpening
    dscrMinimum = ratios.minimumCover
    dscrMinimumPeriod = ratios.minimumCoverPeriod.map { labels[$0] }
    dscrAverage = ratios.averageCover
    sculptedCover = outcome.state.sculptedCover > 0 ? outcome.state.sculptedCover : nil
    llcr = ratios.loanLifeCover
    llcrMinimum = ratios.minimumLoanLifeCover
    plcr = ratios.projectLifeCover
    capacityCover = ratios.capacityCover
    debtCapacity = ratios.debtCapacity
    ownerSupport = ratios.ownerSupport
    arrearsLargest = ratios.largestArrears
    arrearsFinal = ratios.finalArrears
    arrearsPeriods = ratios.periodsInArrears
    seniorIRR = outcome.seniorRatesOfReturn
    tranches = zip(model.tranches, outcome.state.commitments).map {
      Tranche(
        name: $0.name,
        kind: $0.kind.rawValue,
        amount: $1,
        share: ratios.uses > 0 ? $1 / ratios.uses : 0
      )
    }
    checks = outcome.checks.map {
      Check(name: $0.name, passed: $0.isPassed, residual: $0.residual, tolerance: $0.tolerance)
    }
    solution = Solution(
      iterations: outcome.convergence.iterations,
      residual: outcome.convergence.residual,
      tolerance: outcome.convergence.tolerance
    )
    remarks = outcome.remarks
    rows = Dictionary(outcome.rows.map { ($0.key, $0.values) }, uniquingKeysWith: { $1 })
  }

  /// First month of a period, `2026-01`.
  public static func label(_ timeline: FinanceTimeline, _ period: Int) -> String {
    let (year, month) = timeline.start(period)
    return "\(year)-\(month < 10 ? "0" : "")\(month)"
  }

  /// All quantities by period as CSV.
  ///
  /// - Throws: `OutputError` where a number is not finite.
  public static func csv(_ outcome: FinanceOutcome) throws -> String {
    let rows = outcome.rows
    let timeline = outcome.model.timeline
    var text = CSVText(columns: ["start", "phase"] + rows.map(\.key))
    for period in timeline.indices {
      var fields = [
        label(timeline, period), timeline.isConstruction(period) ? "construction" : "operation",
      ]
      for row in rows { fields.append(try row.values[period].map { try CSVText.field($0) } ?? "") }
      text.append(fields)
    }
    return text.text
  }
}
