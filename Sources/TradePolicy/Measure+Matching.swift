extension Measure {
  /// Whether it hits what goes from one country to another.
  ///
  /// - Parameters:
  ///   - exporter: country that sells, ISO3.
  ///   - importer: country that buys.
  ///   - origin: country where the goods come from.
  /// - Returns: whether it does.
  func hitsEnds(from exporter: String, to importer: String, origin: String) -> Bool {
    (fromCountries.isEmpty || fromCountries.contains(exporter))
      && (toCountries.isEmpty || toCountries.contains(importer)) && hitsOrigin(origin)
  }

  /// Whether a way passes the parts of ways that it names.
  ///
  /// - Parameters:
  ///   - exporter: country that sells; it is not passed in transit.
  ///   - importer: country that buys; nor is it.
  ///   - route: countries, nodes and modes of the way.
  /// - Returns: whether it does.
  func hitsWay(from exporter: String, to importer: String, route: RouteKey) -> Bool {
    let isTransit =
      transitCountries.isEmpty
      || transitCountries.contains {
        $0 != exporter && $0 != importer && route.countries.contains($0)
      }
    return isTransit && (places.isEmpty || places.contains(where: route.nodes.contains))
      && (mode.map(route.modes.contains) ?? true)
  }

  /// How much of what this measure hits an exemption that names it lets through, both meeting the query.
  ///
  /// - Parameters:
  ///   - hit: how much of the query's product this measure meets.
  ///   - exemption: the exemption.
  ///   - match: how much of the query's product the exemption meets.
  ///   - query: what is asked.
  /// - Returns: all of it, a part or nothing.
  func freed(
    _ hit: ProductScope.Match,
    by exemption: Measure,
    _ match: ProductScope.Match,
    _ query: PolicyQuery
  ) -> ProductScope.Match {
    if match > hit || match == .whole { return .whole }
    if match < hit { return .part }
    // Two parts need not be the same part.
    let isSame: Bool
    switch query.product {
    case .hs(let code) where !hs.isEmpty && !exemption.hs.isEmpty:
      isSame = exemption.hs.covers(hs, within: code)
    case .sitc(let code) where !sitc.isEmpty && !exemption.sitc.isEmpty:
      isSame = exemption.sitc.covers(sitc, within: code)
    default:
      isSame =
        commodities.isEmpty || exemption.commodities.isEmpty
        || query.commodities.allSatisfy {
          (exemption.commodities[$0] ?? 0) >= (commodities[$0] ?? 0)
        }
    }
    return isSame ? .whole : .part
  }
}
