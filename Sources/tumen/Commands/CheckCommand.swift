import CorridorStudy
import Foundation
import Tables
import TradePolicy

extension Command {
  /// `tumen check`.
  static let check = Command(
    name: "check",
    arguments: ["STUDY"],
    summary: "Check a study and list every fault in one go",
    details: """
      Names each fault by file, line and column, with what was found and what was expected. Writes
      nothing.
      """,
    options: [
      Option(
        name: "--json",
        value: nil,
        help: "print the faults, or what --sources finds, as JSON"
      ),
      Option(
        name: "--sources",
        value: nil,
        help: "say what share of the figures that matter rests on each grade and on assumptions"
      ),
      Option(name: "--project", value: "ID", help: "project of --sources (the first of the study)"),
      Option(name: "--threads", value: "N", help: "threads of --sources (all cores)"),
    ],
    examples: [
      "tumen check studies/northeast-asia", "tumen check --sources studies/northeast-asia",
    ],
    run: checkRun
  )

  @Sendable private static func checkRun(_ call: Call) throws -> Tumen.Status {
    if call.has("--sources") { return try evidenceRun(call) }
    do throws(InputFaults) {
      let (study, warnings) = try Study.load(URL(fileURLWithPath: call.arguments[0]))
      if call.has("--json") {
        return print(warnings, .done)
      }
      for warning in warnings { Console.err(warning.description) }
      Console.out(
        "\(study.settings.name): \(study.regions.count) regions, \(study.commodities.count) "
          + "commodities, \(study.trade.count) rows of trade, \(study.network.nodes.count) nodes, "
          + "\(study.network.links.count) links, \(study.policy.measures.count) measures, "
          + "\(Tumen.count(study.projects.count, "project")). No errors, "
          + "\(Tumen.count(warnings.count, "warning"))."
      )
      return .done
    } catch {
      if call.has("--json") { return print(error.faults, .studyWrong) }
      Tumen.tell(error.faults)
      return .studyWrong
    }
  }

  private static func print(_ faults: [InputFault], _ status: Tumen.Status) -> Tumen.Status {
    Console.out((try? JSONText.data(faults)).map { String(decoding: $0, as: UTF8.self) } ?? "[]")
    return status
  }
}
