import Foundation
import Tables
import TradeGravity

extension Command {
  /// `tumen trade reconcile`.
  static let tradeReconcile = Command(
    name: "trade reconcile",
    arguments: [],
    summary: "Make one figure of what exporters and importers report",
    details: """
      Importers' c.i.f. values are brought to f.o.b. with a rate estimated from the flows that both
      report, then averaged with the exporters' by the quality of both reporters (after Gaulier &
      Zignago 2010). With --gross-output, sales at home are added as rows of a country with itself.

      \(tradeDataDetails)
      """,
    options: tradeDataOptions + [
      Option(
        name: "--distances",
        value: "FILE",
        help: "iso_o, iso_d, distw (km), contig, such as CEPII's (a constant rate is used without)"
      ),
      Option(
        name: "--cif-rate",
        value: "RATE",
        help: "use this c.i.f. rate, 0.07 for 7 %, instead of an estimated one"
      ),
      Option(
        name: "--gross-output",
        value: "FILE",
        help: "year, country, product, output_usd: adds sales at home (none)"
      ),
      Option(
        name: "--negative",
        value: "RULE",
        help: "where exports are above output: zero, floor (1 % of output), fault (zero)"
      ),
      Option(name: "--top", value: "N", help: "reporters shown at each end (10)"),
      .json("the summary"),
      Option(name: "--output", value: "FILE", help: "write the trade as .csv, .csv.gz or .dta"),
      Option(
        name: "--adjustments",
        value: "FILE",
        help: "write every flow with its reports, rate and weight as .csv, .csv.gz or .dta"
      ),
    ],
    examples: [
      "tumen trade reconcile --data exports.csv --data imports.csv --distances dist_cepii.csv.gz "
        + "--output trade.csv",
      "tumen trade reconcile --data comtrade.csv --cif-rate 0.06 --adjustments what-changed.csv",
    ],
    run: tradeReconcileRun
  )

  /// What `--json` prints.
  private struct Outcome: Encodable {
    var files: [TradeReading]
    var reconciliation: ReconciliationSummary
    var uncoveredProducts: [TradeTable.UncoveredProduct]
    var domesticRows: Int?
    var domesticAdjustments: [DomesticSales.Adjustment]?
  }

  @Sendable private static func tradeReconcileRun(_ call: Call) throws -> Tumen.Status {
    let rate = try call.real("--cif-rate", in: 0...10)
    let negative = try call.choice("--negative", DomesticSales.Negative.self) ?? .zero
    let top = try call.number("--top", from: 1) ?? 10
    for option in ["--output", "--adjustments"] {
      if let file = call.value(option) { try checkEnding(file, option) }
    }
    let distances = try call.value("--distances").map {
      try PairDistances.read(URL(fileURLWithPath: $0), name: $0)
    }
    let output = try call.value("--gross-output").map {
      try DomesticSales.readOutput(URL(fileURLWithPath: $0), name: $0)
    }
    let input = try TradeInput(call)
    let result = try MirrorReconciliation(
      input.table,
      distances: distances ?? PairDistances(),
      settings: MirrorReconciliation.Settings(constantRate: rate)
    )
    guard result.count > 0 else {
      throw InputFaults([
        InputFault(
          file: input.table.name,
          found: "one figure for each flow, no reports of exporters or importers",
          expected: "reports of both ends (a flow of imports or exports, or --data for each)"
        )
      ])
    }
    var trade = result.trade(of: input.table)
    var domestic: DomesticSales?
    if let output {
      domestic = try DomesticSales(
        output: output,
        trade: trade,
        negative: negative,
        file: call.value("--gross-output") ?? ""
      )
      if let table = domestic?.table {
        let known = Set(output.map(\.country))
        let isHome = (0..<trade.count).map { row in
          trade.exporters[row] == trade.importers[row]
            && known.contains(trade.countries[Int(trade.exporters[row])])
        }
        trade.keep { !isHome[$0] }
        trade.append(table)
      }
    }
    if let file = call.value("--output") { try trade.data().write(to: URL(fileURLWithPath: file)) }
    if let file = call.value("--adjustments") {
      try result.adjustments().write(to: URL(fileURLWithPath: file))
    }
    if call.has("--json") {
      let outcome = Outcome(
        files: input.readings,
        reconciliation: result.summary,
        uncoveredProducts: input.uncovered,
        domesticRows: domestic?.table.count,
        domesticAdjustments: domestic?.adjustments
      )
      Console.out(try JSONText.text(outcome))
      return .done
    }
    input.tell()
    Console.out(result.summary.text(top: top))
    if let domestic {
      Console.out(
        "\nsales at home: \(domestic.table.count) rows, \(domestic.adjustments.count) of them with "
          + "exports above output (taken as \(negative == .floor ? "1 % of output" : "zero"))"
      )
    }
    return .done
  }

  /// A wrong ending is told before the work is done.
  static func checkEnding(_ file: String, _ option: String) throws {
    let name = file.lowercased()
    guard [".csv", ".csv.gz", ".dta"].contains(where: name.hasSuffix) else {
      throw Call.Fault(description: "\(option) needs a .csv, .csv.gz or .dta file, found '\(file)'")
    }
  }
}
