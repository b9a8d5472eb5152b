public import Foundation
public import Tables

extension TradeTable {
  /// Reads a trade file whose layout its header tells (`TradeLayout`).
  ///
  /// Flows with the world or with groups of countries, re-exports (parts of exports) and, in Comtrade,
  /// rows by second partner, customs procedure or mode of transport are left out and counted, and so
  /// are products whose parts the same reporter gives in the same year (`HS 27` beside `2701`).
  ///
  /// - Parameters:
  ///   - url: CSV (also `.gz`), Stata `.dta` or `.xlsx`.
  ///   - name: how faults name it; `nil`: its last path component.
  ///   - valueColumn: column of the values; `nil`: as the layout says.
  ///   - usdPerUnit: USD in one unit of the values; `nil`: as the layout or the column's name says.
  ///   - years: years that are kept; `nil`: all.
  ///   - countryCodes: codes by number; `nil`: those of a file `country_codes*.csv` in the same folder,
  ///     such as BACI has, else the standard ones.
  ///   - faults: gets what is wrong with rows.
  ///   - progress: told the share that is read, 0 to 1.
  /// - Returns: the table, and what was found in the file.
  /// - Throws: `InputFaults` where the file cannot be read as a trade table at all.
  /// - Complexity: one pass; 20 million rows of BACI in the order of ten seconds, 600 MB.
  public static func read(
    _ url: URL,
    name: String? = nil,
    valueColumn: String? = nil,
    usdPerUnit: Double? = nil,
    years: ClosedRange<Int>? = nil,
    countryCodes: CountryCode? = nil,
    faults: FaultCollector,
    progress: (Double) -> Void = { _ in }
  ) throws(InputFaults) -> (table: TradeTable, reading: TradeReading) {
    let name = name ?? url.lastPathComponent
    let codes = countryCodes ?? CountryCode.beside(url)
    let isBinary = [".dta", ".xlsx", ".ods", ".xls", ".dta.gz", ".xlsx.gz"].contains {
      url.lastPathComponent.lowercased().hasSuffix($0)
    }
    let outcome: Result<(TradeTable, TradeReading), InputFaults>
    do throws(InputFault) {
      if isBinary {
        let data = try DataTable.read(url, name: name, faults: faults)
        outcome = fromData(data, name, valueColumn, usdPerUnit, years, codes, faults)
      } else {
        outcome = try fromText(url, name, valueColumn, usdPerUnit, years, codes, faults, progress)
      }
    } catch {
      throw InputFaults([error])
    }
    var (table, reading) = try outcome.get()
    let nested = table.dropNestedProducts()
    if nested > 0 { reading.leftOut["of products whose parts are there", default: 0] += nested }
    return (table, reading)
  }
}
