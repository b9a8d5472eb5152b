import Foundation

/// Markets of a many-sector world, in logarithms of changes of wages, of composite prices and of
/// purchases.
///
/// Caliendo & Parro (2015), eqs. 11–15, in changes: ĉ_ik = ŵ_i^γ_ik Π_l P̂_il^γ_ikl;
/// P̂_jk^−θ = Σ_i π_ijk (ĉ_ik κ̂_ijk)^−θ; X′_jl = Σ_k γ_jkl Y′_jk + α_jl I′_j with
/// I′ = ŵ V + R′ + D′; and Σ_k γ_ik Y′_ik = ŵ_i V_i. Changes are worked out as differences from the
/// base, so that a base without a change is an equilibrium to the last bit. World value added is the
/// numéraire: Σ ŵ V = Σ V.
struct ManySectorSystem: MarketSystem {
  /// How income follows.
  enum Spending {
    /// Value added and revenue plus these deficits.
    case deficits([Double])
    /// The base's multiple of value added and revenue, with one factor over the world.
    case rescaled
  }

  let world: ManySectorWorld
  /// Weights of purchases, tariffs included, and of sales before tariffs; the same array without
  /// tariffs.
  let gross: [Double]
  let net: [Double]
  let hasTariffs: Bool
  let spending: Spending
  /// Final demand of the base.
  let finalDemand: [Double]
  /// Damping of wages.
  let wageShare: [Double]
  let worldValueAdded: Double

  /// - Parameters:
  ///   - world: base.
  ///   - costs: new over old trade cost; empty: no change.
  ///   - tariffs: new rates; empty: those of the base.
  ///   - spending: how income follows.
  ///   - finalDemand: of the base, where it is another than the world's.
  init(
    _ world: ManySectorWorld,
    costs: [Double],
    tariffs: [Double],
    spending: Spending,
    finalDemand: [Double]? = nil
  ) {
    self.world = world
    self.spending = spending
    self.finalDemand = finalDemand ?? world.finalDemand
    let pairs = world.count * world.count
    var net = world.flows
    hasTariffs = !world.tariffs.isEmpty || tariffs.contains { $0 != 0 }
    var gross = hasTariffs ? net : []
    for cell in net.indices where net[cell] > 0 {
      let cost = costs.isEmpty ? 1 : costs[cell]
      let old = world.tariffs.isEmpty ? 0 : world.tariffs[cell]
      let new = tariffs.isEmpty ? old : tariffs[cell]
      let theta = world.elasticities[cell / pairs]
      let factor = cost * (new == old ? 1 : (1 + new) / (1 + old))
      let response = factor == 1 ? 1 : pow(factor, -theta)
      if hasTariffs {
        gross[cell] = net[cell] * (1 + old) * response
        net[cell] = new == old ? net[cell] * response : gross[cell] / (1 + new)
      } else {
        net[cell] *= response
      }
    }
    self.net = net
    self.gross = hasTariffs ? gross : net
    let m = world.sectorCount
    let n = world.count
    wageShare = (0..<n).map { i in
      var total = 0.0
      for k in 0..<m {
        total +=
          world.valueAddedShares[i * m + k] * world.sales[k * n + i] * world.elasticities[k]
      }
      return 1 / (1 + total / world.valueAdded[i])
    }
    worldValueAdded = world.valueAdded.reduce(0, +)
  }

  var count: Int { world.count * (1 + 2 * world.sectorCount) }

  /// Everything at given wages, prices and purchases.
  struct State {
    /// ln ĉ_ik and its power ĉ^−θ, at `k * n + i`.
    var cost: [Double]
    var powers: [Double]
    /// P̂_jk^−θ that follows, at `k * n + j`.
    var access: [Double]
    /// X̂ / P̂^−θ, at `k * n + j`.
    var pull: [Double]
    /// X̂.
    var purchases: [Double]
    /// Sales Y′_ik.
    var sales: [Double]
    /// Tariff revenue, income over base income, and the one factor on income.
    var revenue: [Double]
    var income: [Double]
    var level: Double
    /// ŵ, and Σ γ Y′ over ŵ V.
    var wage: [Double]
    var labour: [Double]
    /// Logarithm of world value added over the base's.
    var shift: Double
  }

  func state(_ point: [Double]) -> State {
    let n = world.count
    let m = world.sectorCount
    let prices = Array(point[n..<(n + n * m)])
    var cost = SectorFlows.inputCosts(prices, world.inputShares, n, m)
    var powers = cost
    for k in 0..<m {
      for i in 0..<n {
        let place = k * n + i
        cost[place] += world.valueAddedShares[i * m + k] * point[i]
        powers[place] = cost[place] == 0 ? 1 : exp(-world.elasticities[k] * cost[place])
      }
    }
    var access = SectorFlows.columnSums(gross, powers, n, m)
    let netSums = hasTariffs ? SectorFlows.columnSums(net, powers, n, m) : access
    var pull = [Double](repeating: 0, count: n * m)
    var purchases = pull
    var revenue = [Double](repeating: 0, count: n)
    for k in 0..<m {
      for j in 0..<n {
        let place = k * n + j
        guard world.purchases[place] > 0 else { continue }
        access[place] /= world.purchases[place]
        let change = point[n + n * m + place]
        purchases[place] = change == 0 ? 1 : exp(change)
        // A good that can no longer be had from anywhere is not bought.
        pull[place] = access[place] > 0 ? purchases[place] / access[place] : 0
        if hasTariffs {
          revenue[j] += world.purchases[place] * purchases[place] - netSums[place] * pull[place]
        }
      }
    }
    var sales = SectorFlows.rowSums(net, pull, n, m)
    for place in sales.indices { sales[place] *= powers[place] }
    let wage = (0..<n).map { point[$0] == 0 ? 1 : exp(point[$0]) }
    var labour = [Double](repeating: 0, count: n)
    for k in 0..<m {
      for i in 0..<n { labour[i] += world.valueAddedShares[i * m + k] * sales[k * n + i] }
    }
    var total = 0.0
    for i in 0..<n {
      labour[i] /= wage[i] * world.valueAdded[i]
      total += wage[i] * world.valueAdded[i]
    }
    let (income, level) = income(wage, revenue)
    return State(
      cost: cost,
      powers: powers,
      access: access,
      pull: pull,
      purchases: purchases,
      sales: sales,
      revenue: revenue,
      income: income,
      level: level,
      wage: wage,
      labour: labour,
      shift: log(total / worldValueAdded)
    )
  }

  /// Income over base income, and the one factor on it.
  private func income(_ wage: [Double], _ revenue: [Double]) -> ([Double], Double) {
    let n = world.count
    switch spending {
    case .deficits(let deficits):
      return (
        (0..<n).map { i in
          let change =
            (wage[i] - 1) * world.valueAdded[i] + (revenue[i] - world.revenue[i])
            + (deficits[i] - world.deficit[i])
          return 1 + change / world.income[i]
        }, 1
      )
    case .rescaled:
      var ratios = wage
      var earned = 0.0
      var before = 0.0
      var spent = 0.0
      var spentBefore = 0.0
      for i in 0..<n {
        let own = world.valueAdded[i] + world.revenue[i]
        ratios[i] =
          1 + ((wage[i] - 1) * world.valueAdded[i] + (revenue[i] - world.revenue[i])) / own
        earned += own * ratios[i]
        before += own
        spent += world.income[i] * ratios[i]
        spentBefore += world.income[i]
      }
      let level = (earned / before) / (spent / spentBefore)
      return (ratios.map { $0 * level }, level)
    }
  }

  /// X̂ that follows from sales and income; zero where nothing is bought in the base.
  func purchases(_ state: State) -> [Double] {
    let n = world.count
    let m = world.sectorCount
    var change = state.sales
    for place in change.indices { change[place] -= world.sales[place] }
    var result = SectorFlows.inputs(change, world.inputShares, n, m)
    for k in 0..<m {
      for j in 0..<n {
        let place = k * n + j
        let base = world.purchases[place]
        guard base > 0 else {
          result[place] = 0
          continue
        }
        result[place] += finalDemand[place] * state.income[j] - world.finalDemand[place]
        result[place] = 1 + result[place] / base
      }
    }
    return result
  }

  func correction(_ point: [Double]) -> [Double] {
    let n = world.count
    let m = world.sectorCount
    let state = state(point)
    let next = purchases(state)
    var result = [Double](repeating: 0, count: count)
    for i in 0..<n { result[i] = wageShare[i] * log(state.labour[i]) - state.shift }
    for k in 0..<m {
      for j in 0..<n {
        let place = k * n + j
        guard world.purchases[place] > 0 else {
          // A composite that nobody buys costs what its maker asks, so that inputs of nothing are
          // not free; it stays at one.
          result[n + place] = -point[n + place]
          result[n + n * m + place] = -point[n + n * m + place]
          continue
        }
        if state.access[place] > 0 {
          result[n + place] = -log(state.access[place]) / world.elasticities[k] - point[n + place]
        }
        result[n + n * m + place] =
          log(max(next[place], 1e-12)) - point[n + n * m + place]
      }
    }
    return result
  }

  func derivative(_ point: [Double]) -> ([Double]) -> [Double] {
    let linear = ManySectorLinearisation(self, point)
    return { linear.correctionChange($0) }
  }
}
