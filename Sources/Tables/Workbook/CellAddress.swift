/// A cell of a sheet: row and column from zero.
public struct CellAddress: Sendable, Hashable, Comparable {
  /// Row, from 0.
  public var row: Int
  /// Column, from 0.
  public var column: Int

  /// A cell.
  public init(_ row: Int, _ column: Int) {
    self.row = row
    self.column = column
  }

  /// As formulas name it: `B3`.
  public var relative: String { "\(Self.letters(column))\(row + 1)" }

  /// As formulas name it when it must not move: `$B$3`.
  public var absolute: String { "$\(Self.letters(column))$\(row + 1)" }

  /// Row by row, then column by column.
  public static func < (left: CellAddress, right: CellAddress) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }

  /// Letters of a column: 0 is `A`, 26 is `AA`.
  public static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    while rest >= 0 {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    }
    return letters
  }
}
