import Foundation
import Numerics

/// Balances of the nodes of a traffic world, in logarithms: outward access u = ln M̂ (M = Π^−θ),
/// inward access v = ln N̂ (N = P^−θ), people ℓ where they move, the one factor κ on spending, and the
/// common welfare ω where people move.
///
/// T N̂ M̂ = Y Ŷ + Σ_k Ξ_k· Ξ̂_k· and T N̂ M̂ = E Ê + Σ_k Ξ_·k Ξ̂_·k with
/// Ξ̂_kl = (t̂_kl^−θ N̂_k M̂_l)^(1/(1+θλ)); Ŷ^(1+θ) = M̂ L̂^(θ(1+α)).
struct TrafficSystem {
  let world: TrafficWorld
  /// ln t̂ of each link; infinite: closed.
  let costs: [Double]

  private var n: Int { world.count }
  private var hasPeople: Bool { world.mobility != nil }
  var kappaPlace: Int { hasPeople ? 3 * n : 2 * n }
  var count: Int { hasPeople ? 3 * n + 2 : 2 * n + 1 }
  /// ∂ ln Ξ̂ / ∂ ln (t̂^−θ N̂ M̂).
  var spread: Double { 1 / (1 + world.elasticity * world.congestion) }

  /// Logarithms of outputs.
  func outputs(_ z: [Double]) -> [Double] {
    let theta = world.elasticity
    guard let mobility = world.mobility else { return (0..<n).map { z[$0] / (1 + theta) } }
    return (0..<n).map {
      (z[$0] + theta * (1 + mobility.agglomeration) * z[2 * n + $0]) / (1 + theta)
    }
  }

  /// Traffic of each link.
  func traffic(_ z: [Double]) -> [Double] {
    world.links.indices.map { place in
      let link = world.links[place]
      guard link.traffic > 0, costs[place] < .infinity else { return 0 }
      let change = spread * (z[n + link.from] + z[link.to] - world.elasticity * costs[place])
      return change == 0 ? link.traffic : link.traffic * exp(change)
    }
  }

  /// What the balances miss, and shares for their derivatives.
  struct State {
    var residual: [Double]
    var traffic: [Double]
    /// Y Ŷ and E Ê at each node.
    var made: [Double]
    var used: [Double]
    /// Inflow and outflow of each node.
    var inward: [Double]
    var outward: [Double]
    /// Shares of nodes in world output, and of expenditure before the factor.
    var outputShare: [Double]
    var spendingShare: [Double]
    var peopleShare: [Double]
  }

  func state(_ z: [Double]) -> State {
    let y = outputs(z)
    let traffic = traffic(z)
    let kappa = z[kappaPlace]
    var made = world.output
    var spending = world.expenditure
    for i in 0..<n where y[i] != 0 {
      made[i] *= exp(y[i])
      spending[i] *= exp(y[i])
    }
    let used = kappa == 0 ? spending : spending.map { $0 * exp(kappa) }
    var inward = made
    var outward = used
    for (place, link) in world.links.enumerated() {
      inward[link.to] += traffic[place]
      outward[link.from] += traffic[place]
    }
    let total = Series.sum(made)
    let level = log(total / Series.sum(world.output))
    let spent = Series.sum(spending)
    var residual = [Double](repeating: 0, count: count)
    for i in 0..<n {
      residual[i] = log(inward[i] / world.through[i]) - z[i] - z[n + i]
      residual[n + i] = log(outward[i] / world.through[i]) - z[i] - z[n + i]
    }
    // The balances are dependent by one; the first carries the numéraire.
    residual[0] -= level
    residual[kappaPlace] = kappa + log(spent / Series.sum(world.expenditure)) - level
    var peopleShare: [Double] = []
    if let mobility = world.mobility {
      let omega = z[3 * n + 1]
      var people = mobility.population
      for i in 0..<n {
        if world.output[i] == 0 { people[i] = 0 }
        people[i] *= exp(z[2 * n + i])
        residual[2 * n + i] =
          world.output[i] == 0
          ? -z[2 * n + i]
          : kappa + y[i] + z[n + i] / world.elasticity
            + (mobility.congestion - 1) * z[2 * n + i] - omega
      }
      let before = Series.sum(
        (0..<n).map { world.output[$0] == 0 ? 0 : mobility.population[$0] }
      )
      let after = Series.sum(people)
      residual[3 * n + 1] = log(after / before)
      peopleShare = people.map { $0 / after }
    }
    return State(
      residual: residual,
      traffic: traffic,
      made: made,
      used: used,
      inward: inward,
      outward: outward,
      outputShare: made.map { $0 / total },
      spendingShare: spending.map { $0 / spent },
      peopleShare: peopleShare
    )
  }

  /// The Jacobian of the residuals, sparse.
  func jacobian(_ state: State) -> SparseMatrix {
    var rows: [Int32] = []
    var columns: [Int32] = []
    var values: [Double] = []
    func add(_ row: Int, _ column: Int, _ value: Double) {
      guard value != 0 else { return }
      rows.append(Int32(truncatingIfNeeded: row))
      columns.append(Int32(truncatingIfNeeded: column))
      values.append(value)
    }
    let theta = world.elasticity
    let onU = 1 / (1 + theta)
    let onPeople = world.mobility.map { theta * (1 + $0.agglomeration) / (1 + theta) } ?? 0
    /// Adds `factor` times the derivative of ln Y of a node.
    func addOutput(_ row: Int, _ node: Int, _ factor: Double) {
      add(row, node, factor * onU)
      if hasPeople { add(row, 2 * n + node, factor * onPeople) }
    }
    for i in 0..<n {
      addOutput(i, i, state.made[i] / state.inward[i])
      addOutput(n + i, i, state.used[i] / state.outward[i])
      add(n + i, kappaPlace, state.used[i] / state.outward[i])
      for row in [i, n + i] {
        add(row, i, -1)
        add(row, n + i, -1)
      }
      addOutput(0, i, -state.outputShare[i])
      addOutput(kappaPlace, i, state.spendingShare[i] - state.outputShare[i])
    }
    add(kappaPlace, kappaPlace, 1)
    for (place, link) in world.links.enumerated() where state.traffic[place] > 0 {
      let entering = spread * state.traffic[place] / state.inward[link.to]
      add(link.to, n + link.from, entering)
      add(link.to, link.to, entering)
      let going = spread * state.traffic[place] / state.outward[link.from]
      add(n + link.from, n + link.from, going)
      add(n + link.from, link.to, going)
    }
    if let mobility = world.mobility {
      for i in 0..<n {
        let row = 2 * n + i
        if world.output[i] == 0 {
          add(row, row, -1)
          continue
        }
        add(row, kappaPlace, 1)
        addOutput(row, i, 1)
        add(row, n + i, 1 / theta)
        add(row, row, mobility.congestion - 1)
        add(row, 3 * n + 1, -1)
        add(3 * n + 1, row, state.peopleShare[i])
      }
    }
    return SparseMatrix(rows: count, columns: count, row: rows, column: columns, value: values)
  }
}
