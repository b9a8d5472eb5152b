extension Command {
  /// `tumen completions`.
  static let completions = Command(
    name: "completions",
    arguments: ["SHELL"],
    summary: "Print completions for bash, zsh or fish",
    details: "",
    options: [],
    examples: ["source <(tumen completions bash)"],
    run: completionsRun
  )

  @Sendable private static func completionsRun(_ call: Call) -> Tumen.Status {
    guard let script = Completions.script(call.arguments[0]) else {
      Console.err("tumen: no completions for '\(call.arguments[0])'; there are bash, zsh, fish")
      return .callWrong
    }
    Console.out(script)
    return .done
  }
}
