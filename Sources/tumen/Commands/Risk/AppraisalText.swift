import CorridorStudy
import Foundation

/// The report of an appraisal file in plain words and figures.
struct AppraisalText {
  private let report: AppraisalReport

  init(_ report: AppraisalReport) { self.report = report }

  /// The text.
  var text: String {
    var lines = [
      report.name,
      "\(report.currency) \(report.unit) of \(report.priceYear), present value "
        + "\(report.comparisonYear) at \(report.discount); \(report.years[0])–\(report.years[1])",
    ]
    if let source = report.presetSource { lines.append("Rules: \(source)") }
    lines += ["", "Present value of items"]
    for item in report.items {
      lines.append(
        "  " + pad(item.name, 34) + pad(item.kind, 20) + pad("\(item.country) \(item.party)", 24)
          + number(item.presentValue, 2, 14)
      )
    }
    lines += [
      "", pad("Worth (ENPV)", 36) + number(report.enpv, 2, 14),
      pad("Rate of return (EIRR)", 36)
        + right(
          report.eirr.isEmpty ? "none" : report.eirr.map { percent($0) }.joined(separator: ", "),
          14
        ), pad("Benefits over costs", 36) + optional(report.benefitCostRatio, 3),
      pad("Worth over investment (NPV/k)", 36) + optional(report.npvPerInvestment, 3),
      pad("Paid back, discounted (plain)", 36)
        + right("\(year(report.paybackYear)) (\(year(report.simplePaybackYear)))", 14),
    ]
    if let remark = report.eirrRemark { lines.append("Note: \(remark)") }
    lines += ["", "What must change before it is worth nothing (factor; effect of 1 % more)"]
    for value in report.switchingValues {
      lines.append(
        "  " + pad(value.driver, 34)
          + right(
            value.factor.map { "× \(number($0, 3)) (\(change($0 - 1)))" }
              ?? "no factor from 0 to 100",
            28
          ) + number(value.effectOfOnePercent, 3, 14)
      )
    }
    lines += ["", "Who gains and who loses (before and after transfers and financing)"]
    for row in report.incidence {
      lines.append(
        "  " + pad("\(row.country) \(row.party)", 34) + number(row.beforeTransfers, 2, 14)
          + number(row.total, 2, 14)
      )
    }
    let before = report.incidence.reduce(0) { $0 + $1.beforeTransfers }
    lines.append("  " + pad("all", 34) + number(before, 2, 14) + number(report.enpv, 2, 14))
    if abs(report.transferImbalance) > 1e-9 * (1 + abs(report.enpv)) {
      lines.append("Note: transfers do not cancel: \(number(report.transferImbalance, 4)) is left.")
    }
    lines += riskLines()
    return lines.joined(separator: "\n")
  }

  private func riskLines() -> [String] {
    guard let risk = report.risk else { return [] }
    func percentile(_ share: Double) -> String {
      risk.enpv.percentiles.first { $0.probability == share }.map { number($0.usdMillion, 2) }
        ?? "–"
    }
    let ends = risk.enpv.probabilityNegativeInterval.map { number(100 * $0, 1) }
    var lines = [
      "",
      "Risk: \(risk.draws) draws (\(risk.sampler.replacingOccurrences(of: "_", with: " ")), seed "
        + "\(risk.seed))",
      "  expected \(number(risk.enpv.mean, 2)) ± \(number(risk.enpv.standardError, 2)); 5 %, 50 %, "
        + "95 % below \(percentile(0.05)), \(percentile(0.5)), \(percentile(0.95)); chance that it "
        + "loses \(number(100 * risk.enpv.probabilityNegative, 1)) % "
        + "(\(ends.joined(separator: "–")))",
    ]
    for variable in risk.variables {
      lines.append(
        "  " + pad(variable.driver, 34) + pad(variable.distribution, 40) + "rank correlation"
          + number(variable.rankCorrelation, 3, 8)
      )
    }
    if !risk.sobolIndices.isEmpty { lines.append("  Sobol indices: first order, total") }
    for row in risk.sobolIndices {
      func interval(_ value: Double, _ ends: [Double]) -> String {
        right("\(number(value, 3)) (\(ends.map { number($0, 3) }.joined(separator: ", ")))", 26)
      }
      lines.append(
        "  " + pad(row.drivers.joined(separator: " + "), 34)
          + interval(row.first, row.firstInterval) + interval(row.total, row.totalInterval)
      )
    }
    return lines
  }

  private func year(_ year: Int?) -> String { year.map { "\($0)" } ?? "never" }

  private func percent(_ share: Double) -> String { "\(number(100 * share, 2)) %" }

  private func change(_ share: Double) -> String {
    (share > 0 ? "+" : "") + number(100 * share, 1) + " %"
  }

  private func optional(_ value: Double?, _ decimals: Int) -> String {
    right(value.map { number($0, decimals) } ?? "–", 14)
  }

  private func number(_ value: Double, _ decimals: Int, _ width: Int = 0) -> String {
    let text = String(format: "%.\(decimals)f", value)
    let isZero = !text.contains { $0 != "-" && $0 != "0" && $0 != "." }
    return right(isZero ? String(text.drop { $0 == "-" }) : text, width)
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
