import Numerics
import ProjectAppraisal
import Tables
import TradePolicy

/// The project seen from one year, with the measures in force by its end.
///
/// Costs, trade and prices are those of the study in all years: what is taken away is the knowledge
/// of later measures alone. Measures known then are expected to go with the study's yearly chance
/// (the hazard of `lifted_year`) from the following year on.
struct Standpoints {
  private let worlds: SolvedWorlds
  private let calibration: Calibration
  private let base: BaseSolution
  private let analysis: RiskAnalysis

  init(
    _ worlds: SolvedWorlds,
    _ calibration: Calibration,
    _ base: BaseSolution,
    _ analysis: RiskAnalysis
  ) {
    self.worlds = worlds
    self.calibration = calibration
    self.base = base
    self.analysis = analysis
  }

  private var study: Study { worlds.model.study }

  /// One row for each year.
  func rows(_ years: [Int]) throws -> [Standpoint] {
    let horizon = study.settings.firstYear...study.settings.lastYear
    for year in years where !horizon.contains(year) {
      throw RunRequestError(
        description: "the project cannot be looked at from \(year): the study appraises "
          + "\(horizon.lowerBound) to \(horizon.upperBound)"
      )
    }
    return try years.map { try row($0) }
  }

  private func row(_ year: Int) throws -> Standpoint {
    // Later measures are not known yet, nor are later ends of those in force.
    let isLater = { (measure: Measure) in (measure.from?.year ?? year) > year }
    let book = study.policy.measures.filter { !isLater($0) }.map { measure in
      var measure = measure
      if let end = measure.to, end.year > year { measure.to = nil }
      return measure
    }
    let known = book.filter { $0.rule != .note && ($0.to?.year ?? .max) >= year }
    let isSame =
      book.count == study.policy.measures.count
      && zip(book, study.policy.measures).allSatisfy { $0.to == $1.to }
    let free = try flow(worlds.free.isEmpty ? solve(study.policy, .none) : worlds, .none)
    let past = try flow(
      worlds.adopted.isEmpty ? solve(study.policy, .asAdopted) : worlds,
      .asAdopted
    )
    let restricted = isSame ? past : try flow(solve(PolicyBook(book), .asAdopted), .asAdopted)
    let chance = hazard
    let settings = study.settings
    var standing = 1.0
    var amounts: [Double] = []
    for next in settings.firstYear...settings.lastYear {
      if next < year {
        amounts.append(past.amount(next))
      } else {
        if next > year { standing *= 1 - chance }
        amounts.append(standing * restricted.amount(next) + (1 - standing) * free.amount(next))
      }
    }
    // Values of the comparison year by the study's rates, brought to this year by the same.
    let rules = settings.appraisal.appraisal()
    let factor = rules.discount.factor(year: year, presentValueYear: rules.presentValueYear)
    func value(_ isMeant: (Int) -> Bool) -> Double {
      rules.presentValue(
        CashFlow(
          firstYear: settings.firstYear,
          amounts: amounts.enumerated().map { isMeant(settings.firstYear + $0) ? $1 : 0 }
        )
      ) / factor
    }
    let before = value { $0 < year }
    let ahead = value { $0 >= year }
    return Standpoint(
      year: year,
      measuresKnown: known.count,
      annualChance: chance,
      enpvUSDMillion: before + ahead,
      enpvInPresentValueYearUSDMillion: (before + ahead) * factor,
      pastUSDMillion: before,
      aheadUSDMillion: ahead,
      comment: comment(year, known.count, chance)
    )
  }

  private func comment(_ year: Int, _ known: Int, _ chance: Double) -> String {
    "\(known) measures in force by the end of \(year)"
      + (chance > 0
        ? ", each year after it gone with a chance of \((chance * 1000).rounded() / 10) %"
        : ", in force until further notice")
      + "; costs, trade and prices as in the study."
  }

  /// Yearly chance that measures go, from the study's distribution of the year.
  private var hazard: Double {
    for variable in analysis.settings.variables where variable.driver == .liftedYear {
      if case .hazard(let rate, _, _) = variable.distribution { return rate }
    }
    return 0
  }

  /// Net economic amounts of solved worlds under a setting.
  private func flow(_ worlds: SolvedWorlds, _ policy: PolicySetting) throws -> CashFlow {
    let appraiser = ProjectAppraiser(worlds.model)
    let timeline = worlds.timeline(policy)
    return try appraiser.economics(timeline, finance: appraiser.finance(timeline)).net
  }

  /// Worlds under a book of measures, solved with the study's own calibration.
  private func solve(_ policy: PolicyBook, _ setting: PolicySetting) throws -> SolvedWorlds {
    // The same years as those it is held against: nothing is interpolated over other gaps.
    let years = worlds.adoptedEffects.map(\.year)
    return try worlds.under(
      policy,
      setting,
      years: years.isEmpty ? nil : years,
      calibration,
      base
    )
  }
}
