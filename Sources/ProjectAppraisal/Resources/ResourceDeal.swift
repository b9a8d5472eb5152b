import Foundation
import Numerics

/// A loan repaid from the proceeds of a deposit: minerals for infrastructure.
///
/// Each year a share of the sales goes into an account with the lender; it pays debt service before
/// or after the cost of production. What is due and not paid stays on the loan with interest.
public struct ResourceDeal: Sendable, Equatable {
  /// Who is paid first from the account.
  public enum Order: String, Sendable, CaseIterable {
    /// Debt service, then cost, royalty and tax.
    case lenderFirst = "lender_first"
    /// Cost, royalty and tax, then debt service.
    case costsFirst = "costs_first"
  }

  /// Reserves, million t.
  public var reservesMegatonnes: Double
  /// Share of them that can be sold, 0 to 1.
  public var recovery: Double
  /// Capacity, million t a year.
  public var capacityMegatonnes: Double
  /// Shares of capacity in the first years.
  public var rampUp: [Double]
  /// First year of production.
  public var firstYear: Int
  /// Year in which the loan is drawn; interest in between is added to it.
  public var loanYear: Int
  /// Cost that does not depend on output, million a year.
  public var fixedCost: Double
  /// Cost of a tonne at the start.
  public var unitCost: Double
  /// Rise of the cost of a tonne by the time that all is extracted: 0.5 is half as much again.
  public var depletionCostRise: Double
  /// Growth of costs a year.
  public var costGrowth: Double
  /// Price of a tonne by year.
  public var price: YearPath
  /// Royalty on sales.
  public var royalty: Double
  /// Tax on sales less cost, royalty and interest.
  public var taxRate: Double
  /// Loan, million.
  public var loan: Double
  /// Interest a year.
  public var interestRate: Double
  /// Years of production without repayment.
  public var graceYears: Int
  /// Years of repayment by equal debt service after them.
  public var repaymentYears: Int
  /// Share of sales that goes into the account, 0 to 1.
  public var pledgedShare: Double
  /// Who is paid first.
  public var order: Order
  /// Years of debt service that the account keeps in reserve.
  public var reserveYears: Double
  /// Discount rate, a year.
  public var discountRate: Double

  /// A deal.
  public init(
    reservesMegatonnes: Double,
    recovery: Double,
    capacityMegatonnes: Double,
    rampUp: [Double],
    firstYear: Int,
    loanYear: Int,
    fixedCost: Double,
    unitCost: Double,
    depletionCostRise: Double,
    costGrowth: Double,
    price: YearPath,
    royalty: Double,
    taxRate: Double,
    loan: Double,
    interestRate: Double,
    graceYears: Int,
    repaymentYears: Int,
    pledgedShare: Double,
    order: Order,
    reserveYears: Double,
    discountRate: Double
  ) {
    self.reservesMegatonnes = reservesMegatonnes
    self.recovery = recovery
    self.capacityMegatonnes = capacityMegatonnes
    self.rampUp = rampUp
    self.firstYear = firstYear
    self.loanYear = loanYear
    self.fixedCost = fixedCost
    self.unitCost = unitCost
    self.depletionCostRise = depletionCostRise
    self.costGrowth = costGrowth
    self.price = price
    self.royalty = royalty
    self.taxRate = taxRate
    self.loan = loan
    self.interestRate = interestRate
    self.graceYears = graceYears
    self.repaymentYears = repaymentYears
    self.pledgedShare = pledgedShare
    self.order = order
    self.reserveYears = reserveYears
    self.discountRate = discountRate
  }
}
