import CorridorStudy
import Foundation
import Tables

extension Command {
  /// `tumen dependence`.
  static let dependence = Command(
    name: "dependence",
    arguments: ["STUDY"],
    summary: "Say how a country depends on partners, goods and border crossings",
    details: """
      Solves a year with and without measures, without and with the project, and shows for each the
      shares of partners, their concentration (Herfindahl-Hirschman index), exposure by commodity, the
      share of trade over each crossing, and what real income a border or a partner that closes would
      cost, by the trade equilibrium with costs of carriage as they stand.
      """,
    options: [
      Option(name: "--region", value: "ISO3", help: "country (the smallest of the project's)"),
      Option(name: "--year", value: "YEAR", help: "year (the study's reference year)"),
      Option(name: "--project", value: "ID", help: "project (the first of the study)"),
      .threads,
      Option(name: "--top", value: "N", help: "rows of each table (8)"),
      .json("everything"),
    ],
    examples: [
      "tumen dependence studies/northeast-asia",
      "tumen dependence studies/northeast-asia --region MNG --year 2015 --json",
    ],
    run: dependenceRun
  )

  @Sendable private static func dependenceRun(_ call: Call) throws -> Tumen.Status {
    var options = RunOptions()
    options.project = call.value("--project")
    options.threads = try call.threads()
    let year = try call.number("--year", from: 1900)
    if let year, year > 2200 {
      throw Call.Fault(description: "--year needs a year up to 2200, found '\(year)'")
    }
    let top = try call.number("--top", from: 1) ?? 8
    let study = try call.study()
    let line = ProgressLine()
    defer { line.clear() }
    let report = try StudyRun.dependence(
      study,
      country: call.value("--region"),
      year: year,
      options: options
    ) { line.show($0) }
    line.clear()
    Console.out(
      call.has("--json")
        ? try JSONText.text(report)
        : report.worlds.map { text($0, report, top) }.joined(separator: "\n\n")
    )
    return .done
  }

  private static func text(
    _ world: DependenceWorld,
    _ report: DependenceReport,
    _ top: Int
  )
    -> String
  {
    func percent(_ value: Double) -> String { String(format: "%6.1f %%", 100 * value) }
    func loss(_ value: Double?) -> String {
      value.map { String(format: "real income %+.2f %%", $0) } ?? ""
    }
    func name(_ text: String) -> String {
      text + String(repeating: " ", count: max(1, 34 - text.count))
    }
    var lines = [
      "\(report.country) \(report.year), measures \(world.measures), "
        + "\(world.withProject ? "with" : "without") \(report.project)",
      String(
        format:
          "Exports %.0f, imports %.0f USD million; HHI exports %.3f, imports %.3f, trade %.3f",
        world.exportsUSDMillion,
        world.importsUSDMillion,
        world.exportConcentration,
        world.importConcentration,
        world.tradeConcentration
      ), "Partners, share of trade, and what their absence costs:",
    ]
    for row in world.partners.prefix(top) {
      lines.append("  \(name(row.country))\(percent(row.share))  \(loss(row.realIncomePercent))")
    }
    lines.append("Goods, share of exports (largest buyer) and of imports (largest seller):")
    for row in world.commodities.prefix(top) {
      lines.append(
        "  \(name(row.commodity))\(percent(row.exportShare)) (\(row.buyer)\(percent(row.buyerShare)))"
          + "  \(percent(row.importShare)) (\(row.seller)\(percent(row.sellerShare)))"
      )
    }
    lines.append("Crossings, share of trade:")
    for row in world.crossings.prefix(top) {
      lines.append("  \(name("\(row.name) (\(row.kind))"))\(percent(row.share))")
    }
    lines.append("Land borders, share of trade, and what closing one costs:")
    for row in world.borders {
      lines.append("  \(name(row.neighbour))\(percent(row.share))  \(loss(row.realIncomePercent))")
    }
    return lines.joined(separator: "\n")
  }
}
