/// How much of each route is its own among the routes of a pair.
public enum PathSize {
  /// Sum over a route's links of the link's share in the route's size over the number of routes that
  /// use the link (Ben-Akiva & Bierlaire 1999).
  ///
  /// One for a route that shares nothing, 1/n for n equal ones.
  ///
  /// - Parameters:
  ///   - routes: links of each route.
  ///   - size: size of each link, such as its length or its cost without traffic, not negative,
  ///     `[link]`.
  /// - Returns: path size of each route, above 0 and at most 1; one for a route of no size.
  public static func sizes(of routes: [[Int32]], size: [Double]) -> [Double] {
    var uses: [Int32: Int] = [:]
    for route in routes { for link in Set(route) { uses[link, default: 0] += 1 } }
    return routes.map { route in
      let whole = route.reduce(0) { $0 + size[Int($1)] }
      guard whole > 0 else { return 1 }
      return route.reduce(0) { $0 + size[Int($1)] / whole / Double(uses[$1] ?? 1) }
    }
  }
}
