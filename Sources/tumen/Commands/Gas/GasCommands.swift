extension Command {
  /// The commands about gas.
  static let gasCommands: [Command] = [gasChain]
}
