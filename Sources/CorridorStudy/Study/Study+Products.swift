public import TradePolicy

extension Study {
  /// A product and the commodities that it belongs to; `nil` where the words name none.
  ///
  /// - Parameter text: an HS code (`2701`, `HS 27.01`), `sitc:321`, or a commodity id.
  /// - Returns: the product, and the ids of the commodities.
  public func product(_ text: String) -> (PolicyQuery.Product, commodities: [String])? {
    if commodities.contains(where: { $0.id == text }) { return (.commodity(text), [text]) }
    let lower = text.lowercased()
    let isSITC = lower.hasPrefix("sitc:")
    let code =
      (isSITC ? lower.dropFirst(5) : lower.hasPrefix("hs:") ? lower.dropFirst(3) : lower[...])
      .filter { $0 != "." && $0 != " " }
    guard !code.isEmpty, code.count <= 10, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    func belongs(_ commodity: Commodity) -> Bool {
      let items = (isSITC ? commodity.sitc : commodity.hs).filter { $0 != "other" }
      return ProductScope(items).map { $0.match(code) != .outside } ?? false
    }
    var found = commodities.filter(belongs).map(\.id)
    // Narrower codes come before the whole sections that hold them.
    if isSITC, found.count > 1 {
      let longest =
        commodities.filter { found.contains($0.id) }.map { commodity in
          commodity.sitc.filter { code.hasPrefix($0) }.map(\.count).max() ?? 0
        }.max() ?? 0
      if longest > 0 {
        found = commodities.filter { commodity in
          found.contains(commodity.id)
            && commodity.sitc.contains { code.hasPrefix($0) && $0.count == longest }
        }.map(\.id)
      }
    }
    if found.isEmpty { found = commodities.filter { $0.hs.contains("other") }.map(\.id) }
    return (isSITC ? .sitc(code) : .hs(code), found)
  }
}
