import Foundation
import Tables
import TradeGravity

extension Command {
  /// The commands `tumen trade …`.
  static let tradeCommands: [Command] = [tradeProfile, tradeReconcile, tradeConvert]

  /// Options by which the commands of the group read data.
  static let tradeDataOptions: [Option] = [
    Option(
      name: "--data",
      value: "FILE",
      help: "trade: .csv, .csv.gz, .dta or .xlsx; repeat it for several files",
      repeats: true
    ),
    Option(name: "--value", value: "COLUMN", help: "column of the values (by the layout)"),
    Option(
      name: "--unit",
      value: "UNIT",
      help: "unit of the values: usd, kusd, musd (by the layout or the column's name)"
    ),
    Option(
      name: "--years",
      value: "A[..B]",
      help: "years that are read (all)"
    ),
    Option(
      name: "--codes",
      value: "FILE",
      help: "country_code,country_iso3 (country_codes*.csv beside the data, else built in)"
    ),
    Option(
      name: "--products",
      value: "FILE",
      help: "groups of products by beginnings of codes, such as a study's commodities.csv"
    ),
    Option(
      name: "--products-by",
      value: "COLUMN",
      help: "its column of codes (hs, else sitc, else code)"
    ),
  ]

  static let tradeDataDetails = """
    Layouts are known by their headers: UN Comtrade (present and legacy CSV), CEPII BACI and Gravity,
    USITC ITPD-E, UNCTAD, WITS, and any table with year, exporter, importer and a value (or reporter,
    partner, flow and a value); value_usd_m and value_kusd are read as million and thousand USD.
    """
}

/// Trade data as a call names them.
struct TradeInput {
  var table: TradeTable
  var readings: [TradeReading]
  var uncovered: [TradeTable.UncoveredProduct] = []

  /// Units of values.
  enum Unit: String, CaseIterable {
    case usd
    case kusd
    case musd
    var inUSD: Double {
      switch self {
      case .usd: 1
      case .kusd: 1e3
      case .musd: 1e6
      }
    }
  }

  /// Reads all files of a call.
  init(_ call: Call) throws {
    let files = call.list("--data")
    guard !files.isEmpty else {
      throw Call.Fault(
        description: "tumen \(call.command.name) needs --data; see tumen help \(call.command.name)"
      )
    }
    let unit = try call.choice("--unit", Unit.self)
    let years = try Self.years(call)
    let codes = try call.value("--codes").map { path in
      do throws(InputFault) {
        return try CountryCode.read(URL(fileURLWithPath: path), name: path)
      } catch { throw InputFaults([error]) }
    }
    let concordance = try call.value("--products").map {
      try Concordance.read(
        URL(fileURLWithPath: $0),
        codes: call.value("--products-by"),
        name: $0
      )
    }
    if concordance == nil, call.value("--products-by") != nil {
      throw Call.Fault(description: "--products-by needs --products")
    }
    let progress = ProgressLine()
    defer { progress.clear() }
    let faults = FaultCollector()
    table = TradeTable(name: files.count == 1 ? files[0] : "trade")
    readings = []
    for file in files {
      let (part, reading) = try TradeTable.read(
        URL(fileURLWithPath: file),
        name: file,
        valueColumn: call.value("--value"),
        usdPerUnit: unit?.inUSD,
        years: years,
        countryCodes: codes,
        faults: faults
      ) { progress.show("reading \(file)", share: $0) }
      if files.count == 1 {
        table = part
        table.name = file
      } else {
        table.append(part)
      }
      readings.append(reading)
    }
    try faults.throwIfAny()
    if let concordance {
      let name = table.name
      (table, uncovered) = table.grouped(by: concordance)
      table.name = name
    }
    guard table.count > 0 else {
      throw InputFaults([
        InputFault(
          file: files.joined(separator: ", "),
          found: "no flow of trade" + (years == nil ? "" : " in these years"),
          expected: "rows with a value"
        )
      ])
    }
  }

  /// Tells on standard error what was read and left out.
  func tell() {
    for reading in readings { Console.err(reading.summary) }
    guard !uncovered.isEmpty else { return }
    let value = uncovered.reduce(0) { $0 + $1.valueUSD }
    let codes = uncovered.prefix(10).map { $0.code.isEmpty ? "(none)" : $0.code }
    Console.err(
      "\(Tumen.count(uncovered.count, "code")) of products in no group, "
        + "\(String(format: "%.1f", value / 1e6)) m USD: \(codes.joined(separator: ", "))"
        + (uncovered.count > 10 ? " …" : "")
    )
  }

  /// `2015` or `2010..2015`.
  private static func years(_ call: Call) throws -> ClosedRange<Int>? {
    guard let text = call.value("--years") else { return nil }
    let ends = text.components(separatedBy: "..").map { Int($0) }
    guard ends.count <= 2, let low = ends[0], let high = ends[ends.count - 1], low <= high else {
      throw Call.Fault(description: "--years needs a year or a range 2010..2015, found '\(text)'")
    }
    return low...high
  }
}
