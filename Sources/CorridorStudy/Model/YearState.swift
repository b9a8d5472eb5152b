import FreightNetwork
import TradePolicy

/// One state of the world: a year, the measures in force, and the projects built.
struct YearState: Sendable, Hashable {
  /// Which book of measures is in force.
  enum Measures: Sendable, Hashable {
    /// As adopted.
    case asAdopted
    /// As adopted, but nobody refuses what is allowed.
    case withoutRefusals
    /// None.
    case none
  }

  var year: Int
  var measures: Measures
  var built: ProjectSet

  /// Measures in force under a setting in a year.
  static func measures(_ policy: PolicySetting, year: Int) -> Measures {
    switch policy {
    case .asAdopted: .asAdopted
    case .lifted(let lifted): year < lifted ? .asAdopted : .none
    // What is more likely than not.
    case .hazard: policy.liftedShare(year) < 0.5 ? .asAdopted : .none
    case .none: .none
    }
  }
}

/// What measures do to every demand and entry in one year.
struct PolicyEffects: Sendable {
  /// Share of each demand that is let through.
  var allowed: [Double]
  /// Tariff added, by demand.
  var tariff: [Double]
  /// Money added, USD/t, by demand.
  var charge: [Double]
  /// Time added, days, by demand.
  var delayDays: [Double]
  /// Limits by demand: t a year, and the part of the year and of the commodity that they hold for.
  var caps: [Int: [(tonnes: Double, part: Double)]]
  /// Share of the market to which each entry is open.
  var openShare: [Double]
  /// Entries that measures about routes hit: money and days added.
  var entryExtra: [Int: (money: Double, days: Double)]
  /// Measures that hit each entry on its route.
  var entryMeasures: [Int: [String]]
}

extension CorridorModel {
  /// Works out what the measures do in a year.
  func policyEffects(year: Int, measures: YearState.Measures) -> PolicyEffects {
    let count = demands.count
    var effects = PolicyEffects(
      allowed: Array(repeating: 1, count: count),
      tariff: Array(repeating: 0, count: count),
      charge: Array(repeating: 0, count: count),
      delayDays: Array(repeating: 0, count: count),
      caps: [:],
      openShare: Array(repeating: 1, count: assignment.entryCount),
      entryExtra: [:],
      entryMeasures: [:]
    )
    guard measures != .none else { return effects }
    let book =
      (measures == .withoutRefusals ? study.policy.without { $0.rule == .refusal } : study.policy)
      .inForce(in: year)
    let onFlows = policyKeys.flows.map { book.treatment(of: $0, year: year, regime: .asAdopted) }
    for demand in demands.indices {
      let treatment = onFlows[policyKeys.flow[demand]]
      effects.allowed[demand] = treatment.allowed
      effects.tariff[demand] = treatment.tariff
      effects.charge[demand] = treatment.chargeUSDPerTonne
      effects.delayDays[demand] = treatment.delayHours / 24
      for cap in treatment.caps {
        let tonnes =
          cap.unit == "t_per_year"
          ? cap.amount : cap.amount / 1e6 * tonnesPerUSDMillion[demands[demand].cell]
        effects.caps[demand, default: []].append((tonnes, cap.shareOfYear * cap.shareOfCommodity))
      }
    }
    let wayCount = policyKeys.ways.count
    var onRoutes: [Int: Treatment] = [:]
    for entry in 0..<assignment.entryCount {
      guard let way = policyKeys.way[entry] else { continue }
      let flow = policyKeys.flow[entryDemand[entry]]
      let treatment: Treatment
      if let known = onRoutes[flow * wayCount + way] {
        treatment = known
      } else {
        treatment = book.treatment(
          of: policyKeys.flows[flow],
          on: policyKeys.ways[way],
          year: year,
          regime: .asAdopted
        )
        onRoutes[flow * wayCount + way] = treatment
      }
      guard !treatment.measures.isEmpty else { continue }
      effects.openShare[entry] = treatment.allowed
      effects.entryMeasures[entry] = treatment.measures
      if treatment.chargeUSDPerTonne != 0 || treatment.delayHours != 0 {
        effects.entryExtra[entry] = (treatment.chargeUSDPerTonne, treatment.delayHours / 24)
      }
    }
    return effects
  }
}
