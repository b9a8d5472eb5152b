import Foundation
public import Numerics

/// Counterfactuals of a traffic world, and what each link is worth.
///
/// Newton's method with a sparse factorisation of the balances' own derivative. The factorisation at
/// the solution gives the welfare elasticity of every link in one more solve (implicit
/// differentiation).
public struct TrafficEquilibrium: Sendable {
  /// Base.
  public let world: TrafficWorld
  /// Largest residual of a balance accepted, relative.
  public let tolerance: Double

  /// A world, ready for counterfactuals.
  public init(_ world: TrafficWorld, tolerance: Double = 1e-12) {
    self.world = world
    self.tolerance = tolerance
  }

  /// A traffic world after a change; factors are new over old.
  public struct Outcome: Sendable {
    /// Traffic of each link.
    public var traffic: [Double]
    /// Factor on each node's output, in units of world output.
    public var outputFactor: [Double]
    /// Factor on each node's expenditure.
    public var expenditureFactor: [Double]
    /// Factor on each node's price index.
    public var priceIndexFactor: [Double]
    /// Factor on each node's people.
    public var populationFactor: [Double]
    /// Factor on the welfare of those who live there: real income per head, with amenities where
    /// people move.
    public var welfareFactor: [Double]
    /// Factor on world welfare: real incomes weighted by expenditure of the base, as a geometric
    /// mean; or the common welfare where people move.
    public var worldWelfareFactor: Double
    /// How the solver ended.
    public var convergence: Convergence
    fileprivate var point: [Double]
  }

  /// Solves for a change of the costs of links.
  ///
  /// - Parameter costFactors: new over old cost of each link before congestion; empty: no change;
  ///   infinity: closed.
  /// - Returns: the world after the change.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func solve(costFactors: [Double] = []) throws -> Outcome {
    let system = try system(costFactors)
    let point = try newton(system, [Double](repeating: 0, count: system.count))
    return outcome(system, point.point, point.iterations)
  }

  /// d ln welfare / d ln cost of every link, at the world after a change.
  ///
  /// - Parameters:
  ///   - costFactors: the change; empty: none, so elasticities of the base.
  ///   - nodes: weights of nodes' real incomes; empty: their shares in world expenditure. Without
  ///     effect where people move, whose welfare is one.
  /// - Returns: an elasticity for each link, mostly below zero.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func linkElasticities(
    costFactors: [Double] = [],
    nodes: [Double] = []
  ) throws -> [Double] {
    let system = try system(costFactors)
    let point = try newton(system, [Double](repeating: 0, count: system.count)).point
    let state = system.state(point)
    let n = world.count
    let theta = world.elasticity
    var outcome = [Double](repeating: 0, count: system.count)
    if world.mobility != nil {
      outcome[3 * n + 1] = 1
    } else {
      let total = Series.sum(state.used)
      let weights = nodes.isEmpty ? state.used.map { $0 / total } : nodes
      guard weights.count == n else {
        throw WorldFault(description: "\(weights.count) weights for \(n) nodes")
      }
      for i in 0..<n {
        outcome[i] = weights[i] / (1 + theta)
        outcome[n + i] = weights[i] / theta
      }
      outcome[system.kappaPlace] = weights.reduce(0, +)
    }
    let factors = try factored(system.jacobian(state))
    let multipliers = factors.solve(outcome, transposed: true)
    return world.links.indices.map { place in
      let link = world.links[place]
      let traffic = state.traffic[place]
      let entering = traffic / state.inward[link.to] * multipliers[link.to]
      let going = traffic / state.outward[link.from] * multipliers[n + link.from]
      return theta * system.spread * (entering + going)
    }
  }

  private func system(_ costFactors: [Double]) throws -> TrafficSystem {
    guard costFactors.isEmpty || costFactors.count == world.links.count,
      costFactors.allSatisfy({ $0 > 0 })
    else { throw WorldFault(description: "every link needs a cost factor above zero") }
    let costs =
      costFactors.isEmpty
      ? [Double](repeating: 0, count: world.links.count)
      : costFactors.map { $0 == 1 ? 0 : log($0) }
    return TrafficSystem(world: world, costs: costs)
  }

  private func factored(_ matrix: SparseMatrix) throws -> SparseLU {
    do {
      return try SparseLU(matrix)
    } catch {
      throw WorldFault(
        description: "the balances do not tell all nodes apart: parts of the network that trade "
          + "nothing with each other must be solved one by one"
      )
    }
  }

  private func newton(
    _ system: TrafficSystem,
    _ start: [Double]
  ) throws -> (point: [Double], iterations: Int) {
    var point = start
    var state = system.state(point)
    func largest(_ values: [Double]) -> Double {
      values.reduce(0) { abs($1).isFinite ? max($0, abs($1)) : .infinity }
    }
    func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }
    var size = largest(state.residual)
    var iterations = 0
    while size > tolerance, iterations < 200 {
      iterations += 1
      let step = try factored(system.jacobian(state)).solve(state.residual.map { -$0 })
      guard step.allSatisfy(\.isFinite) else { break }
      var length = min(1, 3 / max(largest(step), 1e-300))
      let before = squares(state.residual)
      var isBetter = false
      while length > 1e-8 {
        let trial = zip(point, step).map { $0 + length * $1 }
        let there = system.state(trial)
        let after = squares(there.residual)
        if after.isFinite, after < before * (1 - 1e-4 * length) {
          point = trial
          state = there
          isBetter = true
          break
        }
        length /= 2.5
      }
      size = largest(state.residual)
      if !isBetter { break }
    }
    guard size <= tolerance else {
      throw NotConverged(
        solver: "traffic equilibrium",
        residual: size,
        tolerance: tolerance,
        iterations: iterations,
        advice:
          "links may have become so cheap that going round in circles pays, where there is no "
          + "equilibrium: try a smaller change"
      )
    }
    // One more step costs little and leaves rounding alone.
    if size > 0, iterations > 0,
      let step = try? factored(system.jacobian(state)).solve(state.residual.map({ -$0 }))
    {
      let trial = zip(point, step).map { $0 + $1 }
      if largest(system.state(trial).residual) < size { point = trial }
    }
    return (point, iterations)
  }

  private func outcome(_ system: TrafficSystem, _ z: [Double], _ iterations: Int) -> Outcome {
    let n = world.count
    let theta = world.elasticity
    let state = system.state(z)
    let y = system.outputs(z)
    let kappa = z[system.kappaPlace]
    let people = (0..<n).map { world.mobility == nil ? 0 : z[2 * n + $0] }
    let congestion = world.mobility?.congestion ?? 0
    let welfare = (0..<n).map {
      kappa + y[$0] + z[n + $0] / theta + (congestion - 1) * people[$0]
    }
    let total = Series.sum(world.expenditure)
    let mean = Series.sum((0..<n).map { world.expenditure[$0] / total * welfare[$0] })
    return Outcome(
      traffic: state.traffic,
      outputFactor: y.map { exp($0) },
      expenditureFactor: y.map { exp(kappa + $0) },
      priceIndexFactor: (0..<n).map { exp(-z[n + $0] / theta) },
      populationFactor: people.map { exp($0) },
      welfareFactor: welfare.map { exp($0) },
      worldWelfareFactor: exp(world.mobility == nil ? mean : z[3 * n + 1]),
      convergence: Convergence(
        iterations: iterations,
        residual: state.residual.reduce(0) { max($0, abs($1)) },
        tolerance: tolerance
      ),
      point: z
    )
  }
}
