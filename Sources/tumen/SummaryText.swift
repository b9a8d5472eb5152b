import CorridorStudy
import Foundation

/// The result in one screen of plain words: what it is worth, to whom, how sure, what it hangs on.
struct SummaryText {
  let result: StudyResult

  /// The text.
  var text: String {
    var lines = [
      "\(result.project.name)",
      "USD million of \(result.study.priceYear), present value "
        + "\(result.study.presentValueYear) at \(result.study.economicDiscountText); capacity "
        + "\(number(result.project.capacityMegatonnesPerYear, 1)) Mt a year", "",
    ]
    let width = 26
    lines.append(
      pad("", width) + result.scenarios.map { right($0.name, 26) }.joined()
    )
    func row(_ name: String, _ value: (ScenarioResult) -> String) {
      lines.append(pad(name, width) + result.scenarios.map { right(value($0), 26) }.joined())
    }
    row("Worth (ENPV)") { number($0.economics.enpvUSDMillion, 0) }
    row("Rate of return (EIRR)") { $0.economics.eirr.first.map { percent($0, 1) } ?? "none" }
    row("Benefits over costs") { $0.economics.benefitCostRatio.map { number($0, 2) } ?? "–" }
    row("Chance that it loses") { $0.risk.map { percent($0.probabilityNegative, 0) } ?? "–" }
    row("For the company (FNPV)") { number($0.finance.fnpvUSDMillion, 0) }
    row("Least debt cover (DSCR)") { $0.finance.dscrMinimum.map { number($0, 2) } ?? "–" }
    row("Traffic \(result.study.referenceYear), Mt") { scenario in
      number(
        (scenario.years.first { $0.year == result.study.referenceYear }?.tonnes ?? 0) / 1e6,
        2
      )
    }
    lines.append("")
    for scenario in result.scenarios { lines += words(scenario) }
    lines += validation()
    return lines.joined(separator: "\n")
  }

  private func words(_ scenario: ScenarioResult) -> [String] {
    let cells = scenario.economics.incidence.sorted {
      $0.presentValueUSDMillion > $1.presentValueUSDMillion
    }
    func name(_ cell: IncidenceCell) -> String {
      "\(cell.country) \(cell.party) \(number(cell.presentValueUSDMillion, 0))"
    }
    let gains = cells.filter { $0.presentValueUSDMillion > 0.5 }.prefix(3).map(name)
    let losses = cells.filter { $0.presentValueUSDMillion < -0.5 }.suffix(2).reversed().map(name)
    var text = "\(scenario.name): gains \(gains.isEmpty ? "nobody" : gains.joined(separator: ", "))"
    if !losses.isEmpty { text += "; costs \(losses.joined(separator: ", "))" }
    if let risk = scenario.risk {
      let drivers = risk.tornado.prefix(3).map {
        $0.driver.replacingOccurrences(of: "_", with: " ")
      }
      text += ". It hangs on \(drivers.joined(separator: ", "))."
    }
    return [text]
  }

  private func validation() -> [String] {
    let check = result.validation
    let inside = check.routes.filter(\.within).count
    let tested = check.backTest.rows.filter { $0.use == "prediction" }
    var lines = [""]
    if !check.routes.isEmpty {
      lines.append("Checked: \(inside) of \(check.routes.count) observed routes met.")
    }
    if !tested.isEmpty {
      let years = tested.map {
        "\($0.year) \(number($0.modelled, 2)) (\(number($0.observedLow, 2))–\(number($0.observedHigh, 2)))"
      }
      lines.append("Back-test, Mt modelled (observed): \(years.joined(separator: ", ")).")
    }
    for warning in result.warnings { lines.append("Note: \(warning)") }
    return lines
  }

  private func number(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", value)
  }

  private func percent(_ share: Double, _ decimals: Int) -> String {
    "\(number(100 * share, decimals)) %"
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    let short = text.count >= width ? String(text.prefix(width - 1)) : text
    return String(repeating: " ", count: width - short.count) + short
  }
}

/// The same for programs.
struct SummaryRecord: Encodable {
  struct Scenario: Encodable {
    var id: String
    var enpvUSDMillion: Double
    var eirr: [Double]
    var benefitCostRatio: Double?
    var probabilityNegative: Double?
    var fnpvUSDMillion: Double
  }

  var study: String
  var project: String
  var scenarios: [Scenario]
  var files: [String]

  init(_ result: StudyResult, files: [String]) {
    study = result.study.id
    project = result.project.id
    self.files = files
    scenarios = result.scenarios.map {
      Scenario(
        id: $0.id,
        enpvUSDMillion: $0.economics.enpvUSDMillion,
        eirr: $0.economics.eirr,
        benefitCostRatio: $0.economics.benefitCostRatio,
        probabilityNegative: $0.risk?.probabilityNegative,
        fnpvUSDMillion: $0.finance.fnpvUSDMillion
      )
    }
  }
}
