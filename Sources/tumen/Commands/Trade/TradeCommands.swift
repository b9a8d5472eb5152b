extension Command {
  /// The commands `tumen trade …`.
  static let tradeCommands: [Command] = []
}
