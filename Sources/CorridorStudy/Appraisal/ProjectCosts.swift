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
    var nominalUSDMillion: Double
  }

  var items: [Item]

  init(_ study: Study, _ project: Project) {
    let settings = study.settings
    let series = study.timeSeries
    items = project.capex.map { item in
      var amounts = [Double](repeating: 0, count: settings.lastYear - settings.firstYear + 1)
      var nominal = 0.0
      for (place, share) in item.profile.enumerated() {
        let year = item.firstYear + place
        let rate =
          item.currency == "RUB" ? series.value(.rublesPerUSD, key: "RUB", year: year) ?? 1 : 1
        let dollars = item.amountMillion * share / rate
        nominal += dollars
        let deflator =
          (series.value(.deflator, key: "USD", year: year) ?? 1)
          / (series.value(.deflator, key: "USD", year: settings.priceYear) ?? 1)
        if amounts.indices.contains(year - settings.firstYear) {
          amounts[year - settings.firstYear] += dollars / deflator
        }
      }
      let age = Double(settings.lastYear + 1) - project.opening.yearFraction
      let left = max(0, 1 - age / Double(item.lifeYears))
      return Item(
        name: item.item,
        country: item.country,
        amounts: amounts,
        residual: left * amounts.reduce(0, +),
        nominalUSDMillion: nominal
      )
    }
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
