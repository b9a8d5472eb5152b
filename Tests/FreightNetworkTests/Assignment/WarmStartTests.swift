import FreightNetwork
import Testing

@Suite("Warm starts")
struct WarmStartTests {
  @Test("From the flows of less demand the same equilibrium is found, in fewer passes")
  func change() throws {
    var settings = AssignmentSettings()
    settings.gap = 1e-12
    let before = try UserEquilibrium.solve(
      RandomGrid.problem(seed: 5, side: 12, pairs: 400, load: 0.9),
      settings
    )
    let problem = try RandomGrid.problem(seed: 5, side: 12, pairs: 400, load: 0.91)
    let cold = try UserEquilibrium.solve(problem, settings)
    settings.warmVolumes = before.flow
    let warm = try UserEquilibrium.solve(problem, settings)
    #expect(cold.isConverged && warm.isConverged)
    #expect(abs(warm.objective / cold.objective - 1) < 1e-11)
    // Costs are unique; flows are not where costs do not rise with them.
    for (a, b) in zip(warm.cost, cold.cost) { #expect(abs(a - b) < 1e-6 * max(1, b)) }
    #expect(warm.gaps[0] < 0.8 * cold.gaps[0], "gaps \(warm.gaps[0]) and \(cold.gaps[0])")
    settings.threads = 2
    #expect(try UserEquilibrium.solve(problem, settings).flow == warm.flow)
  }

  @Test("Flows of nothing, or of another network, still lead there, or are an error")
  func odd() throws {
    let problem = try RandomGrid.problem(seed: 3, side: 6, pairs: 40, load: 0.8)
    var settings = AssignmentSettings()
    settings.gap = 1e-12
    let cold = try UserEquilibrium.solve(problem, settings)
    settings.warmVolumes = cold.flow.map { _ in 0 }
    let warm = try UserEquilibrium.solve(problem, settings)
    #expect(abs(warm.objective / cold.objective - 1) < 1e-11)
    settings.warmVolumes = [1]
    #expect(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem, settings) }
    settings.warmVolumes = cold.flow
    #expect(throws: AssignmentFault.self) {
      try UserEquilibrium.solve(problem, method: .bfw, settings)
    }
  }
}
