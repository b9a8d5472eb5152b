import Foundation
import Numerics
import Tables
import Testing

@testable import TradeGravity

/// Negative binomial fits against 60-digit arithmetic: zeros of the score in coefficients and ln α.
@Suite struct NegativeBinomialTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var outcomes: [Double]
    var constant: Double
    var slope: Double
    var dispersion: Double
    var logLikelihood: Double
    var nullLogLikelihood: Double
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "small counts",
      outcomes: [3, 0, 5, 1, 2, 9, 4, 0, 12, 6, 3, 15],
      constant: 0.65260924834078041,
      slope: 0.14960302767727204,
      dispersion: 0.46876892864710527,
      logLikelihood: -30.473179134642623,
      nullLogLikelihood: -32.358737701987488
    ),
    Case(
      name: "outcomes near 1e9",
      outcomes: [
        812_345_678, 1_503_456_789, 95_678_912, 2_876_543_210, 456_789_123, 1_234_567_891,
        3_987_654_321, 654_321_987, 2_109_876_543, 78_912_345, 5_432_109_876, 1_678_901_234,
      ],
      constant: 20.716586666163711,
      slope: 0.093235198403541573,
      dispersion: 0.92626181869702549,
      logLikelihood: -266.73062460540766,
      nullLogLikelihood: -267.34938418704765
    ),
    Case(
      name: "outcomes near 1e9 that vary little more than Poisson ones",
      outcomes: [
        1_000_021_345, 999_978_123, 1_000_102_345, 999_899_123, 1_000_034_567, 1_000_187_654,
        999_765_432, 1_000_065_432, 999_954_321, 1_000_143_210, 999_887_654, 1_000_009_876,
      ],
      constant: 20.723283541671022,
      slope: -2.4753823306585074e-6,
      dispersion: 1.1628153380910971e-8,
      logLikelihood: -156.5824834801147,
      nullLogLikelihood: -156.61707727161947
    ),
    Case(
      name: "zeros beside outcomes near 1e9",
      outcomes: [0, 2_000_000_000, 3, 150_000, 0, 45, 700_000_000, 1, 12, 990_000, 0, 88],
      constant: 21.821197849228028,
      slope: -0.63649608337839773,
      dispersion: 19.126383670499004,
      logLikelihood: -115.54497823307261,
      nullLogLikelihood: -116.09830534655284
    ),
  ]

  private func fit(
    _ outcomes: [Double],
    _ formula: String = "y ~ x",
    family: GravityModel.Family = .negbin
  ) throws -> GravityFit {
    var model = GravityModel(try GravityFormula(formula))
    model.family = family
    model.tolerance = 1e-12
    let data = GravityData(
      name: "counts",
      columns: [
        ("y", .real(outcomes)), ("x", .real(outcomes.indices.map { Double($0) })),
        ("half", .real(outcomes.indices.map { Double($0 / ((outcomes.count + 1) / 2)) })),
      ]
    )
    return try GravityEstimator.fit(model, data).fit
  }

  @Test("coefficients, dispersion and likelihoods are those of exact arithmetic", arguments: cases)
  func exact(_ known: Case) throws {
    let found = try fit(known.outcomes)
    let values = Dictionary(
      uniqueKeysWithValues: found.coefficients.map { ($0.term, $0.estimate) }
    )
    let constant = try #require(values["Intercept"])
    let slope = try #require(values["x"])
    let dispersion = try #require(found.dispersion)
    #expect(abs(constant - known.constant) < 1e-8, "\(constant)")
    #expect(abs(slope - known.slope) < 1e-9, "\(slope)")
    #expect(abs(dispersion / known.dispersion - 1) < 1e-7, "\(dispersion)")
    #expect(abs(found.logLikelihood / known.logLikelihood - 1) < 1e-10)
    #expect(abs(found.nullLogLikelihood / known.nullLogLikelihood - 1) < 1e-10)
  }

  @Test("outcomes that vary less than Poisson ones have no dispersion, and the Poisson estimates")
  func underdispersed() throws {
    let close = (0..<12).map { exp(20 + Double($0) / 10).rounded() }
    for outcomes in [[3, 4, 4, 5, 5, 6, 7, 7, 8, 9, 10, 11], close] {
      let found = try fit(outcomes)
      let mean = outcomes.max() ?? 0
      #expect((found.dispersion ?? 1) * mean < 1e-7)
      let poisson = try fit(outcomes, family: .poisson)
      for (a, b) in zip(found.coefficients, poisson.coefficients) {
        #expect(abs(a.estimate - b.estimate) < 1e-8)
      }
    }
  }

  @Test("with an absorbed effect of two levels, the dispersion is that of explicit columns")
  func absorbed() throws {
    for known in Self.cases.prefix(2) {
      let absorbed = try fit(known.outcomes, "y ~ x | half")
      let explicit = try fit(known.outcomes, "y ~ x + half")
      #expect(
        abs((absorbed.dispersion ?? 0) / (explicit.dispersion ?? 1) - 1) < 1e-7
      )
      #expect(abs(absorbed.logLikelihood - explicit.logLikelihood) < 1e-7)
    }
  }

  @Test("what Stirling leaves out of ln Γ, ψ and ψ′ is that of 50-digit arithmetic")
  func stirling() {
    for (x, value, slope, curvature) in Self.rests {
      #expect(abs(StirlingRest.value(x) / value - 1) < 1e-13, "\(x)")
      #expect(abs(StirlingRest.slope(x) / slope - 1) < 1e-13, "\(x)")
      #expect(abs(StirlingRest.curvature(x) / curvature - 1) < 1e-13, "\(x)")
    }
  }

  private static let rests: [(Double, Double, Double, Double)] = [
    (1.0e-6, 5.9888309840731798, -499986.761703462, 499999000001.64493),
    (0.5, 0.15342640972002735, -0.27036284546147817, 0.93480220054467931),
    (3.25, 0.025562157964525794, -0.0078179314273132347, 0.004768704510763307),
    (15.5, 0.0053755990329268345, -0.00034671681870647168, 4.4719098364420161e-5),
    (1000.0, 8.3333330555556349e-5, -8.3333325000003968e-8, 1.6666663333335714e-10),
    (1.0e+9, 8.3333333333333333e-11, -8.3333333333333333e-20, 1.6666666666666667e-28),
  ]

  @Test("slopes of the likelihood are sums over whole numbers, where outcomes are whole")
  func slopes() {
    let cases: [(Double, Double, Double)] = [
      (7, 2.5, 0.3), (0, 4, 2), (1000, 300, 40), (3, 1e6, 1e-3),
    ]
    for (y, mean, size) in cases {
      // ψ(y + s) − ψ(s) = Σ 1/(s + k), k < y.
      let whole: Double = size + mean
      let gap: Double = (mean - y) / whole
      var first: Double = log(size / whole) + gap
      var second: Double = 1 / size - 1 / whole - gap / whole
      for k in 0..<Int(y) {
        let part: Double = 1 / (size + Double(k))
        first += part
        second -= part * part
      }
      let found = NegativeBinomial.slopes(y, mean, size)
      #expect(abs(found.first - first) < 1e-11 * (1 + abs(first)), "\(y) \(found.first) \(first)")
      #expect(abs(found.second - second) < 1e-11 * (1 + abs(second)), "\(y)")
    }
  }
}
