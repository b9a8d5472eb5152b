/// What a result tells of the study whatever the project.
struct StudyFindings: Sendable {
  /// Published statements beside the data.
  var claims: [ClaimFinding]
  /// Trade and transit modelled beside observed.
  var trade: [TradeBackTest]
  /// Base-year trade.
  var tradeBase: TradeBaseResult
}

/// What a scenario that changes the world adds to a result.
struct ScenarioPart: Sendable {
  /// The scenario.
  var scenarios: [ScenarioResult]
  /// The network with its flows.
  var network: NetworkResult
  /// How the solvers ended.
  var convergence: [ConvergenceRecord]
}
