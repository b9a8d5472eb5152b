import Foundation
import Tables

/// A call of the program, read.
struct Call {
  var command: Command
  var arguments: [String]
  private var values: [String: [String]] = [:]
  private var switches: Set<String> = []

  /// A call that cannot be understood.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads the words after the program's name and the command's.
  init(_ command: Command, _ words: [String]) throws {
    self.command = command
    arguments = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        arguments.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        let hint = NearestName.hint(for: parts[0], among: command.options.map(\.name))
        throw Fault(
          description: "tumen \(command.name) has no option \(parts[0])\(hint); "
            + "see tumen help \(command.name)"
        )
      }
      guard let valueName = option.value else {
        switches.insert(option.name)
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw Fault(description: "\(option.name) needs a value \(valueName)")
      }
      if values[option.name] != nil, !option.repeats {
        throw Fault(description: "\(option.name) is given twice")
      }
      values[option.name, default: []].append(value)
    }
    let takesMore = command.arguments.last?.hasSuffix("...") == true
    guard
      arguments.count == command.arguments.count || command.name == "help"
        || (takesMore && arguments.count > command.arguments.count)
    else {
      let wanted = command.arguments.joined(separator: " ")
      throw Fault(
        description: "tumen \(command.name) takes \(wanted), found "
          + (arguments.isEmpty ? "nothing" : arguments.joined(separator: " "))
      )
    }
  }

  /// Whether a switch is given.
  func has(_ name: String) -> Bool { switches.contains(name) }

  /// Value of an option.
  func value(_ name: String) -> String? { values[name]?.first }

  /// Values of an option that may be repeated.
  func list(_ name: String) -> [String] { values[name] ?? [] }

  /// Whole number given for an option.
  func number(_ name: String, from low: Int) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), number >= low else {
      throw Fault(description: "\(name) needs a whole number from \(low) on, found '\(text)'")
    }
    return number
  }

  /// Value of an option that the command cannot do without.
  func required(_ name: String) throws -> String {
    guard let text = value(name) else {
      throw Fault(
        description: "tumen \(command.name) needs \(name); see tumen help \(command.name)"
      )
    }
    return text
  }

  /// Finite number given for an option, within a range.
  func real(
    _ name: String,
    in range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
  ) throws -> Double? {
    guard let text = value(name) else { return nil }
    guard let number = DecimalNumber.parse(text), range.contains(number) else {
      var wanted = "a number"
      if range.lowerBound > -.greatestFiniteMagnitude { wanted += " from \(range.lowerBound)" }
      if range.upperBound < .greatestFiniteMagnitude { wanted += " to \(range.upperBound)" }
      throw Fault(description: "\(name) needs \(wanted), found '\(text)'")
    }
    return number
  }

  /// One of a few words given for an option.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String,
    _ type: Choice.Type
  ) throws -> Choice? where Choice.RawValue == String {
    guard let text = value(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue)
      throw Fault(
        description: "\(name) takes \(words.joined(separator: ", ")); found '\(text)'"
          + NearestName.hint(for: text, among: words)
      )
    }
    return choice
  }

  /// An option that would change nothing, unless `holds`, is a wrong call.
  func need(_ option: String, _ holds: Bool, _ reason: String) throws {
    guard value(option) != nil, !holds else { return }
    throw Fault(description: "\(option) \(reason); it would change nothing")
  }

  /// Number of threads asked for, all cores by default.
  func threads() throws -> Int {
    try number("--threads", from: 1) ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
