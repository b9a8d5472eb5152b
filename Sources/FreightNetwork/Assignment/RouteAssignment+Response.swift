public import Numerics

extension RouteAssignment {
  /// ∂loadᵢ/∂excessⱼ at flows, in closed form: what the loads answer to the queues.
  ///
  /// With P the share of a route, Pₙ that of its nest and wⱼ what the cost of a route gains with the
  /// excess of capacity j, a nested logit has ∂P/∂yⱼ = P (−μ_r wⱼ + (μ_r − μ_m) Eₙ[wⱼ] + μ_m E[wⱼ]),
  /// E and Eₙ the means over all routes and over those of the nest, and ∂C/∂yⱼ = E[wⱼ]
  /// (Ben-Akiva & Lerman 1985, ch. 10). Where a capacity neither carries nor is loaded with a fifth of
  /// what it can take, its queue is taken not to change.
  ///
  /// - Parameters:
  ///   - costs: figures of the state.
  ///   - flows: t a year on each capacity.
  ///   - loads: t a year loaded there.
  ///   - tonnes: tonnes of each demand there.
  ///   - slope: ∂ln tonnes/∂logsum of each demand, 1/(USD/t); not positive.
  ///   - known: choices at these costs, at whatever flows: where nothing sets the queues apart, they
  ///     are not made anew.
  /// - Returns: the matrix: row i, column j.
  public func response(
    _ costs: RouteCosts,
    flows: [Double],
    loads: [Double],
    tonnes: [Double],
    slope: [Double],
    near known: RouteChoices? = nil
  ) -> DenseMatrix {
    let count = capacityTonnes.count
    var matrix = DenseMatrix(rows: count, columns: count)
    // Rise of the cost of each capacity's arcs with its excess, relative to their free cost.
    let rise = (0..<count).map { column -> Double in
      max(flows[column], loads[column]) > 0.2 * capacityTonnes[column] ? 1 : 0
    }
    let answering = congestible.filter { demand in
      guard tonnes[demand] > 0 else { return false }
      return uses(of: demand).contains { rise[Int(useResource[$0])] > 0 }
    }
    var choices = known ?? choices(costs, flows: flows)
    update(&choices, costs, flows: flows)
    let share = choices.share
    let logsum = choices.logsum
    var all = CapacityMeans(count)
    var own = CapacityMeans(count)
    for demand in answering where logsum[demand] < .infinity {
      let range = start[demand]..<start[demand + 1]
      let routeScale = costs.routeScale[demand]
      let modeScale = costs.modeScale[demand]
      var first = range.lowerBound
      while first < range.upperBound {
        var end = first
        while end < range.upperBound, nest[end] == nest[first] {
          let carried = tonnes[demand] * share[end]
          if carried > 0 {
            let uses = useStart[end]..<useStart[end + 1]
            for use in uses {
              let column = Int(useResource[use])
              let steepness = rise[column]
              guard steepness > 0 else { continue }
              let weighted = carried * routeScale * steepness * costs.useCost[use]
              for other in uses {
                matrix.values[column * count + Int(useResource[other])] -= weighted
              }
            }
            for use in uses {
              let place = Int(useResource[use])
              own.add(place, carried, carried * rise[place] * costs.useCost[use])
            }
            own.tonnes += carried
          }
          end += 1
        }
        all.add(own)
        own.flush(into: &matrix, times: (routeScale - modeScale) / own.tonnes)
        first = end
      }
      all.flush(into: &matrix, times: (modeScale + slope[demand]) / tonnes[demand])
    }
    return matrix
  }
}

/// Flows on capacities, and flow-weighted rises of cost, of the routes of a demand or of a nest.
private struct CapacityMeans {
  /// t a year of all routes.
  var tonnes = 0.0
  private var touched: [Int] = []
  private var isTouched: [Bool]
  private var carried: [Double]
  private var rise: [Double]

  init(_ count: Int) {
    isTouched = [Bool](repeating: false, count: count)
    carried = [Double](repeating: 0, count: count)
    rise = carried
  }

  mutating func add(_ capacity: Int, _ flow: Double, _ weighted: Double) {
    if !isTouched[capacity] {
      isTouched[capacity] = true
      touched.append(capacity)
    }
    carried[capacity] += flow
    rise[capacity] += weighted
  }

  /// Adds those of a nest.
  mutating func add(_ other: CapacityMeans) {
    for capacity in other.touched { add(capacity, other.carried[capacity], other.rise[capacity]) }
  }

  /// Adds flow times rise for each pair of capacities, and empties itself.
  mutating func flush(into matrix: inout DenseMatrix, times factor: Double) {
    if factor.isFinite {
      for column in touched where rise[column] > 0 {
        let weighted = factor * rise[column]
        for row in touched { matrix.values[column * matrix.rows + row] += carried[row] * weighted }
      }
    }
    for capacity in touched {
      isTouched[capacity] = false
      carried[capacity] = 0
      rise[capacity] = 0
    }
    touched.removeAll(keepingCapacity: true)
    tonnes = 0
  }
}
