import Numerics

extension StudyResult {
  /// Takes what a run of one changed scenario found.
  mutating func append(
    _ part: ScenarioPart,
    of scenario: ScenarioSettings,
    worlds: SolvedWorlds,
    beside plain: SolvedWorlds,
    _ base: BaseSolution,
    _ calibration: Calibration
  ) throws {
    scenarios += part.scenarios
    for place in network.links.indices where part.network.links.indices.contains(place) {
      network.links[place].flows += part.network.links[place].flows
    }
    convergence += part.convergence.filter { $0.scenario != "base" }.map { record in
      var own = record
      own.scenario = "\(scenario.name), \(record.scenario)"
      return own
    }
    let year = study.referenceYear
    guard let after = worlds.pair(scenario.policy, year: year)?.with else { return }
    // The same state without the changes: solved already, or solved now.
    let before =
      try (plain.adopted + plain.free).first { $0.with.state == after.state }?.with
      ?? plain.model.solve(after.state, base: base, calibration.parameters)
    scenarioEffects.append(ScenarioEffect(scenario, worlds.model, before: before, after: after))
  }
}
