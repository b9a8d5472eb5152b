/// A project company's finance over construction and operation: what it costs, who pays, what is
/// left to whom.
///
/// Yescombe (2014), "Principles of project finance"; Bodmer (2014). Flows are at the ends of
/// periods, in the model's currency at current prices. Circular parts (fees on commitments, reserve
/// funding, debt sized by the cash that it lowers through tax) are solved to a fixed point.
public struct FinanceModel: Codable, Sendable, Equatable {
  /// Debt service reserve account.
  public struct DebtReserve: Codable, Sendable, Equatable {
    /// Periods of senior debt service that it holds.
    public var periods: Int
    /// Whether it is filled in the last period of construction, as a use of funds; else from cash.
    public var isFundedInConstruction: Bool

    /// A reserve account.
    public init(periods: Int, isFundedInConstruction: Bool) {
      self.periods = periods
      self.isFundedInConstruction = isFundedInConstruction
    }
  }

  /// Senior debt service that neither cash nor the reserve pays, left unpaid for the time being.
  ///
  /// It bears interest and is paid before all else from the next cash; at the end the value that is
  /// left pays it before the owners.
  public struct Arrears: Codable, Sendable, Equatable {
    /// Interest a year on arrears above the rate of the loan that they are of.
    public var margin: Double
    /// The most that the owners pay in for debt service, over the whole time, before anything is left
    /// unpaid.
    public var ownerSupportLimit: Double

    /// Rules of arrears.
    public init(margin: Double = 0, ownerSupportLimit: Double = 0) {
      self.margin = margin
      self.ownerSupportLimit = ownerSupportLimit
    }
  }

  /// Name for people.
  public var name: String
  /// Code of the model's currency.
  public var currency: String
  /// Periods.
  public var timeline: FinanceTimeline
  /// Price indices.
  public var indices: [FinancePath]
  /// Exchange rates, units of each currency for one of the model's.
  public var exchangeRates: [FinancePath]
  /// Investment; what is spent from the opening on is paid from cash.
  public var capex: [FinanceLine]
  /// What users pay.
  public var revenue: [FinanceLine]
  /// Operating cost.
  public var opex: [FinanceLine]
  /// Money got for what is left at the end, in the model's currency at prices of the end.
  public var residualValue = 0.0
  /// Days of revenue outstanding.
  public var receivableDays = 0.0
  /// Days of operating cost outstanding.
  public var payableDays = 0.0
  /// Tax on profit, by year.
  public var taxRate = YearPath(0)
  /// Periods from the opening on without tax.
  public var taxHolidayPeriods = 0
  /// Largest share of a period's profit that losses of earlier periods may offset.
  public var lossUseLimit = 1.0
  /// Periods of operation after its own in which a loss can be used, the oldest first; 0: without end.
  public var lossLifePeriods = 0
  /// Years over which interest and fees of the construction are written off.
  public var financingCostYears = 20
  /// Tranches, in drawing order.
  public var tranches: [FundingTranche]
  /// Debt service reserve; `nil`: none.
  public var debtReserve: DebtReserve?
  /// What becomes of senior debt service that cash and reserve do not pay; `nil`: the owners pay it.
  public var arrears: Arrears?
  /// Periods ahead over which investment in operation is saved for; 0: not.
  public var maintenanceReservePeriods = 0
  /// Interest a year on cash and reserves.
  public var cashInterestRate = 0.0
  /// Cover ratio of the last year below which nothing goes to the owners; 0: no such test.
  public var lockUpCover = 0.0
  /// Share of free cash that repays senior loans early.
  public var sweepShare = 0.0
  /// Whether share capital may be paid back where profits do not allow a dividend.
  public var redeemsCapital = true
  /// Discount rate of the net present value, a year.
  public var discountRate: Double
  /// Cover ratio at which debt capacity is told; `nil`: that of the sculpted loan.
  public var capacityCover: Double?

  /// A model; what is not given can be set afterwards.
  public init(
    name: String,
    currency: String = "USD",
    timeline: FinanceTimeline,
    capex: [FinanceLine],
    revenue: [FinanceLine],
    opex: [FinanceLine],
    tranches: [FundingTranche],
    discountRate: Double,
    indices: [FinancePath] = [],
    exchangeRates: [FinancePath] = []
  ) {
    self.name = name
    self.currency = currency
    self.timeline = timeline
    self.capex = capex
    self.revenue = revenue
    self.opex = opex
    self.tranches = tranches
    self.discountRate = discountRate
    self.indices = indices
    self.exchangeRates = exchangeRates
  }
}
