import CReadStat
import Foundation

/// One writing of a Stata file.
final class StataWriting {
  private typealias Variable = UnsafeMutablePointer<readstat_variable_t>
  private typealias Reference = UnsafeMutablePointer<readstat_string_ref_t>

  private let table: DataTable
  private let file: String
  private let format: Int
  private let sink: ByteSink
  private var failure: (any Error)?

  /// 2000-01-01 12:00 UTC.
  private static let timeStamp: time_t = 946_728_000

  init(_ table: DataTable, file: String, format: Int, sink: ByteSink) {
    self.table = table
    self.file = file
    self.format = format
    self.sink = sink
  }

  func run() throws {
    guard let writer = unsafe readstat_writer_init() else {
      throw OutputError(file: file, reason: "no memory for a writer")
    }
    defer { unsafe readstat_writer_free(writer) }
    unsafe readstat_set_data_writer(writer) { bytes, length, context in
      guard let context = unsafe context, let bytes = unsafe bytes else { return -1 }
      let writing = unsafe Unmanaged<StataWriting>.fromOpaque(context).takeUnretainedValue()
      return unsafe writing.take(UnsafeRawBufferPointer(start: bytes, count: length))
    }
    unsafe readstat_writer_set_file_format_version(writer, UInt8(format))
    unsafe readstat_writer_set_file_timestamp(writer, Self.timeStamp)
    unsafe readstat_writer_set_file_label(writer, Self.label(table.label))
    let storages = try table.columns.map {
      try StataStorage.choose($0, format: format, file: file)
    }
    let variables = try unsafe declare(writer, storages)
    var references: [[Int32: Reference]] = unsafe []
    for (column, storage) in zip(table.columns, storages) {
      unsafe references.append(
        storage.storage == .longText ? unsafe longTexts(column, writer) : [:]
      )
    }
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    try check(
      unsafe readstat_begin_writing_dta(writer, context, table.rowCount),
      row: nil,
      column: nil
    )
    let lists = table.columns.map { column -> [[CChar]] in
      guard case .texts(_, let list) = column.values else { return [] }
      return list.map { Array($0.utf8CString) }
    }
    for row in 0..<table.rowCount {
      try check(unsafe readstat_begin_row(writer), row: row, column: nil)
      for place in table.columns.indices {
        let column = table.columns[place]
        let status: readstat_error_t
        switch column.values {
        case .texts(let codes, _):
          if storages[place].storage == .longText {
            status = unsafe readstat_insert_string_ref(
              writer,
              variables[place],
              references[place][codes[row]]
            )
          } else if codes[row] < 0 {
            status = unsafe readstat_insert_string_value(writer, variables[place], "")
          } else {
            status = unsafe lists[place][Int(codes[row])].withUnsafeBufferPointer {
              unsafe readstat_insert_string_value(writer, variables[place], $0.baseAddress)
            }
          }
        case .numbers(let numbers):
          status = unsafe insert(
            numbers[row],
            storages[place].storage,
            column.stata?.extendedMissing[row],
            writer,
            variables[place]
          )
        }
        try check(status, row: row, column: column.name)
      }
      try check(unsafe readstat_end_row(writer), row: row, column: nil)
      try sink.flushIfLarge()
    }
    try check(unsafe readstat_end_writing(writer), row: nil, column: nil)
    if let failure { throw failure }
  }

  /// Declares the columns with their labels.
  private func declare(
    _ writer: UnsafeMutablePointer<readstat_writer_t>,
    _ storages: [StataStorage]
  ) throws -> [Variable] {
    var sets: [String: UnsafeMutablePointer<readstat_label_set_t>] = unsafe [:]
    var variables: [Variable] = unsafe []
    for (column, storage) in zip(table.columns, storages) {
      let type: readstat_type_t =
        switch storage.storage {
        case .byte: READSTAT_TYPE_INT8
        case .int: READSTAT_TYPE_INT16
        case .long: READSTAT_TYPE_INT32
        case .float: READSTAT_TYPE_FLOAT
        case .double: READSTAT_TYPE_DOUBLE
        case .text: READSTAT_TYPE_STRING
        case .longText: READSTAT_TYPE_STRING_REF
        }
      guard
        let variable = unsafe readstat_add_variable(writer, column.name, type, storage.width)
      else { throw OutputError(file: file, reason: "no memory for column '\(column.name)'") }
      unsafe readstat_variable_set_label(variable, Self.label(column.label))
      unsafe variables.append(variable)
      guard let details = column.stata else { continue }
      if !details.format.isEmpty, details.format.utf8.count < 49,
        !(storage.storage == .text || storage.storage == .longText)
      {
        unsafe readstat_variable_set_format(variable, details.format)
      }
      guard !(details.valueLabels.isEmpty && details.missingLabels.isEmpty),
        column.numbers != nil
      else { continue }
      let name = details.labelSet.isEmpty ? column.name : details.labelSet
      if unsafe sets[name] == nil {
        guard let set = unsafe readstat_add_label_set(writer, READSTAT_TYPE_INT32, name) else {
          throw OutputError(file: file, reason: "no memory for labels '\(name)'")
        }
        for (value, text) in details.valueLabels.sorted(by: { $0.key < $1.key }) {
          unsafe readstat_label_int32_value(set, value, text)
        }
        for (tag, text) in details.missingLabels.sorted(by: { $0.key < $1.key }) {
          if let tag = tag.asciiValue {
            unsafe readstat_label_tagged_value(set, CChar(bitPattern: tag), text)
          }
        }
        unsafe sets[name] = unsafe set
      }
      unsafe readstat_variable_set_label_set(variable, sets[name])
    }
    return unsafe variables
  }

  /// One reference for each text that is used, an empty one for missing texts.
  private func longTexts(
    _ column: DataColumn,
    _ writer: UnsafeMutablePointer<readstat_writer_t>
  ) -> [Int32: Reference] {
    guard case .texts(let codes, let list) = column.values else { return unsafe [:] }
    var references: [Int32: Reference] = unsafe [:]
    for code in codes where unsafe references[code] == nil {
      unsafe references[code] = unsafe readstat_add_string_ref(
        writer,
        code < 0 ? "" : list[Int(code)]
      )
    }
    return unsafe references
  }

  private func insert(
    _ number: Double,
    _ storage: StataDetails.Storage,
    _ tag: Character?,
    _ writer: UnsafeMutablePointer<readstat_writer_t>,
    _ variable: Variable
  ) -> readstat_error_t {
    if number.isNaN {
      if let tag = tag?.asciiValue, tag >= 0x61, tag <= 0x7A {
        return unsafe readstat_insert_tagged_missing_value(
          writer,
          variable,
          CChar(bitPattern: tag)
        )
      }
      return unsafe readstat_insert_missing_value(writer, variable)
    }
    return switch storage {
    case .byte: unsafe readstat_insert_int8_value(writer, variable, Int8(number))
    case .int: unsafe readstat_insert_int16_value(writer, variable, Int16(number))
    case .long: unsafe readstat_insert_int32_value(writer, variable, Int32(number))
    case .float: unsafe readstat_insert_float_value(writer, variable, Float(number))
    case .double, .text, .longText: unsafe readstat_insert_double_value(writer, variable, number)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe sink.bytes.append(contentsOf: bytes)
    do {
      try sink.flushIfLarge()
      return bytes.count
    } catch {
      failure = error
      return -1
    }
  }

  private func check(_ status: readstat_error_t, row: Int?, column: String?) throws {
    if let failure { throw failure }
    guard status != READSTAT_OK else { return }
    var place = row.map { "row \($0 + 1)" } ?? ""
    if let column { place += "\(place.isEmpty ? "" : ", ")column '\(column)'" }
    let reason = unsafe String(cString: readstat_error_message(status))
    throw OutputError(file: file, reason: place.isEmpty ? reason : "\(place): \(reason)")
  }

  /// Labels take 80 characters.
  private static func label(_ text: String) -> String { String(text.prefix(80)) }
}
