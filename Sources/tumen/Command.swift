/// A command of the program: its words, options and help.
struct Command: Sendable {
  /// An option with a value, or a switch.
  struct Option: Sendable {
    /// Name with dashes.
    var name: String
    /// Word for its value; `nil`: a switch.
    var value: String?
    /// One line of help, with its default.
    var help: String
    /// May be given several times.
    var repeats = false
  }

  /// One word, or two where commands come in a group: `network skim`.
  var name: String
  /// Words for what stands after the name.
  var arguments: [String]
  var summary: String
  var details: String
  var options: [Option]
  var examples: [String]

  /// Does what the command says.
  var run: @Sendable (Call) throws -> Tumen.Status

  /// All commands, each in a file of its own under `Commands`.
  static let all: [Command] =
    [appraise, check, new, claims, dependence] + riskCommands + gasCommands
    + networkCommands + gravityCommands + tradeCommands + equilibriumCommands
    + financeCommands + policyCommands + [completions, help]

  /// First words of the commands that come in groups, such as `network`.
  static var groups: [String] {
    var seen: Set<String> = []
    return all.compactMap { command in
      guard let group = command.group, seen.insert(group).inserted else { return nil }
      return group
    }
  }

  /// First word of a command of two words.
  var group: String? {
    let words = name.split(separator: " ")
    return words.count == 2 ? String(words[0]) : nil
  }

  /// Commands of a group.
  static func inGroup(_ group: String) -> [Command] { all.filter { $0.group == group } }

  /// Help of the whole program.
  static var overview: String {
    """
    Tumen says what an international transport corridor is worth.

    usage: tumen COMMAND [ARGUMENTS] [OPTIONS]

    commands:

    """ + list(all)
      + """

      options:
        --version     print the version
        --help        show this help, or that of a command

      exit status: 0 done, 1 the study is wrong, 2 the call is wrong, 3 not converged

      """
  }

  /// Help of a group of commands.
  static func help(ofGroup group: String) -> String {
    "usage: tumen \(group) COMMAND [ARGUMENTS] [OPTIONS]\n\ncommands:\n" + list(inGroup(group))
      + "\nSee tumen help \(group) COMMAND.\n"
  }

  private static func list(_ commands: [Command]) -> String {
    let width = max(14, (commands.map(\.name.count).max() ?? 0) + 2)
    return commands.map { "  \(padded($0.name, width))\($0.summary)\n" }.joined()
  }

  /// Help of this command.
  var helpText: String {
    let words = ["tumen", name] + arguments + (options.isEmpty ? [] : ["[OPTIONS]"])
    var text = "\(summary).\n\nusage: \(words.joined(separator: " "))\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    if !options.isEmpty {
      text += "\noptions (default):\n"
      let names = options.map { $0.name + ($0.value.map { " \($0)" } ?? "") }
      let width = max(18, (names.map(\.count).max() ?? 0) + 2)
      for (name, option) in zip(names, options) {
        text += "  \(Self.padded(name, width))\(option.help)\n"
      }
    }
    text += "\nexamples:\n" + examples.map { "  \($0)\n" }.joined()
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
