import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network counts`.
  static let networkCounts = Command(
    name: "network counts",
    arguments: [],
    summary: "Modelled flows against observed counts and screenlines: GEH, RMSE, R²",
    details: """
      Joins flows and counts by the nodes from and to; counts over several parallel links are compared
      with the sum of their flows. Counts that name a screenline are added up as well.
      """,
    options: [
      Option(name: "--flows", value: "FILE", help: "CSV of from, to, flow (needed)"),
      Option(
        name: "--counts",
        value: "FILE",
        help: "CSV of from, to, count; screenline is optional (needed)"
      ),
      Option(name: "--output", value: "FILE", help: "CSV of name, observed, modelled, geh (none)"),
      .json("what was found"),
    ],
    examples: ["tumen network counts --flows flows.csv --counts counts.csv --json"],
    run: networkCountsRun
  )

  @Sendable private static func networkCountsRun(_ call: Call) throws -> Tumen.Status {
    let flows = URL(fileURLWithPath: try call.required("--flows"))
    let counts = URL(fileURLWithPath: try call.required("--counts"))
    let rows = try NetworkInput.gathering {
      CountTable.join(counts: counts, flows: flows, faults: $0)
    }
    let comparison = try CountComparison(rows)
    if let path = call.value("--output") {
      var table = CSVText(columns: ["name", "observed", "modelled", "geh"])
      for row in comparison.counts + comparison.screenlines {
        table.append(
          [row.name]
            + (try [row.observed, row.modelled, row.geh].map { try CSVText.field($0) })
        )
      }
      try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      try NetworkInput.printJSON(comparison)
      return .done
    }
    func short(_ number: Double?) -> String {
      number.map { "\(($0 * 1000).rounded() / 1000)" } ?? "none"
    }
    Console.out(
      "\(Tumen.count(comparison.counts.count, "count")): RMSE \(short(comparison.rmse)) "
        + "(relative \(short(comparison.relativeRMSE))), bias \(short(comparison.bias)), R² "
        + "\(short(comparison.rSquared)), GEH below 5 at "
        + "\(short(100 * comparison.shareBelowGEH5)) %"
    )
    for line in comparison.screenlines {
      Console.out(
        "\(line.name): observed \(line.observed), modelled \(line.modelled), GEH \(short(line.geh))"
      )
    }
    return .done
  }
}
