import Foundation
import Numerics
import ProjectAppraisal
import Tables

/// The company of a project, solved for one scenario.
struct CompanyFinance: Sendable {
  let outcome: FinanceOutcome
  /// Country of the lender of each tranche.
  let lenders: [String]
  /// Price level of each period over that of the price year; 1 at constant prices.
  let priceLevels: [Double]
  /// First and last year of the study's horizon.
  let horizon: ClosedRange<Int>

  private var timeline: FinanceTimeline { outcome.model.timeline }

  /// Sums by year of the horizon, in prices of the price year.
  func yearly(_ amounts: [Double]) -> [Double] {
    sums(zip(amounts, priceLevels).map { $0 / $1 })
  }

  /// Sums by year of the horizon as they stand.
  func sums(_ amounts: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: horizon.count)
    for period in timeline.indices where horizon.contains(timeline.year(period)) {
      sums[timeline.year(period) - horizon.lowerBound] += amounts[period]
    }
    return sums
  }

  /// Values at the ends of the years of the horizon.
  func ends(_ balances: [Double]) -> [Double] {
    var ends = [Double](repeating: 0, count: horizon.count)
    for period in timeline.indices where horizon.contains(timeline.year(period)) {
      ends[timeline.year(period) - horizon.lowerBound] = balances[period]
    }
    return ends
  }

  /// What the giver of a tranche gets less what it gives, by period.
  func givers(_ place: Int) -> [Double] {
    let rows = outcome.periods.tranches[place]
    return timeline.indices.map { rows.paid($0) - rows.drawn[$0] }
  }

  /// Net present value of the company's flow after tax at the end of the horizon's first year (or the
  /// first period's, where that is not the year's end).
  var netPresentValue: Double { atStart(outcome.ratios.netPresentValue) }

  /// A value at the timeline's start brought to the start of the horizon.
  func atStart(_ value: Double) -> Double {
    let flow = CashFlow(firstYear: timeline.startYear, amounts: [value])
    return flow.presentValue(rate: outcome.model.discountRate, year: horizon.lowerBound)
  }
}

extension ProjectAppraiser {
  /// The company's finance in a scenario.
  ///
  /// Amounts of a year are spread evenly over its periods; investment of the year of opening over
  /// those before the opening.
  ///
  /// - Throws: `InputFaults` where tranches do not add up, `NotConverged`.
  func finance(_ timeline: Timeline) throws -> CompanyFinance {
    try finance(
      charges: charges(timeline),
      zone: zoneYears(timeline.setting)?.map(\.firmsUSDMillion),
      opex: opex(timeline)
    )
  }

  /// The same from charges, what firms of the zone earn or lose, and operating cost by year, USD
  /// million of the price year.
  func finance(charges: [Double], zone: [Double]?, opex: [Double]) throws -> CompanyFinance {
    let settings = study.settings
    let horizon = settings.firstYear...settings.lastYear
    let model = financeModel(charges: charges, zone: zone, opex: opex)
    do {
      return CompanyFinance(
        outcome: try model.solve(leavesBalloons: true),
        lenders: project.funding.lenders,
        priceLevels: priceLevels,
        horizon: horizon
      )
    } catch let error as FinanceModelFaults {
      throw InputFaults(
        error.faults.map {
          InputFault(
            file: "projects/\(project.id).toml",
            column: "finance.\($0.field)",
            found: $0.found,
            expected: $0.expected
          )
        }
      )
    }
  }

  /// The company's finance model.
  func financeModel(charges: [Double], zone: [Double]?, opex: [Double]) -> FinanceModel {
    var model = project.funding.model
    let timeline = model.timeline
    let settings = study.settings
    model.name = project.name
    func line(_ name: String, _ amounts: [Double]) -> FinanceLine {
      var spread = [Double](repeating: 0, count: timeline.count)
      for (place, amount) in amounts.enumerated() where amount != 0 {
        for part in timeline.spread(amount, year: settings.firstYear + place) {
          spread[part.period] += part.amount
        }
      }
      // The index starts at the timeline's start, the amounts are of the price year.
      return FinanceLine(
        name: name,
        amounts: spread.map { $0 * startLevel },
        index: project.funding.priceIndex
      )
    }
    if let zone {
      model.revenue.insert(line("Earnings of the zone's firms", zone.map { max(0, $0) }), at: 0)
      if zone.contains(where: { $0 < 0 }) {
        model.opex.insert(line("Losses of the zone's firms", zone.map { max(0, -$0) }), at: 0)
      }
    }
    model.revenue.insert(line("Charges to users", charges), at: 0)
    model.opex.insert(line("Operation and maintenance", opex), at: 0)
    model.residualValue += costs.residual * (priceLevels.last ?? 1)
    var currencies: Set<String> = []
    let items = project.capex.map { item -> FinanceLine in
      var spread = [Double](repeating: 0, count: timeline.count)
      for (place, share) in item.profile.enumerated() where share > 0 {
        let year = item.firstYear + place
        let amount = item.amountMillion * share * costs.escalation(item, year: year)
        for part in timeline.spread(amount, year: year, inConstruction: true) {
          spread[part.period] += part.amount
        }
      }
      currencies.insert(item.currency)
      return FinanceLine(
        name: item.item,
        amounts: spread,
        currency: item.currency == model.currency && !isDeflated ? nil : code(item.currency),
        lifeYears: item.lifeYears
      )
    }
    model.capex.insert(contentsOf: items, at: 0)
    let years = Array(
      min(
        timeline.startYear,
        settings.firstYear
      )...max(
        settings.lastYear,
        timeline.year(max(0, timeline.count - 1))
      )
    )
    let given = Set(model.exchangeRates.map(\.name))
    for currency in currencies.sorted() where currency != model.currency || isDeflated {
      // A rate of the project's own file stays as it is.
      guard !given.contains(code(currency)) else { continue }
      let rates = years.map { costs.unitsPerUSD(currency, year: $0) * deflator($0) }
      let changes = years.indices.filter { $0 == 0 || rates[$0] != rates[$0 - 1] }
      if let path = YearPath(years: changes.map { years[$0] }, values: changes.map { rates[$0] }) {
        model.exchangeRates.append(FinancePath(name: code(currency), path: path))
      }
    }
    return model
  }

  /// Whether amounts of a year must be brought to prices of the price year.
  private var isDeflated: Bool {
    project.funding.priceIndex == nil && !study.timeSeries.keys(.deflator).isEmpty
  }

  /// Dollars of a year for one of the price year where the model is at constant prices, else 1.
  private func deflator(_ year: Int) -> Double { isDeflated ? costs.deflator(year: year) : 1 }

  /// Name of a currency in the model: where it is at constant prices, money of the year.
  private func code(_ currency: String) -> String {
    isDeflated ? "\(currency) of the year" : currency
  }

  /// Price level of the timeline's start over that of the price year.
  private var startLevel: Double {
    guard let index = priceIndexPath else { return 1 }
    let start = project.funding.model.timeline.startYear
    let base = study.settings.priceYear
    // The price year's level is that of its end.
    var level = 1.0
    if start > base {
      for year in (base + 1)..<start { level *= 1 + index.value(year) }
    } else {
      for year in start...base { level /= 1 + index.value(year) }
    }
    return level
  }

  private var priceIndexPath: YearPath? {
    project.funding.model.indices.first { $0.name == project.funding.priceIndex }?.path
  }

  /// Price level of each period over that of the price year.
  private var priceLevels: [Double] {
    let timeline = project.funding.model.timeline
    guard let index = priceIndexPath else {
      return [Double](repeating: 1, count: timeline.count)
    }
    var level = startLevel
    return timeline.indices.map { period in
      level *= pow(1 + index.value(timeline.year(period)), timeline.years(period))
      return level
    }
  }
}
