/// Flows with what each side reports, one for each year, exporter, importer and product.
struct MirrorFlows {
  var countries: [String]
  var products: [String]
  var years: [Int16] = []
  var exporters: [Int32] = []
  var importers: [Int32] = []
  var productOf: [Int32] = []
  /// What the exporter says, USD f.o.b.; not-a-number: nothing.
  var exporterValues: [Double] = []
  /// What the importer says, USD c.i.f.; not-a-number: nothing.
  var importerValues: [Double] = []
  var quantities: [Float] = []
  /// Rows of one figure for both sides, which nothing reconciles.
  var otherRows = 0
  /// Rows in which a country reports trade with itself (goods that come back), which are left out.
  var selfRows = 0
  private var places: [Key: Int32] = [:]

  var count: Int { years.count }

  private struct Key: Hashable {
    var year: Int16
    var product: Int32
    var exporter: Int32
    var importer: Int32
  }

  /// Brings the reports of a table together; several rows of one report are added up.
  ///
  /// A reported zero counts as no report: whether a country traded nothing or reported nothing cannot
  /// be told from it.
  init(_ table: TradeTable) {
    countries = table.countries
    products = table.products
    places.reserveCapacity(table.count / 2)
    for row in 0..<table.count {
      let exporter = table.exporters[row]
      let importer = table.importers[row]
      let report = table.reports[row]
      guard report != .both else {
        otherRows += 1
        continue
      }
      guard exporter != importer else {
        selfRows += 1
        continue
      }
      let value = table.values[row]
      guard value > 0 else { continue }
      let key = Key(
        year: table.years[row],
        product: table.productOf[row],
        exporter: exporter,
        importer: importer
      )
      let place: Int
      if let known = places[key] {
        place = Int(known)
      } else {
        place = count
        places[key] = Int32(truncatingIfNeeded: place)
        years.append(key.year)
        exporters.append(exporter)
        importers.append(importer)
        productOf.append(key.product)
        exporterValues.append(.nan)
        importerValues.append(.nan)
        quantities.append(.nan)
      }
      if report == .exporter {
        let sum = exporterValues[place]
        exporterValues[place] = sum.isNaN ? value : sum + value
      } else {
        let sum = importerValues[place]
        importerValues[place] = sum.isNaN ? value : sum + value
      }
      let quantity = table.quantities[row]
      // The importer's quantity is kept where both give one: imports are weighed with more care.
      if quantity > 0, quantities[place].isNaN || report == .importer {
        quantities[place] = quantity
      }
    }
  }

  /// Whether a row of the table is one of a flow that is in here.
  func holds(_ table: TradeTable, _ row: Int) -> Bool {
    let key = Key(
      year: table.years[row],
      product: table.productOf[row],
      exporter: table.exporters[row],
      importer: table.importers[row]
    )
    return places[key] != nil
  }

  /// Whether both sides report a flow.
  func isPair(_ flow: Int) -> Bool { !exporterValues[flow].isNaN && !importerValues[flow].isNaN }
}
