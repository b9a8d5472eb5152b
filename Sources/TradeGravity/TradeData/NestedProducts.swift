extension TradeTable {
  /// Leaves out rows of products of which the same reporter gives parts in the same year, so that
  /// nothing counts twice: `TOTAL` beside any product, `27` beside `2701`.
  ///
  /// What a reporter gives only in the coarse (confidential trade) goes with them.
  ///
  /// - Returns: rows left out.
  mutating func dropNestedProducts() -> Int {
    let parents = Self.parents(of: products)
    guard parents.contains(where: { !$0.isEmpty }) else { return 0 }
    func key(_ row: Int, _ product: Int32) -> ReporterProduct {
      ReporterProduct(
        year: years[row],
        reporter: reports[row] == .importer ? importers[row] : exporters[row],
        report: reports[row].rawValue,
        product: product
      )
    }
    var withParts: Set<ReporterProduct> = []
    for row in 0..<count {
      for parent in parents[Int(productOf[row])] { withParts.insert(key(row, parent)) }
    }
    let before = count
    let isKept = (0..<count).map { !withParts.contains(key($0, productOf[$0])) }
    keep { isKept[$0] }
    return before - count
  }

  private struct ReporterProduct: Hashable {
    var year: Int16
    var reporter: Int32
    var report: UInt8
    var product: Int32
  }

  /// Products of the list that hold each product: shorter codes of digits that begin it, and totals.
  static func parents(of products: [String]) -> [[Int32]] {
    let totals: Set<String> = ["TOTAL", "ALL", "0_9", "ALL PRODUCTS", "TOTAL ALL PRODUCTS"]
    func isDigits(_ code: String) -> Bool {
      !code.isEmpty && code.utf8.allSatisfy { (48...57).contains($0) }
    }
    var place: [String: Int32] = [:]
    for (index, code) in products.enumerated() { place[code] = Int32(truncatingIfNeeded: index) }
    let total = products.indices.filter { totals.contains(products[$0].uppercased()) }
    return products.enumerated().map { index, code in
      var result: [Int32] = []
      if !total.contains(index) { result = total.map { Int32(truncatingIfNeeded: $0) } }
      if isDigits(code) {
        for length in 1..<max(1, code.utf8.count) {
          if let parent = place[String(code.prefix(length))] { result.append(parent) }
        }
      }
      return result
    }
  }
}
