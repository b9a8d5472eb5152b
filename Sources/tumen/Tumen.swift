import CorridorStudy
import Foundation
import Numerics
import StudyReport
import Tables
import TradePolicy

/// The program.
@main
struct Tumen {
  /// Version of the program.
  static let version = "0.1.0"

  /// How the program ends.
  enum Status: Int32 {
    case done = 0
    case studyWrong = 1
    case callWrong = 2
    case notConverged = 3
  }

  static func main() { exit(run(Array(CommandLine.arguments.dropFirst())).rawValue) }

  static func run(_ words: [String]) -> Status {
    guard let first = words.first else {
      Console.err(Command.overview)
      return .callWrong
    }
    switch first {
    case "--version", "-V":
      Console.out("tumen \(version)")
      return .done
    case "--help", "-h":
      Console.out(Command.overview)
      return .done
    default: break
    }
    if Command.groups.contains(first) {
      let second = words.dropFirst().first
      if second == nil || second == "--help" || second == "-h" {
        (second == nil ? Console.err : Console.out)(Command.help(ofGroup: first))
        return second == nil ? .callWrong : .done
      }
      return run(named: "\(first) \(second ?? "")", Array(words.dropFirst(2)))
    }
    return run(named: first, Array(words.dropFirst()))
  }

  private static func run(named name: String, _ words: [String]) -> Status {
    guard let command = Command.all.first(where: { $0.name == name }) else {
      let hint = NearestName.hint(for: name, among: Command.all.map(\.name))
      Console.err("tumen: no command '\(name)'\(hint); see tumen help")
      return .callWrong
    }
    if words.contains("--help") || words.contains("-h") {
      Console.out(command.helpText)
      return .done
    }
    do {
      return try command.run(Call(command, words))
    } catch let faults as InputFaults {
      tell(faults.faults)
      return .studyWrong
    } catch let fault as Call.Fault {
      Console.err("tumen: \(fault)")
      return .callWrong
    } catch let fault as RunRequestError {
      Console.err("tumen: \(fault)")
      return .callWrong
    } catch let fault as NotConverged {
      Console.err("tumen: \(fault)")
      return .notConverged
    } catch let fault as any CustomStringConvertible & Error {
      Console.err("tumen: \(fault)")
      return .studyWrong
    } catch {
      Console.err("tumen: \(error.localizedDescription)")
      return .studyWrong
    }
  }

  static func tell(_ faults: [InputFault]) {
    for fault in faults { Console.err(fault.description) }
    let errors = faults.filter { $0.severity == .error }.count
    let warnings = faults.count - errors
    Console.err("\(count(errors, "error")), \(count(warnings, "warning"))")
  }

  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
