extension Command {
  /// The commands `tumen gravity …`.
  static let gravityCommands: [Command] = [gravityFit]
}
