public import Foundation

extension DataTable {
  /// Writes a file by its ending: `.csv`, `.csv.gz` or `.dta`, whole or not at all.
  ///
  /// - Throws: `OutputError` where the ending is another, a column cannot be written in that format,
  ///   or the file cannot be written.
  public func write(to url: URL) throws {
    let name = url.lastPathComponent.lowercased()
    if name.hasSuffix(".dta") {
      try writeStata(to: url)
    } else if name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") {
      try writeCSV(to: url)
    } else {
      throw OutputError(file: url.path, reason: "its name must end in .csv, .csv.gz or .dta")
    }
  }

  /// Writes a CSV file (RFC 4180, LF); missing values are empty cells.
  func writeCSV(to url: URL) throws {
    try AtomicFile.write(to: url) { temporary in
      let sink = try ByteSink(temporary, file: url.path)
      sink.bytes.append(contentsOf: Self.line(columns.map(\.name)).utf8)
      let lists = columns.map { column -> [[UInt8]] in
        guard case .texts(_, let list) = column.values else { return [] }
        return list.map { Array(Self.quoted($0).utf8) }
      }
      let isAlone = columns.count == 1
      for row in 0..<rowCount {
        for (place, column) in columns.enumerated() {
          if place > 0 { sink.bytes.append(0x2C) }
          let start = sink.bytes.count
          switch column.values {
          case .texts(let codes, _):
            if codes[row] >= 0 { sink.bytes.append(contentsOf: lists[place][Int(codes[row])]) }
          case .numbers(let numbers): sink.append(numbers[row])
          }
          if isAlone, sink.bytes.count == start { sink.bytes.append(contentsOf: "\"\"".utf8) }
        }
        sink.bytes.append(0x0A)
        try sink.flushIfLarge()
      }
      try sink.finish()
    }
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes =
      field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      || field != field.trimmed
    return needsQuotes ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}

extension ByteSink {
  /// Adds a number in its shortest form; nothing where it is not finite.
  func append(_ number: Double) {
    guard number.isFinite else { return }
    guard number == number.rounded(), abs(number) < 1e15 else {
      bytes.append(contentsOf: number.shortText.utf8)
      return
    }
    var rest = Int(number)
    if rest < 0 {
      bytes.append(UInt8(ascii: "-"))
      rest = -rest
    }
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
