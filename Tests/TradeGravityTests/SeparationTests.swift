import Foundation
import Tables
import Testing
import TradeGravity

/// Separated rows, by the search for small samples and by the one for large samples.
@Suite struct SeparationTests {
  private func fit(
    _ formula: String,
    _ data: GravityData,
    exactly: Bool
  ) throws -> GravityFit {
    var model = GravityModel(try GravityFormula(formula))
    model.searchesExactly = exactly
    return try GravityEstimator.fit(model, data).fit
  }

  @Test(
    "both searches find the separated rows of the test collection, and no others",
    .enabled(if: SharedData.isThere(SharedData.separation)),
    arguments: [true, false]
  )
  func collection(exactly: Bool) throws {
    let folder = SharedData.separation
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.sorted()
    for file in files {
      let table = try DataTable.read(
        folder.appendingPathComponent(file),
        faults: FaultCollector()
      )
      let names = table.columns.map(\.name)
      let regressors = names.filter { $0.hasPrefix("x") }
      let effects = names.filter { $0.hasPrefix("id") }
      let formula =
        "y ~ " + (regressors.isEmpty ? "1" : regressors.joined(separator: " + "))
        + (effects.isEmpty ? "" : " | " + effects.joined(separator: " + "))
      let marked = try table.numbers("separated")
      let expected = marked.indices.filter { marked[$0] == 1 }.map { $0 + 1 }
      let found = try fit(formula, GravityData(table), exactly: exactly)
      #expect(found.separation.rows.map(\.row) == expected, "\(file): \(formula)")
    }
  }

  /// A small table with many zeros, agreements that seldom go with trade, and regressors of very
  /// different sizes.
  private func table(_ seed: UInt64) -> GravityData? {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }
    var columns = [[Double]](repeating: [], count: 5)
    let zeros = 0.2 + 0.6 * uniform()
    for i in 0..<(3 + Int(uniform() * 5)) {
      for j in 0..<(3 + Int(uniform() * 5)) where uniform() > 0.1 {
        let y = uniform() < zeros ? 0 : 1 + (9 * uniform()).rounded(.down)
        let size = [1.0, 10, 1000][Int(uniform() * 3)]
        let row = [
          Double(i), Double(j), y, uniform() < (y > 0 ? 0.05 : 0.4) ? size : 0,
          y > 0 ? 0 : (3 * uniform()).rounded(.down),
        ]
        for place in row.indices { columns[place].append(row[place]) }
      }
    }
    guard columns[2].contains(where: { $0 > 0 }) else { return nil }
    return GravityData(
      name: "table",
      columns: zip(["i", "j", "y", "a", "b"], columns).map { ($0, .real($1)) }
    )
  }

  @Test(
    "both searches agree on tables of chance, with and without effects and regressors",
    arguments: [
      "y ~ a + b", "y ~ a + b | i", "y ~ a + b | i + j", "y ~ a | i + j", "y ~ 1 | i + j",
    ]
  )
  func chance(formula: String) throws {
    var withSeparation = 0
    for seed in UInt64(1)...60 {
      guard let data = table(seed),
        let exact = try? fit(formula, data, exactly: true)
      else { continue }
      let large = try fit(formula, data, exactly: false)
      #expect(exact.separation.rows.map(\.row) == large.separation.rows.map(\.row), "\(seed)")
      for (a, b) in zip(exact.coefficients, large.coefficients) {
        #expect(abs(a.estimate - b.estimate) < 1e-6 * (1 + abs(a.estimate)), "\(seed)")
      }
      if !exact.separation.rows.isEmpty { withSeparation += 1 }
    }
    #expect(withSeparation >= 10)
  }

  @Test("effects alone separate: a pair of countries that meets only through zeros")
  func effectsAlone() throws {
    // Levels of i and j that trade fall into {1, 2} and {3}; y = 0 between them is separated where
    // every such row goes the same way.
    let i: [Double] = [1, 1, 2, 2, 3, 3, 1, 2]
    let j: [Double] = [1, 2, 1, 2, 3, 4, 3, 3]
    let y: [Double] = [1, 2, 3, 4, 5, 6, 0, 0]
    let data = GravityData(
      name: "t",
      columns: [("i", .real(i + [3])), ("j", .real(j + [4])), ("y", .real(y + [2]))]
    )
    for exactly in [true, false] {
      let found = try fit("y ~ 1 | i + j", data, exactly: exactly)
      #expect(found.separation.rows.map(\.row) == [7, 8])
    }
  }
}
