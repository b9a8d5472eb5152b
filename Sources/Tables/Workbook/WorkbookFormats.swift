import CXlsxWriter

/// One format of the workbook for each style that is used.
@unsafe struct WorkbookFormats {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = unsafe [:]

  init(book: UnsafeMutablePointer<lxw_workbook>) { unsafe self.book = unsafe book }

  /// The format of a style; `nil` for the plain one.
  mutating func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    if style == .plain { return nil }
    if let known = unsafe formats[style] { return unsafe known }
    guard let format = unsafe workbook_add_format(book) else { return nil }
    if let code = style.numberFormat { unsafe format_set_num_format(format, code) }
    if style.isBold { unsafe format_set_bold(format) }
    if style.isItalic { unsafe format_set_italic(format) }
    if style.wraps {
      unsafe format_set_text_wrap(format)
      unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
    switch style.alignment {
    case .natural: break
    case .left: unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .centre: unsafe format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: unsafe format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    if style.indent > 0 { unsafe format_set_indent(format, UInt8(min(style.indent, 250))) }
    if let size = style.fontSizePoints { unsafe format_set_font_size(format, size) }
    if let colour = style.fontColour { unsafe format_set_font_color(format, colour) }
    if let colour = style.fillColour { unsafe format_set_bg_color(format, colour) }
    let thin = UInt8(LXW_BORDER_THIN.rawValue)
    if style.hasTopLine { unsafe format_set_top(format, thin) }
    if style.hasBottomLine { unsafe format_set_bottom(format, thin) }
    unsafe formats[style] = unsafe format
    return unsafe format
  }
}
