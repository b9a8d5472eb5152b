import CorridorStudy
import Foundation

/// A portfolio in one screen of plain words.
struct PortfolioText {
  let result: PortfolioResult

  /// The text.
  var text: String {
    let study = result.study
    let name = Dictionary(
      result.projects.map { ($0.id, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    var lines = [
      "\(study.name): \(result.projects.count) projects",
      "USD million of \(study.priceYear), present value \(study.presentValueYear) at "
        + "\(study.economicDiscountText); * built by \(study.baseYear)",
    ]
    for scenario in result.scenarios {
      lines += [
        "", scenario.name,
        pad("  rank by ENPV", 48) + right("ENPV", 9) + right("ENPV/k", 8) + right("rank", 6)
          + right("EIRR", 8) + right("FNPV", 9) + right("Mt (year)", 13)
          + right("last in", 9),
      ]
      for row in scenario.ranking {
        let mark = result.reference.contains(row.project) ? "*" : ""
        let title = "\(right("\(row.rank)", 3)) \(name[row.project] ?? row.project)\(mark)"
        lines.append(
          pad(title, 48) + right(number(row.enpvUSDMillion, 0), 9)
            + right(row.npvPerInvestment.map { number($0, 2) } ?? "–", 8)
            + right(row.rankPerInvestment.map { "\($0)" } ?? "–", 6)
            + right(row.eirr.first.map { "\(number(100 * $0, 1)) %" } ?? "none", 8)
            + right(number(row.fnpvUSDMillion, 0), 9)
            + right("\(number(row.referenceMegatonnes, 2)) (\(row.referenceYear))", 13)
            + right(row.lastInENPVUSDMillion.map { number($0, 0) } ?? "–", 9)
        )
      }
      let all = scenario.together
      lines.append(
        "  all \(result.members.count) together: ENPV \(number(all.enpvUSDMillion, 0)), one by one "
          + "\(number(all.sumOfAloneUSDMillion, 0)): they "
          + (abs(all.interactionUSDMillion) < 0.5
            ? "do nothing to each other"
            : all.interactionUSDMillion < 0
              ? "take \(number(-all.interactionUSDMillion, 0)) from each other"
              : "give each other \(number(all.interactionUSDMillion, 0))")
      )
    }
    let left = result.projects.filter { !result.members.contains($0.id) }.map(\.name)
    if !left.isEmpty {
      lines += [
        "",
        "Not together, a variant worth more standing in their place: "
          + left.joined(separator: "; "),
      ]
    }
    for zone in result.zones {
      lines.append(
        "\(zone.name): output of the years predicted missed by \(number(zone.meanAbsoluteErrorPercent, 0)) % "
          + "on the mean; all years USD \(number(zone.totalModelledUSDMillion, 0)) m modelled, "
          + "\(number(zone.totalObservedUSDMillion, 0)) m observed."
      )
    }
    return lines.joined(separator: "\n")
  }

  private func number(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", value)
  }

  private func pad(_ text: String, _ width: Int) -> String {
    let short = text.count >= width ? String(text.prefix(width - 2)) + "…" : text
    return short + String(repeating: " ", count: max(0, width - short.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
