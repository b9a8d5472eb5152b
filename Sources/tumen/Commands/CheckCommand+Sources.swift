import CorridorStudy
import Foundation
import Tables

extension Command {
  /// `tumen check --sources`.
  @Sendable static func evidenceRun(_ call: Call) throws -> Tumen.Status {
    var options = RunOptions()
    options.project = call.value("--project")
    options.threads = try call.threads()
    let study = try call.study()
    let line = ProgressLine()
    defer { line.clear() }
    let report = try StudyRun.evidence(study, options: options) { line.show($0) }
    line.clear()
    Console.out(
      call.has("--json")
        ? try JSONText.text(report) : text(report)
    )
    return .done
  }

  private static func text(_ report: EvidenceReport) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    var lines = [
      "\(report.project), \(report.scenario): worth USD "
        + String(
          format: "%.0f million in a short run of the reference year.",
          report.enpvUSDMillion
        ),
      "", padded("Figures, all 1 % higher", 38) + "USD m    share   A/B/C/D figures",
    ]
    for group in report.groups {
      let counts = ["A", "B", "C", "D"].map { String(group.figures[$0] ?? 0) }.joined(
        separator: "/"
      )
      lines.append(
        padded(group.name, 36)
          + String(format: "%+7.2f  %5.1f %%   ", group.onePercentUSDMillion, 100 * group.share)
          + counts
      )
    }
    let names = [
      "A": "official or primary", "B": "press or secondary", "C": "derived", "D": "assumed",
    ]
    lines.append("\nOf what moves the result:")
    for grade in ["A", "B", "C", "D"] {
      lines.append(
        String(format: "  %5.1f %%  ", 100 * (report.shares[grade] ?? 0))
          + "\(grade), \(names[grade] ?? "")"
      )
    }
    lines.append(
      "Effects of one per cent on each group, by size, spread over its grades by number of figures;"
        + " calibrated parameters held."
    )
    return lines.joined(separator: "\n")
  }
}
