import Foundation

/// First derivatives of the markets of a many-sector world at a point, and their transpose.
///
/// With gross import shares μ and net flows N there: d ln c = γ dw + Γ dp; d ln P = Σ_i μ (dc + dκ);
/// d ln N = −θ (dc + dκ) + θ d ln P + dx; sales, revenue, income and purchases follow.
struct ManySectorLinearisation {
  let system: ManySectorSystem
  let state: ManySectorSystem.State
  /// μ_ijk and N_ijk, laid out as the flows.
  let shares: [Double]
  let flows: [Double]
  /// Σ_i N_ijk and X_jk, at `k * n + j`.
  private let netPurchases: [Double]
  private let purchases: [Double]
  /// X̂ that follows.
  private let next: [Double]
  /// Σ_k γ_ik Y_ik.
  private let labour: [Double]
  /// ŵ V, and their sum.
  private let wages: [Double]
  private let worldWages: Double

  private var n: Int { system.world.count }
  private var m: Int { system.world.sectorCount }

  init(_ system: ManySectorSystem, _ point: [Double]) {
    self.system = system
    let world = system.world
    let n = world.count
    let m = world.sectorCount
    let state = system.state(point)
    self.state = state
    var shares = system.gross
    var flows = system.net
    var cell = 0
    for k in 0..<m {
      for i in 0..<n {
        let power = state.powers[k * n + i]
        for j in 0..<n {
          let place = k * n + j
          let bought = world.purchases[place] * state.access[place]
          shares[cell] = bought > 0 ? shares[cell] * power / bought : 0
          flows[cell] *= power * state.pull[place]
          cell += 1
        }
      }
    }
    self.shares = shares
    self.flows = flows
    netPurchases = SectorFlows.columnSums(flows, [Double](repeating: 1, count: n * m), n, m)
    purchases = (0..<(n * m)).map { world.purchases[$0] * state.purchases[$0] }
    next = system.purchases(state).map { max($0, 1e-12) }
    wages = (0..<n).map { state.wage[$0] * world.valueAdded[$0] }
    worldWages = wages.reduce(0, +)
    labour = (0..<n).map { state.labour[$0] * state.wage[$0] * world.valueAdded[$0] }
  }

  /// Change of the corrections for a change of wages, prices and purchases.
  func correctionChange(_ d: [Double]) -> [Double] {
    let world = system.world
    let dw = Array(d[0..<n])
    let dp = Array(d[n..<(n + n * m)])
    let dx = Array(d[(n + n * m)...])
    var cost = SectorFlows.inputCosts(dp, world.inputShares, n, m)
    for k in 0..<m {
      for i in 0..<n { cost[k * n + i] += world.valueAddedShares[i * m + k] * dw[i] }
    }
    let index = SectorFlows.columnSums(shares, cost, n, m)
    var pull = dx
    for k in 0..<m {
      for j in 0..<n { pull[k * n + j] += world.elasticities[k] * index[k * n + j] }
    }
    var sales = SectorFlows.rowSums(flows, pull, n, m)
    let costOfNet = SectorFlows.columnSums(flows, cost, n, m)
    var revenue = [Double](repeating: 0, count: n)
    for k in 0..<m {
      let theta = world.elasticities[k]
      for i in 0..<n {
        let place = k * n + i
        sales[place] -= theta * cost[place] * state.sales[place]
        guard system.hasTariffs else { continue }
        revenue[i] +=
          purchases[place] * dx[place] - netPurchases[place] * pull[place]
          + theta * costOfNet[place]
      }
    }
    let income = incomeChange(dw, revenue)
    let used = SectorFlows.inputs(sales, world.inputShares, n, m)
    var shift = 0.0
    for i in 0..<n { shift += wages[i] / worldWages * dw[i] }
    var result = [Double](repeating: 0, count: d.count)
    for i in 0..<n {
      var change = 0.0
      for k in 0..<m { change += world.valueAddedShares[i * m + k] * sales[k * n + i] }
      result[i] = system.wageShare[i] * (change / labour[i] - dw[i]) - shift
    }
    for place in 0..<(n * m) {
      guard world.purchases[place] > 0 else {
        result[n + place] = -dp[place]
        result[n + n * m + place] = -dx[place]
        continue
      }
      result[n + place] = index[place] - dp[place]
      let change = used[place] + system.finalDemand[place] * income[place % n]
      result[n + n * m + place] = change / world.purchases[place] / next[place] - dx[place]
    }
    return result
  }

  private func ratios() -> (ratio: [Double], own: [Double], earned: Double, spent: Double) {
    let world = system.world
    let own = (0..<n).map { world.valueAdded[$0] + world.revenue[$0] }
    let ratio = (0..<n).map { state.income[$0] / state.level }
    var earned = 0.0
    var spent = 0.0
    for i in 0..<n {
      earned += own[i] * ratio[i]
      spent += world.income[i] * ratio[i]
    }
    return (ratio, own, earned, spent)
  }

  private func incomeChange(_ dw: [Double], _ revenue: [Double]) -> [Double] {
    let world = system.world
    let money = (0..<n).map { wages[$0] * dw[$0] + revenue[$0] }
    switch system.spending {
    case .deficits: return (0..<n).map { money[$0] / world.income[$0] }
    case .rescaled:
      let (ratio, own, earned, spent) = ratios()
      let change = (0..<n).map { money[$0] / own[$0] }
      var level = 0.0
      for i in 0..<n { level += (own[i] / earned - world.income[i] / spent) * change[i] }
      return (0..<n).map { state.level * (change[$0] + ratio[$0] * level) }
    }
  }

  /// What weights on the corrections and on income are as weights on everything before them.
  struct Weights {
    /// On wages, prices and purchases.
    var point: [Double]
    /// On ln P̂ at given costs, on sales, and on revenue.
    var index: [Double]
    var sales: [Double]
    var revenue: [Double]
  }

  /// Weights on what lies between the unknowns and the corrections.
  struct Extra {
    /// On income factors.
    var income: [Double]
    /// On ln ĉ, ln P̂ that follows, ln X̂, and sales.
    var cost: [Double]
    var index: [Double]
    var purchases: [Double]
    var sales: [Double]

    init(countries n: Int, sectors m: Int) {
      income = [Double](repeating: 0, count: n)
      cost = [Double](repeating: 0, count: n * m)
      index = cost
      purchases = cost
      sales = cost
    }
  }

  /// The transpose of `correctionChange`, with weights on what lies between besides.
  func transpose(_ weights: [Double], and extra: Extra? = nil) -> Weights {
    let extra = extra ?? Extra(countries: n, sectors: m)
    let world = system.world
    var onWage = [Double](repeating: 0, count: n)
    var onPrice = [Double](repeating: 0, count: n * m)
    var onPurchases = extra.purchases
    var onIndex = extra.index
    var onNext = onPrice
    var onIncome = extra.income
    for place in 0..<(n * m) {
      onPrice[place] -= weights[n + place]
      onPurchases[place] -= weights[n + n * m + place]
      guard world.purchases[place] > 0 else { continue }
      onIndex[place] += weights[n + place]
      onNext[place] = weights[n + n * m + place] / world.purchases[place] / next[place]
      onIncome[place % n] += system.finalDemand[place] * onNext[place]
    }
    var onSales = SectorFlows.inputCosts(onNext, world.inputShares, n, m)
    for place in 0..<(n * m) { onSales[place] += extra.sales[place] }
    var total = 0.0
    for i in 0..<n { total += weights[i] }
    for i in 0..<n {
      let own = weights[i] * system.wageShare[i]
      for k in 0..<m {
        onSales[k * n + i] += own * world.valueAddedShares[i * m + k] / labour[i]
      }
      onWage[i] -= own + total * wages[i] / worldWages
    }
    var onRevenue = onWage.map { _ in 0.0 }
    switch system.spending {
    case .deficits:
      for i in 0..<n { onRevenue[i] = onIncome[i] / world.income[i] }
    case .rescaled:
      let (ratio, own, earned, spent) = ratios()
      var sum = 0.0
      for i in 0..<n { sum += ratio[i] * state.level * onIncome[i] }
      for i in 0..<n {
        let change =
          state.level * onIncome[i] + sum * (own[i] / earned - world.income[i] / spent)
        onRevenue[i] = change / own[i]
      }
    }
    for i in 0..<n { onWage[i] += onRevenue[i] * wages[i] }
    if !system.hasTariffs { for i in 0..<n { onRevenue[i] = 0 } }

    // Sales and revenue to purchases, indices and costs.
    let salesOnBuyers = SectorFlows.columnSums(flows, onSales, n, m)
    let spread = (0..<(n * m)).map { onRevenue[$0 % n] }
    let revenueOnSellers = SectorFlows.rowSums(flows, spread, n, m)
    var onCost = extra.cost
    for k in 0..<m {
      let theta = world.elasticities[k]
      for i in 0..<n {
        let place = k * n + i
        onPurchases[place] +=
          salesOnBuyers[place] + onRevenue[i] * (purchases[place] - netPurchases[place])
        onIndex[place] +=
          theta * (salesOnBuyers[place] - onRevenue[i] * netPurchases[place])
        onCost[place] +=
          theta * (revenueOnSellers[place] - onSales[place] * state.sales[place])
      }
    }
    let indexOnCost = SectorFlows.rowSums(shares, onIndex, n, m)
    for place in 0..<(n * m) { onCost[place] += indexOnCost[place] }
    for k in 0..<m {
      for i in 0..<n { onWage[i] += world.valueAddedShares[i * m + k] * onCost[k * n + i] }
    }
    let throughInputs = SectorFlows.inputs(onCost, world.inputShares, n, m)
    for place in 0..<(n * m) { onPrice[place] += throughInputs[place] }
    return Weights(
      point: onWage + onPrice + onPurchases,
      index: onIndex,
      sales: onSales,
      revenue: onRevenue
    )
  }

  /// Adds to each cell what weights are as a weight on its ln trade cost.
  func addCosts(_ weights: Weights, factor: Double, to result: inout [Double]) {
    var cell = 0
    for k in 0..<m {
      let theta = system.world.elasticities[k]
      for i in 0..<n {
        let onSales = weights.sales[k * n + i]
        for j in 0..<n {
          let own =
            shares[cell] * weights.index[k * n + j]
            + theta * flows[cell] * (weights.revenue[j] - onSales)
          result[cell] += factor * own
          cell += 1
        }
      }
    }
  }
}
