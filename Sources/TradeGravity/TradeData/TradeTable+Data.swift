public import Tables

extension TradeTable {
  /// Takes a trade table out of typed columns, as those of a Stata file.
  static func fromData(
    _ data: DataTable,
    _ name: String,
    _ valueColumn: String?,
    _ usdPerUnit: Double?,
    _ years: ClosedRange<Int>?,
    _ codes: CountryCode,
    _ faults: FaultCollector
  ) -> Result<(TradeTable, TradeReading), InputFaults> {
    let header = data.columns.map(\.name)
    let columns: TradeColumns
    let values: [[Double]]
    var quantities: [Double]?
    do {
      columns = try TradeColumns.find(
        header,
        file: name,
        valueColumn: valueColumn,
        scale: usdPerUnit
      )
      values = try columns.values.map { try data.numbers(header[$0.column]) }
      quantities = try columns.quantity.map { try data.numbers(header[$0]) }
    } catch let faults as InputFaults {
      return .failure(faults)
    } catch let fault as InputFault {
      return .failure(InputFaults([fault]))
    } catch {
      return .failure(InputFaults([]))
    }
    var reader = TradeReader(columns, file: name, years: years, faults: faults)
    reader.reserve(data.rowCount * values.count)
    var countries: [String] = []
    var known: [String: Int32] = [:]
    func places(_ list: [String]) -> [Int32] {
      list.map { text in
        if let place = known[text] { return place }
        let place = Int32(truncatingIfNeeded: countries.count)
        countries.append(text)
        known[text] = place
        return place
      }
    }
    let first = data.columns[columns.exporter].labelledTexts
    let second = data.columns[columns.importer].labelledTexts
    let firstPlaces = places(first.list)
    let secondPlaces = places(second.list)
    let isAggregate = countries.map(CountryCode.isAggregate)
    let product = columns.product.map { data.columns[$0].labelledTexts }
    let flow = columns.flow.map { data.columns[$0].labelledTexts }
    let flowKinds = flow?.list.map(TradeReader.flowKind) ?? []
    let filters = columns.filters.map { filter in
      (data.columns[filter.column].labelledTexts, filter.kept, filter.reason)
    }
    let yearColumn = data.columns[columns.year]
    rows: for row in 0..<data.rowCount {
      for (texts, kept, reason) in filters {
        let code = texts.codes[row]
        if !kept.contains(code < 0 ? "" : texts.list[Int(code)]) {
          reader.leaveOut(reason)
          continue rows
        }
      }
      let line = data.line(row: row)
      guard
        let year = yearColumn.number(row).flatMap(TradeReader.year)
          ?? Self.year(ofDate: yearColumn.text(row))
          ?? (yearColumn.date(row)?.year)
      else {
        reader.fault(
          line,
          yearColumn.name,
          found: yearColumn.text(row).isEmpty ? "nothing" : "'\(yearColumn.text(row))'",
          expected: "a year"
        )
        continue
      }
      guard first.codes[row] >= 0, second.codes[row] >= 0 else {
        reader.fault(
          line,
          header[first.codes[row] < 0 ? columns.exporter : columns.importer],
          found: "nothing",
          expected: "the code of a country"
        )
        continue
      }
      let exporter = firstPlaces[Int(first.codes[row])]
      let importer = secondPlaces[Int(second.codes[row])]
      var kind = TradeReader.FlowKind.both
      if let flow, let column = columns.flow {
        kind = flow.codes[row] < 0 ? .unknown : flowKinds[Int(flow.codes[row])]
        if kind == .unknown {
          reader.fault(
            line,
            header[column],
            found: "'\(data.columns[column].text(row))'",
            expected: "import or export"
          )
          continue
        }
      }
      var isWrong = false
      for (place, list) in values.enumerated() where list[row] < 0 {
        reader.fault(
          line,
          header[columns.values[place].column],
          found: "\(list[row])",
          expected: "a value, zero or above"
        )
        isWrong = true
      }
      if isWrong { continue }
      reader.add(
        year: year,
        first: exporter,
        second: importer,
        isAggregate: isAggregate[Int(exporter)] || isAggregate[Int(importer)],
        product: product.map { $0.codes[row] + 1 } ?? 0,
        flow: kind,
        values: { values[$0][row].isFinite ? values[$0][row] : nil },
        quantity: quantities.flatMap { $0[row] >= 0 ? $0[row] : nil }
      )
    }
    let table = reader.finish(
      countries: countries,
      products: [""] + (product?.list ?? []),
      codes: codes
    )
    return .success(
      (table, reading(columns, header, name, rows: data.rowCount, leftOut: reader.leftOut))
    )
  }

  /// The table as typed columns: `year, exporter, importer, product, report, value_usd, quantity_t`.
  ///
  /// Columns that say nothing (no product, no quantity, one kind of report) are left out.
  public func data() throws(InputFault) -> DataTable {
    var columns = [
      DataColumn("year", label: "Year", numbers: years.map(Double.init)),
      DataColumn(
        "exporter",
        label: "Exporter",
        values: .texts(codes: exporters, list: countries)
      ),
      DataColumn(
        "importer",
        label: "Importer",
        values: .texts(codes: importers, list: countries)
      ),
    ]
    if products.contains(where: { !$0.isEmpty }) {
      columns.append(
        DataColumn("product", label: "Product", values: .texts(codes: productOf, list: products))
      )
    }
    if reports.contains(where: { $0 != .both }) {
      columns.append(
        DataColumn(
          "report",
          label: "Whose figure: exporter (f.o.b.), importer (c.i.f.), both",
          values: .texts(
            codes: reports.map { Int32($0.rawValue) },
            list: ["exporter", "importer", "both"]
          )
        )
      )
    }
    columns.append(DataColumn("value_usd", label: "Value, USD", numbers: values))
    if quantities.contains(where: { !$0.isNaN }) {
      columns.append(
        DataColumn("quantity_t", label: "Quantity, tonnes", numbers: quantities.map(Double.init))
      )
    }
    return try DataTable(columns, file: name, label: "Bilateral trade")
  }
}
