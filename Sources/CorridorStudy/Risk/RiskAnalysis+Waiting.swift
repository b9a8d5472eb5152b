import Foundation
import Numerics
import ProjectAppraisal
import Tables

extension RiskAnalysis {
  /// What the right to build later is worth, were nothing built yet.
  ///
  /// Investment is that of the study in its own order of years, from the decision on; the net benefit
  /// of a year is that of the study's project once it is known, with its ramp-up from the new
  /// opening; years after the study's last have its last year's.
  func waiting(_ settings: WaitingSettings) -> WaitingReport {
    let horizon = study.settings
    let costs = economicCosts.amounts
    let first = costs.firstIndex { $0 != 0 } ?? 0
    let last = costs.lastIndex { $0 != 0 } ?? 0
    let investment = Array(costs[min(first, costs.count)..<min(costs.count, last + 1)])
    let span = settings.from...(settings.until + investment.count + project.lifeYears)
    let constant = project.rampUp.timeConstantYears
    let option = PostponementOption(
      firstYear: settings.from,
      lastDecisionYear: settings.until,
      investment: investment,
      restricted: mature(.asAdopted, span, constant),
      free: mature(.none, span, constant),
      rampUp: (0..<10).map { Self.knownShare(Double($0), constant) },
      lifeYears: project.lifeYears,
      annualChance: settings.annualChance,
      firstLiftYear: settings.firstLiftYear,
      discount: horizon.appraisal.discount,
      presentValueYear: horizon.appraisal.comparisonYear
    )
    let outcome = option.outcome()
    let fixed = outcome.bestFixedYear
    return WaitingReport(
      years: [settings.from, settings.until],
      annualChance: settings.annualChance,
      buildNowUSDMillion: outcome.buildNow,
      bestRuleUSDMillion: outcome.bestRule,
      valueOfWaitingUSDMillion: outcome.valueOfWaiting,
      bestFixedYear: fixed.year,
      bestFixedUSDMillion: fixed.value,
      valueOfForesightUSDMillion: outcome.valueOfForesight,
      chanceBuilt: outcome.chanceBuilt,
      meanYearBuilt: outcome.meanYearBuilt,
      rule: Self.rule(outcome),
      decisions: outcome.decisions.map {
        WaitingYear(
          year: $0.year,
          standing: [$0.buildRestricted, $0.waitRestricted],
          gone: [$0.buildFree, $0.waitFree],
          chanceBuilt: $0.chanceBuilt
        )
      }
    )
  }

  /// Investment by year and value left at economic prices, in the appraisal's unit of account.
  private var economicCosts: (amounts: [Double], residual: Double) {
    let unit = study.settings.appraisal.unitFactor
    let costs = money.economicCapex
    return (costs.amounts.map { $0 * unit }, costs.residual * unit)
  }

  private static func rule(_ outcome: PostponementOption.Outcome) -> String {
    func isBest(_ build: Double, _ wait: Double) -> Bool { build > 0 && build >= wait }
    let standing = outcome.decisions.first { isBest($0.buildRestricted, $0.waitRestricted) }?.year
    let gone = outcome.decisions.first { isBest($0.buildFree, $0.waitFree) }?.year
    let afterwards =
      gone.map { "build once they are gone, from \($0) on" }
      ?? "do not build even when they are gone"
    guard let standing else { return "While measures stand, wait; \(afterwards)." }
    return standing == outcome.decisions.first?.year
      ? "Build now, measures or not."
      : "While measures stand, wait until \(standing), then build; \(afterwards)."
  }

  /// Net benefit a year of the project once it is known, by calendar year.
  private func mature(
    _ policy: PolicySetting,
    _ span: ClosedRange<Int>,
    _ constant: Double
  ) -> CashFlow {
    let horizon = study.settings
    let outcomes = CorridorOutcomes(adopted: adoptedSolved, free: freeSolved)
    let net = flows(RiskDraw(), policy, outcomes, money).economic
    let (costs, left) = economicCosts
    return CashFlow(
      firstYear: span.lowerBound,
      amounts: span.map { year in
        // Without what is built and what is left, which the option counts itself.
        let own = min(horizon.lastYear, max(year, project.opening.year + 1))
        let place = own - horizon.firstYear
        guard costs.indices.contains(place) else { return 0 }
        let residual = own == horizon.lastYear ? left : 0
        let age = Double(own) - Double(project.rampUp.opening.year)
        return (net.amount(own) + costs[place] - residual) / Self.knownShare(age, constant)
      }
    )
  }

  /// Share of the market that knows the project in the year that begins `age` years after opening.
  private static func knownShare(_ age: Double, _ constant: Double) -> Double {
    guard constant > 0 else { return 1 }
    return max(0.05, 1 - exp(-(max(0, age) + 0.5) / constant))
  }
}
