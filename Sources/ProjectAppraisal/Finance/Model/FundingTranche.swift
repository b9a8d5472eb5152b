/// A tranche of the money that pays for the construction.
public struct FundingTranche: Codable, Sendable, Equatable {
  /// Kind of money.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Share capital.
    case equity
    /// Owners' loan, behind every other: interest that cash does not cover is added to it.
    case shareholder
    /// Loan served before the owners get anything.
    case senior
    /// Senior loan that pays a share of eligible investment.
    case exportCredit = "export_credit"
    /// Money not paid back; it lowers the depreciable cost (IAS 20, paragraph 24).
    case grant

    /// Whether it is served before the owners.
    public var isSenior: Bool { self == .senior || self == .exportCredit }
    /// Whether it is a loan.
    public var isLoan: Bool { isSenior || self == .shareholder }
  }

  /// How much it is.
  public enum Size: Codable, Sendable, Equatable {
    /// A share of all uses of funds, 0 to 1.
    case share(Double)
    /// An amount.
    case amount(Double)
    /// What cash can serve at the cover ratio, but not above a share of all uses.
    case capacity(maximumShare: Double)
    /// What the other tranches leave.
    case balance
    /// A share of some items of investment.
    case eligible(share: Double, items: [String])
  }

  /// How a loan is repaid.
  public enum Repayment: String, Codable, Sendable, CaseIterable {
    /// Equal debt service.
    case annuity
    /// Equal principal.
    case equalPrincipal = "equal_principal"
    /// All at the end.
    case bullet
    /// Debt service in proportion to the cash available for it.
    case sculpted
  }

  /// Name for people.
  public var name: String
  /// Kind of money.
  public var kind: Kind
  /// How much it is.
  public var size: Size
  /// Turn in which it is drawn; tranches of the same turn are drawn pro rata.
  public var rank: Int
  /// Interest a year, by year; a period bears its share of it by months.
  public var rate: YearPath
  /// Fee on what is not drawn yet, a year.
  public var commitmentFee: Double
  /// Fee on the whole, paid in the first period.
  public var upfrontFee: Double
  /// Periods after the opening without repayment.
  public var gracePeriods: Int
  /// Periods of repayment after them.
  public var repaymentPeriods: Int
  /// How it is repaid.
  public var repayment: Repayment
  /// Cover ratio of a sculpted loan; `nil`: the one at which it is just repaid.
  public var targetCover: Double?
  /// Whether interest during construction is added to the loan rather than paid.
  public var capitalisesInterest: Bool

  /// A tranche; what equity and grants do not have is ignored for them.
  public init(
    name: String,
    kind: Kind,
    size: Size,
    rank: Int = 1,
    rate: YearPath = YearPath(0),
    commitmentFee: Double = 0,
    upfrontFee: Double = 0,
    gracePeriods: Int = 0,
    repaymentPeriods: Int = 1,
    repayment: Repayment = .annuity,
    targetCover: Double? = nil,
    capitalisesInterest: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.size = size
    self.rank = rank
    self.rate = rate
    self.commitmentFee = commitmentFee
    self.upfrontFee = upfrontFee
    self.gracePeriods = gracePeriods
    self.repaymentPeriods = repaymentPeriods
    self.repayment = repayment
    self.targetCover = targetCover
    self.capitalisesInterest = capitalisesInterest
  }

  /// Whether it is a senior loan with sculpted repayment.
  public var isSculpted: Bool { kind.isSenior && repayment == .sculpted }
}
