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

  var name: String
  /// Words for what stands after the name.
  var arguments: [String]
  var summary: String
  var details: String
  var options: [Option]
  var examples: [String]

  /// All commands.
  static let all: [Command] = [
    Command(
      name: "appraise",
      arguments: ["STUDY"],
      summary: "Appraise a project of a study and write the report",
      details: """
        Loads and checks the study, solves trade and freight for each scenario and year with and
        without the project, appraises it, draws the risk, and writes results.json, report.html,
        results.xlsx and results.gpkg to OUT/STUDY/PROJECT. The same study and seed give the same
        results.json on any number of threads.
        """,
      options: [
        Option(name: "--project", value: "ID", help: "project (the first of the study)"),
        Option(
          name: "--scenario",
          value: "ID",
          help: "scenario; may be repeated (all)",
          repeats: true
        ),
        Option(name: "--draws", value: "N", help: "draws of the risk, 0 for none (risk.toml's)"),
        Option(name: "--seed", value: "N", help: "seed of the draws (1)"),
        Option(name: "--out", value: "DIR", help: "folder for the results (out)"),
        Option(name: "--threads", value: "N", help: "threads (all cores)"),
        Option(name: "--json", value: nil, help: "print the summary as JSON"),
      ],
      examples: [
        "tumen appraise studies/northeast-asia",
        "tumen appraise studies/northeast-asia --scenario as_adopted --draws 10000 --seed 7",
      ]
    ),
    Command(
      name: "check",
      arguments: ["STUDY"],
      summary: "Check a study and list every fault in one go",
      details: """
        Names each fault by file, line and column, with what was found and what was expected. Writes
        nothing.
        """,
      options: [Option(name: "--json", value: nil, help: "print the faults as JSON")],
      examples: ["tumen check studies/northeast-asia"]
    ),
    Command(
      name: "new",
      arguments: ["NAME"],
      summary: "Write a small study that runs, to start from",
      details: "Writes an invented example of four regions into a new folder NAME.",
      options: [],
      examples: ["tumen new my-corridor && tumen appraise my-corridor"]
    ),
    Command(
      name: "completions",
      arguments: ["SHELL"],
      summary: "Print completions for bash, zsh or fish",
      details: "",
      options: [],
      examples: ["source <(tumen completions bash)"]
    ),
    Command(
      name: "help",
      arguments: ["COMMAND"],
      summary: "Show help of a command",
      details: "",
      options: [],
      examples: ["tumen help appraise"]
    ),
  ]

  /// Help of the whole program.
  static var overview: String {
    var text = """
      Tumen says what an international transport corridor is worth.

      usage: tumen COMMAND [ARGUMENTS] [OPTIONS]

      commands:

      """
    for command in all {
      text += "  \(padded(command.name, 14))\(command.summary)\n"
    }
    return text
      + """

      options:
        --version     print the version
        --help        show this help, or that of a command

      exit status: 0 done, 1 the study is wrong, 2 the call is wrong, 3 not converged

      """
  }

  /// Help of this command.
  var help: String {
    let words = arguments.joined(separator: " ")
    var text =
      "\(summary).\n\nusage: tumen \(name) \(words)\(options.isEmpty ? "" : " [OPTIONS]")\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    if !options.isEmpty {
      text += "\noptions (default):\n"
      for option in options {
        let left = option.name + (option.value.map { " \($0)" } ?? "")
        text += "  \(Self.padded(left, 18))\(option.help)\n"
      }
    }
    text += "\nexamples:\n" + examples.map { "  \($0)\n" }.joined()
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
