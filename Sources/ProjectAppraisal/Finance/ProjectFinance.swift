import Foundation
import Numerics

/// Money of a project company, year by year.
///
/// European Commission (2014, ch. 2.7); Yescombe (2014). Interest during construction is paid by the owners. Equity carries every shortfall, so cash never
/// falls below zero and the model needs no circular reference. Tax is on operating surplus less
/// straight-line depreciation and interest, with losses carried forward.
public struct ProjectFinance: Sendable {
  /// A tranche of the money for the investment.
  public struct Tranche: Sendable, Equatable {
    /// How the money is given.
    public enum Kind: Sendable, Equatable {
      /// Owners' money.
      case equity
      /// Money not paid back.
      case grant
      /// A loan repaid in equal yearly debt service.
      case annuity(rate: Double, graceYears: Int, termYears: Int)
      /// A loan repaid in equal yearly principal.
      case equalPrincipal(rate: Double, graceYears: Int, termYears: Int)
      /// A loan repaid at the end.
      case bullet(rate: Double, termYears: Int)
    }

    /// Name for people.
    public var name: String
    /// How the money is given.
    public var kind: Kind
    /// Share of the investment, 0 to 1.
    public var share: Double

    /// A tranche.
    public init(name: String, kind: Kind, share: Double) {
      self.name = name
      self.kind = kind
      self.share = share
    }
  }

  /// What the company has and owes in one year.
  public struct Year: Sendable, Equatable {
    /// Year.
    public var year = 0
    /// What users pay.
    public var revenue = 0.0
    /// Operating cost.
    public var opex = 0.0
    /// Tax paid.
    public var tax = 0.0
    /// Investment.
    public var capex = 0.0
    /// Revenue less operating cost and tax.
    public var cashAvailableForDebtService = 0.0
    /// Equity paid in for the investment.
    public var equityIn = 0.0
    /// Grants received.
    public var grants = 0.0
    /// Loans drawn.
    public var drawdown = 0.0
    /// Interest paid.
    public var interest = 0.0
    /// Principal repaid.
    public var principal = 0.0
    /// Loans outstanding at the end.
    public var debtBalance = 0.0
    /// Cash to the owners; below zero what they pay in.
    public var equityCashFlow = 0.0
    /// Debt service cover ratio; `nil` where no debt is served in an operating year.
    public var debtServiceCoverRatio: Double?
  }

  /// What follows from the years.
  public struct Outcome: Sendable {
    /// Year by year.
    public var years: [Year]
    /// Net present value of the investment before finance, after tax.
    public var netPresentValue: Double
    /// Rates of return of the investment before finance, after tax.
    public var internalRatesOfReturn: [Double]
    /// Rates of return of the owners' money.
    public var equityInternalRatesOfReturn: [Double]
    /// Least debt service cover ratio.
    public var minimumCover: Double?
    /// Average debt service cover ratio.
    public var averageCover: Double?
    /// Present value of cash available over the loans' life, over debt, at the first operating year.
    public var loanLifeCoverRatio: Double?
    /// The same over the project's life.
    public var projectLifeCoverRatio: Double?
  }

  /// First year of the arrays.
  public var firstYear: Int
  /// Investment by year.
  public var capex: [Double]
  /// Revenue by year.
  public var revenue: [Double]
  /// Operating cost by year.
  public var opex: [Double]
  /// Residual value in the last year.
  public var residualValue: Double
  /// First year of operation.
  public var openingYear: Int
  /// Years of straight-line depreciation for tax.
  public var depreciationYears: Int
  /// Tax rate on profit.
  public var taxRate: Double
  /// Tranches; their shares add up to one.
  public var tranches: [Tranche]
  /// Discount rate, a year.
  public var discountRate: Double

  /// A company's figures; the arrays have the same length.
  public init(
    firstYear: Int,
    capex: [Double],
    revenue: [Double],
    opex: [Double],
    residualValue: Double,
    openingYear: Int,
    depreciationYears: Int,
    taxRate: Double,
    tranches: [Tranche],
    discountRate: Double
  ) {
    self.firstYear = firstYear
    self.capex = capex
    self.revenue = revenue
    self.opex = opex
    self.residualValue = residualValue
    self.openingYear = openingYear
    self.depreciationYears = depreciationYears
    self.taxRate = taxRate
    self.tranches = tranches
    self.discountRate = discountRate
  }

  /// Works out the years and the ratios.
  public func outcome() -> Outcome {
    let count = capex.count
    let opening = openingYear - firstYear
    let totalCapex = Series.sum(capex)
    var years = (0..<count).map { place in
      var year = Year()
      year.year = firstYear + place
      year.revenue = revenue[place]
      year.opex = opex[place]
      year.capex = capex[place]
      return year
    }
    for tranche in tranches { add(tranche, to: &years, opening: opening) }

    var loss = 0.0
    for place in 0..<count {
      let age = place - opening
      let depreciation =
        age >= 0 && age < depreciationYears ? totalCapex / Double(depreciationYears) : 0
      let profit = years[place].revenue - years[place].opex - depreciation - years[place].interest
      if profit < 0 {
        loss -= profit
      } else {
        let used = min(loss, profit)
        loss -= used
        years[place].tax = taxRate * (profit - used)
      }
      let cash = years[place].revenue - years[place].opex - years[place].tax
      years[place].cashAvailableForDebtService = cash
      let service = years[place].interest + years[place].principal
      if service > 0, place >= opening { years[place].debtServiceCoverRatio = cash / service }
      years[place].equityCashFlow =
        cash - service - years[place].capex + years[place].drawdown + years[place].grants
        + (place == count - 1 ? residualValue : 0)
    }
    return summary(years, opening: max(0, min(opening, count - 1)))
  }

  private func add(_ tranche: Tranche, to years: inout [Year], opening: Int) {
    var balance = 0.0
    var debtAtStart: Double?
    for place in years.indices {
      let amount = tranche.share * capex[place]
      switch tranche.kind {
      case .equity: years[place].equityIn += amount
      case .grant: years[place].grants += amount
      case .annuity(let rate, let grace, let term), .equalPrincipal(let rate, let grace, let term):
        let interest = balance * rate
        let age = place - opening - grace
        var principal = 0.0
        if age >= 0, age < term, balance > 0 {
          let base = debtAtStart ?? balance
          debtAtStart = base
          if case .annuity = tranche.kind, rate > 0 {
            let service = base * rate / (1 - pow(1 + rate, -Double(term)))
            principal = service - interest
          } else {
            principal = base / Double(term)
          }
          principal = age == term - 1 ? balance : min(balance, principal)
        }
        settle(&years[place], &balance, interest, principal, amount)
      case .bullet(let rate, let term):
        let interest = balance * rate
        let principal = place - opening == term ? balance : 0
        settle(&years[place], &balance, interest, principal, amount)
      }
    }
  }

  private func settle(
    _ year: inout Year,
    _ balance: inout Double,
    _ interest: Double,
    _ principal: Double,
    _ drawn: Double
  ) {
    year.interest += interest
    year.principal += principal
    year.drawdown += drawn
    balance += drawn - principal
    year.debtBalance += balance
  }

  private func summary(_ years: [Year], opening: Int) -> Outcome {
    let free = CashFlow(
      firstYear: firstYear,
      amounts: years.enumerated().map { place, year in
        year.cashAvailableForDebtService - year.capex
          + (place == years.count - 1 ? residualValue : 0)
      }
    )
    let owners = CashFlow(firstYear: firstYear, amounts: years.map(\.equityCashFlow))
    let covers = years.compactMap(\.debtServiceCoverRatio)
    var outcome = Outcome(
      years: years,
      netPresentValue: free.presentValue(rate: discountRate, year: firstYear),
      internalRatesOfReturn: free.internalRatesOfReturn(),
      equityInternalRatesOfReturn: owners.internalRatesOfReturn(),
      minimumCover: covers.min(),
      averageCover: covers.isEmpty ? nil : Series.sum(covers) / Double(covers.count)
    )
    guard !years.isEmpty else { return outcome }
    let debt = opening > 0 ? years[opening - 1].debtBalance : years[opening].debtBalance
    let lastDebt = years.lastIndex { $0.principal > 0 }
    if debt > 0, let lastDebt, lastDebt >= opening {
      let debtYears = years[opening...lastDebt].map { $0.interest + $0.principal }
      let rate =
        CashFlow(firstYear: 0, amounts: [-debt] + debtYears).internalRatesOfReturn().first
        ?? discountRate
      let cash = years.map(\.cashAvailableForDebtService)
      let loanLife = CashFlow(firstYear: 1, amounts: Array(cash[opening...lastDebt]))
      let projectLife = CashFlow(firstYear: 1, amounts: Array(cash[opening...]))
      outcome.loanLifeCoverRatio = loanLife.presentValue(rate: rate, year: 0) / debt
      outcome.projectLifeCoverRatio = projectLife.presentValue(rate: rate, year: 0) / debt
    }
    return outcome
  }
}
