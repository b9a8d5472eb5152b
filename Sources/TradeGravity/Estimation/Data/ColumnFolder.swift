import Foundation
import Tables

/// A folder with a file of plain numbers for each column and `meta.json` beside them.
///
/// `NAME.bin` holds a column: little-endian 32-bit whole numbers or 64-bit floating point (NaN:
/// missing), told apart by their size. `meta.json` says how many `rows` there are.
enum ColumnFolder {
  private struct Meta: Decodable { var rows: Int }

  static func read(
    _ url: URL,
    name: String,
    columns: Set<String>,
    optional: Set<String>
  ) throws -> GravityData {
    let metaName = "\(name)/meta.json"
    let metaURL = url.appendingPathComponent("meta.json")
    let bytes = try FileBytes.read(metaURL, name: metaName)
    guard let meta = try? JSONDecoder().decode(Meta.self, from: Data(bytes)), meta.rows >= 0,
      meta.rows < Int(Int32.max)
    else {
      throw InputFaults([
        InputFault(
          file: metaName,
          found: "no number of rows",
          expected: "an object with 'rows', from 0 to 2147483646"
        )
      ])
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    let available = files.filter { $0.hasSuffix(".bin") }.map { String($0.dropLast(4)) }.sorted()
    var faults = GravityData.missingColumns(columns, among: available, file: name)
    var table = GravityData(name: name, columns: [])
    table.rowCount = meta.rows
    for column in columns.union(optional).sorted() where available.contains(column) {
      let file = url.appendingPathComponent("\(column).bin")
      let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
      if size == meta.rows * 4 {
        table.columns[column] = .whole(try PlainNumbers.read(file, count: meta.rows, zero: 0))
      } else if size == meta.rows * 8 {
        table.columns[column] = .real(try PlainNumbers.read(file, count: meta.rows, zero: 0))
      } else {
        faults.append(
          InputFault(
            file: "\(name)/\(column).bin",
            found: "\(size) bytes",
            expected: "\(meta.rows) numbers of 4 or 8 bytes"
          )
        )
      }
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    return table
  }
}
