import Tables

extension PolicyBook {
  /// What the measures in force on a day do to a flow: allowed, capped or prohibited, and by which
  /// paragraph.
  ///
  /// Measures about parts of ways count where the query names such a part. Nothing is said of ways
  /// that would escape a measure.
  public func finding(_ query: PolicyQuery) -> PolicyFinding {
    var meeting: [(measure: Measure, match: ProductScope.Match)] = []
    var exemptions: [(measure: Measure, match: ProductScope.Match)] = []
    var remarks: [CalendarEntry] = []
    let (from, to) = (query.exporter, query.importer)
    let route = RouteKey(
      countries: query.transit,
      nodes: query.places,
      modes: query.mode.map { [$0] } ?? []
    )
    for measure in measures where measure.isInForce(on: query.date) {
      let match = match(measure, query)
      guard match != .outside,
        measure.hitsEnds(from: from, to: to, origin: query.goodsOrigin ?? from),
        measure.hitsWay(from: from, to: to, route: route)
      else { continue }
      switch measure.rule {
      case .exemption: exemptions.append((measure, match))
      case .note:
        // What names neither an end nor a product says nothing of this flow.
        if !measure.fromCountries.isEmpty || !measure.toCountries.isEmpty || !measure.hs.isEmpty {
          remarks.append(CalendarEntry(measure))
        }
      default: meeting.append((measure, match))
      }
    }
    let hits = meeting.map { measure, match in
      var hit = PolicyFinding.Hit(measure: CalendarEntry(measure), product: match)
      for exemption in exemptions where exemption.measure.exempts.contains(measure.id) {
        let id = exemption.measure.id
        switch measure.freed(match, by: exemption.measure, exemption.match, query) {
        case .whole: hit.freedBy.append(id)
        case .part: hit.freedInPartBy.append(id)
        case .outside: break
        }
      }
      return hit
    }
    func binding(_ rule: Measure.Rule) -> [PolicyFinding.Hit] {
      hits.filter { $0.measure.rule == rule.rawValue && $0.freedBy.isEmpty }
    }
    let bans = binding(.ban)
    let caps = binding(.cap)
    let making = bans.isEmpty ? caps : bans
    // A ban on the whole outweighs one on a part.
    let isForPart = !making.isEmpty && !making.contains(where: \.hitsAll)
    let deciding = making.filter { isForPart || $0.hitsAll }
    var conditions: [String] = []
    for hit in hits where !hit.measure.condition.isEmpty {
      conditions.append("\(hit.measure.title): \(hit.measure.condition)")
    }
    for exemption in exemptions where !exemption.measure.condition.isEmpty {
      let entry = CalendarEntry(exemption.measure)
      conditions.append("\(entry.title): \(entry.condition)")
    }
    return PolicyFinding(
      verdict: bans.isEmpty ? (caps.isEmpty ? .allowed : .capped) : .prohibited,
      isForPart: isForPart,
      because: deciding.map(\.measure.title),
      conditions: conditions,
      hits: hits,
      exemptions: exemptions.map { CalendarEntry($0.measure) },
      remarks: remarks
    )
  }

  /// By codes where both have them, else by the study's commodities.
  private func match(_ measure: Measure, _ query: PolicyQuery) -> ProductScope.Match {
    switch query.product {
    case .hs(let code) where !measure.hs.isEmpty: return measure.hs.match(code)
    case .sitc(let code) where !measure.sitc.isEmpty: return measure.sitc.match(code)
    default: break
    }
    guard !measure.commodities.isEmpty else {
      // It names products that the query's classification cannot tell.
      return measure.hs.isEmpty && measure.sitc.isEmpty ? .whole : .part
    }
    let shares = query.commodities.map { measure.commodities[$0] }
    guard shares.contains(where: { $0 != nil }) else { return .outside }
    return shares.allSatisfy { $0 == 1 } ? .whole : .part
  }
}
