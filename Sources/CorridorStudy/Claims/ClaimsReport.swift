import Tables

/// Findings in words and as a table.
public enum ClaimsReport {
  /// One paragraph for each claim, and a count.
  public static func text(_ findings: [ClaimFinding]) -> String {
    guard !findings.isEmpty else { return "The study has no claims." }
    var lines: [String] = []
    for finding in findings {
      lines.append("\(finding.verdict.rawValue.uppercased()): \(finding.statement) [\(finding.id)]")
      lines.append("  \(finding.expression)")
      if !finding.reason.isEmpty { lines.append("  \(finding.reason)") }
      for figure in finding.figures { lines.append("    \(words(figure))") }
      for (place, truth) in finding.truths.enumerated() {
        lines.append(
          "  \(place == 0 ? "true of" : "or of"): \(truth.expression)"
            + " (\(truth.changes.joined(separator: ", ")))"
        )
        for side in truth.comparisons {
          lines.append("    \(words(side))")
        }
      }
      if !finding.note.isEmpty { lines.append("  note: \(finding.note)") }
      lines.append("")
    }
    let counts = ClaimFinding.Verdict.allCases.map { verdict in
      "\(findings.count { $0.verdict == verdict }) \(verdict.rawValue)"
    }
    return (lines + ["\(findings.count) claims: \(counts.joined(separator: ", "))."])
      .joined(separator: "\n")
  }

  /// A row for each claim.
  public static func csv(_ findings: [ClaimFinding]) -> String {
    var table = CSVText(columns: [
      "claim_id", "statement", "expression", "verdict", "reason", "figures", "true_of", "source",
    ])
    for finding in findings {
      table.append([
        finding.id, finding.statement, finding.expression, finding.verdict.rawValue, finding.reason,
        finding.figures.map(words).joined(separator: "; "),
        finding.truths.map { "\($0.expression) (\($0.changes.joined(separator: ", ")))" }
          .joined(separator: "; "), finding.source,
      ])
    }
    return table.text
  }

  static func words(_ figure: ClaimFigure) -> String {
    let basis = figure.basis.isEmpty ? "" : " (\(figure.basis.replacing(";", with: ", ")))"
    let quality = figure.quality.isEmpty ? "" : ", quality \(figure.quality)"
    return "\(figure.name) = \(ClaimText.number(figure.value)) \(figure.unit)\(basis)"
      + "\(quality), \(figure.source)"
  }

  static func words(_ side: ClaimComparison) -> String {
    let unit = ClaimText.ending(side.unit)
    return "\(ClaimText.number(side.left))\(unit) against \(ClaimText.number(side.right))\(unit)"
  }
}
