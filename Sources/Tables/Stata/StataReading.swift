import CReadStat
import Foundation

/// What comes of a Stata file while it is read.
final class StataReading {
  /// One column.
  struct Column {
    var name: String
    var label: String
    var details: StataDetails
    var isText: Bool
    var numbers: [Double] = []
    var codes: [Int32] = []
    var pool = TextPool()
  }

  /// Columns kept so far.
  private(set) var columns: [Column] = []
  /// Rows that the header promises.
  var rows = 0
  /// Label of the file.
  var label = ""
  /// Last message of the library.
  var message: String?
  /// Last cell that was read.
  private(set) var reached: (row: Int, column: Int)?

  private let wanted: Set<String>?
  private let fileSize: Int
  private var sets: [String: StataDetails] = [:]

  init(wanted: Set<String>?, fileSize: Int) {
    self.wanted = wanted
    self.fileSize = fileSize
  }

  /// The reading that a handler was given.
  static func from(_ context: UnsafeMutableRawPointer?) -> StataReading? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<StataReading>.fromOpaque(context).takeUnretainedValue()
  }

  /// Takes note of a column.
  ///
  /// - Returns: whether it is wanted.
  func declare(
    _ variable: UnsafeMutablePointer<readstat_variable_t>,
    labels: UnsafePointer<CChar>?
  ) -> Bool {
    // The library gives no pointer where a text is empty.
    func text(_ pointer: UnsafePointer<CChar>?) -> String {
      unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }
    let name = unsafe text(readstat_variable_get_name(variable))
    guard wanted?.contains(name) ?? true else { return false }
    let storage: StataDetails.Storage =
      switch unsafe readstat_variable_get_type(variable) {
      case READSTAT_TYPE_STRING: .text
      case READSTAT_TYPE_STRING_REF: .longText
      case READSTAT_TYPE_INT8: .byte
      case READSTAT_TYPE_INT16: .int
      case READSTAT_TYPE_INT32: .long
      case READSTAT_TYPE_FLOAT: .float
      default: .double
      }
    var column = Column(
      name: name,
      label: unsafe text(readstat_variable_get_label(variable)),
      details: StataDetails(
        storage: storage,
        format: unsafe text(readstat_variable_get_format(variable)),
        labelSet: unsafe text(labels)
      ),
      isText: storage == .text || storage == .longText
    )
    // A broken header may promise more rows than the file has bytes.
    let room = max(0, min(rows, fileSize))
    if column.isText {
      column.codes.reserveCapacity(room)
    } else {
      column.numbers.reserveCapacity(room)
    }
    columns.append(column)
    return true
  }

  /// Takes the value of a cell.
  func take(_ value: readstat_value_t, row: Int, column: Int) {
    guard columns.indices.contains(column) else { return }
    reached = (row, column)
    if columns[column].isText {
      guard let text = unsafe readstat_string_value(value) else {
        columns[column].codes.append(-1)
        return
      }
      let length = unsafe strlen(text)
      columns[column].codes.append(
        length == 0
          ? -1
          : unsafe columns[column].pool.code(
            of: UnsafeRawBufferPointer(start: text, count: length)
          )
      )
      return
    }
    if unsafe readstat_value_is_tagged_missing(value) != 0 {
      let tag = Character(UnicodeScalar(UInt8(bitPattern: unsafe readstat_value_tag(value))))
      columns[column].details.extendedMissing[columns[column].numbers.count] = tag
      columns[column].numbers.append(.nan)
    } else if unsafe readstat_value_is_system_missing(value) != 0 {
      columns[column].numbers.append(.nan)
    } else {
      let number = unsafe readstat_double_value(value)
      columns[column].numbers.append(number.isFinite ? number : .nan)
    }
  }

  /// Takes the label of a value.
  func label(_ set: String, value: readstat_value_t, text: String) {
    if unsafe readstat_value_is_tagged_missing(value) != 0 {
      let tag = Character(UnicodeScalar(UInt8(bitPattern: unsafe readstat_value_tag(value))))
      sets[set, default: StataDetails()].missingLabels[tag] = text
    } else {
      let number = unsafe readstat_double_value(value)
      guard number.isFinite, abs(number) < 2_147_483_648 else { return }
      sets[set, default: StataDetails()].valueLabels[Int32(number)] = text
    }
  }

  /// The table, once the whole file is read.
  func table(file: String) throws(InputFault) -> DataTable {
    var result: [DataColumn] = []
    for place in columns.indices {
      var column = columns[place]
      if let set = sets[column.details.labelSet] {
        column.details.valueLabels = set.valueLabels
        column.details.missingLabels = set.missingLabels
      }
      let values: DataColumn.Values =
        column.isText
        ? .texts(codes: column.codes, list: column.pool.texts) : .numbers(column.numbers)
      result.append(
        DataColumn(column.name, label: column.label, values: values, stata: column.details)
      )
      columns[place].numbers = []
      columns[place].codes = []
    }
    return try DataTable(result, file: file, label: label, lines: RowLines(first: 1))
  }
}
