extension Command {
  /// The commands `tumen equilibrium …`.
  static let equilibriumCommands: [Command] = [
    equilibriumSolve, equilibriumGravityLoop, equilibriumGeography, equilibriumTraffic,
  ]
}
