import CorridorStudy
import Foundation
import FreightNetwork
import Tables
import TradePolicy

extension Command {
  /// `tumen policy check`.
  static let policyCheck = Command(
    name: "policy check",
    arguments: ["STUDY"],
    summary: "Say whether a flow is allowed, capped or prohibited on a day, and by which paragraph",
    details: """
      Reads policy.csv of the study. Products are codes of the Harmonized System (2701), of the
      Standard International Trade Classification (sitc:321), or commodities of the study; the shorter
      the code, the more measures meet a part of it. Measures about ways count where --transit,
      --place or --mode names such a way. It is a check of one flow: nothing is said of other ways.
      """,
    options: [
      Option(name: "--exporter", value: "ISO3", help: "country that sells (needed)"),
      Option(name: "--importer", value: "ISO3", help: "country that buys (needed)"),
      Option(name: "--product", value: "CODE", help: "2701, sitc:321 or coal_steam (needed)"),
      Option(name: "--date", value: "DAY", help: "day, YYYY-MM-DD (needed)"),
      Option(name: "--origin", value: "ISO3", help: "where the goods come from (the exporter)"),
      Option(
        name: "--transit",
        value: "ISO3",
        help: "country passed; may be repeated (none)",
        repeats: true
      ),
      Option(
        name: "--place",
        value: "NODE",
        help: "place passed; may be repeated (none)",
        repeats: true
      ),
      Option(name: "--mode", value: "MODE", help: "rail, road, sea or pipeline (not said)"),
      .json("the finding"),
    ],
    examples: [
      "tumen policy check studies/northeast-asia --exporter PRK --importer CHN --product 2701 "
        + "--date 2017-09-01",
      "tumen policy check studies/northeast-asia --exporter PRK --importer CHN --origin RUS "
        + "--product 2701 --date 2018-03-01 --place RJP",
    ],
    run: policyCheckRun
  )

  @Sendable private static func policyCheckRun(_ call: Call) throws -> Tumen.Status {
    let exporter = try call.required("--exporter")
    let importer = try call.required("--importer")
    let product = try call.required("--product")
    let day = try call.required("--date")
    guard let date = CalendarDate(day) else {
      throw Call.Fault(description: "--date needs a day YYYY-MM-DD, found '\(day)'")
    }
    let mode = try call.choice("--mode", Measure.Mode.self)
    let study = try call.study()
    let countries = Set(study.regions.map(\.country)).sorted()
    func known(_ option: String, _ values: [String], _ all: [String], _ thing: String) throws {
      for value in values where !all.contains(value) {
        throw Call.Fault(
          description: "\(option): the study has no \(thing) '\(value)'"
            + NearestName.hint(for: value, among: all)
        )
      }
    }
    try known("--exporter", [exporter], countries, "country")
    try known("--importer", [importer], countries, "country")
    try known("--origin", call.list("--origin"), countries, "country")
    try known("--transit", call.list("--transit"), countries, "country")
    try known("--place", call.list("--place"), study.network.nodes.map(\.id), "node")
    guard let (kind, commodities) = study.product(product) else {
      throw Call.Fault(
        description: "--product needs a code such as 2701 or sitc:321, or a commodity; found "
          + "'\(product)'" + NearestName.hint(for: product, among: study.commodities.map(\.id))
      )
    }
    let finding = study.policy.finding(
      PolicyQuery(
        exporter: exporter,
        importer: importer,
        product: kind,
        commodities: commodities,
        date: date,
        goodsOrigin: call.value("--origin"),
        transit: call.list("--transit"),
        places: call.list("--place"),
        mode: mode
      )
    )
    if call.has("--json") {
      Console.out(try JSONText.text(finding))
    } else {
      Console.out("\(exporter) to \(importer), \(product), \(day): " + words(finding))
    }
    return .done
  }

  private static func words(_ finding: PolicyFinding) -> String {
    var lines = [finding.verdict.rawValue.uppercased() + (finding.isForPart ? " in part" : "")]
    for title in finding.because { lines.append("  by \(title)") }
    for hit in finding.hits {
      let measure = hit.measure
      var text =
        "  \(measure.rule) [\(measure.id)], since \(measure.from.isEmpty ? "ever" : measure.from)"
      if !measure.to.isEmpty { text += " until \(measure.to)" }
      if let value = measure.value { text += ", \(value.formatted()) \(measure.unit)" }
      if hit.product == .part { text += ", a part of the product" }
      if !hit.freedBy.isEmpty { text += "; freed by \(hit.freedBy.joined(separator: ", "))" }
      if !hit.freedInPartBy.isEmpty {
        text += "; freed in part by \(hit.freedInPartBy.joined(separator: ", "))"
      }
      lines.append(text)
      if !measure.doubt.isEmpty { lines.append("    doubtful: \(measure.doubt)") }
    }
    for condition in finding.conditions { lines.append("  condition: \(condition)") }
    for remark in finding.remarks { lines.append("  see also: \(remark.title) (\(remark.from))") }
    return lines.joined(separator: "\n")
  }
}
