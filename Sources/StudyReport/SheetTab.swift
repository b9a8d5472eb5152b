import Foundation
import Tables

/// Names of the sheets of a workbook that are made for each of several things.
enum SheetTab {
  /// Characters that a tab can have.
  private static let limit = 31

  /// Name of a thing's sheet: prefix and id; prefix and number for all of them where an id is too
  /// long to tell it from the others, equal to another but for case, or not allowed in a tab.
  static func name(_ prefix: String, _ id: String, among ids: [String]) -> String {
    let cut = ids.map { $0.prefix(limit - 1 - prefix.count).lowercased() }
    let isPlain = ids.allSatisfy { id in !id.contains { "[]:*?/\\'".contains($0) } }
    if isPlain, Set(cut).count == ids.count {
      return "\(prefix) \(id.prefix(limit - 1 - prefix.count))"
    }
    return "\(prefix) \((ids.firstIndex(of: id) ?? 0) + 1)"
  }
}

extension CellContent {
  /// A number, or a dash where there is none.
  static func orDash(_ value: Double?) -> CellContent { value.map { .number($0) } ?? .text("–") }
}
