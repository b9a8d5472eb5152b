import CReadStat
import Foundation

extension DataTable {
  /// Reads a Stata file (formats 104 to 119).
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  ///   - wanted: columns that are kept; `nil`: all.
  ///   - faults: gets warnings, such as texts that are not in the file's encoding.
  /// - Returns: the table.
  /// - Throws: `InputFault` where it is no Stata file or is broken: with the observation and column
  ///   that were reached.
  static func readStata(
    _ url: URL,
    name: String,
    columns wanted: Set<String>?,
    faults: FaultCollector
  ) throws(InputFault) -> DataTable {
    try StataSignature.check(url, name: name)
    guard let parser = unsafe readstat_parser_init() else {
      throw InputFault(file: name, found: "no memory", expected: "memory for a reader")
    }
    defer { unsafe readstat_parser_free(parser) }
    let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
    let input = StataInput(url)
    unsafe input.attach(to: parser)
    let reading = StataReading(wanted: wanted, fileSize: size)
    unsafe readstat_set_metadata_handler(parser) { metadata, context in
      guard let metadata = unsafe metadata, let reading = unsafe StataReading.from(context) else {
        return abort
      }
      reading.rows = Int(unsafe metadata.pointee.row_count)
      if let label = unsafe metadata.pointee.file_label {
        reading.label = unsafe String(cString: label)
      }
      return proceed
    }
    unsafe readstat_set_variable_handler(parser) { _, variable, labels, context in
      guard let variable = unsafe variable, let reading = unsafe StataReading.from(context) else {
        return abort
      }
      return unsafe reading.declare(variable, labels: labels) ? proceed : skip
    }
    unsafe readstat_set_value_handler(parser) { row, variable, value, context in
      guard let variable = unsafe variable, let reading = unsafe StataReading.from(context) else {
        return abort
      }
      unsafe reading.take(
        value,
        row: Int(row),
        column: Int(unsafe variable.pointee.index_after_skipping)
      )
      return proceed
    }
    unsafe readstat_set_value_label_handler(parser) { set, value, label, context in
      guard let set = unsafe set, let label = unsafe label,
        let reading = unsafe StataReading.from(context)
      else { return proceed }
      unsafe reading.label(
        String(cString: set),
        value: value,
        text: String(cString: label)
      )
      return proceed
    }
    unsafe readstat_set_error_handler(parser) { message, context in
      if let message = unsafe message, let reading = unsafe StataReading.from(context) {
        reading.message = unsafe String(cString: message)
      }
    }
    let context = unsafe Unmanaged.passUnretained(reading).toOpaque()
    let status = unsafe readstat_parse_dta(parser, url.path, context)
    defer { withExtendedLifetime(input) {} }
    guard status == READSTAT_OK else {
      let reason = unsafe String(cString: readstat_error_message(status))
      let detail = reading.message.map { ", \($0.trimmed)" } ?? ""
      throw InputFault(
        file: name,
        line: reading.reached.map { $0.row + 1 },
        column: reading.reached.map { reading.columns[$0.column].name },
        found: "a broken Stata file (\(reason.lowercased())\(detail))",
        expected: "a whole Stata file"
      )
    }
    return try reading.table(file: name)
  }
}

private let proceed = Int32(READSTAT_HANDLER_OK)
private let abort = Int32(READSTAT_HANDLER_ABORT)
private let skip = Int32(READSTAT_HANDLER_SKIP_VARIABLE)
