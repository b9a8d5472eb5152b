import Foundation
public import Numerics

/// Counterfactuals of a many-sector world (Caliendo & Parro 2015), solved to rounding.
public struct ManySectorEquilibrium: Sendable {
  /// The base from which changes are counted.
  public let world: ManySectorWorld
  /// How imbalances are carried.
  public let closure: TradeClosure
  /// Largest relative residual of a market accepted.
  public let tolerance: Double
  /// How the base was brought to an equilibrium, where it was none: rid of imbalances under the
  /// balanced closure, or of negative final demand.
  public let rebasing: Convergence?
  /// Goods, by country, whose inputs used are more than purchases: their final demand was set to
  /// zero.
  public let negativeDemandCount: Int

  /// A world, ready for counterfactuals.
  ///
  /// - Throws: `NotConverged` where the base cannot be made an equilibrium; `WorldFault`.
  public init(
    _ world: ManySectorWorld,
    closure: TradeClosure = .additive,
    tolerance: Double = 1e-12
  ) throws {
    self.closure = closure
    self.tolerance = tolerance
    let n = world.count
    let m = world.sectorCount
    var final = world.finalDemand
    var negatives = 0
    for j in 0..<n {
      var sum = 0.0
      var positive = 0.0
      for k in 0..<m {
        let place = k * n + j
        if final[place] < -1e-12 * world.purchases[place] { negatives += 1 }
        sum += final[place]
        positive += max(0, final[place])
        final[place] = max(0, final[place])
      }
      guard positive > 0 else {
        throw WorldFault(description: "\(world.label(j)) has no final demand")
      }
      for k in 0..<m { final[k * n + j] *= sum / positive }
    }
    negativeDemandCount = negatives
    let gap = (0..<n).reduce(0) {
      max($0, abs(world.deficit[$1]) / (world.valueAdded[$1] + world.revenue[$1]))
    }
    let isBalancing = closure == .balanced && gap > 1e-13
    guard isBalancing || negatives > 0 else {
      self.world = world
      rebasing = nil
      return
    }
    let system = ManySectorSystem(
      world,
      costs: [],
      tariffs: [],
      spending: .deficits(
        isBalancing ? [Double](repeating: 0, count: n) : world.deficit
      ),
      finalDemand: negatives > 0 ? final : world.finalDemand
    )
    let solution = try Self.solver(
      tolerance,
      system,
      name: "base of the many-sector equilibrium"
    ).solve(system, start: [Double](repeating: 0, count: system.count))
    var rebased = try ManySectorWorld(
      count: n,
      elasticities: world.elasticities,
      flows: Self.flows(system, system.state(solution.point)),
      inputShares: world.inputShares,
      tariffs: world.tariffs,
      finalDemandFloor: negatives > 0
    )
    rebased.names = world.names
    rebased.sectorNames = world.sectorNames
    self.world = rebased
    rebasing = solution.convergence
  }

  static func solver(
    _ tolerance: Double,
    _ system: ManySectorSystem,
    name: String = "many-sector equilibrium"
  ) -> MarketSolver {
    MarketSolver(
      tolerance: tolerance * (system.wageShare.min() ?? 1),
      memory: 12,
      name: name,
      advice: "try the rescaled closure, a smaller change or a larger tolerance"
    )
  }

  /// Flows before tariffs at a state.
  private static func flows(
    _ system: ManySectorSystem,
    _ state: ManySectorSystem.State
  )
    -> [Double]
  {
    let n = system.world.count
    var flows = system.net
    var cell = 0
    for k in 0..<system.world.sectorCount {
      for i in 0..<n {
        let power = state.powers[k * n + i]
        for j in 0..<n {
          flows[cell] = flows[cell] * power * state.pull[k * n + j]
          cell += 1
        }
      }
    }
    return flows
  }

  /// Solves for a change of trade costs and tariffs.
  ///
  /// World value added is the numéraire.
  ///
  /// - Parameters:
  ///   - costFactors: new over old trade cost, laid out as the flows; empty: no change.
  ///   - tariffs: new rates; empty: those of the base.
  ///   - mode: what may answer.
  /// - Returns: the world after the change.
  /// - Throws: `NotConverged`; `WorldFault` where a factor is not above zero, a tariff not above
  ///   −100 %, or nobody is left to sell a good.
  public func solve(
    costFactors: [Double] = [],
    tariffs: [Double] = [],
    mode: EquilibriumMode = .full
  ) throws -> ManySectorOutcome {
    switch mode {
    case .full: break
    case .partial: return try partial(costFactors: costFactors, tariffs: tariffs)
    case .conditional: return try conditional(costFactors: costFactors, tariffs: tariffs)
    }
    let system = try system(costFactors: costFactors, tariffs: tariffs)
    let solution = try solution(system, costFactors: costFactors, tariffs: tariffs)
    return try outcome(system, solution, costFactors, tariffs)
  }

  /// The markets after a change.
  func system(costFactors: [Double], tariffs: [Double]) throws -> ManySectorSystem {
    guard costFactors.isEmpty || costFactors.count == world.flows.count,
      tariffs.isEmpty || tariffs.count == world.flows.count
    else { throw WorldFault(description: "changes must be laid out as the flows") }
    guard costFactors.allSatisfy({ $0 > 0 }) else {
      throw WorldFault(description: "factors on trade costs must be above zero")
    }
    guard tariffs.allSatisfy({ $0 > -1 && $0.isFinite }) else {
      throw WorldFault(description: "tariffs must be above −100 %")
    }
    let system = ManySectorSystem(
      world,
      costs: costFactors,
      tariffs: tariffs,
      spending: closure == .additive ? .deficits(world.deficit) : .rescaled
    )
    guard system.gross.allSatisfy(\.isFinite), system.net.allSatisfy(\.isFinite) else {
      throw WorldFault(description: "trade costs fall so much that flows overflow")
    }
    let n = world.count
    let ones = [Double](repeating: 1, count: n * world.sectorCount)
    let left = SectorFlows.columnSums(system.gross, ones, n, world.sectorCount)
    if let place = left.indices.first(where: { left[$0] == 0 && world.purchases[$0] > 0 }) {
      throw WorldFault(
        description: "after the change nobody is left to sell \(world.sectorLabel(place / n)) to "
          + world.label(place % n)
      )
    }
    return system
  }

  private func outcome(
    _ system: ManySectorSystem,
    _ solution: MarketSolver.Solution,
    _ costFactors: [Double],
    _ tariffs: [Double]
  ) throws -> ManySectorOutcome {
    let n = world.count
    let m = world.sectorCount
    let state = system.state(solution.point)
    let correction = system.correction(solution.point)
    var residual = state.labour.reduce(0) { max($0, abs($1 - 1)) }
    for value in correction[n...] { residual = max(residual, abs(value)) }
    if let poorest = state.income.indices.min(by: { state.income[$0] < state.income[$1] }),
      !(state.income[poorest] > 1e-9)
    {
      throw NotConverged(
        solver: "many-sector equilibrium",
        residual: residual,
        tolerance: tolerance,
        iterations: solution.convergence.iterations,
        advice: "\(world.label(poorest)) would have nothing to spend: its surplus is larger than "
          + "its income after the change; use the rescaled closure"
      )
    }
    var index = [Double](repeating: 0, count: n)
    var output = index
    var outputBefore = index
    for k in 0..<m {
      for j in 0..<n {
        let place = k * n + j
        index[j] += world.finalDemand[place] / world.income[j] * solution.point[n + place]
        output[j] += state.sales[place]
        outputBefore[j] += world.sales[place]
      }
    }
    let factor = closure == .multiplicative ? 1 / state.level : 1
    var flows = Self.flows(system, state)
    if factor != 1 { flows = flows.map { $0 * factor } }
    return ManySectorOutcome(
      base: world,
      flows: flows,
      tariffs: tariffs.isEmpty ? world.tariffs : tariffs,
      wageFactor: state.wage,
      costFactor: state.cost.map { $0 == 0 ? 1 : exp($0) },
      compositePriceFactor: (0..<(n * m)).map { exp(solution.point[n + $0]) },
      priceIndexFactor: index.map { $0 == 0 ? 1 : exp($0) },
      incomeFactor: state.income.map { $0 * factor },
      outputFactor: (0..<n).map { output[$0] / outputBefore[$0] },
      revenue: state.revenue,
      marketResiduals: state.labour.map { $0 - 1 },
      convergence: Convergence(
        iterations: solution.convergence.iterations,
        residual: residual,
        tolerance: tolerance
      ),
      method: solution.method,
      costChanges: costFactors
    )
  }
}
