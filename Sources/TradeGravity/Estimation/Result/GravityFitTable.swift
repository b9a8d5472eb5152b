import Foundation
import Numerics

/// A fit as a table of text, as users of Stata and R know it.
public enum GravityFitTable {
  /// The text, several lines.
  public static func text(_ fit: GravityFit, seconds: Double) -> String {
    var lines: [String] = []
    let title =
      switch fit.model.family {
      case .poisson: "Poisson pseudo-maximum likelihood"
      case .gaussian: "Least squares"
      case .gamma: "Gamma pseudo-maximum likelihood"
      case .negbin: "Negative binomial regression"
      }
    lines.append("\(title): \(fit.model.formula.text)")
    lines += head(fit)
    lines.append("")
    lines += table(fit)
    lines += foot(fit, seconds)
    return lines.joined(separator: "\n")
  }

  /// What coefficients say of trade, for a trade elasticity.
  public static func policyText(_ fit: GravityFit, elasticity: Double) -> String {
    let effects = fit.policyEffects(elasticity: elasticity)
    let width = max(12, effects.map(\.term.count).max() ?? 0)
    var lines = [
      "", "At a trade elasticity of \(String(format: "%g", elasticity)):",
      padded("", width) + leading("trade, %", 14) + leading("std. error", 12)
        + leading("tariff, %", 14) + leading("std. error", 12),
    ]
    for effect in effects {
      lines.append(
        padded(effect.term, width) + leading(number(effect.percentChange), 14)
          + leading(number(effect.percentChangeError), 12)
          + leading(number(effect.tariffEquivalent ?? 0), 14)
          + leading(number(effect.tariffEquivalentError ?? 0), 12)
      )
    }
    return lines.joined(separator: "\n")
  }

  private static func head(_ fit: GravityFit) -> [String] {
    var left: [(String, String)] = [("Observations", grouped(fit.observations))]
    for cluster in fit.clusters {
      left.append(("Clusters (\(cluster.label))", grouped(cluster.count)))
    }
    var right: [(String, String)] = []
    let isLeastSquares = fit.model.family == .gaussian
    right.append((isLeastSquares ? "R²" : "Pseudo R²", fixed(fit.pseudoR2, 6)))
    right.append(("Log-likelihood", String(format: "%.10g", fit.logLikelihood)))
    if let deviance = fit.deviance {
      right.append(
        (isLeastSquares ? "Residual sum of squares" : "Deviance", String(format: "%.10g", deviance))
      )
    }
    if let alpha = fit.dispersion { right.append(("Dispersion α", String(format: "%.6g", alpha))) }
    if let wald = fit.wald {
      let name =
        wald.denominator.map { "Wald F(\(wald.degrees), \(String(format: "%g", $0)))" }
        ?? "Wald χ²(\(wald.degrees))"
      let sign = wald.pValue < 2.2e-16 ? "" : "= "
      left.append((name, "\(fixed(wald.statistic, 2)), p \(sign)\(chance(wald.pValue))"))
    }
    var lines: [String] = []
    for row in 0..<max(left.count, right.count) {
      let a = row < left.count ? "\(padded(left[row].0, 24)) \(left[row].1)" : ""
      let b = row < right.count ? "\(padded(right[row].0, 24)) \(right[row].1)" : ""
      lines.append((padded(a, 52) + " " + b).trimmingTrailing)
    }
    return lines
  }

  private static func table(_ fit: GravityFit) -> [String] {
    guard !fit.coefficients.isEmpty else { return ["No regressors: absorbed effects alone.", ""] }
    let letter = fit.degreesOfFreedom.isFinite ? "t" : "z"
    let percent = String(format: "%g", fit.model.confidence * 100)
    let width = max(12, fit.coefficients.map(\.term.count).max() ?? 0)
    var lines: [String] = []
    let header =
      padded(fit.model.formula.response.label, width) + "    estimate  std. error"
      + leading("\(letter) value", 11) + leading("Pr(>|\(letter)|)", 11)
      + leading("\(percent) % interval", 25)
    let rule = String(repeating: "─", count: header.count)
    lines.append(rule)
    lines.append(header)
    lines.append(rule)
    for row in fit.coefficients {
      lines.append(
        padded(row.term, width) + leading(number(row.estimate), 12)
          + leading(number(row.standardError), 12) + leading(fixed(row.statistic, 2), 11)
          + leading(chance(row.pValue), 11) + leading(number(row.lower), 13)
          + leading(number(row.upper), 12) + " " + stars(row.pValue)
      )
    }
    lines.append(rule)
    return lines.map(\.trimmingTrailing)
  }

  private static func foot(_ fit: GravityFit, _ seconds: Double) -> [String] {
    var lines: [String] = []
    let factor = fit.smallSample
    var errors = "Standard errors: \(fit.errorsLabel)"
    if factor.product != 1 || factor.preset != .none {
      errors += "; small samples as \(factor.preset.rawValue)"
      errors += " (variances times \(String(format: "%.6f", factor.product))"
      if factor.parameterCount > 0 { errors += ", K = \(grouped(factor.parameterCount))" }
      errors += ")"
    }
    lines.append(errors)
    if !fit.effects.isEmpty {
      lines.append(
        "Absorbed: "
          + fit.effects.map {
            "\($0.label) (\(grouped($0.levels))\($0.isNestedInClusters ? ", in clusters" : ""))"
          }.joined(separator: ", ")
      )
    }
    if fit.isPerfect {
      lines.append("The fit is perfect: standard errors are rounding, and no test is told")
    }
    if !fit.collinear.isEmpty {
      lines.append("Left out as collinear: \(fit.collinear.joined(separator: ", "))")
    }
    let dropped = [
      (fit.dropped.missing, "missing"), (fit.dropped.zeroWeight, "of weight zero"),
      (fit.dropped.separated, "separated"), (fit.dropped.singletons, "singletons"),
    ].filter { $0.0 > 0 }
    if !dropped.isEmpty {
      lines.append(
        "Rows left out: " + dropped.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
      )
    }
    if let correction = fit.biasCorrection {
      lines.append(
        "Estimates and errors corrected after Weidner & Zylkin (2021), errors by pair"
          + (correction.isLeverageExact ? "" : ", their leverage roughly")
      )
    }
    lines.append(
      "Converged in \(fit.convergence.iterations) iterations, \(fit.innerSteps) inner steps, "
        + "\(String(format: "%.2f", seconds)) s.  *** p < 0.001, ** p < 0.01, * p < 0.05"
    )
    return lines
  }

  private static func number(_ value: Double) -> String {
    let size = abs(value)
    if size != 0, size < 1e-4 || size >= 1e6 { return String(format: "%.4e", value) }
    return String(format: size >= 1000 ? "%.2f" : "%.6f", value)
  }

  private static func fixed(_ value: Double, _ places: Int) -> String {
    abs(value) < 1e7 ? String(format: "%.\(places)f", value) : String(format: "%.3e", value)
  }

  private static func chance(_ value: Double) -> String {
    value < 2.2e-16 ? "< 2.2e-16" : value < 1e-4 ? String(format: "%.2e", value) : fixed(value, 4)
  }

  private static func stars(_ value: Double) -> String {
    value < 0.001 ? "***" : value < 0.01 ? "**" : value < 0.05 ? "*" : ""
  }

  static func grouped(_ value: Int) -> String {
    var digits = Array(String(abs(value)))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}

extension String {
  fileprivate var trimmingTrailing: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
