extension Command {
  /// The commands about risk and cost-benefit files.
  static let riskCommands: [Command] = [risk, appraisalModel]
}
