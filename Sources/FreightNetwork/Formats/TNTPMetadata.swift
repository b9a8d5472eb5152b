import Foundation
import Tables

/// The head of a TNTP file: tags `<NAME> value` up to `<END OF METADATA>`.
struct TNTPMetadata {
  private var values: [String: (text: String, line: Int)] = [:]
  private let file: String
  private let faults: FaultCollector

  /// Reads the head; the scanner then stands before the first line of data.
  ///
  /// A file without `<END OF METADATA>` has all of its tags read, and a fault put.
  init(_ scanner: inout TNTPScanner) {
    file = scanner.file
    faults = scanner.faults
    while scanner.nextLine() {
      guard let (name, value) = scanner.tag() else {
        faults.error(
          file,
          line: scanner.line,
          found: "'\(scanner.rest())' before the tag <END OF METADATA>",
          expected: "a tag such as <NUMBER OF ZONES> 24"
        )
        return
      }
      if name == "END OF METADATA" { return }
      if values[name] == nil { values[name] = (value, scanner.line) }
    }
    faults.error(
      file,
      line: max(1, scanner.line),
      found: "the end of the file",
      expected: "the tag <END OF METADATA>"
    )
  }

  /// Line of a tag, from 1.
  func line(_ name: String) -> Int? { values[name]?.line }

  /// Whole number of a tag; a default, or a fault where there is none.
  func integer(_ name: String, in range: ClosedRange<Int>, default value: Int? = nil) -> Int? {
    guard let tag = values[name], !tag.text.isEmpty else {
      if value == nil {
        faults.error(
          file,
          line: values[name]?.line ?? 1,
          column: name,
          found: "no value",
          expected: "the tag <\(name)> with a number"
        )
      }
      return value
    }
    guard let number = Int(tag.text), range.contains(number) else {
      faults.error(
        file,
        line: tag.line,
        column: name,
        found: "'\(tag.text)'",
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
      return nil
    }
    return number
  }

  /// Finite number of a tag; `nil` where there is none or it is empty, which is no fault.
  func number(_ name: String) -> Double? {
    guard let tag = values[name], !tag.text.isEmpty else { return nil }
    guard let number = DecimalNumber.parse(tag.text) else {
      faults.error(
        file,
        line: tag.line,
        column: name,
        found: "'\(tag.text)'",
        expected: "a number"
      )
      return nil
    }
    return number
  }
}
