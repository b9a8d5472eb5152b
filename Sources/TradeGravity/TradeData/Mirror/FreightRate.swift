import Foundation
public import Numerics

/// How far importers' values lie above exporters', estimated from mirror flows.
///
/// ln(V_cif / V_fob) = α_product + α_year + β₁ ln distance + β₂ contiguous + β₃ landlocked exporter
/// + β₄ landlocked importer + ε, over the flows that both sides report (Gaulier & Zignago 2010,
/// section 3, who use the ratio of unit values). Huber's M-estimator with the median absolute
/// deviation as scale, since mirror ratios have heavy tails; errors symmetric around the rate are
/// assumed, and are what reporters' biases violate. Products with few pairs share one effect.
public struct FreightRate: Sendable {
  /// A coefficient of the regression.
  public struct Term: Sendable, Codable, Equatable {
    /// What it belongs to: `ln_distance`, `contiguous`, `landlocked_exporter`, `landlocked_importer`.
    public var name: String
    /// Estimate.
    public var estimate: Double
    /// Standard error, robust to heteroskedasticity.
    public var standardError: Double
  }

  /// Coefficients; empty where a constant rate is used.
  public let terms: [Term]
  /// Flows that the regression used.
  public let pairs: Int
  /// Pairs without a distance, which it could not use.
  public let pairsWithoutDistance: Int
  /// Rate of a flow in the middle: the median of the predicted rates of the pairs.
  public let medianRate: Double
  /// Median absolute deviation of the residuals, times 1.4826.
  public let scale: Double
  /// How the reweighting ended; `nil` where a constant rate is used.
  public let convergence: Convergence?

  let groupEffects: [Double]
  let groupOf: [Int32]
  let yearEffects: [Int16: Double]
  let meanEffect: Double
  let coefficients: [Double]
  let constant: Double?

  /// A constant rate, 0.07 for 7 %.
  public init(constant rate: Double) {
    terms = []
    pairs = 0
    pairsWithoutDistance = 0
    medianRate = rate
    scale = 0
    convergence = nil
    groupEffects = []
    groupOf = []
    yearEffects = [:]
    meanEffect = 0
    coefficients = []
    constant = rate
  }

  init(
    terms: [Term],
    pairs: Int,
    pairsWithoutDistance: Int,
    medianRate: Double,
    scale: Double,
    convergence: Convergence,
    groupEffects: [Double],
    groupOf: [Int32],
    yearEffects: [Int16: Double],
    meanEffect: Double,
    coefficients: [Double]
  ) {
    self.terms = terms
    self.pairs = pairs
    self.pairsWithoutDistance = pairsWithoutDistance
    self.medianRate = medianRate
    self.scale = scale
    self.convergence = convergence
    self.groupEffects = groupEffects
    self.groupOf = groupOf
    self.yearEffects = yearEffects
    self.meanEffect = meanEffect
    self.coefficients = coefficients
    constant = nil
  }

  /// Rate of a flow: importers' over exporters' value less one, not below zero, not above `MirrorReconciliation.Settings.highestRate`.
  func rate(product: Int32, year: Int16, regressors: [Double]?, highest: Double) -> Double {
    if let constant { return constant }
    guard let regressors else { return min(highest, max(0, medianRate)) }
    let group = groupOf[Int(product)]
    var logRate = group >= 0 ? groupEffects[Int(group)] : meanEffect
    logRate += yearEffects[year] ?? 0
    for (value, coefficient) in zip(regressors, coefficients) { logRate += value * coefficient }
    return min(highest, max(0, exp(logRate) - 1))
  }
}
