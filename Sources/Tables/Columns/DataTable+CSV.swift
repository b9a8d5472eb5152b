import Foundation

extension DataTable {
  /// Reads a CSV file in one pass, or two where a column that began with numbers holds texts.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  ///   - wanted: columns that are kept, in file order; `nil`: all.
  ///   - texts: columns that hold texts even where they look like numbers, such as codes with
  ///     leading zeros.
  ///   - faults: gets what is wrong with rows.
  /// - Returns: the table.
  /// - Throws: `InputFault` where no table comes of it.
  static func readCSV(
    _ url: URL,
    name: String,
    wanted: Set<String>?,
    texts: Set<String>,
    faults: FaultCollector
  ) throws(InputFault) -> DataTable {
    var texts = texts
    var firstTexts: [String: DataColumn.FirstText] = [:]
    while true {
      // Faults of rows are told in the last pass alone.
      let passFaults = FaultCollector()
      var stream = try CSVStream.open(url, name: name, faults: passFaults)
      if let empty = stream.columns.firstIndex(where: \.isEmpty), wanted == nil {
        // A first column without a name is the row index that R and pandas write.
        guard empty == 0, stream.columns.filter(\.isEmpty).count == 1 else {
          throw InputFault(
            file: name,
            line: stream.line,
            found: "column \(empty + 1) without a name",
            expected: "a name for every column"
          )
        }
      }
      let names = stream.columns
      let kept = names.indices.filter {
        !names[$0].isEmpty && wanted?.contains(names[$0]) ?? true
      }
      var builders: [ColumnBuilder] = []
      for field in kept {
        builders.append(
          ColumnBuilder(
            stream.columns[field],
            field: field,
            isText: texts.contains(stream.columns[field]),
            faults: passFaults
          )
        )
      }
      var lines = RowLines(first: 2)
      while try stream.next() {
        lines.append(stream.line)
        for place in builders.indices { builders[place].take(stream) }
      }
      let turned = builders.filter { $0.firstText != nil && !$0.isText }
      guard turned.isEmpty else {
        for builder in turned {
          texts.insert(builder.name)
          firstTexts[builder.name] = builder.firstText
        }
        continue
      }
      for fault in passFaults.faults { faults.add(fault) }
      return try DataTable(
        builders.map { builder in
          var column = builder.column
          column.firstText = firstTexts[builder.name]
          return column
        },
        file: name,
        label: "",
        lines: lines
      )
    }
  }

  /// One column while a text file is read.
  private struct ColumnBuilder {
    let name: String
    let isText: Bool
    private(set) var firstText: DataColumn.FirstText?
    private let field: Int
    private let faults: FaultCollector
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var pool = TextPool()
    private var badTexts = 0

    init(_ name: String, field: Int, isText: Bool, faults: FaultCollector) {
      self.name = name
      self.field = field
      self.isText = isText
      self.faults = faults
    }

    mutating func take(_ stream: borrowing CSVStream) {
      if isText {
        let bytes = unsafe stream.bytes(field)
        guard bytes.count > 0 else {
          codes.append(-1)
          return
        }
        let known = pool.count
        let code = unsafe pool.code(of: bytes)
        codes.append(code)
        if pool.count > known { unsafe check(bytes, stream) }
        return
      }
      guard firstText == nil else { return }
      if let number = stream.number(field) {
        numbers.append(number)
      } else if stream.isMissing(field) {
        numbers.append(.nan)
      } else {
        firstText = DataColumn.FirstText(
          line: stream.line,
          text: String(stream.text(field).prefix(60))
        )
        numbers = []
      }
    }

    /// Tells a new text that is no UTF-8.
    private mutating func check(_ bytes: UnsafeRawBufferPointer, _ stream: borrowing CSVStream) {
      guard unsafe bytes.contains(where: { $0 >= 0x80 }) else { return }
      guard unsafe UTF8Check.lineOfFirstFault(Array(bytes)) != nil else { return }
      badTexts += 1
      guard badTexts <= CSVStream.toldFaults else { return }
      faults.error(
        stream.file,
        line: stream.line,
        column: name,
        found: "bytes that are no UTF-8",
        expected: "UTF-8 text"
      )
    }

    var column: DataColumn {
      isText
        ? DataColumn(name, values: .texts(codes: codes, list: pool.texts))
        : DataColumn(name, values: .numbers(numbers))
    }
  }
}
