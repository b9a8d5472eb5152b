/// Rows of a three-way panel by pair and year.
struct PairPanel: Sendable {
  /// Rows of each pair, in order of years.
  let rows: [[Int]]
  /// Exporter and importer of each pair.
  let exporters: [Int]
  let importers: [Int]
  let exporterCount: Int
  let importerCount: Int
  let yearCount: Int
  /// Year of each row.
  let years: [Int32]

  /// Groups rows; a pair with two rows in one year is told by `nil`.
  init?(_ roles: GravityDesign.PanelRoles) {
    let (pairs, first, second) = Factor.combine(
      roles.exporters.codes,
      roles.exporters.levelCount,
      roles.importers.codes,
      roles.importers.levelCount
    )
    var rows = [[Int]](repeating: [], count: first.count)
    for row in pairs.indices { rows[Int(pairs[row])].append(row) }
    let years = roles.years.codes
    for pair in rows.indices {
      rows[pair].sort { years[$0] < years[$1] }
      for place in rows[pair].indices.dropFirst()
      where years[rows[pair][place]] == years[rows[pair][place - 1]] {
        return nil
      }
    }
    self.rows = rows
    self.years = years
    exporters = first.map(Int.init)
    importers = second.map(Int.init)
    exporterCount = roles.exporters.levelCount
    importerCount = roles.importers.levelCount
    yearCount = roles.years.levelCount
  }
}
