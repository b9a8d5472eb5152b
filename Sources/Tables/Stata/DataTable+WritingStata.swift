import CReadStat
public import Foundation

extension DataTable {
  /// Writes a Stata file, whole or not at all.
  ///
  /// Numbers take the storage that their column asks for where that holds every value exactly, else
  /// the smallest that does; texts over 2,045 bytes become `strL`. The file's time stamp is a fixed
  /// one, so that the same table gives the same bytes.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - format: 113 (Stata 8) to 119; 118 is Stata 14's, 117 Stata 13's. More than 32,767 columns
  ///     need 119, which is taken by itself.
  /// - Throws: `OutputError` where a name or value cannot stand in that format: which column's; or
  ///   the file cannot be written.
  public func writeStata(to url: URL, format: Int = 118) throws {
    guard [113, 114, 115, 117, 118, 119].contains(format) else {
      throw OutputError(
        file: url.path,
        reason: "Stata format \(format) is not written; take 113, 114, 115, 117, 118 or 119"
      )
    }
    guard rowCount <= Int(Int32.max) else {
      throw OutputError(file: url.path, reason: "\(rowCount) rows; Stata takes \(Int32.max)")
    }
    let format = columns.count > 32_767 && format >= 117 ? 119 : format
    for column in columns {
      if let fault = StataName.fault(column.name) {
        throw OutputError(
          file: url.path,
          reason: "column '\(column.name)' has \(fault); rename it for Stata"
        )
      }
    }
    try AtomicFile.write(to: url) { temporary in
      let sink = try ByteSink(temporary, file: url.path)
      try StataWriting(self, file: url.path, format: format, sink: sink).run()
      try sink.finish()
    }
  }
}
