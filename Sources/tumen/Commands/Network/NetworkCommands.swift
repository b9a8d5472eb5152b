extension Command {
  /// The commands `tumen network …`.
  static let networkCommands: [Command] = [
    networkInfo, networkImport, networkExport, networkAssign, networkStochastic, networkSkim,
    networkRoute, networkCritical, networkSelect, networkReach, networkAccess, networkFlows,
    networkCounts,
  ]
}
