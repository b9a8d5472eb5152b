/// An Excel workbook, put together as a value and then written by `WorkbookWriter`.
public struct Workbook: Sendable {
  /// A name that formulas may use in place of cells.
  public struct DefinedName: Sendable, Hashable {
    /// Name: letters, digits and `_`, not like a cell's.
    public var name: String
    /// What it stands for, `='Cash flow'!$B$3`.
    public var formula: String

    /// A name.
    public init(_ name: String, _ formula: String) {
      self.name = name
      self.formula = formula
    }

    /// A name for cells.
    public init(_ name: String, _ range: CellRange) {
      self.init(name, "=" + range.reference)
    }
  }

  /// Title, in the file's properties.
  public var title: String
  /// Author, in the file's properties.
  public var author: String
  /// Remarks, in the file's properties.
  public var remarks: String
  /// Day in the file's properties; a fixed one unless given, so that bytes can be compared.
  public var date: CalendarDate?
  /// Sheets, in order of the tabs.
  public var sheets: [WorkbookSheet]
  /// Names for formulas.
  public var names: [DefinedName]

  /// A workbook.
  public init(
    title: String,
    author: String = "Tumen",
    remarks: String = "",
    date: CalendarDate? = nil,
    sheets: [WorkbookSheet] = [],
    names: [DefinedName] = []
  ) {
    self.title = title
    self.author = author
    self.remarks = remarks
    self.date = date
    self.sheets = sheets
    self.names = names
  }
}
