import FreightNetwork
import Numerics
import ProjectAppraisal
import Tables
import TradeEquilibrium

/// What the project does in one solved year: with against without.
struct YearEffects: Sendable {
  var year: Int
  /// Benefit to users by demand, USD million.
  var userBenefit: [Double]
  /// Halves of it by country, to those who sell from there and to those who buy there, USD million.
  var countryBenefit: [String: (shippers: Double, consignees: Double)]
  /// The same by sort of traffic, over all demands, USD million.
  ///
  /// Existing: demands that do not use the project and gain from shorter queues; diverted: those that
  /// move in both states and use it; generated: trade that moves in one state alone.
  var surplus: UserSurplus
  /// Tonnes over the project by commodity.
  var projectTonnes: [Double]
  /// CO2e saved, t.
  var co2eSavedTonnes: Double
  /// Cost to third parties saved (local pollution, accidents, noise), USD million.
  var externalSavedUSDMillion: Double
  /// World transport cost over world trade, without and with, per cent.
  var transportCostShare: (without: Double, with: Double)

  /// Tonnes over the project.
  var tonnes: Double { Series.sum(projectTonnes) }

  init(_ model: CorridorModel, without: YearSolution, with: YearSolution) {
    year = with.state.year
    userBenefit = model.demands.indices.map { demand in
      let before = without.choices.logsum[demand]
      let after = with.choices.logsum[demand]
      guard before < .infinity, after < .infinity, before != after else { return 0 }
      return RuleOfHalf.benefit(
        costWithout: before,
        costWith: after,
        quantityWithout: without.tonnes[demand],
        quantityWith: with.tonnes[demand]
      ) / 1e6
    }
    countryBenefit = [:]
    for (place, demand) in model.demands.enumerated() where userBenefit[place] != 0 {
      let half = userBenefit[place] / 2
      let regions = model.study.regions
      countryBenefit[regions[demand.origin].country, default: (0, 0)].shippers += half
      countryBenefit[regions[demand.destination].country, default: (0, 0)].consignees += half
    }
    var usesProject = [Bool](repeating: false, count: model.demands.count)
    for entry in model.projectEntries where with.choices.share[entry] > 0 {
      usesProject[model.entryDemand[entry]] = true
    }
    surplus = UserSurplus()
    for demand in model.demands.indices where userBenefit[demand] != 0 {
      let part = UserSurplus(
        costWithout: without.choices.logsum[demand],
        costWith: with.choices.logsum[demand],
        quantityWithout: without.tonnes[demand] / 1e6,
        quantityWith: with.tonnes[demand] / 1e6
      )
      surplus.generated += part.generated
      if usesProject[demand] {
        surplus.diverted += part.existing
      } else {
        surplus.existing += part.existing
      }
    }
    var tonnes = [Double](repeating: 0, count: model.study.commodities.count)
    for entry in model.projectEntries {
      let demand = model.entryDemand[entry]
      tonnes[model.demands[demand].commodity] += with.choices.share[entry] * with.tonnes[demand]
    }
    projectTonnes = tonnes
    // All transport of the world: what moves from other routes and from other partners counts too.
    co2eSavedTonnes = without.carriage.co2eTonnes - with.carriage.co2eTonnes
    externalSavedUSDMillion = without.carriage.externalUSDMillion - with.carriage.externalUSDMillion
    func share(_ solution: YearSolution) -> Double {
      let value = model.demands.reduce(0) { $0 + solution.trade.flows[$1.cell] }
      return 100 * solution.carriage.moneyUSDMillion / value
    }
    transportCostShare = (share(without), share(with))
  }
}

/// Yearly amounts over the horizon of the appraisal, from the solved years.
struct Timeline: Sendable {
  let firstYear: Int
  let lastYear: Int
  /// First year in which the project works; nothing happens before.
  let openingYear: Int
  /// Solved years under the measures as adopted, rising; empty where a scenario never has them.
  let adopted: [YearEffects]
  /// Solved years without measures, rising; empty where a scenario always has them.
  let free: [YearEffects]
  /// Which measures are kept in force.
  let setting: PolicySetting

  init(
    _ settings: StudySettings,
    _ project: Project,
    policy: PolicySetting,
    adopted: [YearEffects],
    free: [YearEffects]
  ) {
    firstYear = settings.firstYear
    lastYear = settings.lastYear
    openingYear = project.opening.year
    self.adopted = adopted
    self.free = free
    setting = policy
  }

  /// Amounts by year: straight lines between solved years of the same measures, zero before opening.
  ///
  /// Where nobody knows the year in which measures go, what is expected.
  func amounts(_ value: (YearEffects) -> Double) -> [Double] {
    Self.amounts(
      firstYear...lastYear,
      openingYear: openingYear,
      policy: setting,
      adopted: (adopted.map { Double($0.year) }, adopted.map(value)),
      free: (free.map { Double($0.year) }, free.map(value))
    )
  }

  /// The same from values at solved years: the one place that says when measures stand.
  static func amounts(
    _ years: ClosedRange<Int>,
    openingYear: Int,
    policy: PolicySetting,
    adopted: (years: [Double], values: [Double]),
    free: (years: [Double], values: [Double])
  ) -> [Double] {
    years.map { year in
      guard year >= openingYear else { return 0 }
      func value(_ source: (years: [Double], values: [Double])) -> Double {
        Series.interpolate(source.years, source.values, at: Double(year))
      }
      let gone = policy.liftedShare(year)
      if gone <= 0 { return value(adopted) }
      if gone >= 1 { return value(free) }
      return (1 - gone) * value(adopted) + gone * value(free)
    }
  }

  /// Solved years that count in the scenario, rising.
  var solved: [YearEffects] {
    (adopted.filter { setting.liftedShare($0.year) < 1 }
      + free.filter { setting.liftedShare($0.year) >= 1 }).sorted { $0.year < $1.year }
  }
}
