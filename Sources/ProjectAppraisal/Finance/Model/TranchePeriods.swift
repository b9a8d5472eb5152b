/// A tranche in each period.
public struct TranchePeriods: Sendable, Equatable {
  /// Drawn.
  public var drawn: [Double]
  /// Interest of the period, paid or added to the loan.
  public var interest: [Double]
  /// The part of interest that is added to the loan.
  public var interestAdded: [Double]
  /// Fees on the commitment.
  public var fees: [Double]
  /// Scheduled repayment.
  public var principal: [Double]
  /// Early repayment from free cash.
  public var swept: [Double]
  /// Interest on arrears, paid or added to them.
  public var overdueInterest: [Double]
  /// Due and not paid at the end, with interest; not part of the balance.
  public var arrears: [Double]
  /// Outstanding at the end, without arrears.
  public var balance: [Double]

  init(count: Int) {
    let zeros = [Double](repeating: 0, count: count)
    drawn = zeros
    interest = zeros
    interestAdded = zeros
    fees = zeros
    principal = zeros
    swept = zeros
    overdueInterest = zeros
    arrears = zeros
    balance = zeros
  }

  /// What the giver gets in a period: interest, fees, repayment, and arrears made good.
  public func paid(_ period: Int) -> Double {
    let overdue = period > 0 ? arrears[period - 1] : 0
    return interest[period] - interestAdded[period] + fees[period] + principal[period]
      + swept[period] + overdueInterest[period] + overdue - arrears[period]
  }
}
