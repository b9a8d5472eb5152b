public import Tables

extension MirrorReconciliation {
  /// The reconciled flows, with the rows of the table that were one figure already.
  ///
  /// Where the table has such a figure beside the reports of a flow (as CEPII Gravity does), the
  /// reconciled one takes its place.
  ///
  /// - Parameter table: the table that was reconciled.
  /// - Returns: one figure for each flow.
  public func trade(of table: TradeTable) -> TradeTable {
    var result = table
    result.keep { table.reports[$0] == .both && !flows.holds(table, $0) }
    result.years.append(contentsOf: flows.years)
    result.exporters.append(contentsOf: flows.exporters)
    result.importers.append(contentsOf: flows.importers)
    result.productOf.append(contentsOf: flows.productOf)
    result.reports.append(contentsOf: [TradeTable.Report](repeating: .both, count: count))
    result.values.append(contentsOf: values)
    result.quantities.append(contentsOf: flows.quantities)
    return result
  }

  /// Every flow with its reports, the rate, the weight and the outcome: `year, exporter, importer,
  /// product, exporter_usd, importer_usd, cif_rate, importer_fob_usd, exporter_weight, reported_by,
  /// value_usd`.
  public func adjustments() throws(InputFault) -> DataTable {
    var columns = [
      DataColumn("year", numbers: flows.years.map(Double.init)),
      DataColumn("exporter", values: .texts(codes: flows.exporters, list: flows.countries)),
      DataColumn("importer", values: .texts(codes: flows.importers, list: flows.countries)),
    ]
    if flows.products.contains(where: { !$0.isEmpty }) {
      columns.append(
        DataColumn("product", values: .texts(codes: flows.productOf, list: flows.products))
      )
    }
    columns += [
      DataColumn("exporter_usd", label: "Exporter, f.o.b.", numbers: flows.exporterValues),
      DataColumn("importer_usd", label: "Importer, c.i.f.", numbers: flows.importerValues),
      DataColumn("cif_rate", label: "c.i.f. over f.o.b. less 1", numbers: rates),
      DataColumn("importer_fob_usd", label: "Importer, f.o.b.", numbers: importerValuesFOB),
      DataColumn("exporter_weight", label: "Weight of the exporter", numbers: exporterWeights),
      DataColumn(
        "reported_by",
        values: .texts(
          codes: sources.map { Int32($0.rawValue) },
          list: ["both", "exporter", "importer"]
        )
      ),
      DataColumn("value_usd", label: "Reconciled, f.o.b.", numbers: values),
    ]
    return try DataTable(columns, file: "adjustments", label: "Mirror flows reconciled")
  }
}
