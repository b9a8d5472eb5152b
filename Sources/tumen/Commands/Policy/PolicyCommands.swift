extension Command {
  /// The commands `tumen policy …`.
  static let policyCommands: [Command] = [policyCheck, policyCalendar]
}
