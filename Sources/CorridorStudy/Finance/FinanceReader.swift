import Foundation
import ProjectAppraisal
import Tables

/// Reads the tables of a finance file.
final class FinanceReader {
  let url: URL
  let faults: FaultCollector
  var tables: [String: TOMLTable] = [:]
  var amounts: CashFlowColumns?
  /// Whether the file names a table of amounts.
  private(set) var namesAmounts = false
  /// Whether amounts by period can be read at all.
  private(set) var isTimelineKnown = true

  enum PeriodLength: String, CaseIterable {
    case month, quarter
    case halfYear = "half_year"
    case year

    var months: Int {
      switch self {
      case .month: 1
      case .quarter: 3
      case .halfYear: 6
      case .year: 12
      }
    }
  }

  init(_ url: URL, _ faults: FaultCollector) {
    self.url = url
    self.faults = faults
  }

  func read() -> FinanceFile? {
    guard let root = TOMLTable.read(url, name: url.lastPathComponent, faults: faults) else {
      return nil
    }
    guard let head = root.table("model") else { return nil }
    tables["model"] = head
    let name = head.text("name")
    let currency = head.text("currency", default: "USD")
    let unit = head.text("unit", default: "million")
    let discountRate = head.number("discount_rate", in: -0.99...10)
    let timeline = timeline(head)
    if let file = head.text("cash_flows", default: ""), !file.isEmpty {
      namesAmounts = true
      let place = url.deletingLastPathComponent().appendingPathComponent(file)
      if FileManager.default.fileExists(atPath: place.path) {
        let table = CSVTable.read(place, name: file, faults: faults)
        if let table, let timeline { amounts = CashFlowColumns(table, timeline, faults) }
      } else {
        head.fault(
          "cash_flows",
          found: "'\(file)', which is not there",
          expected: "a CSV file, named from the folder of this file"
        )
      }
    }
    // Where the timeline is wrong, the rest is read on one that fits any file, so that nothing is told
    // that would be right on the right one.
    let fallback = FinanceTimeline(
      startYear: 1,
      periodMonths: 1,
      constructionPeriods: 2400,
      operationPeriods: 2400
    )
    isTimelineKnown = timeline != nil
    let model = model(
      root,
      name: name ?? "",
      currency: currency ?? "USD",
      timeline: timeline ?? fallback,
      discountRate: discountRate ?? 0
    )
    amounts?.finish()
    root.finish()
    guard timeline != nil, faults.errors.isEmpty else { return nil }
    return FinanceFile(
      model: model,
      unit: unit ?? "million",
      fields: FinanceFieldTables(tables: tables, root: root),
      faults: faults
    )
  }

  /// The model that the tables beside `[model]` make.
  func model(
    _ root: TOMLTable,
    name: String,
    currency: String,
    timeline: FinanceTimeline,
    discountRate: Double
  ) -> FinanceModel {
    let paths = (
      paths(root, "index", "name", "growth"), paths(root, "currency", "code", "per_unit")
    )
    let lines = FinanceLineReader(self, timeline)
    let capex = once(root, "capex", \.name) { table, _ in lines.capex(table) }
    let revenue = once(root, "revenue", \.name) { table, _ in lines.operating(table) }
    let opex = once(root, "opex", \.name) { table, _ in lines.operating(table) }
    let order = root.optionalTable("funding").flatMap {
      $0.choice("order", of: DrawingOrder.self)
    }
    let tranches = once(root, "tranche", \.name) { table, place in
      tranche(table, place, order ?? .proRata, timeline)
    }
    var model = FinanceModel(
      name: name,
      currency: currency,
      timeline: timeline,
      capex: capex,
      revenue: revenue,
      opex: opex,
      tranches: tranches,
      discountRate: discountRate,
      indices: paths.0,
      exchangeRates: paths.1
    )
    readRest(root, &model)
    return model
  }

  /// Tables of an array, kept by name for faults.
  func named(_ root: TOMLTable, _ key: String) -> [TOMLTable] {
    let list = root.tables(key)
    for (place, table) in list.enumerated() { tables["\(key)[\(place + 1)]"] = table }
    return list
  }

  /// What the tables of an array say; every name once.
  private func once<Item>(
    _ root: TOMLTable,
    _ key: String,
    _ name: (Item) -> String,
    _ read: (TOMLTable, Int) -> Item?
  ) -> [Item] {
    var seen: Set<String> = []
    return named(root, key).enumerated().compactMap { place, table in
      let item = read(table, place)
      if let item, !seen.insert(name(item)).inserted {
        table.fault("name", found: "'\(name(item))' twice", expected: "every name once")
      }
      return item
    }
  }

  private func timeline(_ head: TOMLTable) -> FinanceTimeline? {
    let period = head.choice("period", of: PeriodLength.self)
    var building = period
    if head.has("construction_period") {
      building = head.choice("construction_period", of: PeriodLength.self)
    }
    let start = head.date("start")
    let opening = head.date("opening")
    var end: CalendarDate?
    var years: Double?
    if head.has("operation_years") {
      years = head.number("operation_years", in: 0...400)
    } else {
      end = head.date("end")
    }
    guard let period, let building, let start, let opening else { return nil }
    return timeline(
      period,
      building: building,
      start: start,
      opening: opening,
      end: end,
      years: years
    ) {
      head.fault($0, found: $1, expected: $2)
    }
  }

  /// The timeline of a start, an opening, and an end or years of operation, in periods of one length
  /// before the opening and of another from it on; what is wrong with them goes to `fault` by key.
  func timeline(
    _ period: PeriodLength,
    building length: PeriodLength,
    start: CalendarDate,
    opening: CalendarDate,
    end: CalendarDate?,
    years: Double? = nil,
    fault: (_ key: String, _ found: String, _ expected: String) -> Void
  ) -> FinanceTimeline? {
    func months(_ date: CalendarDate) -> Int { date.year * 12 + date.month - 1 }
    for (key, date) in [("start", start), ("opening", opening)] where date.day != 1 {
      fault(key, "\(date)", "the first day of a month")
      return nil
    }
    let building = months(opening) - months(start)
    guard building > 0 else {
      fault(
        "opening",
        "\(opening), not after the financial close",
        "a day after \(start), on which the timeline starts"
      )
      return nil
    }
    guard building % length.months == 0 else {
      fault("opening", "\(opening)", "the first day of a \(length.rawValue) counted from \(start)")
      return nil
    }
    let operating: Int
    let key: String
    if let years {
      key = "operation_years"
      let whole = years * 12
      operating = whole == whole.rounded() ? Int(whole) : -1
    } else if let end {
      key = "end"
      let next = CalendarDate(year: end.year, month: end.month, day: end.day + 1)
      operating = next == nil ? months(end) + 1 - months(opening) : -1
      if operating <= 0, next == nil {
        fault("end", "\(end)", "a day after the opening \(opening)")
        return nil
      }
    } else {
      return nil
    }
    guard operating > 0, operating % period.months == 0 else {
      fault(
        key,
        years.map { "\($0)" } ?? end.map(\.description) ?? "",
        "the end of a \(period.rawValue) after the opening"
      )
      return nil
    }
    guard building / length.months + operating / period.months <= 5000 else {
      fault(key, "too many periods", "at most 5000 periods")
      return nil
    }
    return FinanceTimeline(
      startYear: start.year,
      startMonth: start.month,
      periodMonths: period.months,
      constructionPeriodMonths: length.months,
      constructionPeriods: building / length.months,
      operationPeriods: operating / period.months
    )
  }

  private func paths(
    _ root: TOMLTable,
    _ key: String,
    _ nameKey: String,
    _ valueKey: String
  ) -> [FinancePath] {
    var seen: Set<String> = []
    return root.tables(key).compactMap { table in
      let name = table.text(nameKey)
      let path = path(table, valueKey)
      guard let name, let path else { return nil }
      tables["\(key).\(name)"] = table
      if !seen.insert(name).inserted {
        table.fault(nameKey, found: "'\(name)' twice", expected: "every name once")
      }
      if key == "currency", path.values.contains(where: { $0 <= 0 }) {
        let byYear = "\(valueKey)_by_year"
        table.fault(
          table.has(byYear) ? byYear : valueKey,
          found: "a rate not above zero",
          expected: "rates above zero"
        )
      }
      return FinancePath(name: name, path: path)
    }
  }

  /// A number under `key`, or `key_by_year = { years = […], values = […] }`.
  func path(
    _ table: TOMLTable,
    _ key: String,
    in range: ClosedRange<Double> = CSVRow.anyNumber,
    default standard: Double? = nil
  ) -> YearPath? {
    let byYear = "\(key)_by_year"
    if table.has(byYear) {
      guard let inner = table.table(byYear) else { return nil }
      let years = inner.numbers("years", in: 1...9999)
      let values = inner.numbers("values", in: range)
      guard let years, let values else { return nil }
      guard years.allSatisfy({ $0 == $0.rounded() }),
        let path = YearPath(years: years.map { Int($0) }, values: values)
      else {
        table.fault(
          byYear,
          found: "\(years.count) years and \(values.count) values",
          expected: "whole years that rise, and a value for each"
        )
        return nil
      }
      return path
    }
    if let standard, !table.has(key) { return YearPath(standard) }
    return table.number(key, in: range).map { YearPath($0) }
  }

  /// Years that are a whole number of periods.
  func periods(
    _ table: TOMLTable,
    _ key: String,
    _ timeline: FinanceTimeline,
    default standard: Double? = nil
  ) -> Int? {
    let years =
      standard.map { table.number(key, in: 0...400, default: $0) } ?? table.number(key, in: 0...400)
    guard let years else { return nil }
    let periods = years * Double(timeline.periodsPerYear)
    guard abs(periods - periods.rounded()) < 1e-9 else {
      table.fault(
        key,
        found: "\(years) years",
        expected: "a whole number of periods of \(timeline.periodMonths) months"
      )
      return nil
    }
    return Int(periods.rounded())
  }
}
