import ProjectAppraisal
import Tables

/// Costs of a project over the years of an appraisal, USD million at prices of the price year.
struct ProjectCosts: Sendable {
  /// Investment by item: country, amounts by year, value left at the end.
  struct Item: Sendable {
    var name: String
    var country: String
    var amounts: [Double]
    var residual: Double
    /// The whole of it, after the horizon too, at prices of the price year.
    var usdMillion: Double
  }

  var items: [Item]
  private let series: TimeSeries
  private let priceYear: Int
  private let exchangeRates: [FinancePath]

  init(_ study: Study, _ project: Project) {
    let settings = study.settings
    series = study.timeSeries
    priceYear = settings.priceYear
    exchangeRates = project.funding.model.exchangeRates
    items = []
    items = project.capex.map { item in
      var amounts = [Double](repeating: 0, count: settings.lastYear - settings.firstYear + 1)
      var whole = 0.0
      for (place, share) in item.profile.enumerated() {
        let year = item.firstYear + place
        let dollars =
          item.amountMillion * share * escalation(item, year: year)
          / unitsPerUSD(item.currency, year: year) / deflator(year: year)
        whole += dollars
        if amounts.indices.contains(year - settings.firstYear) {
          amounts[year - settings.firstYear] += dollars
        }
      }
      let age = Double(settings.lastYear + 1) - project.opening.yearFraction
      let left = max(0, 1 - age / Double(item.lifeYears))
      return Item(
        name: item.item,
        country: item.country,
        amounts: amounts,
        residual: left * amounts.reduce(0, +),
        usdMillion: whole
      )
    }
  }

  /// Units of a currency for a dollar: by the project's `[[finance.currency]]` or the study's series.
  func unitsPerUSD(_ currency: String, year: Int) -> Double {
    if currency == "USD" { return 1 }
    if let path = exchangeRates.first(where: { $0.name == currency })?.path {
      return path.value(year)
    }
    return currency == "RUB" ? series.value(.rublesPerUSD, key: "RUB", year: year) ?? 1 : 1
  }

  /// Price level of a year over that of the year of whose prices an item is; 1 where it is at prices
  /// of the years it is spent.
  func escalation(_ item: CapexSettings, year: Int) -> Double {
    item.priceYear.map { deflator(year: year) / deflator(year: $0) } ?? 1
  }

  /// Dollars of a year for one of the price year.
  func deflator(year: Int) -> Double {
    (series.value(.deflator, key: "USD", year: year) ?? 1)
      / (series.value(.deflator, key: "USD", year: priceYear) ?? 1)
  }

  /// All the investment by year.
  var total: [Double] {
    items.reduce([]) { sum, item in
      sum.isEmpty ? item.amounts : zip(sum, item.amounts).map { $0 + $1 }
    }
  }

  /// Value left of all of it.
  var residual: Double { items.reduce(0) { $0 + $1.residual } }
}
