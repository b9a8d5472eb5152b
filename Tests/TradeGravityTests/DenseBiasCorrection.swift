import Foundation
import Numerics
import TradeGravity

/// The correction of Weidner & Zylkin (2021) by dense matrices over all rows at once: projections on
/// explicit columns, third derivatives as they are defined, leverage from one inverse.
struct DenseBiasCorrection {
  var bias: [Double] = []
  var errors: [Double] = []
  var plainErrors: [Double] = []

  init(_ panel: SyntheticPanel, _ fit: GravityFit) throws {
    let rows = fit.rows.map(Int.init)
    let n = rows.count
    let mean = fit.predictor.map { exp($0) }
    let error = (0..<n).map { fit.response[$0] - mean[$0] }
    let x = rows.map { [panel.agreement[$0], panel.tariff[$0]] }
    func key(_ parts: Double...) -> String { parts.map { "\($0)" }.joined(separator: "|") }
    let exporterYears = rows.map { key(panel.exporters[$0], panel.years[$0]) }
    let importerYears = rows.map { key(panel.importers[$0], panel.years[$0]) }
    let pairs = rows.map { key(panel.exporters[$0], panel.importers[$0]) }
    // x̃: what a weighted projection on all columns of effects leaves.
    let all = Self.columns(exporterYears) + Self.columns(importerYears) + Self.columns(pairs)
    let inverse = try Self.pseudoInverse(Self.cross(all, all, mean))
    let tilde = (0..<2).map { k -> [Double] in
      let target = x.map { $0[k] }
      let right = Self.cross(all, [target], mean)
      let coefficients = inverse.multiplied(by: right)
      return (0..<n).map { row in
        target[row] - all.indices.reduce(0.0) { $0 + all[$1][row] * coefficients[$1, 0] }
      }
    }
    let information = Self.cross(tilde, tilde, mean)
    let bread = try Self.pseudoInverse(information)
    let pairNames = Set(pairs).sorted()
    let members = pairNames.map { name in (0..<n).filter { pairs[$0] == name } }
    let pairCount = Double(pairNames.count)
    // Bias: sums over partners of one country, years in order.
    var total = [0.0, 0.0]
    let years = Set(rows.map { panel.years[$0] }).sorted()
    for side in 0..<2 {
      let country = { (row: Int) in
        side == 0 ? panel.exporters[rows[row]] : panel.importers[rows[row]]
      }
      let countries = Set((0..<n).map(country)).sorted()
      let count = Double(countries.count)
      for name in countries {
        let own = members.filter { country($0[0]) == name }
        let t = years.count
        func place(_ row: Int) -> Int { years.firstIndex(of: panel.years[rows[row]]) ?? 0 }
        var h = DenseMatrix(rows: t, columns: t)
        var s = h
        for pair in own {
          let sum = pair.reduce(0.0) { $0 + mean[$1] }
          for a in pair {
            for b in pair {
              h[place(a), place(b)] += (a == b ? mean[a] : 0) - mean[a] * mean[b] / sum
              s[place(a), place(b)] += error[a] * error[b]
            }
          }
        }
        let hInverse = try Self.pseudoInverse(h)
        for k in 0..<2 {
          var first = DenseMatrix(rows: t, columns: t)
          var second = first
          for pair in own {
            let sum = pair.reduce(0.0) { $0 + mean[$1] }
            for a in pair {
              // Σ over years of H x̃.
              let hx = pair.reduce(0.0) {
                $0 + ((a == $1 ? mean[a] : 0) - mean[a] * mean[$1] / sum) * tilde[k][$1]
              }
              for b in pair {
                first[place(a), place(b)] += hx * error[b]
                // Third derivatives of ℓ = Σ y ln μ − (Σ y) ln Σ μ by the linear predictors of years
                // a, b and c, times x̃ of c.
                for c in pair {
                  let (pa, pb, pc) = (mean[a] / sum, mean[b] / sum, mean[c] / sum)
                  var third = 2 * pa * pb * pc
                  if a == b { third -= pa * pc }
                  if a == c { third -= pa * pb }
                  if b == c { third -= pa * pb }
                  if a == b, b == c { third += pa }
                  second[place(a), place(b)] -= sum * third * tilde[k][c]
                }
              }
            }
          }
          let one = Self.trace(hInverse.multiplied(by: first))
          let two = Self.trace(
            hInverse.multiplied(by: second).multiplied(by: hInverse).multiplied(by: s)
          )
          let part = (-one + two / 2) / count
          total[k] += part * count / (count - 1) / (pairCount / count)
        }
      }
    }
    bias = bread.multiplied(by: total).map { $0 * pairCount }
    // Errors: leverage of pairs in the projection on x̃ and on effects of country-years within pairs.
    let countryYears = (Self.columns(exporterYears) + Self.columns(importerYears)).map { column in
      var left = column
      for pair in members {
        let sum = pair.reduce(0.0) { $0 + mean[$1] }
        let average = pair.reduce(0.0) { $0 + mean[$1] * column[$1] } / sum
        for row in pair { left[row] -= average }
      }
      return left
    }
    let levels = try Self.pseudoInverse(Self.cross(countryYears, countryYears, mean))
    let raw = Self.columns(exporterYears) + Self.columns(importerYears)
    var plain = DenseMatrix(rows: 2, columns: 2)
    var meat = plain
    for pair in members {
      let t = pair.count
      let sum = pair.reduce(0.0) { $0 + mean[$1] }
      var h = DenseMatrix(rows: t, columns: t)
      var spread = h
      for (a, r) in pair.enumerated() {
        for (b, q) in pair.enumerated() {
          h[a, b] = (a == b ? mean[r] : 0) - mean[r] * mean[q] / sum
          for i in 0..<2 {
            for j in 0..<2 { spread[a, b] += tilde[i][r] * bread[i, j] * tilde[j][q] }
          }
          for i in raw.indices where raw[i][r] != 0 {
            for j in raw.indices where raw[j][q] != 0 { spread[a, b] += levels[i, j] }
          }
        }
      }
      var left = h.multiplied(by: spread)
      for place in left.values.indices { left.values[place] *= -1 }
      for place in 0..<t { left[place, place] += 1 }
      let own = pair.map { error[$0] }
      let leveraged = try DenseLU(left).solve(own)
      for i in 0..<2 {
        for j in 0..<2 {
          let plainScore = { (k: Int) in
            pair.enumerated().reduce(0.0) { $0 + tilde[k][$1.element] * own[$1.offset] }
          }
          let lifted = pair.enumerated().reduce(0.0) {
            $0 + tilde[i][$1.element] * leveraged[$1.offset]
          }
          plain[i, j] += plainScore(i) * plainScore(j)
          meat[i, j] += lifted * plainScore(j)
        }
      }
    }
    let factor = pairCount / (pairCount - 1)
    func roots(_ meat: DenseMatrix) -> [Double] {
      let covariance = bread.multiplied(by: meat).multiplied(by: bread)
      return (0..<2).map { (covariance[$0, $0] * factor).squareRoot() }
    }
    plainErrors = roots(plain)
    errors = roots(meat)
  }

  private static func columns(_ keys: [String]) -> [[Double]] {
    Set(keys).sorted().map { name in keys.map { $0 == name ? 1 : 0 } }
  }

  private static func cross(
    _ a: [[Double]],
    _ b: [[Double]],
    _ weights: [Double]
  ) -> DenseMatrix {
    var result = DenseMatrix(rows: a.count, columns: b.count)
    for i in a.indices {
      for j in b.indices {
        var sum = 0.0
        for row in weights.indices { sum += weights[row] * a[i][row] * b[j][row] }
        result[i, j] = sum
      }
    }
    return result
  }

  private static func trace(_ matrix: DenseMatrix) -> Double {
    (0..<matrix.rows).reduce(0) { $0 + matrix[$1, $1] }
  }

  private static func pseudoInverse(_ matrix: DenseMatrix) throws -> DenseMatrix {
    let eigen = try SymmetricEigen(matrix)
    let bound = 1e-10 * (eigen.values.last ?? 0)
    var result = DenseMatrix(rows: matrix.rows, columns: matrix.rows)
    for (index, value) in eigen.values.enumerated() where value > bound {
      for column in 0..<matrix.rows {
        for row in 0..<matrix.rows {
          result[row, column] += eigen.vectors[row, index] * eigen.vectors[column, index] / value
        }
      }
    }
    return result
  }
}
