/// What a cell holds.
public enum CellContent: Sendable, Hashable {
  /// Nothing, but the cell has a style.
  case blank
  /// Text, up to 32,767 characters.
  case text(String)
  /// A finite number.
  case number(Double)
  /// Yes or no.
  case boolean(Bool)
  /// A formula, `=SUM(B2:B9)`, with the number it gives, shown by readers that do not compute.
  case formula(String, value: Double)
  /// A formula with the text that it gives.
  case textFormula(String, value: String)
  /// A link (`https:…`, or `internal:'Sheet'!A1`) with the text shown.
  case link(String, text: String)
}
