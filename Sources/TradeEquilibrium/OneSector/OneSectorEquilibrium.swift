import Foundation
public import Numerics

/// Counterfactuals of a one-sector world by exact-hat algebra (Dekle, Eaton & Kortum 2008;
/// Arkolakis, Costinot & Rodríguez-Clare 2012), with a supply elasticity (universal gravity; Allen,
/// Arkolakis & Takahashi 2020), solved to rounding.
public struct OneSectorEquilibrium: Sendable {
  /// The base from which changes are counted; rid of imbalances where the closure is `balanced`.
  public let world: OneSectorWorld
  /// How imbalances are carried.
  public let closure: TradeClosure
  /// Largest relative residual of a market accepted.
  public let tolerance: Double
  /// How the base was rid of its imbalances, where it was.
  public let rebasing: Convergence?

  /// A world, ready for counterfactuals.
  ///
  /// - Throws: `NotConverged` where the balanced world cannot be found; `WorldFault`.
  public init(
    _ world: OneSectorWorld,
    closure: TradeClosure = .additive,
    tolerance: Double = 1e-12
  ) throws {
    self.closure = closure
    self.tolerance = tolerance
    let gap = (0..<world.count).reduce(0) {
      max($0, abs(world.expenditure[$1] / world.output[$1] - 1))
    }
    guard closure == .balanced, gap > 1e-13 else {
      self.world = world
      rebasing = nil
      return
    }
    let home = (0..<world.count).map { world.flows[$0 * world.count + $0] }
    if let country = (0..<world.count).first(where: {
      (world.output[$0] > home[$0]) != (world.expenditure[$0] > home[$0])
    }) {
      throw WorldFault(
        description:
          "\(world.label(country)) only buys or only sells abroad, which it cannot do and "
          + "spend just what it earns"
      )
    }
    // Spending taken down or up to output in the base's units; then the markets of that world.
    let scale = (0..<world.count).map { world.output[$0] / world.expenditure[$0] }
    let flows = FlowMatrix.scaled(
      world.flows,
      rows: [Double](repeating: 1, count: world.count),
      columns: scale
    )
    let start = try OneSectorWorld(
      count: world.count,
      flows: flows,
      elasticity: world.elasticity,
      supplyElasticity: world.supplyElasticity
    )
    // Every country's expenditure is then its old output, but its sales are not: the shifted world
    // has the same outputs, deficits of another size, and prices yet to move.
    let system = OneSectorBalancing(world: world, weights: start.flows)
    let solution = try MarketSolver(
      tolerance: tolerance * system.stepShare,
      name: "balanced base of the trade equilibrium"
    ).solve(system, start: [Double](repeating: 0, count: world.count))
    self.world = try OneSectorWorld(
      count: world.count,
      flows: system.flows(solution.point),
      elasticity: world.elasticity,
      supplyElasticity: world.supplyElasticity,
      names: world.names
    )
    rebasing = solution.convergence
  }

  /// Solves for a change of trade costs.
  ///
  /// World output is the numéraire; see `OneSectorOutcome.inUnits(ofPriceIndex:)` for another.
  ///
  /// - Parameters:
  ///   - costFactors: new over old trade cost, laid out as the flows; infinity: no trade.
  ///   - mode: what may answer.
  ///   - start: logarithms of output prices to begin with.
  /// - Returns: the world after the change.
  /// - Throws: `NotConverged`; `WorldFault` where a factor is not above zero.
  public func solve(
    costFactors: [Double],
    mode: EquilibriumMode = .full,
    start: [Double]? = nil
  ) throws -> OneSectorOutcome {
    let response = try world.response(costFactors)
    let weights = FlowMatrix.product(world.flows, response)
    guard weights.allSatisfy(\.isFinite) else {
      throw WorldFault(description: "trade costs fall so much that flows overflow")
    }
    let n = world.count
    let ones = [Double](repeating: 1, count: n)
    if mode == .partial {
      return OneSectorOutcome(
        flows: weights,
        baseFlows: world.flows,
        outputPriceFactor: ones,
        priceIndexFactor: ones,
        wageFactor: ones,
        expenditureFactor: ones,
        marketResiduals: [Double](repeating: 0, count: n),
        convergence: Convergence(iterations: 0, residual: 0, tolerance: tolerance),
        method: "none needed",
        logPrices: [Double](repeating: 0, count: n)
      )
    }
    let system = system(weights, mode)
    let origin = start ?? [Double](repeating: 0, count: n)
    do {
      return try outcome(system, try solver(system).solve(system, start: origin))
    } catch let error as NotConverged {
      return try byContinuation(costFactors, response, mode, error)
    }
  }

  /// The markets for given weights X τ̂^−θ.
  func system(_ weights: [Double], _ mode: EquilibriumMode) -> OneSectorSystem {
    OneSectorSystem(
      world,
      weights: weights,
      spending: mode == .conditional ? .given : closure == .additive ? .additive : .rescaled
    )
  }

  func outcome(
    _ system: OneSectorSystem,
    _ solution: MarketSolver.Solution
  ) throws -> OneSectorOutcome {
    let n = world.count
    let state = system.state(solution.point)
    let residuals = system.residuals(state).map { expm1($0) }
    let largest = residuals.reduce(0) { max($0, abs($1)) }
    if let poorest = Self.poorest(state), !(state.expenditure[poorest] > 1e-9) {
      throw NotConverged(
        solver: "trade equilibrium",
        residual: largest,
        tolerance: tolerance,
        iterations: solution.convergence.iterations,
        advice:
          "\(world.label(poorest)) would spend nothing: its surplus is larger than its income "
          + "after the change; use the rescaled closure"
      )
    }
    let factor = closure == .multiplicative ? 1 / state.level : 1
    var isGiven = false
    if case .given = system.spending { isGiven = true }
    let expenditure = isGiven ? state.expenditure : state.expenditure.map { $0 * factor }
    return OneSectorOutcome(
      flows: FlowMatrix.scaled(
        system.weights,
        rows: state.powers,
        columns: (0..<n).map { expenditure[$0] / state.access[$0] }
      ),
      baseFlows: world.flows,
      outputPriceFactor: isGiven
        ? [Double](repeating: 1, count: n) : state.price.map { exp($0) },
      priceIndexFactor: state.index.map { exp($0) },
      wageFactor: state.output.map { exp($0) },
      expenditureFactor: expenditure,
      marketResiduals: residuals,
      convergence: Convergence(
        iterations: solution.convergence.iterations,
        residual: largest,
        tolerance: tolerance
      ),
      method: solution.method,
      logPrices: solution.point
    )
  }
}
