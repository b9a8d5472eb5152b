import Foundation
public import Numerics

/// Trade between regions of which some share a pool of people who move to where they live best.
///
/// Allen & Arkolakis (2014) and Redding (2016) in changes: a region's output price is
/// p̂_i = ŵ_i L̂_i^−α (agglomeration α), welfare of those who live there is
/// û_i = (Ê_i / (P̂_i L̂_i)) L̂_i^β (congestion β < 0; β = −1/ε for tastes for places with Fréchet
/// shape ε), and within each pool û is the same everywhere while Σ L is given. Regions without a pool
/// keep their people. Expenditure is in proportion to output with one factor over the world
/// (`rescaled`), or equal to it (`balanced`, where the base is first rid of imbalances).
public struct EconomicGeography: Sendable {
  /// What is known of the world and of its people.
  public struct People: Sendable {
    /// Number of people of each region, above zero.
    public var population: [Double]
    /// Pool of each region; `nil`: its people stay.
    public var pool: [Int?]
    /// Elasticity of productivity to people.
    public var agglomeration: Double
    /// Elasticity of amenity to people, below zero.
    public var congestion: Double

    /// People of a world.
    public init(
      population: [Double],
      pool: [Int?],
      agglomeration: Double = 0,
      congestion: Double
    ) {
      self.population = population
      self.pool = pool
      self.agglomeration = agglomeration
      self.congestion = congestion
    }
  }

  /// A world after a change; factors are new over old.
  public struct Outcome: Sendable {
    /// Flows, laid out as the base.
    public var flows: [Double]
    /// Factor on people.
    public var populationFactor: [Double]
    /// Factor on the wage.
    public var wageFactor: [Double]
    /// Factor on the output price.
    public var outputPriceFactor: [Double]
    /// Factor on the price index.
    public var priceIndexFactor: [Double]
    /// Factor on the value of output.
    public var outputFactor: [Double]
    /// Factor on expenditure.
    public var expenditureFactor: [Double]
    /// Factor on the welfare of those who live there: the same within a pool.
    public var welfareFactor: [Double]
    /// Output sold over made, less one.
    public var marketResiduals: [Double]
    /// How the solver ended.
    public var convergence: Convergence
    /// Which method ended the search.
    public var method: String
  }

  /// Base.
  public let world: OneSectorWorld
  /// Its people.
  public let people: People
  /// Largest relative residual accepted.
  public let tolerance: Double
  /// Base from which changes are counted.
  private let base: OneSectorEquilibrium

  /// A world with people.
  ///
  /// - Throws: `WorldFault`; `NotConverged` where the base cannot be rid of its imbalances.
  public init(
    _ world: OneSectorWorld,
    people: People,
    closure: TradeClosure = .rescaled,
    tolerance: Double = 1e-12
  ) throws {
    let n = world.count
    guard people.population.count == n, people.pool.count == n,
      people.population.allSatisfy({ $0 > 0 && $0.isFinite })
    else { throw WorldFault(description: "every region needs a population above zero") }
    guard people.congestion < 0, people.congestion.isFinite, people.agglomeration.isFinite else {
      throw WorldFault(description: "the congestion of places must be below zero")
    }
    guard closure == .rescaled || closure == .balanced else {
      throw WorldFault(
        description: "people who move take their spending with them: use the closure rescaled or "
          + "balanced"
      )
    }
    guard world.supplyElasticity == 0 else {
      throw WorldFault(description: "with people who move the supply elasticity must be zero")
    }
    base = try OneSectorEquilibrium(world, closure: closure, tolerance: tolerance)
    self.world = base.world
    self.people = people
    self.tolerance = tolerance
  }

  /// Whether the equilibrium is known to be the only one: α + β ≤ 0 (Allen & Arkolakis 2014, theorem
  /// 2, for trade costs alike in both directions).
  public var uniqueness: Uniqueness {
    let sum = people.agglomeration + people.congestion
    return sum <= 0
      ? Uniqueness(
        isProven: true,
        reason: "agglomeration \(people.agglomeration) + congestion \(people.congestion) <= 0 "
          + "(Allen & Arkolakis 2014, theorem 2; for trade costs alike in both directions)"
      )
      : Uniqueness(
        isProven: false,
        reason: "agglomeration \(people.agglomeration) is stronger than congestion "
          + "\(people.congestion): several equilibria are possible"
      )
  }

  /// Solves for a change of trade costs.
  ///
  /// World output is the numéraire.
  ///
  /// - Parameter costFactors: new over old trade cost, laid out as the flows.
  /// - Returns: the world after the change.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func solve(costFactors: [Double]) throws -> Outcome {
    let response = try world.response(costFactors)
    let weights = FlowMatrix.product(world.flows, response)
    guard weights.allSatisfy(\.isFinite) else {
      throw WorldFault(description: "trade costs fall so much that flows overflow")
    }
    let system = GeographySystem(world, people, weights: weights)
    let solution = try MarketSolver(
      tolerance: tolerance * system.stepShare,
      name: "economic geography",
      advice: "agglomeration may be too strong for people to settle"
    ).solve(system, start: [Double](repeating: 0, count: system.count))
    let state = system.state(solution.point)
    let n = world.count
    let residuals = (0..<n).map { expm1(log(state.sales[$0]) - state.output[$0]) }
    let moving = system.migration(state)
    let residual = (residuals + moving).reduce(0) { max($0, abs($1)) }
    return Outcome(
      flows: FlowMatrix.scaled(
        weights,
        rows: state.powers,
        columns: (0..<n).map { state.expenditure[$0] / state.access[$0] }
      ),
      populationFactor: state.people.map { exp($0) },
      wageFactor: (0..<n).map { exp(state.output[$0] - state.people[$0]) },
      outputPriceFactor: state.price.map { exp($0) },
      priceIndexFactor: state.index.map { exp($0) },
      outputFactor: state.output.map { exp($0) },
      expenditureFactor: state.expenditure,
      welfareFactor: (0..<n).map { exp(state.welfare[$0]) },
      marketResiduals: residuals,
      convergence: Convergence(
        iterations: solution.convergence.iterations,
        residual: residual,
        tolerance: tolerance
      ),
      method: solution.method
    )
  }
}
