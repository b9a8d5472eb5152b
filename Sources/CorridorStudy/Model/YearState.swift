import FreightNetwork
import TradePolicy

/// One state of the world: a year, the measures in force, and whether the project is there.
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
  var withProject: Bool

  /// Measures in force under a setting in a year.
  static func measures(_ policy: PolicySetting, year: Int) -> Measures {
    switch policy {
    case .asAdopted: .asAdopted
    case .lifted(let lifted): year < lifted ? .asAdopted : .none
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
      measures == .withoutRefusals ? study.policy.without { $0.rule == .refusal } : study.policy
    var known: [FlowKey: Treatment] = [:]
    for demand in demands.indices {
      let key = flowKey(demands[demand])
      let treatment: Treatment
      if let cached = known[key] {
        treatment = cached
      } else {
        treatment = book.treatment(of: key, year: year, regime: .asAdopted)
        known[key] = treatment
      }
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
    for entry in 0..<assignment.entryCount where isConcerned[entry] {
      let route = route(entry)
      let key = RouteKey(
        countries: route.countries,
        nodes: route.nodes.map { study.network.nodes[$0].id },
        modes: route.families.compactMap { Measure.Mode(rawValue: $0.rawValue) }
      )
      let treatment = book.treatment(
        of: flowKey(demands[entryDemand[entry]]),
        on: key,
        year: year,
        regime: .asAdopted
      )
      guard !treatment.measures.isEmpty else { continue }
      effects.openShare[entry] = treatment.allowed
      effects.entryMeasures[entry] = treatment.measures
      if treatment.chargeUSDPerTonne != 0 || treatment.delayHours != 0 {
        effects.entryExtra[entry] = (treatment.chargeUSDPerTonne, treatment.delayHours / 24)
      }
    }
    return effects
  }

  func flowKey(_ demand: Demand) -> FlowKey {
    FlowKey(
      origin: study.regions[demand.origin].country,
      destination: study.regions[demand.destination].country,
      commodity: study.commodities[demand.commodity].id
    )
  }
}

/// Places and countries that measures about routes name, to skip all other routes quickly.
struct NamedParts {
  var places: Set<String> = []
  var countries: Set<String> = []
  var isAboutModesAlone = false

  init(_ book: PolicyBook) {
    for measure in book.measures where measure.isAboutRoute && measure.rule != .note {
      places.formUnion(measure.places)
      countries.formUnion(measure.transitCountries)
      if measure.places.isEmpty, measure.transitCountries.isEmpty { isAboutModesAlone = true }
    }
  }

  func concern(_ route: Route, _ nodes: [NetworkNode]) -> Bool {
    isAboutModesAlone || route.countries.contains(where: countries.contains)
      || (!places.isEmpty && route.nodes.contains { places.contains(nodes[$0].id) })
  }
}
