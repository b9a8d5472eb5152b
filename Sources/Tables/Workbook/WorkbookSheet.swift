/// A sheet of a workbook.
public struct WorkbookSheet: Sendable {
  /// A cell: what it holds, how it looks, and a note that pops up.
  public struct Cell: Sendable, Hashable {
    /// What it holds.
    public var content: CellContent
    /// How it looks.
    public var style: CellStyle
    /// Note that pops up; `nil`: none.
    public var note: String?
  }

  /// Name on the tab: 1 to 31 characters, none of `[ ] : * ? / \ '`.
  public var name: String
  /// Cells that are not empty.
  public private(set) var cells: [CellAddress: Cell] = [:]
  /// Width of columns by position, in characters.
  public var columnWidths: [Int: Double] = [:]
  /// Rows at the top that do not scroll.
  public var frozenRowCount = 0
  /// Columns at the left that do not scroll.
  public var frozenColumnCount = 0
  /// Whether the lines between cells are hidden.
  public var hidesGridlines = false
  /// Header cells of a table with filter buttons, from the first to the last cell of the table.
  public var filter: (first: CellAddress, last: CellAddress)?
  /// How it is printed.
  public var page = PageSetup()
  /// Charts.
  public var charts: [WorkbookChart] = []

  /// An empty sheet.
  public init(_ name: String) { self.name = name }

  /// Sets a cell.
  public mutating func set(
    _ row: Int,
    _ column: Int,
    _ content: CellContent,
    _ style: CellStyle = .plain,
    note: String? = nil
  ) {
    cells[CellAddress(row, column)] = Cell(content: content, style: style, note: note)
  }

  /// Sets cells beside each other, from `column` on.
  public mutating func setRow(
    _ row: Int,
    from column: Int = 0,
    _ contents: [CellContent],
    _ style: CellStyle = .plain
  ) {
    for (offset, content) in contents.enumerated() { set(row, column + offset, content, style) }
  }

  /// The cells between two corners, as formulas and charts name them.
  public func range(_ first: CellAddress, _ last: CellAddress) -> CellRange {
    CellRange(sheet: name, first, last)
  }
}
