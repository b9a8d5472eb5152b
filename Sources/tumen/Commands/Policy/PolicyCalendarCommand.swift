import CorridorStudy
import Foundation
import Tables
import TradePolicy

extension Command {
  /// `tumen policy calendar`.
  static let policyCalendar = Command(
    name: "policy calendar",
    arguments: ["STUDY"],
    summary: "List the measures of a study by the day from which they are in force",
    details: "Doubtful paragraphs are marked with a question mark.",
    options: [
      Option(
        name: "--country",
        value: "ISO3",
        help: "measures that name it or that it adopted (all)"
      ),
      Option(name: "--years", value: "A[..B]", help: "measures in force in these years (all)"),
      .json("them"),
      Option(name: "--output", value: "FILE", help: "write them as .csv"),
    ],
    examples: [
      "tumen policy calendar studies/northeast-asia --country PRK --years 2016..2017",
      "tumen policy calendar studies/northeast-asia --output calendar.csv",
    ],
    run: policyCalendarRun
  )

  @Sendable private static func policyCalendarRun(_ call: Call) throws -> Tumen.Status {
    var years: ClosedRange<Int>?
    if let text = call.value("--years") {
      let ends = text.components(separatedBy: "..").map { Int($0) }
      guard ends.count <= 2, let low = ends[0], let high = ends[ends.count - 1], low <= high else {
        throw Call.Fault(description: "--years needs a year or a range 2010..2015, found '\(text)'")
      }
      years = low...high
    }
    if let output = call.value("--output"), !output.hasSuffix(".csv") {
      throw Call.Fault(description: "--output takes a .csv file, found '\(output)'")
    }
    let study = try call.study()
    let country = call.value("--country")
    let known = Set(study.regions.map(\.country)).union(study.policy.measures.map(\.issuer))
      .sorted()
    if let country, !known.contains(country) {
      throw Call.Fault(
        description: "--country: no measure names '\(country)'"
          + NearestName.hint(for: country, among: known)
      )
    }
    let entries = study.policy.calendar(country: country, years: years)
    if let output = call.value("--output") {
      try AtomicFile.write(Data(csv(entries).utf8), to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(entries))
      return .done
    }
    for entry in entries {
      let from = entry.from.isEmpty ? "          " : entry.from
      let to = entry.to.isEmpty ? "          " : entry.to
      let paragraph = entry.paragraph.isEmpty ? "" : ", paragraph \(entry.paragraph)"
      let value = entry.value.map { ", \($0.formatted()) \(entry.unit)" } ?? ""
      let way = entry.way.isEmpty ? "" : "; \(entry.way)"
      let codes = entry.hs.isEmpty ? "" : "; HS \(entry.hs)"
      Console.out(
        "\(from) – \(to)  \(entry.rule.padding(toLength: 10, withPad: " ", startingAt: 0))"
          + " \(entry.name)\(paragraph)\(entry.doubt.isEmpty ? "" : " (?)") "
          + "[\(entry.direction)\(way)\(codes)\(value)]"
      )
    }
    Console.out(
      "\(Tumen.count(entries.count, "measure")), "
        + "\(entries.count { !$0.doubt.isEmpty }) with a doubt (?)."
    )
    return .done
  }

  private static func csv(_ entries: [CalendarEntry]) -> String {
    var table = CSVText(columns: [
      "measure_id", "name", "issuer", "paragraph", "adopted", "effective_from", "effective_to",
      "direction", "way", "hs_scope", "sitc_scope", "rule", "value", "unit", "condition", "exempts",
      "doubt", "note", "source", "quality",
    ])
    for entry in entries {
      table.append([
        entry.id, entry.name, entry.issuer, entry.paragraph, entry.adopted, entry.from, entry.to,
        entry.direction, entry.way, entry.hs, entry.sitc, entry.rule,
        entry.value.map { "\($0)" } ?? "", entry.unit, entry.condition,
        entry.exempts.joined(separator: ";"), entry.doubt, entry.note, entry.source, entry.quality,
      ])
    }
    return table.text
  }
}
