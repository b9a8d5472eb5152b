/// How a cell looks.
public struct CellStyle: Sendable, Hashable {
  /// Horizontal placing.
  public enum Alignment: Sendable, Hashable {
    /// Text left, numbers right.
    case natural
    /// Left.
    case left
    /// In the middle.
    case centre
    /// Right.
    case right
  }

  /// Number format in the notation of Excel, `#,##0.0`; `nil`: general.
  public var numberFormat: String?
  /// Bold.
  public var isBold = false
  /// Italic.
  public var isItalic = false
  /// Long text goes on in the next line of the same cell.
  public var wraps = false
  /// Horizontal placing.
  public var alignment = Alignment.natural
  /// Steps of indentation.
  public var indent = 0
  /// Size of letters, points; `nil`: 11.
  public var fontSizePoints: Double?
  /// Colour of letters, `0xRRGGBB`.
  public var fontColour: UInt32?
  /// Colour behind, `0xRRGGBB`.
  public var fillColour: UInt32?
  /// A thin line above.
  public var hasTopLine = false
  /// A thin line below.
  public var hasBottomLine = false

  /// A style; everything not given is plain.
  public init(numberFormat: String? = nil, isBold: Bool = false) {
    self.numberFormat = numberFormat
    self.isBold = isBold
  }

  /// No style at all.
  public static let plain = CellStyle()

  /// Header of a table: bold white on dark blue, wrapped.
  public static let header: CellStyle = {
    var style = CellStyle(isBold: true)
    style.wraps = true
    style.fontColour = 0xFFFFFF
    style.fillColour = 0x1F3A5F
    style.hasBottomLine = true
    return style
  }()

  /// Title of a sheet: bold, 14 points.
  public static let title: CellStyle = {
    var style = CellStyle(isBold: true)
    style.fontSizePoints = 14
    return style
  }()

  /// Bold with a line above: a total in some number format.
  public static func total(_ numberFormat: String? = nil) -> CellStyle {
    var style = CellStyle(numberFormat: numberFormat, isBold: true)
    style.hasTopLine = true
    return style
  }

  /// Text that wraps.
  public static let wrapped: CellStyle = {
    var style = CellStyle()
    style.wraps = true
    return style
  }()

  /// Whole numbers with separators of thousands, negative ones with a minus.
  public static let whole = CellStyle(numberFormat: "#,##0")

  /// One decimal.
  public static let oneDecimal = CellStyle(numberFormat: "#,##0.0")

  /// Two decimals.
  public static let twoDecimals = CellStyle(numberFormat: "#,##0.00")

  /// Per cent with one decimal.
  public static let percent = CellStyle(numberFormat: "0.0%")
}
