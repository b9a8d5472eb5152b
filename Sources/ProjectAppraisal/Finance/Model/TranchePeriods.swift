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
  /// Outstanding at the end.
  public var balance: [Double]

  init(count: Int) {
    let zeros = [Double](repeating: 0, count: count)
    drawn = zeros
    interest = zeros
    interestAdded = zeros
    fees = zeros
    principal = zeros
    swept = zeros
    balance = zeros
  }
}
