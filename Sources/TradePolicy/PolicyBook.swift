import Tables

/// Which measures are in force.
public enum PolicyRegime: Sendable, Equatable, Hashable {
  /// All, with their dates.
  case asAdopted
  /// None.
  case none
}

/// All the measures of a study.
public struct PolicyBook: Sendable {
  /// Measures, in file order.
  public let measures: [Measure]
  /// Those about flows whatever the route.
  private let flowMeasures: [Measure]
  /// Those about parts of routes.
  private let routeMeasures: [Measure]
  private let exemptions: [Measure]

  /// A book of measures.
  public init(_ measures: [Measure]) {
    self.measures = measures
    let effective = measures.filter { $0.rule != .note && $0.rule != .exemption }
    flowMeasures = effective.filter { !$0.isAboutRoute }
    routeMeasures = effective.filter(\.isAboutRoute)
    exemptions = measures.filter { $0.rule == .exemption }
  }

  /// The book without some measures.
  public func without(_ isLeftOut: (Measure) -> Bool) -> PolicyBook {
    PolicyBook(measures.filter { !isLeftOut($0) })
  }

  /// The book of the measures that are in force on some day of a year.
  public func inForce(in year: Int) -> PolicyBook { without { $0.days(in: year).isEmpty } }

  /// What the measures do to a flow, whatever its route.
  public func treatment(of flow: FlowKey, year: Int, regime: PolicyRegime) -> Treatment {
    guard regime == .asAdopted else { return Treatment() }
    return combine(flowMeasures.filter { hits($0, flow) }, flow, nil, year)
  }

  /// What the measures about parts of routes do to a flow on a route, beyond `treatment(of:)`.
  public func treatment(
    of flow: FlowKey,
    on route: RouteKey,
    year: Int,
    regime: PolicyRegime
  )
    -> Treatment
  {
    guard regime == .asAdopted else { return Treatment() }
    let hitting = routeMeasures.filter { hits($0, flow) && hits($0, flow, route) }
    return hitting.isEmpty ? Treatment() : combine(hitting, flow, route, year)
  }

  private func hits(_ measure: Measure, _ flow: FlowKey) -> Bool {
    measure.hitsEnds(from: flow.origin, to: flow.destination, origin: flow.origin)
      && (measure.commodities.isEmpty || measure.commodities[flow.commodity] != nil)
  }

  private func hits(_ measure: Measure, _ flow: FlowKey, _ route: RouteKey) -> Bool {
    measure.hitsWay(from: flow.origin, to: flow.destination, route: route)
  }

  /// An exemption for a part of routes frees flows only on such routes.
  private func frees(_ exemption: Measure, _ flow: FlowKey, _ route: RouteKey?) -> Bool {
    guard let route else { return !exemption.isAboutRoute }
    return hits(exemption, flow, route)
  }

  /// Day by day: bans and refusals on the same day multiply what each lets through, so overlapping
  /// measures never count twice; the year's figure is the mean over its days.
  private func combine(
    _ hitting: [Measure],
    _ flow: FlowKey,
    _ route: RouteKey?,
    _ year: Int
  )
    -> Treatment
  {
    let dayCount = CalendarDate.days(inYear: year)
    let freeing = exemptions.filter { hits($0, flow) && frees($0, flow, route) }
    var treatment = Treatment()
    var refusals: [(days: [Range<Int>], open: Double)] = []
    for measure in hitting {
      let days = measure.days(in: year)
      guard !days.isEmpty else { continue }
      let free = freeing.filter { $0.exempts.contains(measure.id) }.map { $0.days(in: year) }
      let share = measure.commodities[flow.commodity] ?? 1
      let inForce = Self.parts(of: days, without: free)
      guard !inForce.isEmpty else { continue }
      let shareOfYear = Double(inForce.reduce(0) { $0 + $1.count }) / Double(dayCount)
      treatment.measures.append(measure.id)
      switch measure.rule {
      case .ban, .refusal:
        refusals.append((inForce, 1 - share * (measure.rule == .ban ? 1 : measure.value)))
      case .cap:
        let cap = measure.yearlyCap
        treatment.caps.append(
          Treatment.Cap(
            amount: cap.amount,
            unit: cap.unit,
            shareOfYear: shareOfYear,
            shareOfCommodity: share
          )
        )
      case .tariff: treatment.tariff += measure.value * share * shareOfYear
      case .charge: treatment.chargeUSDPerTonne += measure.value * share * shareOfYear
      case .delay, .inspection: treatment.delayHours += measure.value * share * shareOfYear
      case .exemption, .note: break
      }
    }
    if !refusals.isEmpty {
      treatment.allowed = Self.meanShareOpen(refusals, dayCount: dayCount)
    }
    return treatment
  }

  /// What is left of a range of days without others, rising.
  private static func parts(of days: Range<Int>, without others: [Range<Int>]) -> [Range<Int>] {
    var parts = [days]
    for other in others where other.overlaps(days) {
      parts = parts.flatMap { part in
        [
          part.clamped(to: part.lowerBound..<max(part.lowerBound, other.lowerBound)),
          part.clamped(to: min(part.upperBound, other.upperBound)..<part.upperBound),
        ]
        .filter { !$0.isEmpty }
      }
    }
    return parts
  }

  /// Mean over the days of a year of the product of what each refusal lets through.
  private static func meanShareOpen(
    _ refusals: [(days: [Range<Int>], open: Double)],
    dayCount: Int
  ) -> Double {
    var bounds: Set<Int> = [1, dayCount + 1]
    for days in refusals.lazy.flatMap(\.days) {
      bounds.insert(days.lowerBound)
      bounds.insert(days.upperBound)
    }
    let sorted = bounds.sorted()
    var sum = 0.0
    for (first, end) in zip(sorted, sorted.dropFirst()) {
      var open = 1.0
      for refusal in refusals where refusal.days.contains(where: { $0.contains(first) }) {
        open *= refusal.open
      }
      sum += Double(end - first) * open
    }
    return min(1, max(0, sum / Double(dayCount)))
  }
}
