import Foundation
import Tables

extension TradeTable {
  /// Reads a text file in one pass.
  static func fromText(
    _ url: URL,
    _ name: String,
    _ valueColumn: String?,
    _ usdPerUnit: Double?,
    _ years: ClosedRange<Int>?,
    _ codes: CountryCode,
    _ faults: FaultCollector,
    _ progress: (Double) -> Void
  ) throws(InputFault) -> Result<(TradeTable, TradeReading), InputFaults> {
    var stream = try CSVStream.open(url, name: name, faults: faults)
    let header = stream.columns
    let columns: TradeColumns
    do throws(InputFaults) {
      columns = try TradeColumns.find(
        header,
        file: name,
        valueColumn: valueColumn,
        scale: usdPerUnit
      )
    } catch {
      return .failure(error)
    }
    var reader = TradeReader(columns, file: name, years: years, faults: faults)
    var countries = TextPool()
    var isAggregate: [Bool] = []
    var products = TextPool()
    if columns.product == nil {
      unsafe _ = products.code(of: UnsafeRawBufferPointer(start: nil, count: 0))
    }
    var flows = TextPool()
    var flowKinds: [TradeReader.FlowKind] = []
    var numbers = [Double?](repeating: nil, count: columns.values.count)
    rows: while try stream.next() {
      if stream.rowCount & 0xFFFF == 0 {
        let share = stream.share
        progress(share)
        if stream.rowCount == 1 << 17, share > 0.0001, share < 1 {
          reader.reserve(Int(Double(stream.rowCount) * Double(columns.values.count) / share * 1.03))
        }
      }
      for filter in columns.filters where !filter.kept.contains(stream.text(filter.column)) {
        reader.leaveOut(filter.reason)
        continue rows
      }
      guard
        let year = stream.number(columns.year).flatMap(TradeReader.year)
          ?? Self.year(ofDate: stream.text(columns.year))
      else {
        reader.fault(
          stream.line,
          header[columns.year],
          found: "'\(stream.text(columns.year).prefix(40))'",
          expected: "a year"
        )
        continue
      }
      var isWrong = false
      let first = Self.country(columns.exporter, stream, &countries, &isAggregate)
      let second = Self.country(columns.importer, stream, &countries, &isAggregate)
      guard first >= 0, second >= 0 else {
        reader.fault(
          stream.line,
          header[first < 0 ? columns.exporter : columns.importer],
          found: "an empty cell",
          expected: "the code of a country"
        )
        continue
      }
      var product: Int32 = 0
      if let column = columns.product { product = unsafe products.code(of: stream.bytes(column)) }
      var flow = TradeReader.FlowKind.both
      if let column = columns.flow {
        let code = Int(unsafe flows.code(of: stream.bytes(column)))
        if code == flowKinds.count { flowKinds.append(TradeReader.flowKind(stream.text(column))) }
        flow = flowKinds[code]
        if flow == .unknown {
          reader.fault(
            stream.line,
            header[column],
            found: "'\(stream.text(column).prefix(40))'",
            expected: "import or export"
          )
          continue
        }
      }
      for (place, value) in columns.values.enumerated() {
        numbers[place] = nil
        if let number = stream.number(value.column), number >= 0 {
          numbers[place] = number
        } else if !stream.isMissing(value.column) {
          reader.fault(
            stream.line,
            header[value.column],
            found: "'\(stream.text(value.column).prefix(40))'",
            expected: "a value, zero or above"
          )
          isWrong = true
        }
      }
      if isWrong { continue }
      let quantity = columns.quantity.flatMap { stream.number($0) }
      reader.add(
        year: year,
        first: first,
        second: second,
        isAggregate: isAggregate[Int(first)] || isAggregate[Int(second)],
        product: product,
        flow: flow,
        values: { numbers[$0] },
        quantity: quantity.flatMap { $0 >= 0 ? $0 : nil }
      )
    }
    let table = reader.finish(countries: countries.texts, products: products.texts, codes: codes)
    return .success(
      (table, reading(columns, header, name, rows: stream.rowCount, leftOut: reader.leftOut))
    )
  }

  /// Number of the country in a field, a new one where it was not seen before; -1 where it is empty.
  private static func country(
    _ column: Int,
    _ stream: borrowing CSVStream,
    _ countries: inout TextPool,
    _ isAggregate: inout [Bool]
  ) -> Int32 {
    let bytes = unsafe stream.bytes(column)
    guard bytes.count > 0 else { return -1 }
    let code = unsafe countries.code(of: bytes)
    if Int(code) == isAggregate.count {
      isAggregate.append(CountryCode.isAggregate(stream.text(column)))
    }
    return code
  }

  /// Year of a date such as 2015-03-01 or 2015M03.
  static func year(ofDate text: String) -> Int? {
    guard text.utf8.count > 4, let year = Int(text.prefix(4)), (1000...9999).contains(year),
      let next = text.dropFirst(4).first, !next.isNumber, next != "."
    else { return nil }
    return year
  }

  static func reading(
    _ columns: TradeColumns,
    _ header: [String],
    _ name: String,
    rows: Int,
    leftOut: [String: Int]
  ) -> TradeReading {
    var used = [
      "year": header[columns.year],
      columns.flow == nil || columns.flowMeaning == .whoReports ? "exporter" : "reporter":
        header[columns.exporter],
      columns.flow == nil || columns.flowMeaning == .whoReports ? "importer" : "partner":
        header[columns.importer],
      "value": columns.values.map { header[$0.column] }.joined(separator: ", "),
    ]
    if let flow = columns.flow { used["flow"] = header[flow] }
    if let product = columns.product { used["product"] = header[product] }
    if let quantity = columns.quantity { used["quantity"] = header[quantity] }
    return TradeReading(
      file: name,
      layout: columns.layout,
      rows: rows,
      leftOut: leftOut,
      columns: used,
      usdPerUnit: columns.values.first?.scale ?? 1
    )
  }
}
