/// A chart on a sheet, drawn from cells.
public struct WorkbookChart: Sendable, Hashable {
  /// Kinds of charts.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Upright columns.
    case column
    /// Upright columns on top of each other.
    case stackedColumn
    /// Lying bars.
    case bar
    /// Lying bars end to end.
    case stackedBar
    /// Lines over categories.
    case line
    /// Points joined by straight lines over numbers.
    case scatter
  }

  /// A series of a chart.
  public struct Series: Sendable, Hashable {
    /// Name in the legend.
    public var name: String
    /// Cells of the categories, or of the abscissa; `nil`: 1, 2, 3 ….
    public var categories: CellRange?
    /// Cells of the values.
    public var values: CellRange
    /// Colour, `0xRRGGBB`; `nil`: the reader's choice.
    public var colour: UInt32?

    /// A series.
    public init(
      name: String,
      categories: CellRange? = nil,
      values: CellRange,
      colour: UInt32? = nil
    ) {
      self.name = name
      self.categories = categories
      self.values = values
      self.colour = colour
    }
  }

  /// Kind.
  public var kind: Kind
  /// Title above.
  public var title: String
  /// Title of the axis of categories, with its unit.
  public var categoryAxisTitle: String
  /// Title of the axis of values, with its unit.
  public var valueAxisTitle: String
  /// Number format of the axis of values.
  public var valueFormat: String?
  /// Series, in drawing order.
  public var series: [Series]
  /// Cell under the upper left corner.
  public var place: CellAddress
  /// Width, pixels.
  public var widthPixels: Int
  /// Height, pixels.
  public var heightPixels: Int

  /// A chart.
  public init(
    kind: Kind,
    title: String,
    categoryAxisTitle: String = "",
    valueAxisTitle: String = "",
    valueFormat: String? = nil,
    series: [Series],
    place: CellAddress,
    widthPixels: Int = 720,
    heightPixels: Int = 360
  ) {
    self.kind = kind
    self.title = title
    self.categoryAxisTitle = categoryAxisTitle
    self.valueAxisTitle = valueAxisTitle
    self.valueFormat = valueFormat
    self.series = series
    self.place = place
    self.widthPixels = widthPixels
    self.heightPixels = heightPixels
  }
}
