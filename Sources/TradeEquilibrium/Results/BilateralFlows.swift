import Tables

/// Trade before and after a change.
public struct BilateralFlows: Sendable {
  /// Names of countries and sectors.
  public var countries: [String]
  /// Names of sectors; one without a name where there are none.
  public var sectors: [String]
  /// Whether there are sectors.
  public var hasSectors: Bool
  /// Value of the base from exporter i to importer j of sector k, at `(k * n + i) * n + j`.
  public var before: [Double]
  /// Value after the change.
  public var after: [Double]

  /// `exporter,importer[,sector],before,after`, pairs that trade alone.
  public func csv() throws -> String {
    try table(["before", "after"]) { cell in
      before[cell] > 0
        ? [try CSVText.field(before[cell]), try CSVText.field(after[cell])] : nil
    }
  }

  /// `exporter,importer,elasticity`: a number for each pair that trades.
  public func csv(elasticities: [Double]) throws -> String {
    try table(["elasticity"]) { cell in
      before[cell] > 0 ? [try CSVText.field(elasticities[cell])] : nil
    }
  }

  private func table(
    _ columns: [String],
    _ fields: (Int) throws -> [String]?
  ) throws -> String {
    let head = ["exporter", "importer"] + (hasSectors ? ["sector"] : [])
    var text = CSVText(columns: head + columns)
    var cell = 0
    for sector in sectors {
      for exporter in countries {
        for importer in countries {
          if let values = try fields(cell) {
            text.append([exporter, importer] + (hasSectors ? [sector] : []) + values)
          }
          cell += 1
        }
      }
    }
    return text.text
  }
}
