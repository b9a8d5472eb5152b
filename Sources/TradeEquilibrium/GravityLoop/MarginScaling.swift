import Foundation

/// Factors on rows and columns that give a matrix its margins (Deming & Stephan 1940), in logarithms
/// of the rows' factors.
struct MarginScaling: MarketSystem {
  let weights: [Double]
  let rows: [Double]
  let columns: [Double]

  var count: Int { rows.count }

  /// Factors on rows at this point, and on columns so that their margins hold.
  func effects(_ point: [Double]) -> (rows: [Double], columns: [Double]) {
    let factors = point.map { exp($0) }
    let sums = FlowMatrix.columnSums(weights, factors)
    return (factors, columns.indices.map { columns[$0] / sums[$0] })
  }

  func correction(_ point: [Double]) -> [Double] {
    let (factors, columns) = effects(point)
    let sums = FlowMatrix.rowSums(weights, columns)
    var result = rows.indices.map { log(rows[$0] / (sums[$0] * factors[$0])) }
    // Factors are known up to one: their logarithms sum to zero.
    let level = point.reduce(0, +) / Double(max(1, count))
    for i in result.indices { result[i] -= level }
    return result
  }
}
