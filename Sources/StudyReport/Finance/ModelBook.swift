import Tables

/// A workbook of rows over periods, put together from templates of formulas.
///
/// A template names other cells by key: `{k}` the row in the same period, `{k<}` in the period before,
/// `{k>}` in the next, `{k:}` in all periods, `{k:c}` in those of the construction, `{k..}` from the
/// first period to this one, `{#k}` a single cell.
final class ModelBook {
  enum Content {
    case blank
    case heading(String)
    case text(String, String)
    case single(
      key: String,
      label: String,
      unit: String,
      formula: String?,
      CellContent,
      note: String
    )
    case list(key: String, label: String, [Double])
    case row(key: String, label: String, unit: String, formula: String?, [Double?], hasSum: Bool)
  }

  struct Page {
    var name: String
    var title: String
    var hasPeriods: Bool
    var contents: [Content] = []
  }

  struct Place {
    var sheet: String
    var row: Int
    var length: Int
  }

  /// First row below title and header.
  static let firstRow = 3
  /// Column of single values and sums.
  static let valueColumn = 2
  /// Column of the first period; the one before it stays empty.
  static let firstPeriodColumn = 4

  let periodLabels: [String]
  let constructionPeriods: Int
  /// Name of the sheet of a page.
  let sheetName: (String) -> String
  private(set) var pages: [Page] = []
  private(set) var places: [String: Place] = [:]

  init(
    periodLabels: [String],
    constructionPeriods: Int,
    sheetName: @escaping (String) -> String = { $0 }
  ) {
    self.periodLabels = periodLabels
    self.sheetName = sheetName
    self.constructionPeriods = constructionPeriods
  }

  func page(_ name: String, _ title: String, hasPeriods: Bool = true) {
    pages.append(Page(name: sheetName(name), title: title, hasPeriods: hasPeriods))
  }

  private func add(_ content: Content, key: String? = nil, length: Int = 1) {
    guard let last = pages.indices.last else { return }
    if let key {
      places[key] = Place(
        sheet: pages[last].name,
        row: Self.firstRow + pages[last].contents.count,
        length: length
      )
    }
    pages[last].contents.append(content)
  }

  func space() { add(.blank) }
  func heading(_ text: String) {
    if pages.last?.contents.isEmpty == false { add(.blank) }
    add(.heading(text))
  }
  func text(_ label: String, _ value: String = "") { add(.text(label, value)) }

  /// An input: one number.
  func input(_ key: String, _ label: String, _ unit: String, _ value: Double, note: String = "") {
    add(
      .single(key: key, label: label, unit: unit, formula: nil, .number(value), note: note),
      key: key
    )
  }

  /// A list of inputs beside each other.
  func list(_ key: String, _ label: String, _ values: [Double]) {
    add(.list(key: key, label: label, values), key: key, length: values.count)
  }

  /// One formula.
  func single(_ key: String, _ label: String, _ unit: String, _ formula: String, _ value: Double?) {
    let content: CellContent = value.map { .number($0) } ?? .text("none")
    add(
      .single(
        key: key,
        label: label,
        unit: unit,
        formula: value == nil ? nil : formula,
        content,
        note: ""
      ),
      key: key
    )
  }

  /// Inputs by period.
  func inputs(_ key: String, _ label: String, _ unit: String, _ values: [Double]) {
    add(
      .row(key: key, label: label, unit: unit, formula: nil, values, hasSum: false),
      key: key
    )
  }

  /// A formula by period; `nil` values are empty texts.
  func row(
    _ key: String,
    _ label: String,
    _ unit: String,
    _ formula: String,
    _ values: [Double?],
    sum: Bool = false
  ) {
    add(
      .row(key: key, label: label, unit: unit, formula: formula, values, hasSum: sum),
      key: key
    )
  }

  /// Cells that a token names, from a cell of a sheet.
  func reference(_ token: String, sheet: String, column: Int) -> String {
    var key = Substring(token)
    let isSingle = key.hasPrefix("#")
    if isSingle { key = key.dropFirst() }
    var suffix = ""
    for ending in ["..", ":c", ":", "<", ">"] where key.hasSuffix(ending) {
      suffix = ending
      key = key.dropLast(ending.count)
      break
    }
    guard let place = places[String(key)] else { return "#REF!" }
    let prefix = place.sheet == sheet ? "" : "'\(place.sheet)'!"
    func absolute(_ column: Int) -> String { CellAddress(place.row, column).absolute }
    if isSingle {
      let first = Self.valueColumn
      guard suffix == ":" else { return prefix + absolute(first) }
      return "\(prefix)\(absolute(first)):\(absolute(first + place.length - 1))"
    }
    let first = Self.firstPeriodColumn
    switch suffix {
    case "<": return prefix + CellAddress(place.row, column - 1).relative
    case ">": return prefix + CellAddress(place.row, column + 1).relative
    case ":": return "\(prefix)\(absolute(first)):\(absolute(first + periodLabels.count - 1))"
    case ":c": return "\(prefix)\(absolute(first)):\(absolute(first + constructionPeriods - 1))"
    case "..":
      return "\(prefix)\(absolute(first)):\(CellAddress(place.row, column).relative)"
    default: return prefix + CellAddress(place.row, column).relative
    }
  }

  /// A template with its tokens replaced.
  func formula(_ template: String, sheet: String, column: Int) -> String {
    var text = "="
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let token = String(rest[rest.index(after: open)..<close])
      text += reference(token, sheet: sheet, column: column)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
