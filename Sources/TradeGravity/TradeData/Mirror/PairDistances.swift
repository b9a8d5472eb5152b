public import Foundation
public import Tables

/// Distances between countries, with who shares a border.
public struct PairDistances: Sendable {
  /// Distance in km and whether a land border is shared.
  public struct Pair: Sendable, Equatable {
    /// Distance, km, above zero.
    public var distanceKm: Double
    /// Whether they share a border.
    public var isContiguous: Bool
  }

  private var pairs: [String: [String: Pair]] = [:]

  /// No distances.
  public init() {}

  /// Pair of an exporter and an importer; `nil` where it is not known.
  public func pair(_ exporter: String, _ importer: String) -> Pair? { pairs[exporter]?[importer] }

  /// Sets a pair in one direction.
  public mutating func set(
    _ exporter: String,
    _ importer: String,
    distanceKm: Double,
    isContiguous: Bool = false
  ) {
    pairs[exporter, default: [:]][importer] = Pair(
      distanceKm: distanceKm,
      isContiguous: isContiguous
    )
  }

  /// Number of pairs.
  public var count: Int { pairs.values.reduce(0) { $0 + $1.count } }

  /// Reads a file such as CEPII's GeoDist or Gravity: `iso_o, iso_d` (or `iso3_o`, `exporter`, …),
  /// `distw`, `distw_harmonic`, `dist` or `distance_km`, and `contig` where there is one.
  ///
  /// - Parameters:
  ///   - url: CSV (also `.gz`, with commas or semicolons) or Stata.
  ///   - name: how faults name it.
  /// - Returns: the distances.
  /// - Throws: `InputFaults` where columns are missing or a distance is no positive number.
  public static func read(_ url: URL, name: String? = nil) throws(InputFaults) -> PairDistances {
    let name = name ?? url.lastPathComponent
    let faults = FaultCollector()
    var result = PairDistances()
    do throws(InputFault) {
      let table = try DataTable.read(url, name: name, faults: faults)
      let names = HeaderNames(table.columns.map(\.name))
      guard
        let from = names.first("iso_o", "iso3_o", "exporter", "exporter_iso3", "origin", "from"),
        let to = names.first("iso_d", "iso3_d", "importer", "importer_iso3", "destination", "to"),
        let distance = names.first("distw", "distw_harmonic", "dist", "distance_km", "distance")
      else {
        throw InputFault(
          file: name,
          line: 1,
          found: "columns \(names.header.prefix(30).joined(separator: ", "))",
          expected: "iso_o, iso_d and distw, dist or distance_km"
        )
      }
      let first = table.columns[from].asTexts
      let second = table.columns[to].asTexts
      let firstCodes = first.list.map(CountryCode.standard.code)
      let secondCodes = second.list.map(CountryCode.standard.code)
      let distances = try table.numbers(table.columns[distance].name)
      let contiguous = try names.first("contig", "contiguous", "contiguity").map {
        column throws(InputFault) in try table.numbers(table.columns[column].name)
      }
      for row in 0..<table.rowCount {
        guard first.codes[row] >= 0, second.codes[row] >= 0, !distances[row].isNaN else { continue }
        guard distances[row] > 0 else {
          faults.error(
            name,
            line: table.line(row: row),
            column: table.columns[distance].name,
            found: "\(distances[row])",
            expected: "a distance above zero"
          )
          continue
        }
        result.set(
          firstCodes[Int(first.codes[row])],
          secondCodes[Int(second.codes[row])],
          distanceKm: distances[row],
          isContiguous: contiguous.map { $0[row] == 1 } ?? false
        )
      }
    } catch {
      throw InputFaults([error])
    }
    try faults.throwIfAny()
    return result
  }
}
