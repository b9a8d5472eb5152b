public import Foundation
public import Tables

extension Concordance {
  /// Reads rules from a table.
  ///
  /// - Parameters:
  ///   - url: CSV with a column of codes (`hs`, `sitc`, `code`, `prefix`, `product`) and one of groups
  ///     (`commodity_id`, `group`, `commodity`, `sector`, `name`), such as a study's
  ///     `commodities.csv`.
  ///   - wish: column of codes; `nil`: the first of those named above that is there.
  ///   - name: how faults name the file.
  /// - Returns: the concordance.
  /// - Throws: `InputFaults` with all that is wrong.
  public static func read(
    _ url: URL,
    codes wish: String? = nil,
    name: String? = nil
  ) throws(InputFaults) -> Concordance {
    let name = name ?? url.lastPathComponent
    let faults = FaultCollector()
    var rules: [Rule] = []
    do throws(InputFault) {
      let wanted = ["hs", "sitc", "code", "prefix", "product", "codes"]
      let table = try DataTable.read(
        url,
        name: name,
        texts: Set(wanted + (wish.map { [$0] } ?? [])),
        faults: faults
      )
      let names = HeaderNames(table.columns.map(\.name))
      let codes =
        wish.map { names.first($0) }
        ?? names.first("hs", "sitc", "code", "prefix", "codes", "product")
      let groups = names.first(
        "commodity_id",
        "group",
        "target",
        "commodity",
        "sector",
        "industry",
        "section",
        "name"
      )
      guard let codes, let groups, codes != groups else {
        throw InputFault(
          file: name,
          line: 1,
          column: wish,
          found: "columns \(names.header.joined(separator: ", "))",
          expected: "a column of codes (hs, sitc, code) and one of groups (commodity_id, group)"
        )
      }
      for row in 0..<table.rowCount {
        let code = table.columns[codes].text(row)
        let group = table.columns[groups].text(row)
        if code.isEmpty { continue }
        guard !group.isEmpty else {
          throw InputFault(
            file: name,
            line: table.line(row: row),
            column: table.columns[groups].name,
            found: "an empty cell",
            expected: "the name of a group"
          )
        }
        rules.append(Rule(code, group, line: table.line(row: row)))
      }
    } catch {
      throw InputFaults([error])
    }
    try faults.throwIfAny()
    return try Concordance(rules, file: name)
  }
}
