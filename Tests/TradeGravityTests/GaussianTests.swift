import Testing
import TradeGravity

@Suite struct GaussianTests {
  /// Outcomes of a slope, a level of each group and a remainder, all of a size.
  private static func data(size: Double) -> (group: [Double], x: [Double], y: [Double]) {
    let rows = 0..<60
    let group = rows.map { Double($0 % 4) }
    let x = rows.map { Double(($0 * 37) % 61) / 7 }
    let y = rows.map { row in
      size * (0.093147 * x[row] + 0.3 * group[row] + 0.01 * Double((row * 29) % 31 - 15) - 0.5)
    }
    return (group, x, y)
  }

  /// Σ (x − x̄)(y − ȳ) / Σ (x − x̄)², means by group.
  private static func slope(_ x: [Double], _ y: [Double], by group: [Double]) -> Double {
    var cross = 0.0
    var square = 0.0
    for level in Set(group) {
      let rows = group.indices.filter { group[$0] == level }
      let count = Double(rows.count)
      let meanX = rows.reduce(0) { $0 + x[$1] } / count
      let meanY = rows.reduce(0) { $0 + y[$1] } / count
      for row in rows {
        cross += (x[row] - meanX) * (y[row] - meanY)
        square += (x[row] - meanX) * (x[row] - meanX)
      }
    }
    return cross / square
  }

  @Test(
    "least squares are those of the closed form for outcomes of any size",
    arguments: [1e-6, 1, 1e3, 1e5, 1e6, 1e8]
  )
  func closedForm(size: Double) throws {
    let (group, x, y) = Self.data(size: size)
    let one = [Double](repeating: 0, count: y.count)
    for (formula, by) in [("y ~ x", one), ("y ~ x | group", group)] {
      var model = GravityModel(try GravityFormula(formula))
      model.family = .gaussian
      let data = GravityData(
        name: "rows",
        columns: [("y", .real(y)), ("x", .real(x)), ("group", .real(group))]
      )
      let fit = try GravityEstimator.fit(model, data).fit
      let found = try #require(fit.coefficients.first { $0.term == "x" })
      let wanted = Self.slope(x, y, by: by)
      #expect(abs(found.estimate / wanted - 1) < 1e-11, "\(formula)")
    }
  }
}
