public import CorridorStudy
public import Foundation
import Numerics
import Tables

extension StudyReport {
  /// Writes `portfolio.json`, `report.html` and `portfolio.xlsx`.
  ///
  /// - Parameters:
  ///   - result: what a run of all projects found.
  ///   - folder: where to; made where it is missing.
  ///   - assets: scripts of the page.
  /// - Returns: the files, in this order.
  /// - Throws: `OutputError` and errors of the file system.
  public static func write(
    _ result: PortfolioResult,
    to folder: URL,
    assets: WebAssets
  ) throws -> [URL] {
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    let json = try JSONText.data(result)
    let page = try PortfolioPage(result: result, assets: assets).html()
    let places = ["portfolio.json", "report.html", "portfolio.xlsx"]
      .map { folder.appendingPathComponent($0) }
    try AtomicFile.write(to: places[0]) { try json.write(to: $0) }
    try AtomicFile.write(to: places[1]) { try page.write(to: $0) }
    let book = try PortfolioWorkbook(result: result).workbook()
    try AtomicFile.write(to: places[2]) { try WorkbookWriter.write(book, to: $0) }
    return places
  }

  /// Writes the reports of several projects, each into a folder of its id.
  ///
  /// - Parameters:
  ///   - results: what was found of each.
  ///   - folder: where the folders stand.
  ///   - assets: scripts of the pages.
  ///   - threads: threads to use; does not change the files.
  /// - Returns: the files, project by project.
  /// - Throws: `OutputError` and errors of the file system.
  public static func write(
    _ results: [StudyResult],
    to folder: URL,
    assets: WebAssets,
    threads: Int
  ) throws -> [URL] {
    try Parallel.map(results.count, threads: threads) { place in
      try write(
        results[place],
        to: folder.appendingPathComponent(results[place].project.id),
        assets: assets
      )
    }.flatMap { $0 }
  }
}
