import Tables

extension Command {
  /// `tumen help`.
  static let help = Command(
    name: "help",
    arguments: ["COMMAND"],
    summary: "Show help of a command",
    details: "",
    options: [],
    examples: ["tumen help appraise"],
    run: helpRun
  )

  @Sendable private static func helpRun(_ call: Call) -> Tumen.Status {
    guard !call.arguments.isEmpty else {
      Console.out(Command.overview)
      return .done
    }
    let name = call.arguments.joined(separator: " ")
    if Command.groups.contains(name) {
      Console.out(Command.help(ofGroup: name))
      return .done
    }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      let hint = NearestName.hint(for: name, among: Command.all.map(\.name))
      Console.err("tumen: no command '\(name)'\(hint)")
      return .callWrong
    }
    Console.out(command.helpText)
    return .done
  }
}
