import Foundation
import Tables

/// Which column of a file says what.
struct TradeColumns {
  /// A column of values.
  struct ValueColumn {
    var column: Int
    /// Whose figure it is; `nil`: the flow column says so.
    var report: TradeTable.Report?
    /// USD in one unit.
    var scale: Double
  }

  /// A column in which only some texts mark rows that are not parts of others.
  struct Filter {
    var column: Int
    var kept: Set<String>
    var reason: String
  }

  /// What a column of flows says.
  enum FlowMeaning {
    /// The first country's imports from, or exports to, the second.
    case direction
    /// Which of exporter and importer reports.
    case whoReports
  }

  var layout: TradeLayout
  var year: Int
  /// Exporter, or the reporter where a flow column says which way it goes.
  var exporter: Int
  /// Importer, or the partner.
  var importer: Int
  /// Says which of reporter (in `exporter`) and partner (in `importer`) sends; `nil`: the exporter.
  var flow: Int?
  var flowMeaning = FlowMeaning.direction
  var product: Int?
  /// Digits that codes of products have; shorter ones have lost their leading zeros.
  var productDigits: Int?
  var values: [ValueColumn]
  var quantity: Int?
  var quantityScale = 1.0
  var filters: [Filter] = []

  /// Finds the columns of a header.
  ///
  /// - Parameters:
  ///   - header: names of the columns.
  ///   - file: how faults name the file.
  ///   - wish: name of the column of values; `nil`: by the layout.
  ///   - scale: USD in one unit of the value; `nil`: as the layout or the name says.
  /// - Returns: the columns.
  /// - Throws: `InputFaults` with what is missing.
  static func find(
    _ header: [String],
    file: String,
    valueColumn wish: String?,
    scale: Double?
  ) throws(InputFaults) -> TradeColumns {
    let names = HeaderNames(header)
    var columns = try TradeColumns.layout(names, file: file)
    if let wish {
      guard let place = names.first(wish) else {
        throw InputFaults([
          InputFault(
            file: file,
            line: 1,
            column: wish,
            found: "no such column",
            expected: "one of \(header.joined(separator: ", "))"
              + NearestName.hint(for: wish, among: header)
          )
        ])
      }
      let known = columns.values.first { $0.column == place }
      columns.values = [
        known
          ?? ValueColumn(
            column: place,
            report: columns.flow == nil ? .both : nil,
            scale: Unit.scale(of: header[place])
          )
      ]
    }
    if let product = columns.product {
      let digits = ["k": 6, "hs6": 6, "hs4": 4, "hs2": 2]
      columns.productDigits = digits[HeaderNames.plain(header[product])]
    }
    if let scale {
      for place in columns.values.indices { columns.values[place].scale = scale }
    }
    return columns
  }

  /// What a unit in a column's name is worth in USD.
  enum Unit {
    static func scale(of name: String) -> Double {
      let name = HeaderNames.plain(name)
      if name.contains("1000") || name.contains("kusd") || name.contains("usdk")
        || name.contains("thousand")
      {
        return 1e3
      }
      if name.contains("usdm") || name.contains("musd") || name.contains("million")
        || name.contains("usdmn")
      {
        return 1e6
      }
      if name.contains("billion") || name.contains("usdbn") { return 1e9 }
      return 1
    }
  }
}

/// Names of columns without case, blanks and signs.
struct HeaderNames {
  let header: [String]
  private let places: [String: Int]

  init(_ header: [String]) {
    self.header = header
    var places: [String: Int] = [:]
    for (place, name) in header.enumerated() where places[Self.plain(name)] == nil {
      places[Self.plain(name)] = place
    }
    self.places = places
  }

  /// `Trade Value (US$)` as `tradevalueus$`.
  static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "$" })
  }

  /// Column of the first of some names that is there.
  func first(_ names: String...) -> Int? {
    for name in names {
      if let place = places[Self.plain(name)] { return place }
    }
    return nil
  }

  /// Whether there are columns of all these names.
  func has(_ names: String...) -> Bool { names.allSatisfy { places[Self.plain($0)] != nil } }

  /// Column whose name begins so.
  func first(beginning start: String) -> Int? {
    header.firstIndex { Self.plain($0).hasPrefix(start) }
  }
}
