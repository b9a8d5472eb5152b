import Foundation
import Numerics

/// What lenders and owners look at.
public struct FinanceRatios: Sendable, Equatable {
  /// Net present value of the project after tax, at the first period's end.
  public var netPresentValue = 0.0
  /// Rates of return a year of the project before tax.
  public var projectRatesBeforeTax: [Double] = []
  /// Rates of return a year of the project after tax.
  public var projectRates: [Double] = []
  /// Rates of return a year of the owners.
  public var equityRates: [Double] = []
  /// Net present value of the owners' cash at the discount rate.
  public var equityNetPresentValue = 0.0
  /// Years from the end of the first period until the owners have their money back; `nil`: never.
  public var equityPaybackYears: Double?
  /// All uses of funds during construction.
  public var uses = 0.0
  /// Senior debt at the opening.
  public var seniorDebtAtOpening = 0.0
  /// Senior debt drawn over what all tranches pay.
  public var gearing = 0.0
  /// Least cover of debt service; `nil` without debt.
  public var minimumCover: Double?
  /// Period of the least cover.
  public var minimumCoverPeriod: Int?
  /// Mean cover of debt service.
  public var averageCover: Double?
  /// Loan life cover at the end of each period; `nil` without debt.
  public var loanLifeCovers: [Double?] = []
  /// Project life cover at the end of each period.
  public var projectLifeCovers: [Double?] = []
  /// Loan life cover at the opening.
  public var loanLifeCover: Double?
  /// Project life cover at the opening.
  public var projectLifeCover: Double?
  /// Least loan life cover.
  public var minimumLoanLifeCover: Double?
  /// Senior interest over senior debt, by period.
  public var seniorRates: [Double] = []
  /// Cover at which debt capacity is told.
  public var capacityCover: Double?
  /// Senior debt at the opening that the cash of the loans' life serves at that cover.
  public var debtCapacity: Double?
  /// Paid in by the owners because cash did not serve the debt.
  public var ownerSupport = 0.0
  /// Largest arrears of senior debt service at the end of a period.
  public var largestArrears = 0.0
  /// Arrears that are never paid.
  public var finalArrears = 0.0
  /// Periods at whose end senior debt service is in arrears.
  public var periodsInArrears = 0

  init(
    _ model: FinanceModel,
    _ state: FinanceState,
    _ rows: FinancePeriods,
    _ project: ProjectFlows
  ) {
    let timeline = model.timeline
    let opening = timeline.constructionPeriods
    func flow(_ amounts: [Double]) -> TimedCashFlow { TimedCashFlow(amounts, timeline) }
    netPresentValue = flow(project.afterTax).presentValue(rate: model.discountRate) ?? 0
    projectRatesBeforeTax = flow(project.beforeTax).ratesOfReturn
    projectRates = flow(project.afterTax).ratesOfReturn
    let owners = flow(rows.equityCashFlow)
    equityRates = owners.ratesOfReturn
    equityNetPresentValue = owners.presentValue(rate: model.discountRate) ?? 0
    equityPaybackYears = owners.paybackYears()
    uses = Series.sum(rows.fundingNeed)
    seniorDebtAtOpening = rows.seniorDebt[opening - 1]
    let drawn = model.tranches.indices.filter { model.tranches[$0].kind.isSenior }
      .reduce(0) { $0 + Series.sum(rows.tranches[$1].drawn) }
    gearing = uses > 0 ? drawn / uses : 0
    ownerSupport = Series.sum(rows.ownerSupport)
    largestArrears = rows.arrears.max() ?? 0
    finalArrears = rows.arrears.last ?? 0
    periodsInArrears = rows.arrears.filter { $0 > 0 }.count
    let covers = rows.cover.enumerated().compactMap { item in item.element.map { (item.offset, $0) }
    }
    if let least = covers.min(by: { $0.1 < $1.1 }) {
      minimumCover = least.1
      minimumCoverPeriod = least.0
      averageCover = Series.sum(covers.map(\.1)) / Double(covers.count)
    }
    lifeCovers(model, rows)
    loanLifeCover = loanLifeCovers[opening - 1]
    projectLifeCover = projectLifeCovers[opening - 1]
    minimumLoanLifeCover = loanLifeCovers.compactMap { $0 }.min()
    capacityCover =
      model.capacityCover ?? (state.sculptedCover > 0 ? state.sculptedCover : nil)
    if let cover = capacityCover, cover > 0, let loanLife = loanLifeCover {
      debtCapacity = loanLife * seniorDebtAtOpening / cover
    }
  }

  /// Backward from the end: the present value of later cash at the senior loans' own rates.
  private mutating func lifeCovers(_ model: FinanceModel, _ rows: FinancePeriods) {
    let count = model.timeline.count
    let opening = model.timeline.constructionPeriods
    seniorRates = [Double](repeating: 0, count: count)
    loanLifeCovers = [Double?](repeating: nil, count: count)
    projectLifeCovers = loanLifeCovers
    var last = -1
    var rate = 0.0
    for period in opening..<count {
      let debt = rows.seniorDebt[period - 1]
      if debt > 0 {
        var interest = 0.0
        for (place, tranche) in model.tranches.enumerated() where tranche.kind.isSenior {
          interest +=
            rows.tranches[place].interest[period] + rows.tranches[place].overdueInterest[period]
        }
        rate = interest / debt
        last = period
      }
      seniorRates[period] = rate
    }
    // What is still owed at the end has no cash to come.
    if rows.seniorDebt[count - 1] > 0 {
      loanLifeCovers[count - 1] = 0
      projectLifeCovers[count - 1] = 0
    }
    var loanLife = 0.0
    var projectLife = 0.0
    for period in stride(from: count - 1, through: opening, by: -1) {
      let factor = 1 / (1 + seniorRates[period])
      let cash = rows.cashAvailable[period]
      projectLife = (projectLife + cash) * factor
      if period <= last { loanLife = (loanLife + cash) * factor }
      let debt = rows.seniorDebt[period - 1]
      if debt > 0 {
        loanLifeCovers[period - 1] = loanLife / debt
        projectLifeCovers[period - 1] = projectLife / debt
      }
    }
  }
}
