extension Command {
  /// The commands `tumen finance …`.
  static let financeCommands: [Command] = [
    financeModel, financeCashFlow, financeLoan, financeDebt, financeResource,
  ]
}
