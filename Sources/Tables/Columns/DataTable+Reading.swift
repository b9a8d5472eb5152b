public import Foundation

extension DataTable {
  /// Reads a file by its ending: `.csv`, `.tsv`, `.txt` (each also `.gz`), `.dta`, `.xlsx`, `.ods`.
  ///
  /// A column is one of numbers where every cell is a number or missing (empty, `NA`, `NaN`, `null`,
  /// a point), and one of texts otherwise.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it; `nil`: its last path component.
  ///   - columns: columns that are kept; names that the file does not have are not told here;
  ///     `nil`: all.
  ///   - texts: columns that hold texts even where they look like numbers (CSV alone).
  ///   - sheet: sheet of a workbook; `nil`: the first.
  ///   - faults: gets rows of a wrong length and texts that are no UTF-8.
  /// - Returns: the table.
  /// - Throws: `InputFault` where no table comes of it.
  public static func read(
    _ url: URL,
    name: String? = nil,
    columns: Set<String>? = nil,
    texts: Set<String> = [],
    sheet: String? = nil,
    faults: FaultCollector
  ) throws(InputFault) -> DataTable {
    let name = name ?? url.lastPathComponent
    for ending in [".dta.gz", ".xlsx.gz"] where url.lastPathComponent.lowercased().hasSuffix(ending)
    {
      throw InputFault(
        file: name,
        found: "a packed file \(ending)",
        expected: "the file unpacked; of packed ones CSV alone is read"
      )
    }
    switch url.pathExtension.lowercased() {
    case "dta":
      return try readStata(url, name: name, columns: columns, faults: faults)
    case "xlsx", "ods":
      return try readWorkbook(url, name: name, columns: columns, sheet: sheet)
    case "xls", "sav", "sas7bdat", "rds", "rdata", "parquet", "feather", "zip":
      throw InputFault(
        file: name,
        found: "a .\(url.pathExtension) file",
        expected: "CSV (also .gz), Stata .dta, .xlsx or .ods"
      )
    default:
      return try readCSV(url, name: name, wanted: columns, texts: texts, faults: faults)
    }
  }

  /// Reads the first rows of a sheet of a workbook, headers in its first row.
  private static func readWorkbook(
    _ url: URL,
    name: String,
    columns wanted: Set<String>?,
    sheet: String?
  ) throws(InputFault) -> DataTable {
    let layer = try GDALLibrary.withSetting("OGR_XLSX_HEADERS", "FORCE") { () throws(InputFault) in
      try GDALLibrary.withSetting("OGR_ODS_HEADERS", "FORCE") { () throws(InputFault) in
        try VectorLayer.read(url, layer: sheet, file: name)
      }
    }
    var columns: [DataColumn] = []
    for (place, field) in layer.fields.enumerated() where wanted?.contains(field.name) ?? true {
      if field.kind == .text {
        let texts = layer.features.map { feature -> String in
          switch feature.values[place] {
          case .text(let text): text
          case .integer(let number): String(number)
          case .real(let number): number.shortText
          default: ""
          }
        }
        columns.append(DataColumn(field.name, texts: texts))
      } else {
        let numbers = layer.features.map { feature -> Double in
          switch feature.values[place] {
          case .real(let number): number
          case .integer(let number): Double(number)
          default: .nan
          }
        }
        columns.append(DataColumn(field.name, numbers: numbers))
      }
    }
    return try DataTable(columns, file: name, label: "", lines: RowLines(first: 2))
  }
}
