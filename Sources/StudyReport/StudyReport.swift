public import CorridorStudy
public import Foundation
import Numerics
import Tables

/// Writes what a run found in forms that people and programs open.
public enum StudyReport {
  /// Writes `results.json`, `report.html`, `results.xlsx` and `results.gpkg`.
  ///
  /// All four are made first and put in place last, so that a failure leaves nothing half done.
  ///
  /// - Parameters:
  ///   - result: what a run found.
  ///   - folder: where to; made where it is missing.
  ///   - assets: scripts of the page.
  ///   - threads: threads to use; does not change the files.
  /// - Returns: the files, in this order.
  /// - Throws: `OutputError` and errors of the file system.
  public static func write(
    _ result: StudyResult,
    to folder: URL,
    assets: WebAssets,
    threads: Int = 1
  ) throws -> [URL] {
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    let number = ProcessInfo.processInfo.processIdentifier
    let work = folder.appendingPathComponent(".\(number)-making")
    try? manager.removeItem(at: work)
    try manager.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: work) }
    let names = ["results.json", "report.html", "results.xlsx", "results.gpkg"]
    let made = names.map { work.appendingPathComponent($0) }
    _ = try Parallel.map(made.count, threads: threads) {
      switch $0 {
      case 0: try JSONText.data(result).write(to: made[0])
      case 1: try ReportPage(result: result, assets: assets).html().write(to: made[1])
      case 2: try WorkbookWriter.write(try ResultsWorkbook(result: result).workbook(), to: made[2])
      default: try GeoPackageWriter.write(ResultsGeoPackage(result: result).layers(), to: made[3])
      }
    }
    return try names.map { name in
      let place = folder.appendingPathComponent(name)
      try AtomicFile.write(to: place) { temporary in
        try manager.moveItem(at: work.appendingPathComponent(name), to: temporary)
      }
      return place
    }
  }
}
