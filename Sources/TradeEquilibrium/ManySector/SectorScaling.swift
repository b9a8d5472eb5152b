import Foundation

/// Multilateral resistances of one sector at given sales and purchases, in logarithms of the prices
/// at which its sellers would sell just that; as conditional equilibrium of a one-sector world.
struct SectorScaling: MarketSystem {
  let gross: [Double]
  let net: [Double]
  let sales: [Double]
  let purchases: [Double]
  let elasticity: Double
  /// Whether nothing changes.
  let isPlain: Bool

  var count: Int { sales.count }

  struct State {
    var powers: [Double]
    var pull: [Double]
    var index: [Double]
    var residual: [Double]
    var shift: Double
  }

  func state(_ q: [Double]) -> State {
    let n = count
    let powers = q.map { $0 == 0 ? 1 : exp(-elasticity * $0) }
    let sums = FlowMatrix.columnSums(gross, powers)
    let pull = (0..<n).map { sums[$0] > 0 ? purchases[$0] / sums[$0] : 0 }
    let sold = FlowMatrix.rowSums(net, pull)
    var total = 0.0
    var before = 0.0
    for i in 0..<n {
      total += sales[i] * exp(q[i])
      before += sales[i]
    }
    let shift = log(total / before)
    return State(
      powers: powers,
      pull: pull,
      index: (0..<n).map { pull[$0] > 0 ? log(pull[$0]) / elasticity - shift : 0 },
      residual: (0..<n).map { sales[$0] > 0 ? log(sold[$0] * powers[$0] / sales[$0]) : 0 },
      shift: shift
    )
  }

  func correction(_ q: [Double]) -> [Double] {
    let state = state(q)
    return (0..<count).map {
      sales[$0] > 0 ? state.residual[$0] / elasticity - state.shift : -q[$0]
    }
  }
}
