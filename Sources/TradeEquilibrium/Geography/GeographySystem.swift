import Foundation

/// Markets and homes of an economic geography, in logarithms of output prices and of people.
struct GeographySystem: MarketSystem {
  let world: OneSectorWorld
  let people: EconomicGeography.People
  let weights: [Double]
  let worldOutput: Double
  let worldExpenditure: Double
  /// Regions of each pool.
  let pools: [[Int]]

  init(_ world: OneSectorWorld, _ people: EconomicGeography.People, weights: [Double]) {
    self.world = world
    self.people = people
    self.weights = weights
    worldOutput = world.output.reduce(0, +)
    worldExpenditure = world.expenditure.reduce(0, +)
    var members: [Int: [Int]] = [:]
    for (region, pool) in people.pool.enumerated() {
      if let pool { members[pool, default: []].append(region) }
    }
    pools = members.keys.sorted().compactMap { members[$0] }
  }

  var count: Int { 2 * world.count }
  var stepShare: Double { 1 / (1 + world.elasticity) }

  struct State {
    var price: [Double]
    var index: [Double]
    var output: [Double]
    var people: [Double]
    var powers: [Double]
    var access: [Double]
    var expenditure: [Double]
    var sales: [Double]
    var welfare: [Double]
    var shift: Double
  }

  func state(_ point: [Double]) -> State {
    let n = world.count
    let theta = world.elasticity
    let q = Array(point[0..<n])
    let crowd = Array(point[n...])
    let powers = q.map { $0 == 0 ? 1 : exp(-theta * $0) }
    let sums = FlowMatrix.columnSums(weights, powers)
    let access = (0..<n).map { sums[$0] / world.expenditure[$0] }
    var index = access.map { $0 == 1 ? 0 : -log($0) / theta }
    var price = q
    // Output is the price times what is made: w L = p L^(1 + α).
    var output = (0..<n).map { q[$0] + (1 + people.agglomeration) * crowd[$0] }
    var total = 0.0
    for i in 0..<n { total += world.output[i] * (output[i] == 0 ? 1 : exp(output[i])) }
    let shift = log(total / worldOutput)
    var expenditure = [Double](repeating: 1, count: n)
    var earned = 0.0
    var spent = 0.0
    for i in 0..<n {
      price[i] -= shift
      index[i] -= shift
      output[i] -= shift
      expenditure[i] = output[i] == 0 ? 1 : exp(output[i])
      earned += world.output[i] * expenditure[i]
      spent += world.expenditure[i] * expenditure[i]
    }
    let level = (earned / worldOutput) / (spent / worldExpenditure)
    for i in 0..<n { expenditure[i] *= level }
    let demand = FlowMatrix.rowSums(weights, (0..<n).map { expenditure[$0] / access[$0] })
    let sales = (0..<n).map { powers[$0] * demand[$0] / world.output[$0] }
    let welfare = (0..<n).map {
      (expenditure[$0] == 1 ? 0 : log(expenditure[$0])) - index[$0]
        + (people.congestion - 1) * crowd[$0]
    }
    return State(
      price: price,
      index: index,
      output: output,
      people: crowd,
      powers: powers,
      access: access,
      expenditure: expenditure,
      sales: sales,
      welfare: welfare,
      shift: shift
    )
  }

  /// By region: how many more people would live there if all of a pool lived equally well.
  func migration(_ state: State) -> [Double] {
    var result = [Double](repeating: 0, count: world.count)
    for pool in pools {
      // L̂ ∝ (real income per head)^(−1/β): of those the pool holds as many as before.
      let pull = pool.map { region in
        let perHead = state.welfare[region] - people.congestion * state.people[region]
        return perHead == 0 ? 0 : -perHead / people.congestion
      }
      var before = 0.0
      var after = 0.0
      for (region, value) in zip(pool, pull) {
        before += people.population[region]
        after += people.population[region] * (value == 0 ? 1 : exp(value))
      }
      let unit = after == before ? 0 : log(after / before)
      for (region, value) in zip(pool, pull) {
        result[region] = value - unit - state.people[region]
      }
    }
    return result
  }

  func correction(_ point: [Double]) -> [Double] {
    let state = state(point)
    let n = world.count
    let moving = migration(state)
    var result = [Double](repeating: 0, count: 2 * n)
    // Real income per head falls with people by about one over the trade elasticity and more.
    let share = 1 / (1 - (1 + 1 / world.elasticity) / people.congestion)
    for i in 0..<n {
      result[i] = (log(state.sales[i]) - state.output[i]) * stepShare - state.shift
      result[n + i] = people.pool[i] == nil ? -point[n + i] : share * moving[i]
    }
    return result
  }
}
