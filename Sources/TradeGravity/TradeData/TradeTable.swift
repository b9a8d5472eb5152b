/// Bilateral trade in long form: a row for each year, exporter, importer, product and report.
///
/// Columns of plain numbers, 27 bytes a row: 20 million rows take 540 MB.
public struct TradeTable: Sendable {
  /// Whose figure a row is.
  public enum Report: UInt8, Sendable, Codable, CaseIterable {
    /// The exporter's, f.o.b.
    case exporter
    /// The importer's, as a rule c.i.f.
    case importer
    /// One figure for both, such as a reconciled or an estimated one.
    case both
  }

  /// What the values are of.
  public var name: String
  /// Codes of countries; ISO 3166-1 alpha-3 where they are known.
  public internal(set) var countries: [String] = []
  /// Codes of products; one that is empty where the data tell none apart.
  public internal(set) var products: [String] = []

  /// Year of each row.
  public internal(set) var years: [Int16] = []
  /// Exporter of each row, as a place in `countries`.
  public internal(set) var exporters: [Int32] = []
  /// Importer of each row, as a place in `countries`.
  public internal(set) var importers: [Int32] = []
  /// Product of each row, as a place in `products`.
  public internal(set) var productOf: [Int32] = []
  /// Whose figure each row is.
  public internal(set) var reports: [Report] = []
  /// Value of each row, USD, not negative.
  public internal(set) var values: [Double] = []
  /// Quantity of each row in the units of the file, tonnes where it says so; not-a-number: not given.
  public internal(set) var quantities: [Float] = []

  /// An empty table.
  public init(name: String = "trade") { self.name = name }

  /// Number of rows.
  public var count: Int { values.count }

  /// Place of a country; `nil` where it has no row.
  public func country(_ code: String) -> Int? { countries.firstIndex(of: code) }

  /// Adds a row; new countries and products are taken on.
  ///
  /// Meant for small tables: each call looks the codes up.
  public mutating func append(
    year: Int,
    exporter: String,
    importer: String,
    product: String = "",
    report: Report = .both,
    valueUSD: Double,
    quantity: Double = .nan
  ) {
    func place(_ code: String, _ list: inout [String]) -> Int32 {
      if let place = list.firstIndex(of: code) { return Int32(truncatingIfNeeded: place) }
      list.append(code)
      return Int32(truncatingIfNeeded: list.count - 1)
    }
    years.append(Int16(clamping: year))
    exporters.append(place(exporter, &countries))
    importers.append(place(importer, &countries))
    productOf.append(place(product, &products))
    reports.append(report)
    values.append(valueUSD)
    quantities.append(Float(quantity))
  }

  mutating func reserve(_ rows: Int) {
    years.reserveCapacity(rows)
    exporters.reserveCapacity(rows)
    importers.reserveCapacity(rows)
    productOf.reserveCapacity(rows)
    reports.reserveCapacity(rows)
    values.reserveCapacity(rows)
    quantities.reserveCapacity(rows)
  }

  /// Keeps the rows of which `isKept` says so.
  public mutating func keep(_ isKept: (Int) -> Bool) {
    var write = 0
    for row in 0..<count where isKept(row) {
      if write != row {
        years[write] = years[row]
        exporters[write] = exporters[row]
        importers[write] = importers[row]
        productOf[write] = productOf[row]
        reports[write] = reports[row]
        values[write] = values[row]
        quantities[write] = quantities[row]
      }
      write += 1
    }
    let rest = count - write
    years.removeLast(rest)
    exporters.removeLast(rest)
    importers.removeLast(rest)
    productOf.removeLast(rest)
    reports.removeLast(rest)
    values.removeLast(rest)
    quantities.removeLast(rest)
  }

  /// Adds the rows of another table, matching countries and products by code.
  public mutating func append(_ other: TradeTable) {
    func places(_ codes: [String], _ list: inout [String]) -> [Int32] {
      var known: [String: Int32] = [:]
      for (place, code) in list.enumerated() { known[code] = Int32(truncatingIfNeeded: place) }
      return codes.map { code in
        if let place = known[code] { return place }
        let place = Int32(truncatingIfNeeded: list.count)
        list.append(code)
        known[code] = place
        return place
      }
    }
    let country = places(other.countries, &countries)
    let product = places(other.products, &products)
    reserve(count + other.count)
    years.append(contentsOf: other.years)
    exporters.append(contentsOf: other.exporters.lazy.map { country[Int($0)] })
    importers.append(contentsOf: other.importers.lazy.map { country[Int($0)] })
    productOf.append(contentsOf: other.productOf.lazy.map { product[Int($0)] })
    reports.append(contentsOf: other.reports)
    values.append(contentsOf: other.values)
    quantities.append(contentsOf: other.quantities)
  }
}
