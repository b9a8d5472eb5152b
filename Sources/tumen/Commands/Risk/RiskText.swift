import CorridorStudy
import Foundation

/// A risk report in plain words and figures.
struct RiskText {
  private let report: RiskReport

  init(_ report: RiskReport) { self.report = report }

  /// The text.
  var text: String {
    var lines = [
      "Risk of \(report.projectName)",
      "\(report.draws) draws (\(words(report.sampler)), seed \(report.seed)); USD million of "
        + "\(report.priceYear), present value \(report.presentValueYear)",
      report.chain, "",
    ]
    lines += summaryTable()
    for scenario in report.scenarios { lines += [""] + scenarioLines(scenario) }
    if !report.correlations.isEmpty {
      lines += ["", "Rank correlations, asked for and drawn"]
      lines += report.correlations.map {
        "  " + pad("\(words($0.first)) and \(words($0.second))", 40)
          + number($0.wanted, 2, 8) + number($0.drawn, 2, 8)
      }
    }
    lines += standpointLines() + waitingLines()
    return lines.joined(separator: "\n")
  }

  private func summaryTable() -> [String] {
    let scenarios = report.scenarios
    func row(_ name: String, _ value: (ScenarioRisk) -> String) -> String {
      pad(name, 34) + scenarios.map { right(value($0), 24) }.joined()
    }
    func percentile(_ share: Double, _ summary: DrawSummary) -> String {
      summary.percentiles.first { $0.probability == share }.map { number($0.usdMillion, 0) } ?? "–"
    }
    return [
      pad("", 34) + scenarios.map { right($0.name, 24) }.joined(),
      row("ENPV with the study's figures") { number($0.studyENPVUSDMillion, 0) },
      row("ENPV expected") { number($0.enpv.mean, 0) + " ± " + number($0.enpv.standardError, 1) },
      row("  standard deviation") { number($0.enpv.standardDeviation, 0) },
      row("  5 %, 50 %, 95 % of draws below") { scenario in
        [0.05, 0.5, 0.95].map { percentile($0, scenario.enpv) }.joined(separator: ", ")
      },
      row("  mean of the worst twentieth") { number($0.enpv.meanOfWorstTwentieth, 0) },
      row("Chance that it loses") { scenario in
        let ends = scenario.enpv.probabilityNegativeInterval.map { number(100 * $0, 1) }
        return "\(number(100 * scenario.enpv.probabilityNegative, 1)) % "
          + "(\(ends.joined(separator: "–")))"
      },
      row("EIRR, median (5 %, 95 %)") { scenario in
        guard let rate = scenario.eirr else { return "none" }
        return "\(percent(rate.median)) (\(percent(rate.p5)), \(percent(rate.p95)))"
      },
      row("  draws without one such rate") {
        $0.eirr.map { percent($0.shareWithoutOne) } ?? "–"
      },
      row("Company before tax, expected") { number($0.fnpv.mean, 0) },
      row("  chance that it loses") { number(100 * $0.fnpv.probabilityNegative, 1) + " %" },
    ]
  }

  private func scenarioLines(_ scenario: ScenarioRisk) -> [String] {
    var lines = ["\(scenario.name): swing of the ENPV from the 10th to the 90th percentile of each"]
    for bar in scenario.tornado.prefix(8) {
      lines.append(
        "  " + pad(words(bar.driver), 22)
          + pad("\(short(bar.lowValue)) to \(short(bar.highValue))", 24)
          + number(bar.enpvLowUSDMillion, 1, 10) + number(bar.enpvHighUSDMillion, 1, 10)
      )
    }
    if !scenario.sobolIndices.isEmpty {
      lines.append(
        "  Sobol indices from \(scenario.sobolEvaluations) evaluations: first order, total "
          + "(95 % interval)"
      )
      for row in scenario.sobolIndices where row.total > 0.0005 {
        lines.append(
          "  " + pad(row.drivers.map(words).joined(separator: " + "), 22)
            + interval(row.first, row.firstInterval) + interval(row.total, row.totalInterval)
        )
      }
    }
    lines.append("  settling: draws, mean, chance that it loses, 5 % and 95 %")
    for step in scenario.convergence {
      lines.append(
        "  " + right("\(step.draws)", 10) + number(step.mean, 1, 12) + " ± "
          + pad(number(step.standardError, 1), 8)
          + number(100 * step.probabilityNegative, 1, 7) + " %" + number(step.p5, 1, 12)
          + number(step.p95, 1, 12)
      )
    }
    return lines
  }

  private func standpointLines() -> [String] {
    guard !report.standpoints.isEmpty else { return [] }
    var lines = ["", "Looked at from earlier years, in values of the year"]
    for point in report.standpoints {
      lines.append(
        "  \(point.year): worth \(number(point.enpvUSDMillion, 0)) "
          + "(\(number(point.pastUSDMillion, 0)) behind, \(number(point.aheadUSDMillion, 0)) ahead); "
          + "in values of \(report.presentValueYear): \(number(point.enpvInPresentValueYearUSDMillion, 0))"
      )
      lines.append("        \(point.comment)")
    }
    return lines
  }

  private func waitingLines() -> [String] {
    guard let waiting = report.waiting else { return [] }
    var lines = [
      "",
      "The right to build later, were nothing built by \(waiting.years[0]) (values of that year; "
        + "measures go with a chance of \(percent(waiting.annualChance)) a year)",
      "  build at once: \(number(waiting.buildNowUSDMillion, 1)); best year to fix now: "
        + "\(waiting.bestFixedYear), \(number(waiting.bestFixedUSDMillion, 1))",
      "  the right, used best: \(number(waiting.bestRuleUSDMillion, 1)); waiting adds "
        + "\(number(waiting.valueOfWaitingUSDMillion, 1)), foresight would add "
        + "\(number(waiting.valueOfForesightUSDMillion, 1))",
    ]
    var rule = "  \(waiting.rule) Chance that it is ever built by \(waiting.years[1]): "
    rule += percent(waiting.chanceBuilt)
    if let year = waiting.meanYearBuilt { rule += ", on average in \(number(year, 0))" }
    lines.append(rule + ".")
    return lines
  }

  private func words(_ name: String) -> String { name.replacingOccurrences(of: "_", with: " ") }

  private func percent(_ share: Double) -> String { number(100 * share, 1) + " %" }

  private func interval(_ value: Double, _ ends: [Double]) -> String {
    right("\(number(value, 3)) (\(ends.map { number($0, 3) }.joined(separator: ", ")))", 26)
  }

  private func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e6 ? number(value, 0) : number(value, 3)
  }

  private func number(_ value: Double, _ decimals: Int, _ width: Int = 0) -> String {
    let text = String(format: "%.\(decimals)f", value)
    // No minus before a zero.
    let isZero = !text.contains { $0 != "-" && $0 != "0" && $0 != "." }
    return right(isZero ? String(text.drop { $0 == "-" }) : text, width)
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    let short = width > 1 && text.count >= width ? String(text.prefix(width - 1)) : text
    return String(repeating: " ", count: max(0, width - short.count)) + short
  }
}
