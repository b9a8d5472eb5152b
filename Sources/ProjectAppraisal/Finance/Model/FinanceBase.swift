import Foundation
import Numerics

/// What does not depend on who finances: prices, operation, investment, working capital.
public struct FinanceBase: Sendable, Equatable {
  /// Price level at the end of each period over the start of the timeline, by index.
  public var priceLevels: [String: [Double]] = [:]
  /// Units of a currency for one of the model's, by currency.
  public var exchangeRates: [String: [Double]] = [:]
  /// Revenue by line, in the model's currency at current prices.
  public var revenueLines: [[Double]] = []
  /// Operating cost by line.
  public var opexLines: [[Double]] = []
  /// Investment by line.
  public var capexLines: [[Double]] = []
  /// Revenue.
  public var revenue: [Double]
  /// Operating cost.
  public var opex: [Double]
  /// Investment.
  public var capex: [Double]
  /// Owed by customers at the ends of periods; nothing at the end.
  public var receivables: [Double]
  /// Owed to suppliers at the ends of periods; nothing at the end.
  public var payables: [Double]
  /// Increase of receivables less payables.
  public var workingCapitalIncrease: [Double]
  /// Money got for what is left, in the last period.
  public var residual: [Double]
  /// Depreciation of what is spent before the opening, by line, before grants.
  public var constructionDepreciationLines: [[Double]] = []
  /// Depreciation of what is spent from the opening on, by line.
  public var renewalDepreciationLines: [[Double]] = []
  /// Depreciation of what is spent before the opening, before grants.
  public var constructionDepreciation: [Double]
  /// Depreciation of what is spent from the opening on.
  public var renewalDepreciation: [Double]
  /// What the maintenance reserve should hold at the ends of periods.
  public var maintenanceTarget: [Double]
  /// Tax rate.
  public var taxRate: [Double]
  /// Interest a period of each tranche.
  public var interestRates: [[Double]]
  /// Investment before the opening.
  public var constructionSpending: Double

  init(_ model: FinanceModel) {
    let timeline = model.timeline
    let count = timeline.count
    let opening = timeline.constructionPeriods
    let zeros = [Double](repeating: 0, count: count)
    for index in model.indices {
      var level = 1.0
      priceLevels[index.name] = (0..<count).map { period in
        level *= pow(1 + index.path.value(timeline.year(period)), timeline.years(period))
        return level
      }
    }
    for rate in model.exchangeRates {
      exchangeRates[rate.name] = (0..<count).map { rate.path.value(timeline.year($0)) }
    }
    let levels = priceLevels
    let rates = exchangeRates
    func current(_ line: FinanceLine) -> [Double] {
      let level = line.index.flatMap { levels[$0] }
      let rate = line.currency.flatMap { $0 == model.currency ? nil : rates[$0] }
      return (0..<count).map { line.amounts[$0] * (level?[$0] ?? 1) / (rate?[$0] ?? 1) }
    }
    func sum(_ lines: [[Double]]) -> [Double] {
      (0..<count).map { period in lines.reduce(0) { $0 + $1[period] } }
    }
    revenueLines = model.revenue.map(current)
    opexLines = model.opex.map(current)
    capexLines = model.capex.map(current)
    revenue = sum(revenueLines)
    opex = sum(opexLines)
    capex = sum(capexLines)
    let days = (0..<count).map { 365 * timeline.years($0) }
    let isLast = { (period: Int) in period == count - 1 }
    receivables = revenue.enumerated().map {
      isLast($0.offset) ? 0 : $0.element * model.receivableDays / days[$0.offset]
    }
    payables = opex.enumerated().map {
      isLast($0.offset) ? 0 : $0.element * model.payableDays / days[$0.offset]
    }
    workingCapitalIncrease = zeros
    for period in 0..<count {
      let before = period > 0 ? receivables[period - 1] - payables[period - 1] : 0
      workingCapitalIncrease[period] = receivables[period] - payables[period] - before
    }
    residual = zeros
    residual[count - 1] = model.residualValue
    for (line, amounts) in zip(model.capex, capexLines) {
      let life = line.lifeYears * timeline.periodsPerYear
      let built = amounts.prefix(opening).reduce(0, +)
      constructionDepreciationLines.append(
        (0..<count).map { $0 >= opening && $0 < opening + life ? built / Double(life) : 0 }
      )
      var renewals = zeros
      for spent in opening..<count where amounts[spent] != 0 {
        for period in (spent + 1)..<max(spent + 1, min(count, spent + 1 + life)) {
          renewals[period] += amounts[spent] / Double(life)
        }
      }
      renewalDepreciationLines.append(renewals)
    }
    constructionDepreciation = sum(constructionDepreciationLines)
    renewalDepreciation = sum(renewalDepreciationLines)
    maintenanceTarget = zeros
    let ahead = model.maintenanceReservePeriods
    if ahead > 0 {
      for period in opening..<count {
        for step in 1...ahead where period + step < count {
          maintenanceTarget[period] +=
            capex[period + step] * Double(ahead + 1 - step) / Double(ahead)
        }
      }
    }
    interestRates = model.tranches.map { tranche in
      (0..<count).map { tranche.rate.value(timeline.year($0)) * timeline.years($0) }
    }
    constructionSpending = capex.prefix(opening).reduce(0, +)
    taxRate = (0..<count).map { period in
      let age = period - opening
      return age >= 0 && age < model.taxHolidayPeriods
        ? 0 : model.taxRate.value(timeline.year(period))
    }
  }
}
