import Foundation
import ProjectAppraisal
import Tables

/// Reads lines of investment, revenue and operating cost into amounts by period.
struct FinanceLineReader {
  let reader: FinanceReader
  let timeline: FinanceTimeline

  init(_ reader: FinanceReader, _ timeline: FinanceTimeline) {
    self.reader = reader
    self.timeline = timeline
  }

  /// Investment: `column`, or `amount` spread over the construction by `profile` (shares by year from
  /// the start) or evenly, or spent in the period of a `date`.
  func capex(_ table: TOMLTable) -> FinanceLine? {
    var line = head(table)
    line?.lifeYears = table.integer("life_years", in: 1...1000) ?? 1
    if table.has("column") {
      line?.amounts = column(table) ?? []
      return line
    }
    guard let amount = table.number("amount", in: CSVRow.notNegative) else {
      // Asked for, so that they are not told as unknown.
      for key in ["date", "profile"] { _ = table.has(key) }
      return nil
    }
    if table.has("date") {
      guard let date = table.date("date") else { return nil }
      guard let period = timeline.period(year: date.year, month: date.month) else {
        guard reader.isTimelineKnown else { return nil }
        table.fault("date", found: "\(date)", expected: "a day of the timeline")
        return nil
      }
      line?.amounts[period] = amount
      return line
    }
    var shares = [Double](repeating: 0, count: timeline.count)
    if table.has("profile") {
      guard let profile = table.numbers("profile", in: 0...1) else { return nil }
      let sum = profile.reduce(0, +)
      guard abs(sum - 1) < 1e-9 else {
        table.fault(
          "profile",
          found: "shares that add up to \(sum)",
          expected: "shares that add up to 1"
        )
        return nil
      }
      for period in timeline.indices {
        let year = period / timeline.constructionPeriodsPerYear
        let first = year * timeline.constructionPeriodsPerYear
        let last = min(first + timeline.constructionPeriodsPerYear, timeline.constructionPeriods)
        guard year < profile.count, period < last else { continue }
        shares[period] = profile[year] / Double(last - first)
      }
      if abs(shares.reduce(0, +) - 1) > 1e-9 {
        table.fault(
          "profile",
          found: "\(profile.count) years",
          expected: "shares of the years of construction alone"
        )
        return nil
      }
    } else {
      for period in 0..<timeline.constructionPeriods {
        shares[period] = 1 / Double(timeline.constructionPeriods)
      }
    }
    line?.amounts = shares.map { $0 * amount }
    return line
  }

  /// Revenue or operating cost: `column`, `amount_per_year`, or `volume_per_year` at `price`, with
  /// real `growth` from the second year of operation on and `ramp_up` shares of the first years.
  func operating(_ table: TOMLTable) -> FinanceLine? {
    var line = head(table)
    if table.has("column") {
      line?.amounts = column(table) ?? []
      return line
    }
    let yearly: Double?
    if table.has("volume_per_year") || table.has("price") {
      let volume = table.number("volume_per_year", in: CSVRow.notNegative)
      let price = table.number("price", in: CSVRow.notNegative)
      yearly = volume.flatMap { volume in price.map { volume * $0 } }
    } else {
      yearly = table.number("amount_per_year", in: CSVRow.notNegative)
    }
    let growth = table.number("growth", in: -0.99...10, default: 0)
    let ramp = table.has("ramp_up") ? table.numbers("ramp_up", in: 0...10) : []
    guard let yearly, let growth, let ramp else { return nil }
    for period in timeline.constructionPeriods..<timeline.count {
      let year = (period - timeline.constructionPeriods) / timeline.periodsPerYear
      let share = year < ramp.count ? ramp[year] : 1
      line?.amounts[period] =
        yearly * timeline.periodYears * share * pow(1 + growth, Double(year))
    }
    return line
  }

  private func head(_ table: TOMLTable) -> FinanceLine? {
    guard let name = table.text("name") else { return nil }
    var line = FinanceLine(
      name: name,
      amounts: [Double](repeating: 0, count: timeline.count)
    )
    if table.has("currency") { line.currency = table.text("currency") }
    if table.has("index") { line.index = table.text("index") }
    return line
  }

  private func column(_ table: TOMLTable) -> [Double]? {
    guard let name = table.text("column"), reader.isTimelineKnown else { return nil }
    guard let amounts = reader.amounts else {
      // A file that cannot be read is told once, not for each column.
      guard !reader.namesAmounts else { return nil }
      table.fault(
        "column",
        found: "'\(name)' without a table to take it from",
        expected: "cash_flows = \"FILE.csv\" in [model]"
      )
      return nil
    }
    guard let values = amounts.values(name) else {
      table.fault(
        "column",
        found: "'\(name)'",
        expected: "a column of \(amounts.table.file)"
          + NearestName.hint(for: name, among: amounts.table.columns)
      )
      return nil
    }
    return values
  }
}
