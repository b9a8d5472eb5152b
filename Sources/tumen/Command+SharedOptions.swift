extension Command.Option {
  /// How many threads.
  static let threads = Command.Option(
    name: "--threads",
    value: "N",
    help: "threads; the result is the same (all cores)"
  )
  /// The seed of random draws.
  static let seed = Command.Option(name: "--seed", value: "N", help: "seed of the draws (1)")
  /// Scenarios of a study.
  static let scenarios = Command.Option(
    name: "--scenario",
    value: "ID",
    help: "scenario; may be repeated (all)",
    repeats: true
  )

  /// The switch for JSON.
  static func json(_ what: String) -> Command.Option {
    Command.Option(name: "--json", value: nil, help: "print \(what) as JSON")
  }
}
