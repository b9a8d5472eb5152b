/// How a sheet is printed.
public struct PageSetup: Sendable, Hashable {
  /// Landscape rather than portrait.
  public var isLandscape: Bool
  /// Shrinks the sheet until its columns fit on one page's width.
  public var fitsToWidth: Bool
  /// The first rows that every page repeats.
  public var repeatedRowCount: Int
  /// The first columns that every page repeats.
  public var repeatedColumnCount: Int
  /// Left foot line; the right one has page numbers.
  public var footer: String

  /// A4.
  public init(
    isLandscape: Bool = true,
    fitsToWidth: Bool = true,
    repeatedRowCount: Int = 0,
    repeatedColumnCount: Int = 0,
    footer: String = ""
  ) {
    self.isLandscape = isLandscape
    self.fitsToWidth = fitsToWidth
    self.repeatedRowCount = repeatedRowCount
    self.repeatedColumnCount = repeatedColumnCount
    self.footer = footer
  }
}
