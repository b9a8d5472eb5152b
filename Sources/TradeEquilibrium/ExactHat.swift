import Foundation
public import Numerics

/// Base trade of a world of regions and commodities.
public struct BaseTrade: Sendable {
  /// Number of regions.
  public let regionCount: Int
  /// Number of commodities.
  public let commodityCount: Int
  /// Value sold by region i to region j of commodity k, own sales included, at
  /// `(k * regionCount + i) * regionCount + j`; not negative.
  public var flows: [Double]
  /// Trade elasticity of each commodity, above zero.
  public var elasticities: [Double]

  /// A base of these figures.
  public init(regionCount: Int, commodityCount: Int, flows: [Double], elasticities: [Double]) {
    self.regionCount = regionCount
    self.commodityCount = commodityCount
    self.flows = flows
    self.elasticities = elasticities
  }

  /// Position of a flow.
  @inlinable
  public func index(_ exporter: Int, _ importer: Int, _ commodity: Int) -> Int {
    (commodity * regionCount + exporter) * regionCount + importer
  }

  /// Sales of each region, at home and abroad: its income.
  public var sales: [Double] {
    var sums = [Double](repeating: 0, count: regionCount)
    for k in 0..<commodityCount {
      for i in 0..<regionCount {
        for j in 0..<regionCount { sums[i] += flows[index(i, j, k)] }
      }
    }
    return sums
  }

  /// Spending of each region.
  public var spending: [Double] {
    var sums = [Double](repeating: 0, count: regionCount)
    for k in 0..<commodityCount {
      for i in 0..<regionCount {
        for j in 0..<regionCount { sums[j] += flows[index(i, j, k)] }
      }
    }
    return sums
  }
}

/// What changes.
///
/// Arrays are laid out as `BaseTrade.flows`.
public struct TradeShock: Sendable {
  /// Factor on the cost of trade, above zero; infinite: no trade.
  public var costFactor: [Double]
  /// Factor on demand: 0 forbids a flow, 0.5 lets half of the varieties through.
  public var allowed: [Double]
  /// Flow that would stand beside the base one if the cost factor were 1: varieties that a measure
  /// kept out of the base.
  public var entry: [Double]

  /// No change.
  public init(_ base: BaseTrade) {
    costFactor = Array(repeating: 1, count: base.flows.count)
    allowed = Array(repeating: 1, count: base.flows.count)
    entry = Array(repeating: 0, count: base.flows.count)
  }
}

/// The world after a change.
public struct TradeOutcome: Sendable {
  /// Flows, laid out as the base.
  public var flows: [Double]
  /// Factor on each region's wage.
  public var wageFactor: [Double]
  /// Factor on each region's price index; over the commodities that it can still buy.
  public var priceFactor: [Double]
  /// Factor on each region's real income (spending over price index).
  public var realIncomeFactor: [Double]
  /// How the solver ended.
  public var convergence: Convergence
}

/// Counterfactuals by exact-hat algebra with many sectors and labour mobile between them.
///
/// Dekle, Eaton & Kortum (2008); many sectors by Costinot & Rodríguez-Clare (2014, sect. 3.3), as
/// Caliendo & Parro (2015) without intermediate inputs. Spending shares of commodities are constant (Cobb–Douglas); within a
/// commodity, shares follow costs with the trade elasticity θ.
///
/// With S_jk = Σ_i X_ijk a_ijk (ŵ_i τ̂_ijk)^−θ (entries added), X'_ijk is the cell's share of S_jk
/// times α_jk E'_j; income is Y'_i = Σ X'_ijk, and E'_j = Y'_j + D_j.
public struct ExactHat: Sendable {
  /// How imbalances are closed.
  public enum Closure: Sendable {
    /// Each region's imbalance stays the same share of world income (Dekle, Eaton & Kortum 2008).
    case additive
    /// Spending equals income, in the base too: the world is first rid of its imbalances.
    case balanced
    /// Each region's spending stays the same multiple of its income, but for one factor over the
    /// world that keeps total spending equal to total income (Anderson, Larch & Yotov 2018).
    case proportional
  }

  /// Base.
  public let base: BaseTrade
  /// How imbalances are closed.
  public let closure: Closure
  /// Largest residual of incomes accepted, relative.
  public let tolerance: Double

  private let income: [Double]
  private let spending: [Double]
  private let commoditySpending: [Double]

  /// A world, ready for counterfactuals.
  public init(_ base: BaseTrade, closure: Closure = .additive, tolerance: Double = 1e-12) {
    self.base = base
    self.closure = closure
    self.tolerance = tolerance
    income = base.sales
    let n = base.regionCount
    var sums = [Double](repeating: 0, count: n * base.commodityCount)
    for k in 0..<base.commodityCount {
      for i in 0..<n {
        for j in 0..<n { sums[k * n + j] += base.flows[base.index(i, j, k)] }
      }
    }
    commoditySpending = sums
    var spending = [Double](repeating: 0, count: n)
    for k in 0..<base.commodityCount {
      for j in 0..<n { spending[j] += sums[k * n + j] }
    }
    self.spending = spending
  }

  /// Solves for a change.
  ///
  /// World income is the numéraire: it stays what it was. Where a region can no longer buy a
  /// commodity at all, it spends the money on its other commodities in proportion.
  ///
  /// - Parameters:
  ///   - shock: what changes.
  ///   - start: wage factors to begin with; all one unless given. Only their ratios matter.
  ///   - fixedWages: partial equilibrium: wages and incomes stay.
  /// - Returns: the world after the change.
  /// - Throws: `NotConverged`.
  public func solve(
    _ shock: TradeShock,
    start: [Double]? = nil,
    fixedWages: Bool = false
  ) throws
    -> TradeOutcome
  {
    let n = base.regionCount
    let weights = weights(shock)
    guard weights.allSatisfy({ $0 >= 0 && $0 < .infinity }) else {
      throw NotConverged(
        solver: "trade equilibrium",
        residual: .infinity,
        tolerance: tolerance,
        iterations: 0,
        advice: "cost factors must be above zero, what is allowed and entries not below it"
      )
    }
    let reach = reach(weights)
    let ones = [Double](repeating: 1, count: n)
    if fixedWages {
      return outcome(
        weights,
        ones,
        reach,
        Convergence(iterations: 1, residual: 0, tolerance: tolerance)
      )
    }
    let solver = FixedPoint(tolerance: tolerance, maximumIterations: 400, memory: 8)
    // Regions without sales have no wage to find.
    let scale = ones
    let map = { (wages: [Double]) -> [Double] in
      let sales = sales(weights, wages, reach)
      return (0..<n).map { income[$0] > 0 ? sales[$0] / income[$0] : 1 }
    }
    // Where the base itself is a solution it comes back bit for bit.
    let solution = try solver.solve(
      start: start.map(normalised) ?? ones,
      scale: scale,
      solver: "trade equilibrium",
      map
    )
    if let least = spendingFactors(solution.point).min(), least < 0 {
      throw NotConverged(
        solver: "trade equilibrium",
        residual: -least,
        tolerance: tolerance,
        iterations: solution.convergence.iterations,
        advice: "a region would spend less than nothing: use the proportional closure"
      )
    }
    return outcome(weights, solution.point, reach, solution.convergence)
  }

  /// Wage factors at which world income is what it was.
  private func normalised(_ wages: [Double]) -> [Double] {
    let world = Series.sum(income)
    let level = world / Series.sum(zip(income, wages).map { $0 * $1 })
    guard level.isFinite, abs(level - 1) > 1e-12 else { return wages }
    return wages.map { $0 * level }
  }

  /// X a τ̂^−θ + entries, the cell's weight at unchanged wages.
  private func weights(_ shock: TradeShock) -> [Double] {
    let n = base.regionCount
    var weights = base.flows
    for k in 0..<base.commodityCount {
      let theta = base.elasticities[k]
      for cell in (k * n * n)..<((k + 1) * n * n) {
        let factor = shock.costFactor[cell]
        let response = factor == 1 ? 1 : factor > 0 ? pow(factor, -theta) : .nan
        weights[cell] = (weights[cell] * shock.allowed[cell] + shock.entry[cell]) * response
      }
    }
    return weights
  }

  private func wagePower(_ wages: [Double], _ k: Int) -> [Double] {
    wages.map { $0 == 1 ? 1 : pow($0, -base.elasticities[k]) }
  }

  /// Spending of each region at given wages, over its base spending; zero where it spends nothing.
  private func spendingFactors(_ wages: [Double]) -> [Double] {
    let isBase = wages.allSatisfy { $0 == 1 }
    var level = 1.0
    if case .proportional = closure, !isBase {
      let incomes = Series.sum(zip(income, wages).map { $0 * $1 })
      level = incomes / Series.sum(zip(spending, wages).map { $0 * $1 })
    }
    return wages.indices.map { j in
      guard spending[j] > 0 else { return 0 }
      switch closure {
      case .additive:
        return wages[j] == 1 ? 1 : (spending[j] + (wages[j] - 1) * income[j]) / spending[j]
      case .balanced: return wages[j] * income[j] / spending[j]
      case .proportional: return wages[j] * level
      }
    }
  }

  /// Factor on each region's spending on the commodities that it can still buy; one where it can buy
  /// all that it bought, zero where it can buy nothing.
  private func reach(_ weights: [Double]) -> [Double] {
    let n = base.regionCount
    let ones = [Double](repeating: 1, count: n)
    var open = [Double](repeating: 0, count: n)
    var isWhole = [Bool](repeating: true, count: n)
    for k in 0..<base.commodityCount {
      let totals = totals(weights, ones, k)
      for j in 0..<n where commoditySpending[k * n + j] > 0 {
        if totals[j] > 0 { open[j] += commoditySpending[k * n + j] } else { isWhole[j] = false }
      }
    }
    return (0..<n).map { isWhole[$0] ? 1 : open[$0] > 0 ? spending[$0] / open[$0] : 0 }
  }

  /// Sums of the weights of a commodity by importer.
  private func totals(_ weights: [Double], _ powers: [Double], _ k: Int) -> [Double] {
    let n = base.regionCount
    var totals = [Double](repeating: 0, count: n)
    for i in 0..<n {
      let row = (k * n + i) * n
      for j in 0..<n { totals[j] += weights[row + j] * powers[i] }
    }
    return totals
  }

  private func sales(_ weights: [Double], _ wages: [Double], _ reach: [Double]) -> [Double] {
    let n = base.regionCount
    let factors = spendingFactors(wages)
    var sales = [Double](repeating: 0, count: n)
    for k in 0..<base.commodityCount {
      let powers = wagePower(wages, k)
      let totals = totals(weights, powers, k)
      // Spending over weight, by importer.
      let scale = (0..<n).map { j -> Double in
        guard totals[j] > 0, spending[j] > 0 else { return 0 }
        return commoditySpending[k * n + j] * factors[j] * reach[j] / totals[j]
      }
      for i in 0..<n {
        let row = (k * n + i) * n
        var sum = 0.0
        for j in 0..<n { sum += weights[row + j] * scale[j] }
        sales[i] += sum * powers[i]
      }
    }
    return sales
  }

  private func outcome(
    _ weights: [Double],
    _ wages: [Double],
    _ reach: [Double],
    _ convergence: Convergence
  ) -> TradeOutcome {
    let n = base.regionCount
    let factors = spendingFactors(wages)
    var flows = weights
    var logPrice = [Double](repeating: 0, count: n)
    for k in 0..<base.commodityCount {
      let powers = wagePower(wages, k)
      let totals = totals(weights, powers, k)
      for j in 0..<n {
        let before = commoditySpending[k * n + j]
        // What nobody bought in the base has no share of spending.
        let ratio = before > 0 && totals[j] > 0 ? before / totals[j] : 0
        let scale = spending[j] > 0 ? ratio * (factors[j] * reach[j]) : 0
        for i in 0..<n {
          let cell = base.index(i, j, k)
          flows[cell] = weights[cell] * powers[i] * scale
        }
        if ratio > 0, ratio != 1 {
          logPrice[j] += before * reach[j] / spending[j] * log(ratio) / base.elasticities[k]
        }
      }
    }
    let prices = logPrice.map { $0 == 0 ? 1 : exp($0) }
    let real = (0..<n).map { j in
      spending[j] > 0 ? factors[j] / prices[j] : 1
    }
    return TradeOutcome(
      flows: flows,
      wageFactor: wages,
      priceFactor: prices,
      realIncomeFactor: real,
      convergence: convergence
    )
  }
}
