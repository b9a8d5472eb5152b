import CorridorStudy
import Foundation
import Tables

extension Command {
  /// `tumen claims`.
  static let claims = Command(
    name: "claims",
    arguments: ["STUDY"],
    summary: "Hold published statements against the figures of a study",
    details: """
      Reads claims.csv and facts.csv of the study and says of each statement whether the data support
      it, contradict it, or cannot decide it, with the figures; and, where it is not supported, of
      which other partner, year, series or basis it would be true. docs/claims.md has the language.
      """,
    options: [
      Option(name: "--claim", value: "ID", help: "claim; may be repeated (all)", repeats: true),
      .json("the findings"),
      Option(name: "--output", value: "FILE", help: "write them as .csv or .json"),
    ],
    examples: [
      "tumen claims studies/northeast-asia",
      "tumen claims studies/northeast-asia --output claims.csv",
    ],
    run: claimsRun
  )

  @Sendable private static func claimsRun(_ call: Call) throws -> Tumen.Status {
    let output = call.value("--output")
    if let output, !output.hasSuffix(".csv"), !output.hasSuffix(".json") {
      throw Call.Fault(description: "--output takes a .csv or .json file, found '\(output)'")
    }
    let study = try call.study()
    let wanted = call.list("--claim")
    for id in wanted where !study.claims.contains(where: { $0.id == id }) {
      let hint = NearestName.hint(for: id, among: study.claims.map(\.id))
      throw Call.Fault(description: "the study has no claim '\(id)'\(hint)")
    }
    let findings = ClaimChecker(study).findings()
      .filter { wanted.isEmpty || wanted.contains($0.id) }
    if let output {
      try AtomicFile.write(to: URL(fileURLWithPath: output)) { temporary in
        let data =
          output.hasSuffix(".json")
          ? try JSONText.data(findings) : Data(ClaimsReport.csv(findings).utf8)
        try data.write(to: temporary)
      }
    }
    if call.has("--json") {
      Console.out(try JSONText.text(findings))
    } else {
      Console.out(ClaimsReport.text(findings))
      if let output { Console.out("Written: \(output)") }
    }
    return .done
  }
}
