import CorridorStudy
import Foundation

/// Finance in words and columns for the terminal.
enum FinanceText {
  static func summary(_ record: FinanceModelRecord) -> String {
    let money = "\(record.currency) \(record.unit)"
    var lines = ["\(record.name), \(money)", ""]
    func add(_ label: String, _ value: String) {
      lines.append("  " + pad(label, 54) + value)
    }
    lines.append("Sources of funds")
    for tranche in record.tranches {
      add(tranche.name, right(number(tranche.amount, 2), 14) + right(percent(tranche.share, 1), 10))
    }
    add("Uses of funds", right(number(record.uses, 2), 14) + right(percent(1, 1), 10))
    lines += ["", "Project"]
    add("FNPV at \(percent(record.discountRate, 2)), after tax", right(number(record.fnpv, 2), 14))
    add("Project IRR after tax", right(percents(record.projectIRR), 14))
    add("Project IRR before tax", right(percents(record.projectIRRBeforeTax), 14))
    lines += ["", "Owners"]
    add("Equity IRR", right(percents(record.equityIRR), 14))
    add("NPV at \(percent(record.discountRate, 2))", right(number(record.equityNPV, 2), 14))
    add("Payback, years", right(record.equityPaybackYears.map { number($0, 1) } ?? "never", 14))
    if record.ownerSupport > 0 {
      add("Paid in where cash failed", right(number(record.ownerSupport, 2), 14))
    }
    if record.seniorDebtAtOpening > 0 {
      lines += ["", "Lenders"]
      add("Senior debt at the opening", right(number(record.seniorDebtAtOpening, 2), 14))
      add("Gearing", right(percent(record.gearing, 1), 14))
      let least = record.dscrMinimumPeriod.map { " (\($0))" } ?? ""
      add("DSCR least, average", right(ratios(record.dscrMinimum, record.dscrAverage), 14) + least)
      add("LLCR at the opening, least", right(ratios(record.llcr, record.llcrMinimum), 14))
      add("PLCR at the opening", right(ratios(record.plcr), 14))
      add("IRR with fees", right(percents(record.seniorIRR), 14))
      if record.arrearsPeriods > 0 {
        add("Largest arrears", right(number(record.arrearsLargest, 2), 14))
        add("Periods in arrears", right("\(record.arrearsPeriods)", 14))
        add("Arrears never paid", right(number(record.arrearsFinal, 2), 14))
      }
      if let cover = record.capacityCover, let capacity = record.debtCapacity {
        add("Debt capacity at \(number(cover, 3))", right(number(capacity, 2), 14))
      }
    }
    lines += ["", "Checks"]
    for check in record.checks {
      let residual = String(format: "%.1e", check.residual)
      add(check.name, right(check.passed ? "passed" : "FAILED", 14) + right(residual, 10))
    }
    lines.append(
      "  Circular parts solved in \(record.solution.iterations) passes, residual "
        + String(format: "%.1e", record.solution.residual)
        + String(format: " (tolerance %.0e)", record.solution.tolerance)
    )
    if !record.remarks.isEmpty { lines += [""] + record.remarks }
    return lines.joined(separator: "\n")
  }

  static func cashFlows(_ record: CashFlowFile.Record) -> String {
    var lines = ["\(record.count) rows, timed by \(record.timing), at \(percent(record.rate, 4))"]
    func add(_ label: String, _ value: String) { lines.append("  " + pad(label, 34) + value) }
    for flow in record.flows {
      lines += ["", flow.column]
      add("Sum", number(flow.sum, 6))
      add(record.timing == "date" ? "XNPV" : "NPV, first row not discounted", number(flow.npv, 6))
      if let value = flow.npvEndOfPeriod { add("NPV, first row a period ahead", number(value, 6)) }
      add(
        record.timing == "date" ? "XIRR" : "IRR a year",
        flow.irr.isEmpty ? "none" : flow.irr.map { percent($0, 6) }.joined(separator: ", ")
      )
      if let rates = flow.irrPerPeriod, !rates.isEmpty {
        add("IRR a period", rates.map { percent($0, 6) }.joined(separator: ", "))
      }
      if flow.irr.count > 1 {
        add("", "\(flow.irr.count) rates: the NPV decides, not a rate")
      }
      add("MIRR", flow.mirr.map { percent($0, 6) } ?? "none")
      add("Payback, years", flow.paybackYears.map { number($0, 4) } ?? "never")
      add(
        "Discounted payback, years",
        flow.discountedPaybackYears.map { number($0, 4) } ?? "never"
      )
      add("Profitability index", flow.profitabilityIndex.map { number($0, 6) } ?? "none")
    }
    if let cover = record.cover {
      lines += ["", "Cover of debt service"]
      add("DSCR least, average", ratios(cover.dscrMinimum, cover.dscrAverage))
      add("Debt before the first row", number(cover.debt, 6))
      add("LLCR, PLCR", ratios(cover.llcr, cover.plcr))
    }
    return lines.joined(separator: "\n")
  }

  static func number(_ value: Double, _ digits: Int) -> String {
    // Avoids "-0.00".
    let text = String(format: "%.\(digits)f", value)
    let plain =
      text.allSatisfy { "-0.".contains($0) } ? text.replacingOccurrences(of: "-", with: "") : text
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    let negative = parts[0].hasPrefix("-")
    var grouped = ""
    for (place, digit) in parts[0].drop(while: { $0 == "-" }).reversed().enumerated() {
      if place > 0, place % 3 == 0 { grouped = "," + grouped }
      grouped = String(digit) + grouped
    }
    return (negative ? "-" : "") + grouped + (parts.count > 1 ? "." + parts[1] : "")
  }

  static func percent(_ value: Double, _ digits: Int) -> String {
    number(100 * value, digits) + " %"
  }

  private static func percents(_ values: [Double]) -> String {
    values.isEmpty ? "none" : values.map { percent($0, 2) }.joined(separator: ", ")
  }

  private static func ratios(_ values: Double?...) -> String {
    values.map { $0.map { number($0, 3) } ?? "none" }.joined(separator: ", ")
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
