public import Foundation
public import Tables

/// What sectors use of each other, as read from a table.
public enum InputOutputTable {
  /// Reads `[country,]input_sector,using_sector` and either `share` (of the using sector's output)
  /// or `value`, `use` or a column whose name begins with `use_` (money, in the units of trade).
  ///
  /// Without a column for countries a row holds for all. What has no row is not used.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  ///   - trade: countries, sectors and sales.
  /// - Returns: shares of cost, at `(country * m + using) * m + input`, and warnings.
  /// - Throws: `InputFaults`, also where a sector's inputs cost as much as its output or more.
  public static func read(
    _ url: URL,
    name: String,
    trade: TradeData
  ) throws(InputFaults) -> (shares: [Double], warnings: [InputFault]) {
    let faults = FaultCollector()
    guard let table = CSVTable.read(url, name: name, faults: faults) else {
      throw InputFaults(faults.faults)
    }
    let money = table.columns.first { $0 == "use" || $0 == "value" || $0.hasPrefix("use_") }
    let value = table.has("share") ? "share" : money ?? "share"
    guard
      table.expect(
        ["input_sector", "using_sector", value],
        optional: ["country"],
        faults: faults
      ),
      let inputs = table.names("input_sector"), let users = table.names("using_sector"),
      let values = table.numbers(value, in: CSVRow.notNegative, faults: faults)
    else { throw InputFaults(faults.faults) }
    let n = trade.count
    let m = trade.sectors.count
    let countries = table.names("country")
    let inputPlaces = places(table, "input_sector", inputs, trade.sectors, faults)
    let userPlaces = places(table, "using_sector", users, trade.sectors, faults)
    let countryPlaces = countries.map { places(table, "country", $0, trade.countries, faults) }
    try faults.throwIfAny()

    var output = [Double](repeating: 0, count: n * m)
    if value != "share" {
      for k in 0..<m {
        for i in 0..<n {
          for j in 0..<n { output[i * m + k] += trade.flows[trade.index(i, j, k)] }
        }
      }
    }
    var shares = [Double](repeating: 0, count: n * m * m)
    var seen = [Bool](repeating: false, count: shares.count)
    for row in 0..<table.rowCount {
      let input = inputPlaces[Int(inputs.codes[row])]
      let user = userPlaces[Int(users.codes[row])]
      var range = 0..<n
      if let countries, let countryPlaces {
        let country = countryPlaces[Int(countries.codes[row])]
        range = country..<(country + 1)
      }
      for country in range {
        let cell = (country * m + user) * m + input
        if seen[cell] {
          faults.error(
            name,
            line: table.line(row: row),
            found: "a use given already",
            expected: "every use once"
          )
          break
        }
        seen[cell] = true
        if value == "share" {
          shares[cell] = values[row]
        } else if output[country * m + user] > 0 {
          shares[cell] = values[row] / output[country * m + user]
        } else if values[row] > 0 {
          faults.warning(
            name,
            line: table.line(row: row),
            found: "use by a sector of \(trade.countries[country]) that sells nothing",
            expected: "no use, and none is taken"
          )
        }
      }
      if faults.errors.count > 20 { break }
    }
    leaveValueAdded(&shares, trade, name, faults)
    try faults.throwIfAny()
    return (shares, faults.warnings)
  }

  /// Most that inputs may cost of a sector's output, where a table says more of a small one.
  public static let largestInputShare = 0.99

  /// Inputs that cost as much as output or more: an error, unless those sectors make up less than
  /// 1 % of a country's output, as roundings of published tables do; then inputs are scaled down and
  /// a warning says so.
  private static func leaveValueAdded(
    _ shares: inout [Double],
    _ trade: TradeData,
    _ name: String,
    _ faults: FaultCollector
  ) {
    let n = trade.count
    let m = trade.sectors.count
    for country in 0..<n {
      var output = [Double](repeating: 0, count: m)
      for k in 0..<m {
        for j in 0..<n { output[k] += trade.flows[trade.index(country, j, k)] }
      }
      let all = output.reduce(0, +)
      for user in 0..<m {
        let range = ((country * m + user) * m)..<((country * m + user + 1) * m)
        let total = shares[range].reduce(0, +)
        guard total >= 1, faults.faults.count <= 200 else { continue }
        let isSmall = output[user] <= 0.01 * all
        faults.add(
          InputFault(
            file: name,
            found: "inputs of sector '\(trade.sectors[user])' of \(trade.countries[country]) that "
              + "cost \(total) of its output",
            expected: isSmall
              ? "less than 1, the rest being value added; taken as \(largestInputShare)"
              : "less than 1: the rest is value added",
            severity: isSmall ? .warning : .error
          )
        )
        for cell in range { shares[cell] *= largestInputShare / total }
      }
    }
  }

  private static func places(
    _ table: CSVTable,
    _ column: String,
    _ names: CSVTable.Names,
    _ candidates: [String],
    _ faults: FaultCollector
  ) -> [Int] {
    let known = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1, $0) })
    return names.names.enumerated().map { place, name in
      if let found = known[name] { return found }
      let row = names.codes.firstIndex(of: Int32(place))
      faults.error(
        table.file,
        line: row.map { table.line(row: $0) },
        column: column,
        found: name.isEmpty ? "an empty cell" : "'\(name)', which the trade table does not have",
        expected: "a name of the trade table\(NearestName.hint(for: name, among: candidates))"
      )
      return -1
    }
  }
}
