import CReadStat
import Foundation

/// What comes of a Stata file while it is read.
@safe final class StataReading {
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

  /// What changes with every cell, behind a pointer: a class's own properties are checked for
  /// exclusive access each time, which took a third of the reading.
  private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)

  private struct State {
    var columns: [Column] = []
    var row = -1
    var column = 0
  }

  /// Columns kept so far.
  var columns: [Column] { unsafe state.pointee.columns }
  /// Rows that the header promises.
  var rows = 0
  /// Label of the file.
  var label = ""
  /// Last message of the library.
  var message: String?
  /// Last cell that was read.
  var reached: (row: Int, column: Int)? {
    unsafe state.pointee.row < 0 ? nil : (state.pointee.row, state.pointee.column)
  }

  private let wanted: Set<String>?
  private let fileSize: Int
  private var sets: [String: StataDetails] = [:]

  init(wanted: Set<String>?, fileSize: Int) {
    self.wanted = wanted
    self.fileSize = fileSize
    unsafe state.initialize(to: State())
  }

  deinit {
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
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
    unsafe state.pointee.columns.append(column)
    return true
  }

  /// Takes the value of a cell.
  func take(_ value: readstat_value_t, row: Int, column: Int) {
    guard unsafe state.pointee.columns.indices.contains(column) else { return }
    unsafe state.pointee.row = row
    unsafe state.pointee.column = column
    unsafe Self.take(value, &state.pointee.columns[column])
  }

  private static func take(_ value: readstat_value_t, _ column: inout Column) {
    if column.isText {
      guard let text = unsafe value.v.string_value, unsafe text.pointee != 0 else {
        column.codes.append(-1)
        return
      }
      column.codes.append(
        unsafe column.pool.code(of: UnsafeRawBufferPointer(start: text, count: strlen(text)))
      )
    } else if unsafe value.is_tagged_missing != 0 {
      column.details.extendedMissing[column.numbers.count] =
        unsafe Character(UnicodeScalar(UInt8(bitPattern: value.tag)))
      column.numbers.append(.nan)
    } else if unsafe value.is_system_missing != 0 {
      column.numbers.append(.nan)
    } else {
      let number: Double =
        switch unsafe value.type {
        case READSTAT_TYPE_INT8: unsafe Double(value.v.i8_value)
        case READSTAT_TYPE_INT16: unsafe Double(value.v.i16_value)
        case READSTAT_TYPE_INT32: unsafe Double(value.v.i32_value)
        case READSTAT_TYPE_FLOAT: unsafe Double(value.v.float_value)
        case READSTAT_TYPE_DOUBLE: unsafe value.v.double_value
        default: .nan
        }
      column.numbers.append(number.isFinite ? number : .nan)
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
    // Each column leaves the state once it is used, so that nothing is held twice.
    while unsafe !state.pointee.columns.isEmpty {
      var column = unsafe state.pointee.columns.removeFirst()
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
    }
    return try DataTable(result, file: file, label: label, lines: RowLines(first: 1))
  }
}
