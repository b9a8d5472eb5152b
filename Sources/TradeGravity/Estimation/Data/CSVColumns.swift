import Foundation
import Tables

/// Some columns of a CSV file, read in one pass.
///
/// Commas, semicolons or tabs part the fields, as the header does; quotes as in RFC 4180. A column is
/// of numbers where every cell is one or is missing, otherwise of texts.
struct CSVColumns {
  private let bytes: [UInt8]
  private let name: String
  private let separator: UInt8
  private let header: [String]
  private let bodyStart: Int

  static func read(_ url: URL, name: String, columns: Set<String>) throws -> DataTable {
    try CSVColumns(url, name: name).table(columns)
  }

  private init(_ url: URL, name: String) throws {
    self.name = name
    do {
      bytes = try FileBytes.read(url, name: name)
    } catch {
      throw InputFaults([error])
    }
    var start = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = start
    var inQuotes = false
    var counts: [UInt8: Int] = [0x2C: 0, 0x3B: 0, 0x09: 0]
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0x22 { inQuotes.toggle() }
      if byte == 0x0A, !inQuotes { break }
      if !inQuotes, counts[byte] != nil { counts[byte, default: 0] += 1 }
      end += 1
    }
    guard end > start else {
      throw InputFaults([
        InputFault(file: name, line: 1, found: "an empty file", expected: "a row of column names")
      ])
    }
    separator =
      [0x2C, 0x3B, 0x09].max { counts[$0, default: 0] < counts[$1, default: 0] }
      .flatMap { counts[$0, default: 0] > 0 ? $0 : nil } ?? 0x2C
    var names: [String] = []
    var field: [UInt8] = []
    inQuotes = false
    var line = Array(bytes[start..<end])
    if line.last == 0x0D { line.removeLast() }
    for byte in line + [separator] {
      if byte == 0x22 {
        inQuotes.toggle()
      } else if byte == separator, !inQuotes {
        let text = String(decoding: field, as: UTF8.self)
        names.append(text.trimmingCharacters(in: .whitespaces))
        field = []
      } else {
        field.append(byte)
      }
    }
    header = names
    bodyStart = min(bytes.count, end + 1)
  }

  private func table(_ wanted: Set<String>) throws -> DataTable {
    var faults = DataTable.missingColumns(wanted, among: header, file: name)
    for column in wanted.sorted() where header.filter({ $0 == column }).count > 1 {
      faults.append(
        InputFault(
          file: name,
          line: 1,
          column: column,
          found: "the name twice",
          expected: "each column once"
        )
      )
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    var builders: [CSVColumnBuilder?] = header.map {
      wanted.contains($0) ? CSVColumnBuilder() : nil
    }
    var scan = try pass(&builders)
    let texts = builders.map { $0?.isText == true }
    if texts.contains(true) {
      var second: [CSVColumnBuilder?] = builders.map {
        $0?.isText == true && $0?.isWhole == false ? CSVColumnBuilder(text: true) : nil
      }
      if second.contains(where: { $0 != nil }) {
        scan = try pass(&second)
        for (place, builder) in second.enumerated() {
          guard let builder else { continue }
          builder.bad = builders[place]?.bad ?? []
          builders[place] = builder
        }
      }
    }
    var table = DataTable(name: name, columns: [])
    table.available = header
    table.rowCount = scan.rows
    table.hasLineForEachRow = scan.isRegular
    for (place, builder) in builders.enumerated() {
      guard let builder else { continue }
      table.columns[header[place]] = builder.column(bytes)
      if builder.isText { table.texts[header[place]] = builder.bad }
    }
    return table
  }

  /// Reads every row into the builders of its fields.
  private func pass(
    _ builders: inout [CSVColumnBuilder?]
  ) throws -> (rows: Int, isRegular: Bool) {
    let span = bytes.span
    let count = bytes.count
    let fieldCount = builders.count
    var place = bodyStart
    var line = 2
    var rows = 0
    var isRegular = true
    var faults: [InputFault] = []
    while place < count {
      // An empty line is no row.
      if span[place] == 0x0A
        || (span[place] == 0x0D && place + 1 < count && span[place + 1] == 0x0A)
      {
        place += span[place] == 0x0D ? 2 : 1
        line += 1
        if place < count { isRegular = false }
        continue
      }
      let firstLine = line
      var field = 0
      var isAtEnd = false
      while !isAtEnd {
        var start = place
        var end = place
        if place < count, span[place] == 0x22 {
          start = place + 1
          place += 1
          while place < count {
            if span[place] == 0x22 {
              guard place + 1 < count, span[place + 1] == 0x22 else { break }
              place += 1
            } else if span[place] == 0x0A {
              line += 1
              isRegular = false
            }
            place += 1
          }
          end = place
          if place >= count {
            faults.append(
              InputFault(
                file: name,
                line: firstLine,
                found: "a quote that is not closed",
                expected: "a closing quote"
              )
            )
          } else {
            place += 1
          }
          while place < count, span[place] != separator, span[place] != 0x0A { place += 1 }
        } else {
          while place < count, span[place] != separator, span[place] != 0x0A { place += 1 }
          end = place
          if end > start, span[end - 1] == 0x0D, place >= count || span[place] == 0x0A { end -= 1 }
        }
        isAtEnd = place >= count || span[place] == 0x0A
        place += 1
        if field < fieldCount, let builder = builders[field] {
          builder.add(span, start, end, line: firstLine)
        }
        field += 1
      }
      line += 1
      if field != fieldCount, faults.count < 20 {
        faults.append(
          InputFault(
            file: name,
            line: firstLine,
            found: "\(field) fields",
            expected: "\(fieldCount), as in the header"
          )
        )
      }
      rows += 1
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    guard rows < Int(Int32.max) else {
      throw InputFaults([
        InputFault(file: name, found: "\(rows) rows", expected: "fewer than 2147483647")
      ])
    }
    return (rows, isRegular)
  }
}
