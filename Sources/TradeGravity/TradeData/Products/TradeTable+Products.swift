import Numerics

extension TradeTable {
  /// A product's code that a concordance does not cover.
  public struct UncoveredProduct: Sendable, Codable, Equatable {
    /// Its code.
    public var code: String
    /// Rows that have it.
    public var rows: Int
    /// Their value, USD.
    public var valueUSD: Double
  }

  /// Name of the group of products that a concordance does not cover.
  public static let uncoveredGroup = "(not covered)"

  /// The same trade by the groups of a concordance, rows of one key added up.
  ///
  /// - Returns: the table, in which products without a group stand as `(not covered)` so that totals are
  ///   kept, and those products, the largest first.
  public func grouped(by concordance: Concordance) -> (TradeTable, [UncoveredProduct]) {
    let groups = products.map { concordance.group(of: $0) }
    var result = self
    var rows = [Int](repeating: 0, count: products.count)
    var sums = [Double](repeating: 0, count: products.count)
    for row in 0..<count where groups[Int(productOf[row])] == nil {
      rows[Int(productOf[row])] += 1
      sums[Int(productOf[row])] += values[row]
    }
    let uncovered = products.indices.filter { rows[$0] > 0 }.map {
      UncoveredProduct(code: products[$0], rows: rows[$0], valueUSD: sums[$0])
    }.sorted { ($0.valueUSD, $1.code) > ($1.valueUSD, $0.code) }
    result.products = concordance.groups + (uncovered.isEmpty ? [] : [Self.uncoveredGroup])
    for row in 0..<count {
      result.productOf[row] = Int32(
        truncatingIfNeeded: groups[Int(productOf[row])] ?? concordance.groups.count
      )
    }
    return (result.aggregated(), uncovered)
  }

  private struct Key: Hashable {
    var year: Int16
    var report: UInt8
    var exporter: Int32
    var importer: Int32
    var product: Int32
  }

  /// The same trade with rows of one year, pair, product and report added up, in the order in which they
  /// first come.
  ///
  /// A quantity is kept where every row of the sum gives one.
  public func aggregated() -> TradeTable {
    var result = TradeTable(name: name)
    result.countries = countries
    result.products = products
    var places: [Key: Int32] = [:]
    for row in 0..<count {
      let key = Key(
        year: years[row],
        report: reports[row].rawValue,
        exporter: exporters[row],
        importer: importers[row],
        product: productOf[row]
      )
      if let place = places[key] {
        result.values[Int(place)] += values[row]
        result.quantities[Int(place)] += quantities[row]
      } else {
        places[key] = Int32(truncatingIfNeeded: result.count)
        result.years.append(key.year)
        result.exporters.append(key.exporter)
        result.importers.append(key.importer)
        result.productOf.append(key.product)
        result.reports.append(reports[row])
        result.values.append(values[row])
        result.quantities.append(quantities[row])
      }
    }
    return result
  }
}
