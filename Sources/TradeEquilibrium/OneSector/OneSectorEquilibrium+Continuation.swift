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

  /// Smallest step of the continuation, as a share of the change.
  private static let smallestStep = 1e-4

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
    let n = world.count
    // A path to costs without bound has no shares.
    guard costFactors.allSatisfy(\.isFinite) else { throw failure }
    var points = [[Double](repeating: 0, count: n)]
    var shares = [0.0]
    var step = 0.1
    var evaluations = failure.iterations
    var last: (share: Double, state: OneSectorSystem.State)?
    while let share = shares.last, share < 1 {
      let next = min(1, share + step)
      let weights = FlowMatrix.product(
        world.flows,
        next == 1 ? response : FlowMatrix.powers(response, next)
      )
      let system = system(weights, mode)
      var solver = solver(system)
      solver.maximumEvaluations = 500
      solver.startsWithNewton = true
      var start = points[points.count - 1]
      if points.count > 1 {
        let before = points[points.count - 2]
        let reach = (next - share) / (share - shares[shares.count - 2])
        for i in 0..<n { start[i] += reach * (start[i] - before[i]) }
      }
      guard let solution = try? solver.solve(system, start: start),
        system.state(solution.point).expenditure.allSatisfy({ $0 > 1e-9 })
      else {
        step /= 2
        guard step > Self.smallestStep else { throw ended(last, failure, evaluations) }
        continue
      }
      evaluations += solution.convergence.iterations
      points = points.suffix(1) + [solution.point]
      shares = shares.suffix(1) + [next]
      last = (next, system.state(solution.point))
      step *= 1.6
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
