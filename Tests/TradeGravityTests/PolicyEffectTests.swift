import Foundation
import Numerics
import Tables
import Testing
import TradeGravity

/// Average partial effects and tariff equivalents against the delta method written out.
@Suite struct PolicyEffectTests {
  @Test(
    "average partial effects have the errors of the delta method in coefficients and effects",
    arguments: [GravityModel.Family.poisson, .gamma, .negbin],
    ["robust", "homoskedastic", "importer"]
  )
  func averages(family: GravityModel.Family, errors: String) throws {
    let panel = SyntheticPanel(countries: 5, years: 4, seed: 9)
    var data = panel.data()
    let trade = panel.trade.map { family == .poisson ? $0 : $0 + 0.5 }
    data.columns["trade"] = .real(trade)
    let weights = trade.indices.map { 1 + Double($0 % 3) / 4 }
    data.columns["weight"] = .real(weights)
    func fit(_ formula: String) throws -> GravityFit {
      var model = GravityModel(try GravityFormula(formula))
      model.family = family
      model.errors = try ErrorStructure(errors)
      model.smallSample = .none
      model.tolerance = 1e-12
      model.weights = try GravityFormula.condition("weight")
      return try GravityEstimator.fit(model, data).fit
    }
    let absorbed = try fit("trade ~ rta + tariff | exporter + importer")
    let explicit = try fit("trade ~ rta + tariff + C(exporter) + C(importer)")
    // The design, column by column, in the order of the coefficients.
    let columns: [[Double]] = explicit.coefficients.map { row in
      let parts = row.term.components(separatedBy: "::")
      switch row.term {
      case "Intercept": return trade.map { _ in 1 }
      case "rta": return panel.agreement
      case "tariff": return panel.tariff
      default:
        let side =
          row.term.hasPrefix("exporter") || row.term.hasPrefix("C(exporter")
          ? panel.exporters : panel.importers
        let level = Double(parts.last ?? "") ?? .nan
        return side.map { $0 == level ? 1 : 0 }
      }
    }
    let total = weights.reduce(0, +)
    var means = trade.map { _ in 0.0 }
    var mean = 0.0
    for row in means.indices {
      var eta = 0.0
      for (coefficient, values) in zip(explicit.coefficients, columns) {
        eta += coefficient.estimate * values[row]
      }
      means[row] = exp(eta)
      mean += weights[row] * means[row] / total
    }
    for (place, effect) in explicit.policyEffects(elasticity: 5).enumerated() {
      guard let column = explicit.coefficients.firstIndex(where: { $0.term == effect.term }) else {
        continue
      }
      guard place < 2 else { break }
      let estimate = explicit.coefficients[column].estimate
      var jacobian = columns.map { values -> Double in
        var sum = 0.0
        for row in values.indices { sum += means[row] * weights[row] * values[row] }
        return estimate * sum / total
      }
      jacobian[column] += mean
      let moved = explicit.covariance.multiplied(by: jacobian)
      let variance = zip(jacobian, moved).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(effect.averagePartialEffect / (mean * estimate) - 1) < 1e-9)
      #expect(abs(effect.averagePartialEffectError / variance.squareRoot() - 1) < 1e-6)
      let same = try #require(
        absorbed.policyEffects(elasticity: 5).first { $0.term == effect.term }
      )
      #expect(abs(same.averagePartialEffect / effect.averagePartialEffect - 1) < 1e-7)
      #expect(abs(same.averagePartialEffectError / effect.averagePartialEffectError - 1) < 1e-5)
    }
  }

  @Test("percent changes and tariff equivalents are functions of the estimate, errors their slopes")
  func functions() throws {
    let panel = SyntheticPanel(countries: 6, years: 4, seed: 2)
    let model = GravityModel(try GravityFormula("trade ~ rta | exporter^year + importer^year"))
    let fit = try GravityEstimator.fit(model, panel.data()).fit
    let effect = try #require(fit.policyEffects(elasticity: 4).first)
    let b = fit.coefficients[0].estimate
    let error = fit.coefficients[0].standardError
    // Trade falls with the fourth power of one plus the tariff.
    let tariff = try #require(effect.tariffEquivalent)
    let tariffError = try #require(effect.tariffEquivalentError)
    #expect(abs(pow(1 + tariff / 100, -4) - exp(b)) < 1e-12)
    #expect(abs(effect.percentChange - 100 * (exp(b) - 1)) < 1e-10)
    let step = 1e-6
    let above = 100 * exp(-(b + step) / 4)
    let below = 100 * exp(-(b - step) / 4)
    let slope = abs(above - below) / (2 * step)
    #expect(abs(tariffError / (slope * error) - 1) < 1e-7)
    #expect(abs(effect.percentChangeError / (100 * exp(b) * error) - 1) < 1e-12)
    #expect(fit.policyEffects(elasticity: nil)[0].tariffEquivalent == nil)
  }
}
