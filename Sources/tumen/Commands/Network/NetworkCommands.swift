extension Command {
  /// The commands `tumen network …`.
  static let networkCommands: [Command] = [networkAssign, networkSkim]
}
