public import Foundation
public import Tables

/// Sales at home: gross output less exports, by country, product and year.
public struct DomesticSales: Sendable {
  /// What is done where exports are above output (re-exports, other years, other valuations).
  public enum Negative: String, Sendable, CaseIterable {
    /// Domestic sales are zero.
    case zero
    /// Domestic sales are a share of output (`floorShare`).
    case floor
    /// It is a fault.
    case fault
  }

  /// Output of a country.
  public struct Output: Sendable, Equatable {
    /// Year.
    public var year: Int
    /// Country.
    public var country: String
    /// Product; empty: all together.
    public var product: String
    /// Value, USD.
    public var valueUSD: Double
    /// Line in its file.
    public var line: Int?

    /// An output.
    public init(
      year: Int,
      country: String,
      product: String,
      valueUSD: Double,
      line: Int? = nil
    ) {
      self.year = year
      self.country = country
      self.product = product
      self.valueUSD = valueUSD
      self.line = line
    }
  }

  /// A case in which exports are above output.
  public struct Adjustment: Sendable, Codable, Equatable {
    /// Year.
    public var year: Int
    /// Country.
    public var country: String
    /// Product.
    public var product: String
    /// Output, USD.
    public var outputUSD: Double
    /// Exports, USD.
    public var exportsUSD: Double
    /// Domestic sales that were taken instead, USD.
    public var takenUSD: Double
  }

  /// Domestic sales as rows of a country with itself.
  public let table: TradeTable
  /// Where exports are above output.
  public let adjustments: [Adjustment]

  /// Domestic sales of countries whose output is given.
  ///
  /// - Parameters:
  ///   - output: gross output.
  ///   - trade: trade with one figure for each flow; rows of a country with itself are not counted.
  ///   - negative: what is done where exports are above output.
  ///   - floorShare: share of output for `.floor`, 0 to 1.
  ///   - file: how faults name the output.
  /// - Throws: `InputFaults` where output is negative or given twice, or for `.fault`.
  public init(
    output: [Output],
    trade: TradeTable,
    negative: Negative = .zero,
    floorShare: Double = 0.01,
    file: String = "gross output"
  ) throws(InputFaults) {
    struct Key: Hashable {
      var year: Int16
      var country: String
      var product: String
    }
    let faults = FaultCollector()
    var exports: [Key: Double] = [:]
    let byProduct = output.contains { !$0.product.isEmpty }
    for row in 0..<trade.count where trade.exporters[row] != trade.importers[row] {
      let key = Key(
        year: trade.years[row],
        country: trade.countries[Int(trade.exporters[row])],
        product: byProduct ? trade.products[Int(trade.productOf[row])] : ""
      )
      exports[key, default: 0] += trade.values[row]
    }
    var table = TradeTable(name: "domestic sales")
    var adjustments: [Adjustment] = []
    var seen: Set<Key> = []
    for item in output {
      let key = Key(
        year: Int16(clamping: item.year),
        country: item.country,
        product: item.product
      )
      guard item.valueUSD >= 0, item.valueUSD.isFinite else {
        faults.error(
          file,
          line: item.line,
          found: "\(item.valueUSD)",
          expected: "an output, zero or above"
        )
        continue
      }
      guard seen.insert(key).inserted else {
        faults.error(
          file,
          line: item.line,
          found: "\(item.country) \(item.product) \(item.year) twice",
          expected: "one output for each"
        )
        continue
      }
      let sold = exports[key] ?? 0
      var sales = item.valueUSD - sold
      if sales < 0 {
        sales = negative == .floor ? item.valueUSD * min(1, max(0, floorShare)) : 0
        if negative == .fault {
          faults.error(
            file,
            line: item.line,
            found: "output of \(item.valueUSD) USD below exports of \(sold) USD: "
              + "\(item.country) \(item.product) \(item.year)",
            expected: "output that covers exports"
          )
        }
        adjustments.append(
          Adjustment(
            year: item.year,
            country: item.country,
            product: item.product,
            outputUSD: item.valueUSD,
            exportsUSD: sold,
            takenUSD: sales
          )
        )
      }
      table.append(
        year: item.year,
        exporter: item.country,
        importer: item.country,
        product: item.product,
        valueUSD: sales
      )
    }
    try faults.throwIfAny()
    self.table = table
    self.adjustments = adjustments
  }

  /// Reads gross output: `year, country, product` (optional) and `output_usd`, `value_usd`,
  /// `output_usd_m` or the like.
  ///
  /// - Throws: `InputFaults` with what is missing or wrong.
  public static func readOutput(_ url: URL, name: String? = nil) throws(InputFaults) -> [Output] {
    let name = name ?? url.lastPathComponent
    let faults = FaultCollector()
    do throws(InputFault) {
      let table = try DataTable.read(
        url,
        name: name,
        texts: ["product", "commodity", "sector", "industry", "hs", "sitc", "section"],
        faults: faults
      )
      let names = HeaderNames(table.columns.map(\.name))
      let value =
        names.first(beginning: "output") ?? names.first(beginning: "grossoutput")
        ?? names.first(beginning: "value") ?? names.first(beginning: "production")
      guard let year = names.first("year"),
        let country = names.first("country", "iso3", "economy", "exporter", "region_id"),
        let value
      else {
        throw InputFault(
          file: name,
          line: 1,
          found: "columns \(names.header.joined(separator: ", "))",
          expected: "year, country and output_usd (or output_usd_m)"
        )
      }
      let product = names.first(
        "product",
        "commodity",
        "sector",
        "industry",
        "hs",
        "sitc",
        "section"
      )
      let years = try table.numbers(table.columns[year].name)
      let values = try table.numbers(table.columns[value].name)
      let scale = TradeColumns.Unit.scale(of: table.columns[value].name)
      var result: [Output] = []
      for row in 0..<table.rowCount where !values[row].isNaN {
        guard let year = TradeReader.year(years[row]) else {
          faults.error(
            name,
            line: table.line(row: row),
            column: table.columns[year].name,
            found: "'\(table.columns[year].text(row))'",
            expected: "a year"
          )
          continue
        }
        result.append(
          Output(
            year: year,
            country: CountryCode.standard.code(table.columns[country].text(row)),
            product: product.map { table.columns[$0].text(row) } ?? "",
            valueUSD: values[row] * scale,
            line: table.line(row: row)
          )
        )
      }
      try? faults.throwIfAny()
      if faults.errors.isEmpty { return result }
    } catch {
      throw InputFaults([error])
    }
    throw InputFaults(faults.faults)
  }
}
