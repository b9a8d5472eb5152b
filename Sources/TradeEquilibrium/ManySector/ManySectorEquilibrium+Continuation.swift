import Foundation
import Numerics

extension ManySectorEquilibrium {
  /// Clears the markets after a change: from the base at once, or, where that fails, along growing
  /// shares of the change.
  func solution(
    _ system: ManySectorSystem,
    costFactors: [Double],
    tariffs: [Double]
  ) throws -> MarketSolver.Solution {
    do {
      return try Self.solver(tolerance, system)
        .solve(system, start: [Double](repeating: 0, count: system.count))
    } catch let error as NotConverged {
      return try byContinuation(costFactors, tariffs, error)
    }
  }

  /// A share of a change, in logarithms of trade costs and of one plus tariffs.
  private func system(
    _ share: Double,
    of costFactors: [Double],
    _ tariffs: [Double]
  ) throws -> ManySectorSystem {
    guard share < 1 else { return try system(costFactors: costFactors, tariffs: tariffs) }
    return try system(
      costFactors: costFactors.map { $0 == 1 ? 1 : pow($0, share) },
      tariffs: tariffs.indices.map { cell in
        let old = world.tariffs.isEmpty ? 0 : world.tariffs[cell]
        let new = tariffs[cell]
        return new == old ? old : (1 + old) * pow((1 + new) / (1 + old), share) - 1
      }
    )
  }

  /// Follows the equilibrium from the base along growing shares of the change, each step begun along
  /// the secant of the last two.
  private func byContinuation(
    _ costFactors: [Double],
    _ tariffs: [Double],
    _ failure: NotConverged
  ) throws -> MarketSolver.Solution {
    // A path to costs without bound has no shares.
    guard costFactors.allSatisfy(\.isFinite) else { throw failure }
    var path = ContinuationPath(count: world.count * (1 + 2 * world.sectorCount))
    var evaluations = failure.iterations
    var income: [Double] = []
    while path.share < 1 {
      let next = path.next
      let system = try system(next, of: costFactors, tariffs)
      var solver = Self.solver(tolerance, system)
      solver.maximumEvaluations = 500
      solver.startsWithNewton = true
      guard var solution = try? solver.solve(system, start: path.start),
        case let state = system.state(solution.point), state.income.allSatisfy({ $0 > 1e-9 })
      else {
        guard path.shorten() else { throw ended(path.share, income, failure, evaluations) }
        continue
      }
      evaluations += solution.convergence.iterations
      guard next < 1 else {
        solution.convergence.iterations = evaluations
        solution.method = "continuation, " + solution.method
        return solution
      }
      path.take(solution.point)
      income = state.income
    }
    throw failure
  }

  /// Why the path went no further: under fixed deficits a country has nothing left to spend.
  private func ended(
    _ share: Double,
    _ income: [Double],
    _ failure: NotConverged,
    _ evaluations: Int
  ) -> NotConverged {
    guard closure == .additive,
      let poorest = income.indices.min(by: { income[$0] < income[$1] }), income[poorest] < 0.1
    else { return failure }
    let surplus = -world.deficit[poorest] / (world.valueAdded[poorest] + world.revenue[poorest])
    func percent(_ value: Double, _ format: String) -> String {
      String(format: format, 100 * value)
    }
    return NotConverged(
      solver: failure.solver,
      residual: failure.residual,
      tolerance: failure.tolerance,
      iterations: evaluations,
      advice:
        "with additive deficits there is no equilibrium beyond \(percent(share, "%.2f")) % of "
        + "the change (in logarithms): \(world.label(poorest)) has a fixed surplus of "
        + "\(percent(surplus, "%.1f")) % of its income, which trade at these costs no longer lets it "
        + "earn, and spends \(percent(income[poorest], "%.2g")) % of what it did there; use the "
        + "balanced or the rescaled closure"
    )
  }
}
