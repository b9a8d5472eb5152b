import Tables

/// Gathers rows of a trade file.
struct TradeReader {
  /// What the text in a column of flows means.
  enum FlowKind: UInt8 {
    case export
    case `import`
    case both
    /// Re-exports and the like, which are parts of exports and imports.
    case part
    case unknown
  }

  let columns: TradeColumns
  let file: String
  let years: ClosedRange<Int>?
  let faults: FaultCollector
  private(set) var table: TradeTable
  private(set) var leftOut: [String: Int] = [:]
  private var told = 0
  private var untold = 0

  // Reasons counted in the hot loop.
  private var missingValues = 0
  private var otherYears = 0
  private var aggregates = 0
  private var parts = 0

  init(
    _ columns: TradeColumns,
    file: String,
    years: ClosedRange<Int>?,
    faults: FaultCollector
  ) {
    self.columns = columns
    self.file = file
    self.years = years
    self.faults = faults
    table = TradeTable(name: file)
  }

  mutating func reserve(_ rows: Int) { table.reserve(rows) }

  /// What a flow's text means.
  static func flowKind(_ text: String) -> FlowKind {
    let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "x", "2", "6", "e":
      return .export
    case "m", "1", "5", "i":
      return .import
    case "both", "reconciled", "b": return .both
    case "rx", "rm", "3", "4", "dx", "fm", "mip", "mop", "xip", "xop", "reexport", "reexports",
      "reimport", "reimports", "domesticexport", "foreignimport", "miv", "xiv":
      return .part
    default:
      if plain.hasPrefix("reexp") || plain.hasPrefix("reimp") { return .part }
      if plain.hasPrefix("exp") || plain.hasPrefix("grossexp") { return .export }
      if plain.hasPrefix("imp") || plain.hasPrefix("grossimp") { return .import }
      return .unknown
    }
  }

  /// Year of a number such as 2015, 201503 or 20150301.
  static func year(_ number: Double) -> Int? {
    guard number == number.rounded(), number >= 1000, number < 1e8 else { return nil }
    var year = Int(number)
    if year > 999_999 { year /= 10_000 } else if year > 9999 { year /= 100 }
    return (1000...9999).contains(year) ? year : nil
  }

  /// Adds a row of a file.
  mutating func add(
    year: Int,
    first: Int32,
    second: Int32,
    isAggregate: Bool,
    product: Int32,
    flow: FlowKind,
    values: (Int) -> Double?,
    quantity: Double?
  ) {
    if let years, !years.contains(year) {
      otherYears += 1
      return
    }
    guard !isAggregate else {
      aggregates += 1
      return
    }
    guard flow != .part else {
      parts += 1
      return
    }
    var hasValue = false
    for (place, column) in columns.values.enumerated() {
      guard let value = values(place) else { continue }
      hasValue = true
      var exporter = first
      var importer = second
      var report = TradeTable.Report.both
      if let named = column.report {
        report = named
      } else {
        if flow == .export { report = .exporter }
        if flow == .import { report = .importer }
        if columns.flowMeaning == .direction, flow == .import { swap(&exporter, &importer) }
      }
      table.years.append(Int16(truncatingIfNeeded: year))
      table.exporters.append(exporter)
      table.importers.append(importer)
      table.productOf.append(product)
      table.reports.append(report)
      table.values.append(value * column.scale)
      table.quantities.append(quantity.map { Float($0 * columns.quantityScale) } ?? .nan)
    }
    if !hasValue { missingValues += 1 }
  }

  /// Tells a fault of a row, the first twenty one by one.
  mutating func fault(_ line: Int, _ column: String, found: String, expected: String) {
    told += 1
    guard told <= 20 else {
      untold += 1
      return
    }
    faults.error(file, line: line, column: column, found: found, expected: expected)
  }

  mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }

  /// The table with its codes brought to the standard, and the counts.
  mutating func finish(
    countries: [String],
    products: [String],
    codes: CountryCode
  ) -> TradeTable {
    if untold > 0 {
      faults.error(file, found: "\(untold) more cells that are wrong", expected: "values")
    }
    for (count, reason) in [
      (missingValues, "without a value"), (otherYears, "of other years"),
      (aggregates, "of the world or groups of countries"),
      (parts, "of re-exports and other parts of flows"),
    ] where count > 0 {
      leftOut[reason, default: 0] += count
    }
    var result = TradeTable(name: file)
    swap(&result, &table)
    // Several texts may stand for one country.
    var known: [String: Int32] = [:]
    let places = countries.map { text -> Int32 in
      let code = codes.code(text)
      if let place = known[code] { return place }
      let place = Int32(truncatingIfNeeded: known.count)
      known[code] = place
      return place
    }
    result.countries = known.sorted { $0.value < $1.value }.map(\.key)
    result.products = products.map { code in
      guard let digits = columns.productDigits, code.utf8.count < digits, Int(code) != nil else {
        return code
      }
      return String(repeating: "0", count: digits - code.utf8.count) + code
    }
    for row in result.exporters.indices {
      result.exporters[row] = places[Int(result.exporters[row])]
      result.importers[row] = places[Int(result.importers[row])]
    }
    return result
  }
}
