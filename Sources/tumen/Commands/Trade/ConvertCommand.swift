import Foundation
import Tables
import TradeGravity

extension Command {
  /// `tumen trade convert`.
  static let tradeConvert = Command(
    name: "trade convert",
    arguments: [],
    summary: "Bring trade data of any layout into one long table",
    details: """
      Columns of the table: year, exporter, importer, product, report (exporter, importer or both),
      value_usd, quantity_t. Rows of one key are added up where --products makes groups.

      \(tradeDataDetails)
      """,
    options: tradeDataOptions + [
      .json("what was read"),
      Option(name: "--output", value: "FILE", help: "table as .csv, .csv.gz or .dta (needed)"),
    ],
    examples: [
      "tumen trade convert --data BACI_HS12_Y2015.csv --output baci.dta",
      "tumen trade convert --data comtrade.csv --products commodities.csv --output grouped.csv.gz",
    ],
    run: tradeConvertRun
  )

  /// What `--json` prints.
  private struct Outcome: Encodable {
    var files: [TradeReading]
    var rows: Int
    var countries: Int
    var products: Int
    var valueUSD: Double
    var uncoveredProducts: [TradeTable.UncoveredProduct]
  }

  @Sendable private static func tradeConvertRun(_ call: Call) throws -> Tumen.Status {
    let file = try call.required("--output")
    try checkEnding(file, "--output")
    let input = try TradeInput(call)
    let table = input.table
    try table.data().write(to: URL(fileURLWithPath: file))
    let value = table.values.reduce(0, +)
    if call.has("--json") {
      let outcome = Outcome(
        files: input.readings,
        rows: table.count,
        countries: table.countries.count,
        products: table.products.count,
        valueUSD: value,
        uncoveredProducts: input.uncovered
      )
      Console.out(try JSONText.text(outcome))
    } else {
      input.tell()
      Console.out(
        "\(file): \(table.count) rows, \(table.countries.count) countries, "
          + "\(table.products.count) products, \(String(format: "%.1f", value / 1e6)) m USD"
      )
    }
    return .done
  }
}
