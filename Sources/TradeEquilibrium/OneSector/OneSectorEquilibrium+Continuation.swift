import Foundation
import Numerics

extension OneSectorEquilibrium {
  func solver(_ system: OneSectorSystem) -> MarketSolver {
    MarketSolver(
      tolerance: tolerance * system.stepShare,
      advice: closure == .additive
        ? "with additive deficits an equilibrium need not exist: try the rescaled closure"
        : "an equilibrium need not exist where countries that spend more or less than they earn "
          + "are cut off: try the balanced closure, a smaller change or a larger tolerance"
    )
  }

  /// Country whose expenditure falls most.
  static func poorest(_ state: OneSectorSystem.State) -> Int? {
    state.expenditure.indices.min { state.expenditure[$0] < state.expenditure[$1] }
  }

  /// Follows the equilibrium from the base along growing shares of the change, in logarithms, each
  /// step begun along the secant of the last two.
  ///
  /// Where the path ends because a country has nothing left to spend, there is no equilibrium with
  /// more of the change along it; the error names the country and the share.
  func byContinuation(
    _ costFactors: [Double],
    _ response: [Double],
    _ mode: EquilibriumMode,
    _ failure: NotConverged
  ) throws -> OneSectorOutcome {
    // A path to costs without bound has no shares.
    guard costFactors.allSatisfy(\.isFinite) else { throw failure }
    var path = ContinuationPath(count: world.count)
    var evaluations = failure.iterations
    var last: (share: Double, state: OneSectorSystem.State)?
    while path.share < 1 {
      let next = path.next
      let weights = FlowMatrix.product(
        world.flows,
        next == 1 ? response : FlowMatrix.powers(response, next)
      )
      let system = system(weights, mode)
      var solver = solver(system)
      solver.maximumEvaluations = 500
      solver.startsWithNewton = true
      guard let solution = try? solver.solve(system, start: path.start),
        system.state(solution.point).expenditure.allSatisfy({ $0 > 1e-9 })
      else {
        guard path.shorten() else { throw ended(last, failure, evaluations) }
        continue
      }
      evaluations += solution.convergence.iterations
      path.take(solution.point)
      last = (next, system.state(solution.point))
      if next == 1 {
        var outcome = try outcome(system, solution)
        outcome.convergence.iterations = evaluations
        outcome.method = "continuation, " + solution.method
        return outcome
      }
    }
    throw failure
  }

  /// Why the path went no further.
  private func ended(
    _ last: (share: Double, state: OneSectorSystem.State)?,
    _ failure: NotConverged,
    _ evaluations: Int
  ) -> NotConverged {
    guard closure == .additive, let last, let poorest = Self.poorest(last.state),
      last.state.expenditure[poorest] < 0.1
    else { return failure }
    let share = String(format: "%.2f", 100 * last.share)
    let surplus = 1 - world.expenditure[poorest] / world.output[poorest]
    let spent = String(format: "%.2g", 100 * last.state.expenditure[poorest])
    return NotConverged(
      solver: failure.solver,
      residual: failure.residual,
      tolerance: failure.tolerance,
      iterations: evaluations,
      advice: "with additive deficits there is no equilibrium beyond \(share) % of the change (in "
        + "logarithms): \(world.label(poorest)) has a fixed surplus of "
        + "\(String(format: "%.1f", 100 * surplus)) % of its output, which trade at these costs no "
        + "longer lets it earn, and spends \(spent) % of what it did there; use the balanced or the "
        + "rescaled closure"
    )
  }
}
