import Foundation
import Numerics

extension ResourceDeal {
  /// A year of production.
  public struct Year: Sendable, Equatable, Codable {
    /// Year.
    public var year: Int
    /// Sold, million t.
    public var megatonnes: Double
    /// Left to sell at the end, million t.
    public var megatonnesLeft: Double
    /// Price of a tonne.
    public var price: Double
    /// Sales.
    public var sales: Double
    /// Cost of production.
    public var cost: Double
    /// Royalty.
    public var royalty: Double
    /// Tax.
    public var tax: Double
    /// Into the account with the lender.
    public var pledged: Double
    /// Debt service due, with what was not paid before.
    public var due: Double
    /// Debt service paid.
    public var paid: Double
    /// Due and not paid.
    public var arrears: Double
    /// Outstanding at the end, arrears and all.
    public var balance: Double
    /// Reserve in the account at the end.
    public var reserve: Double
    /// Left to the owner of the deposit; below zero what he adds.
    public var toOwner: Double
    /// Cash available for debt service over what is due; `nil` where nothing is.
    public var cover: Double?
  }

  /// What the deal comes to.
  public struct Outcome: Sendable, Equatable {
    /// Year by year, until the deposit is exhausted.
    public var years: [Year]
    /// Years of production.
    public var lifeYears: Int
    /// Year in which the loan is repaid; `nil`: never.
    public var repaidYear: Int?
    /// Whether every instalment was paid when due.
    public var isPaidOnTime: Bool
    /// Outstanding when the deposit is exhausted.
    public var unpaid: Double
    /// Loan at the start of production.
    public var debtAtStart: Double
    /// Least cover of what is due.
    public var minimumCover: Double?
    /// Present value at the loan's rate of the account's cash over the deposit's life, over the loan
    /// (reserve life cover).
    public var reserveLifeCover: Double?
    /// Share of the reserves left when the loan is repaid (reserve tail); `nil` where it is not.
    public var reserveTail: Double?
    /// Present value of the owner's cash at the discount rate, at the loan's year.
    public var ownerNetPresentValue: Double
  }

  /// What is wrong with the inputs; empty where nothing is.
  public var faults: [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    func need(_ value: Double, _ range: ClosedRange<Double>, _ field: String) {
      if !value.isFinite || !range.contains(value) {
        list.append(
          FinanceModelFault(
            field: field,
            found: "\(value)",
            expected: "a number from \(range.lowerBound) to \(range.upperBound)"
          )
        )
      }
    }
    need(reservesMegatonnes, 1e-9...1e6, "deposit.reserves_mt")
    need(recovery, 1e-6...1, "deposit.recovery")
    need(capacityMegatonnes, 1e-9...1e6, "deposit.capacity_mt_per_year")
    for share in rampUp { need(share, 0...1, "deposit.ramp_up") }
    need(fixedCost, 0...1e12, "cost.fixed_per_year")
    need(unitCost, 0...1e9, "cost.per_t")
    need(depletionCostRise, 0...100, "cost.depletion_rise")
    need(costGrowth, -0.5...1, "cost.growth")
    for value in price.values { need(value, 0...1e9, "price.per_t") }
    need(royalty, 0...1, "fiscal.royalty")
    need(taxRate, 0...1, "fiscal.tax_rate")
    need(loan, 0...1e12, "loan.amount")
    need(interestRate, -0.5...2, "loan.rate")
    need(Double(graceYears), 0...100, "loan.grace_years")
    need(Double(repaymentYears), 1...200, "loan.repayment_years")
    need(Double(firstYear - loanYear), 0...50, "loan.year")
    need(pledgedShare, 0...1, "offtake.pledged_share")
    need(reserveYears, 0...20, "offtake.reserve_years")
    need(discountRate, -0.9...10, "offtake.discount_rate")
    if list.isEmpty, reservesMegatonnes * recovery / capacityMegatonnes > 2000 {
      list.append(
        FinanceModelFault(
          field: "deposit.capacity_mt_per_year",
          found: "a deposit that lasts more than 2000 years",
          expected: "more capacity or less reserves"
        )
      )
    }
    return list
  }

  /// Works out the years.
  ///
  /// - Parameter priceFactor: multiplies every price.
  /// - Returns: the years and what they come to.
  /// - Throws: `FinanceModelFaults` where inputs are wrong.
  public func outcome(priceFactor: Double = 1) throws(FinanceModelFaults) -> Outcome {
    let wrong = faults
    guard wrong.isEmpty else { throw FinanceModelFaults(wrong) }
    let sellable = reservesMegatonnes * recovery
    let debt = loan * pow(1 + interestRate, Double(firstYear - loanYear))
    var left = sellable
    var state = LoanAccount(balance: debt, rate: interestRate)
    var years: [Year] = []
    var losses = 0.0
    while left > sellable * 1e-12, years.count < 4000 {
      let age = years.count
      let share = age < rampUp.count ? rampUp[age] : 1
      let sold = min(left, capacityMegatonnes * share)
      let growth = pow(1 + costGrowth, Double(age))
      let unit = unitCost * (1 + depletionCostRise * (1 - left / sellable))
      left -= sold
      let price = price.value(firstYear + age) * priceFactor
      let sales = sold * price
      let cost = (fixedCost + unit * sold) * growth
      let royalties = royalty * sales
      let interest = state.balance * interestRate
      let profit = sales - cost - royalties - interest
      let used = profit > 0 ? min(losses, profit) : 0
      losses += max(0, -profit) - used
      let tax = taxRate * max(0, profit - used)
      let due = state.due(
        isGrace: age < graceYears,
        left: graceYears + repaymentYears - age
      )
      let pledged = pledgedShare * sales
      // With costs first, what sales outside the account do not cover is taken from it.
      let ahead = order == .costsFirst ? cost + royalties + tax : 0
      let cash = max(0, pledged - max(0, ahead - (sales - pledged)))
      let paid = min(due, cash + state.reserve)
      let intoReserve = state.pay(due: due, paid: paid, cash: cash, reserveYears: reserveYears)
      years.append(
        Year(
          year: firstYear + age,
          megatonnes: sold,
          megatonnesLeft: max(0, left),
          price: price,
          sales: sales,
          cost: cost,
          royalty: royalties,
          tax: tax,
          pledged: pledged,
          due: due,
          paid: paid,
          arrears: due - paid,
          balance: state.balance,
          reserve: state.reserve,
          toOwner: sales - cost - royalties - tax - paid - intoReserve,
          cover: due > 0 ? cash / due : nil
        )
      )
    }
    // The reserve that is left pays what is due, the rest goes back.
    if let last = years.indices.last {
      let final = min(state.reserve, state.balance)
      years[last].paid += final
      years[last].balance -= final
      years[last].toOwner += state.reserve - final
      years[last].reserve = 0
    }
    return summary(years, debt: debt, sellable: sellable)
  }

  private func summary(_ years: [Year], debt: Double, sellable: Double) -> Outcome {
    let small = 1e-9 * max(debt, 1e-9)
    let repaid = debt > 0 ? years.first { $0.balance <= small } : years.first
    var worth: [Double] = []
    for (place, year) in years.enumerated() {
      let ahead = order == .costsFirst ? year.cost + year.royalty + year.tax : 0
      let cash = max(0, year.pledged - max(0, ahead - (year.sales - year.pledged)))
      worth.append(cash * pow(1 + interestRate, -Double(place + 1)))
    }
    let owner = years.map { $0.toOwner }
    let wait = Double(firstYear - loanYear)
    return Outcome(
      years: years,
      lifeYears: years.count,
      repaidYear: repaid?.year,
      isPaidOnTime: years.allSatisfy { $0.arrears <= small },
      unpaid: max(0, years.last?.balance ?? debt),
      debtAtStart: debt,
      minimumCover: years.compactMap(\.cover).min(),
      reserveLifeCover: debt > 0 ? Series.sum(worth) / debt : nil,
      reserveTail: repaid.map { $0.megatonnesLeft / sellable },
      ownerNetPresentValue: Series.sum(
        owner.enumerated().map { $1 * pow(1 + discountRate, -Double($0 + 1) - wait) }
      )
    )
  }

  /// Least factor on prices at which every instalment is paid when due; `nil` where none below 100
  /// does it.
  ///
  /// - Throws: `FinanceModelFaults` where inputs are wrong.
  public func breakEvenPriceFactor() throws(FinanceModelFaults) -> Double? {
    func works(_ factor: Double) throws(FinanceModelFaults) -> Bool {
      let outcome = try outcome(priceFactor: factor)
      return outcome.isPaidOnTime && outcome.unpaid <= 1e-9 * max(outcome.debtAtStart, 1e-9)
    }
    var high = 100.0
    guard try works(high) else { return nil }
    var low = 0.0
    if try works(low) { return 0 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if try works(middle) { high = middle } else { low = middle }
    }
    return high
  }
}

/// The loan of a resource deal and the reserve beside it.
private struct LoanAccount {
  var balance: Double
  var reserve = 0.0
  let rate: Double

  init(balance: Double, rate: Double) {
    self.balance = balance
    self.rate = rate
  }

  /// Interest in grace, then equal debt service; all of it once the term is over.
  func due(isGrace: Bool, left: Int) -> Double {
    if balance <= 0 { return 0 }
    if isGrace { return balance * rate }
    if left <= 1 { return balance * (1 + rate) }
    return balance * rate + balance / TimeValue.accumulation(rate, Double(left))
  }

  mutating func pay(
    due: Double,
    paid: Double,
    cash: Double,
    reserveYears: Double
  ) -> Double {
    balance = max(0, balance * (1 + rate) - paid)
    if due > 0, paid == due, balance < 1e-12 * due { balance = 0 }
    let before = reserve
    let fromReserve = max(0, paid - cash)
    reserve -= fromReserve
    let target = balance > 0 ? reserveYears * due : 0
    let free = max(0, cash - paid)
    reserve = reserve > target ? target : min(target, reserve + free)
    return reserve - before
  }
}
