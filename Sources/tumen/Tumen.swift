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
    guard let command = Command.all.first(where: { $0.name == first }) else {
      let hint = NearestName.hint(for: first, among: Command.all.map(\.name))
      Console.err("tumen: no command '\(first)'\(hint); see tumen help")
      return .callWrong
    }
    if words.contains("--help") || words.contains("-h") {
      Console.out(command.help)
      return .done
    }
    do {
      let call = try Call(command, Array(words.dropFirst()))
      switch command.name {
      case "appraise": return try appraise(call)
      case "check": return check(call)
      case "new": return try new(call)
      case "completions": return completions(call)
      default: return help(call)
      }
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

  private static func tell(_ faults: [InputFault]) {
    for fault in faults { Console.err(fault.description) }
    let errors = faults.filter { $0.severity == .error }.count
    let warnings = faults.count - errors
    Console.err("\(count(errors, "error")), \(count(warnings, "warning"))")
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  private static func appraise(_ call: Call) throws -> Status {
    var options = RunOptions()
    options.project = call.value("--project")
    options.scenarios = call.list("--scenario")
    options.draws = try call.number("--draws", from: 0)
    if let seed = try call.number("--seed", from: 0) { options.seed = UInt64(seed) }
    options.threads =
      try call.number("--threads", from: 1) ?? ProcessInfo.processInfo.activeProcessorCount
    let assets = try WebAssets.find()
    let (study, warnings) = try Study.load(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    let line = ProgressLine()
    defer { line.clear() }
    let result = try StudyRun.appraise(study, options: options, version: version) { line.show($0) }
    let folder = URL(fileURLWithPath: call.value("--out") ?? "out")
      .appendingPathComponent(result.study.id).appendingPathComponent(result.project.id)
    let files = try StudyReport.write(result, to: folder, assets: assets)
    line.clear()
    if call.has("--json") {
      let record = SummaryRecord(result, files: files.map(\.path))
      Console.out(String(decoding: try JSONText.data(record), as: UTF8.self))
    } else {
      Console.out(SummaryText(result: result).text)
      Console.out("\nWritten:\n" + files.map { "  \($0.path)" }.joined(separator: "\n"))
    }
    return .done
  }

  private static func check(_ call: Call) -> Status {
    do {
      let (study, warnings) = try Study.load(URL(fileURLWithPath: call.arguments[0]))
      if call.has("--json") {
        return print(warnings, .done)
      }
      for warning in warnings { Console.err(warning.description) }
      Console.out(
        "\(study.settings.name): \(study.regions.count) regions, \(study.commodities.count) "
          + "commodities, \(study.trade.count) rows of trade, \(study.network.nodes.count) nodes, "
          + "\(study.network.links.count) links, \(study.policy.measures.count) measures, "
          + "\(count(study.projects.count, "project")). No errors, "
          + "\(count(warnings.count, "warning"))."
      )
      return .done
    } catch {
      if call.has("--json") { return print(error.faults, .studyWrong) }
      tell(error.faults)
      return .studyWrong
    }
  }

  private static func print(_ faults: [InputFault], _ status: Status) -> Status {
    Console.out((try? JSONText.data(faults)).map { String(decoding: $0, as: UTF8.self) } ?? "[]")
    return status
  }

  private static func new(_ call: Call) throws -> Status {
    let folder = URL(fileURLWithPath: call.arguments[0])
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw Call.Fault(description: "\(folder.path) is there already; name a new folder")
    }
    for (name, text) in ExampleStudy.files(name: folder.lastPathComponent) {
      try AtomicFile.write(Data(text.utf8), to: folder.appendingPathComponent(name))
    }
    Console.out(
      "Written \(folder.path): an invented example. Next: tumen appraise \(call.arguments[0])"
    )
    return .done
  }

  private static func completions(_ call: Call) -> Status {
    guard let script = Completions.script(call.arguments[0]) else {
      Console.err("tumen: no completions for '\(call.arguments[0])'; there are bash, zsh, fish")
      return .callWrong
    }
    Console.out(script)
    return .done
  }

  private static func help(_ call: Call) -> Status {
    guard let name = call.arguments.first else {
      Console.out(Command.overview)
      return .done
    }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      let hint = NearestName.hint(for: name, among: Command.all.map(\.name))
      Console.err("tumen: no command '\(name)'\(hint)")
      return .callWrong
    }
    Console.out(command.help)
    return .done
  }
}
