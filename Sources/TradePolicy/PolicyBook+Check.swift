import Tables

extension PolicyBook {
  /// What the measures in force on a day do to a flow: allowed, capped or prohibited, and by which
  /// paragraph.
  ///
  /// Measures about parts of ways count where the query names such a part. Nothing is said of ways
  /// that would escape a measure.
  public func finding(_ query: PolicyQuery) -> PolicyFinding {
    var hits: [PolicyFinding.Hit] = []
    var exemptions: [(measure: Measure, match: ProductScope.Match)] = []
    var remarks: [CalendarEntry] = []
    let inForce = measures.filter { $0.isInForce(on: query.date) }
    for measure in inForce {
      let match = match(measure, query)
      guard match != .outside, hitsEnds(measure, query), hitsWay(measure, query) else { continue }
      switch measure.rule {
      case .exemption: exemptions.append((measure, match))
      case .note:
        // What names neither an end nor a product says nothing of this flow.
        if !measure.fromCountries.isEmpty || !measure.toCountries.isEmpty || !measure.hs.isEmpty {
          remarks.append(CalendarEntry(measure))
        }
      default:
        hits.append(
          PolicyFinding.Hit(measure: CalendarEntry(measure), product: match, freedBy: [])
        )
      }
    }
    for place in hits.indices {
      hits[place].freedBy = exemptions.filter {
        $0.measure.exempts.contains(hits[place].measure.id)
      }.map(\.measure.id)
    }
    func binding(_ rule: Measure.Rule) -> [PolicyFinding.Hit] {
      hits.filter { $0.measure.rule == rule.rawValue && $0.freedBy.isEmpty }
    }
    let bans = binding(.ban)
    let caps = binding(.cap)
    let making = bans.isEmpty ? caps : bans
    // A ban on the whole outweighs one on a part.
    let isForPart = !making.isEmpty && making.allSatisfy { $0.product == .part }
    let deciding = making.filter { isForPart || $0.product == .whole }
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

  private func hitsEnds(_ measure: Measure, _ query: PolicyQuery) -> Bool {
    (measure.fromCountries.isEmpty || measure.fromCountries.contains(query.exporter))
      && (measure.toCountries.isEmpty || measure.toCountries.contains(query.importer))
      && measure.hitsOrigin(query.goodsOrigin ?? query.exporter)
  }

  private func hitsWay(_ measure: Measure, _ query: PolicyQuery) -> Bool {
    let isTransit =
      measure.transitCountries.isEmpty
      || measure.transitCountries.contains {
        query.transit.contains($0) && $0 != query.exporter && $0 != query.importer
      }
    return isTransit
      && (measure.places.isEmpty || measure.places.contains(where: query.places.contains))
      && (measure.mode == nil || measure.mode == query.mode)
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
