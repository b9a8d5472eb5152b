import Foundation
import Numerics
public import Tables

/// Trade of one country in a year: partners, shares, concentration, products, change since another year.
public struct TradeProfile: Sendable, Codable, Equatable {
  /// Whose reports are taken where both ends give one.
  public enum Basis: String, Sendable, Codable, CaseIterable {
    /// The country's own where it reports any, else its partners'.
    case automatic
    /// The country's own.
    case own
    /// Its partners' (mirror figures).
    case mirror
  }

  /// A partner or a product.
  public struct Line: Sendable, Codable, Equatable {
    /// Code.
    public var code: String
    /// Value, USD.
    public var valueUSD: Double
    /// Share of the total, 0 to 1.
    public var share: Double
    /// Value in the year of comparison, USD; `nil` without one.
    public var earlierUSD: Double?
    /// Change since then, 0.1 for 10 %; `nil` without one or from nothing.
    public var change: Double?
  }

  /// One direction of trade.
  public struct Direction: Sendable, Codable, Equatable {
    /// Sum, USD.
    public var totalUSD: Double
    /// Sum in the year of comparison, USD.
    public var earlierUSD: Double?
    /// Change since then.
    public var change: Double?
    /// Herfindahl–Hirschman index over partners, 0 to 1.
    public var partnerConcentration: Double
    /// The same in the year of comparison.
    public var earlierConcentration: Double?
    /// Herfindahl–Hirschman index over products, 0 to 1; `nil` where products are not told apart.
    public var productConcentration: Double?
    /// Partners, the largest first.
    public var partners: [Line]
    /// Products, the largest first; empty where they are not told apart.
    public var products: [Line]
    /// Whose reports these are: `reconciled`, `exporter`, `importer`; empty where there are none.
    public var basis: String
  }

  /// Country.
  public var country: String
  /// Year.
  public var year: Int
  /// Year of comparison.
  public var earlierYear: Int?
  /// Exports.
  public var exports: Direction
  /// Imports.
  public var imports: Direction
  /// Both together; its basis is empty where the two differ.
  public var turnover: Direction
  /// Exports less imports, USD.
  public var balanceUSD: Double

  /// The profile of a country.
  ///
  /// Trade of a country with itself is left out. Reports of one figure for both ends (reconciled data)
  /// come before those of the ends. Mirror figures are as reported: importers' are c.i.f.; reconcile first
  /// where that matters.
  ///
  /// - Parameters:
  ///   - table: trade.
  ///   - country: code of the country.
  ///   - year: year; `nil`: the last in which the country has any trade.
  ///   - earlierYear: year of comparison.
  ///   - basis: whose reports are taken.
  /// - Throws: `InputFault` where the country or the year is not in the table.
  public init(
    _ table: TradeTable,
    country: String,
    year: Int? = nil,
    comparedWith earlierYear: Int? = nil,
    basis: Basis = .automatic
  ) throws(InputFault) {
    let standard = CountryCode.standard.code(country)
    guard let place = table.country(country) ?? table.country(standard) else {
      throw InputFault(
        file: table.name,
        found: "no trade of '\(country)'",
        expected: "a country of the table\(NearestName.hint(for: country, among: table.countries))"
      )
    }
    let code = Int32(truncatingIfNeeded: place)
    var found: Set<Int> = []
    for row in 0..<table.count where table.exporters[row] == code || table.importers[row] == code {
      found.insert(Int(table.years[row]))
    }
    guard let year = year ?? found.max(), found.contains(year) else {
      throw InputFault(
        file: table.name,
        found: "no trade of '\(country)' in \(year.map(String.init) ?? "any year")",
        expected: "one of the years \(found.sorted().map(String.init).joined(separator: ", "))"
      )
    }
    if let earlierYear, !found.contains(earlierYear) {
      throw InputFault(
        file: table.name,
        found: "no trade of '\(country)' in \(earlierYear)",
        expected: "one of the years \(found.sorted().map(String.init).joined(separator: ", "))"
      )
    }
    self.country = table.countries[place]
    self.year = year
    self.earlierYear = earlierYear
    let now = Sums(table, code, year, basis)
    let then = earlierYear.map { Sums(table, code, $0, basis) }
    exports = Self.direction(now.exports, then?.exports, table, now.exportBasis)
    imports = Self.direction(now.imports, then?.imports, table, now.importBasis)
    turnover = Self.direction(
      now.exports.adding(now.imports),
      then.map { $0.exports.adding($0.imports) },
      table,
      now.exportBasis == now.importBasis ? now.exportBasis : ""
    )
    balanceUSD = exports.totalUSD - imports.totalUSD
  }

  private static func direction(
    _ now: Sums.Side,
    _ then: Sums.Side?,
    _ table: TradeTable,
    _ basis: String
  ) -> Direction {
    func lines(_ values: [Double], _ earlier: [Double]?, _ codes: [String]) -> [Line] {
      let profile = PartnerProfile(values: values)
      return codes.indices.filter { values[$0] > 0 || (earlier?[$0] ?? 0) > 0 }.map { place in
        Line(
          code: codes[place],
          valueUSD: values[place],
          share: profile.shares[place],
          earlierUSD: earlier?[place],
          change: earlier.flatMap { $0[place] > 0 ? values[place] / $0[place] - 1 : nil }
        )
      }.sorted { ($0.valueUSD, $1.code) > ($1.valueUSD, $0.code) }
    }
    let total = Series.sum(now.partners)
    let before = then.map { Series.sum($0.partners) }
    let hasProducts = table.products.contains { !$0.isEmpty }
    return Direction(
      totalUSD: total,
      earlierUSD: before,
      change: before.flatMap { $0 > 0 ? total / $0 - 1 : nil },
      partnerConcentration: PartnerProfile(values: now.partners).concentration,
      earlierConcentration: then.map { PartnerProfile(values: $0.partners).concentration },
      productConcentration: hasProducts
        ? PartnerProfile(values: now.products).concentration : nil,
      partners: lines(now.partners, then?.partners, table.countries),
      products: hasProducts ? lines(now.products, then?.products, table.products) : [],
      basis: basis
    )
  }

  /// Sums of a country's trade in a year.
  private struct Sums {
    struct Side {
      var partners: [Double]
      var products: [Double]

      func adding(_ other: Side) -> Side {
        Side(
          partners: zip(partners, other.partners).map(+),
          products: zip(products, other.products).map(+)
        )
      }
    }

    var exports: Side
    var imports: Side
    var exportBasis: String
    var importBasis: String

    init(_ table: TradeTable, _ country: Int32, _ year: Int, _ basis: Basis) {
      let year = Int16(clamping: year)
      // [exports, imports] of each kind of report.
      let empty = Side(
        partners: [Double](repeating: 0, count: table.countries.count),
        products: [Double](repeating: 0, count: table.products.count)
      )
      var sides = [[Side]](repeating: [empty, empty, empty], count: 2)
      var has = [[Bool]](repeating: [false, false, false], count: 2)
      for row in 0..<table.count where table.years[row] == year {
        let exporter = table.exporters[row]
        let importer = table.importers[row]
        guard exporter != importer, exporter == country || importer == country else { continue }
        let direction = exporter == country ? 0 : 1
        let report = Int(table.reports[row].rawValue)
        has[direction][report] = true
        let partner = Int(direction == 0 ? importer : exporter)
        sides[direction][report].partners[partner] += table.values[row]
        sides[direction][report].products[Int(table.productOf[row])] += table.values[row]
      }
      // Reports of one figure come first, then, of exports, the exporter's is the country's own.
      func choose(_ direction: Int) -> Int? {
        let own = direction
        let mirror = 1 - direction
        let order =
          switch basis {
          case .automatic: [2, own, mirror]
          case .own: [own, 2]
          case .mirror: [mirror, 2]
          }
        return order.first { has[direction][$0] }
      }
      let names = ["exporter", "importer", "reconciled"]
      let chosen = [choose(0), choose(1)]
      exports = chosen[0].map { sides[0][$0] } ?? empty
      imports = chosen[1].map { sides[1][$0] } ?? empty
      exportBasis = chosen[0].map { names[$0] } ?? ""
      importBasis = chosen[1].map { names[$0] } ?? ""
    }
  }
}
