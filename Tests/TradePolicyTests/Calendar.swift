import Tables
import TradePolicy

/// Policy calendars written as lines of `policy.csv`, for tests.
enum Calendar {
  static let columns =
    "measure_id,rule,value,unit,from_country,to_country,transit_country,place,mode,commodities,"
    + "effective_from,effective_to,exempts"

  /// Reads lines with the columns above; `name`, `source` and `quality` are added.
  static func read(_ lines: [String]) -> (book: PolicyBook, faults: [InputFault]) {
    let faults = FaultCollector()
    let text =
      ([columns + ",name,source,quality"] + lines.map { $0 + ",A measure,s,A" })
      .joined(separator: "\n") + "\n"
    guard let table = CSVTable.parse(Array(text.utf8), name: "policy.csv", faults: faults) else {
      return (PolicyBook([]), faults.faults)
    }
    let book = PolicyBook.read(
      table,
      commodities: ["coal", "fish", "steel"],
      nodes: ["RJP", "CHO"],
      countries: ["RUS", "PRK", "KOR", "CHN"],
      faults: faults
    )
    return (book, faults.faults)
  }

  /// The book of lines that are right.
  static func book(_ lines: String...) -> PolicyBook { read(lines).book }

  static let coal = FlowKey(origin: "RUS", destination: "KOR", commodity: "coal")
  static let rajin = RouteKey(
    countries: ["KOR", "PRK", "RUS"],
    nodes: ["KHS", "RJP", "KPO"],
    modes: [.rail, .sea]
  )
  static let vostochny = RouteKey(
    countries: ["KOR", "RUS"],
    nodes: ["VYP", "KPO"],
    modes: [.rail, .sea]
  )
}
