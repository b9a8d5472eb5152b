import Numerics

/// Payments of a loan, period by period.
public struct LoanSchedule: Sendable, Equatable, Codable {
  /// How it is repaid.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Equal payments.
    case annuity
    /// Equal principal.
    case equalPrincipal = "equal_principal"
    /// All at the end.
    case bullet
  }

  /// A period.
  public struct Row: Sendable, Equatable, Codable {
    /// Number, from 1.
    public var period: Int
    /// Paid.
    public var payment: Double
    /// The part that is interest.
    public var interest: Double
    /// The part that is principal.
    public var principal: Double
    /// Left.
    public var balance: Double
  }

  /// Periods.
  public let rows: [Row]
  /// Interest of all periods.
  public let totalInterest: Double
  /// Rate a year with compounding.
  public let effectiveRate: Double

  /// A schedule; `nil` where there is no such loan: periods outside 1 to 1,200, amounts below zero, a
  /// balloon above the amount, a rate of −1 a period or below.
  public init?(
    amount: Double,
    rate: Double,
    periods: Int,
    perYear: Int,
    balloon: Double = 0,
    type: Kind
  ) {
    let each = rate / Double(max(1, perYear))
    guard (1...1200).contains(periods), amount >= 0, (0...amount).contains(balloon), each > -1,
      let effective = TimeValue.effectiveRate(nominal: rate, perYear: perYear)
    else { return nil }
    var rows: [Row] = []
    var balance = amount
    for period in 1...periods {
      let interest = balance * each
      let principal: Double
      switch type {
      case .equalPrincipal: principal = (amount - balloon) / Double(periods)
      case .bullet: principal = period == periods ? amount - balloon : 0
      case .annuity:
        let left = Double(periods - period + 1)
        principal = (balance - balloon) / TimeValue.accumulation(each, left)
      }
      balance = period == periods ? balloon : balance - principal
      rows.append(
        Row(
          period: period,
          payment: interest + principal,
          interest: interest,
          principal: principal,
          balance: balance
        )
      )
    }
    let interest = Series.sum(rows.map(\.interest))
    guard interest.isFinite else { return nil }
    self.rows = rows
    totalInterest = interest
    effectiveRate = effective
  }
}
