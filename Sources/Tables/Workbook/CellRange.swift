/// A rectangle of cells on a sheet.
public struct CellRange: Sendable, Hashable {
  /// Name of the sheet.
  public var sheet: String
  /// Upper left cell.
  public var first: CellAddress
  /// Lower right cell.
  public var last: CellAddress

  /// A rectangle.
  public init(sheet: String, _ first: CellAddress, _ last: CellAddress) {
    self.sheet = sheet
    self.first = first
    self.last = last
  }

  /// As formulas name it: `'Cash flow'!$B$3:$B$9`.
  public var reference: String {
    "'\(sheet)'!\(first.absolute):\(last.absolute)"
  }
}
