import Foundation
import Numerics

/// What is not known for certain of a counterfactual, carried through the equilibrium.
///
/// The trade elasticity (with many sectors one shift of all) and the coefficient behind the change of trade costs are drawn from normal
/// distributions (Latin hypercube), each draw is solved in full, and quantiles are taken.
public struct CoefficientDraws: Sendable {
  /// Number of draws.
  public var count: Int
  /// Seed.
  public var seed: UInt64
  /// Standard error of the trade elasticity.
  public var elasticityError: Double
  /// Standard error of each ln cost change, all of one coefficient: they move together; laid out as
  /// the flows, empty: none.
  public var costErrors: [Double]

  /// Draws.
  public init(count: Int, seed: UInt64, elasticityError: Double, costErrors: [Double]) {
    self.count = count
    self.seed = seed
    self.elasticityError = elasticityError
    self.costErrors = costErrors
  }

  /// Quantiles of a country's row.
  public struct Interval: Sendable, Encodable {
    /// Country.
    public var country: String
    /// The 5 % quantile of each number.
    public var low: EquilibriumRow
    /// The median.
    public var middle: EquilibriumRow
    /// The 95 % quantile.
    public var high: EquilibriumRow

    enum CodingKeys: String, CodingKey {
      case country
      case low = "p05"
      case middle = "p50"
      case high = "p95"
    }
  }

  /// Solves every draw.
  ///
  /// The same seed gives the same bits whatever the number of threads.
  ///
  /// - Parameters:
  ///   - world: base.
  ///   - costFactors: new over old trade cost at the estimate.
  ///   - closure: how imbalances are carried.
  ///   - mode: what may answer.
  ///   - reference: country whose price index is the unit of money; `nil`: world output.
  ///   - names: of countries.
  ///   - tolerance: of the markets.
  ///   - threads: to use.
  /// - Returns: an interval for each country.
  /// - Throws: `NotConverged`, `WorldFault`.
  public func intervals(
    world: OneSectorWorld,
    costFactors: [Double],
    closure: TradeClosure,
    mode: EquilibriumMode,
    reference: Int?,
    names: [String],
    tolerance: Double,
    threads: Int
  ) throws -> [Interval] {
    try intervals(names: names, costFactors: costFactors, threads: threads) { shift, costs in
      let drawn = try OneSectorWorld(
        count: world.count,
        flows: world.flows,
        elasticity: Self.shifted(world.elasticity, by: shift),
        supplyElasticity: world.supplyElasticity,
        names: world.names
      )
      let equilibrium = try OneSectorEquilibrium(drawn, closure: closure, tolerance: tolerance)
      var outcome = try equilibrium.solve(costFactors: costs, mode: mode)
      if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
      return outcome.rows(names: names)
    }
  }

  /// An elasticity moved by a draw, never below a twentieth of itself.
  static func shifted(_ elasticity: Double, by shift: Double) -> Double {
    max(elasticity * 0.05, elasticity + shift)
  }

  /// Quantiles of what is solved for each draw.
  ///
  /// - Parameters:
  ///   - names: of countries.
  ///   - costFactors: new over old trade cost at the estimate.
  ///   - threads: to use.
  ///   - solve: rows of a draw, from what is added to elasticities and from the trade costs.
  /// - Returns: an interval for each country.
  /// - Throws: what `solve` throws.
  func intervals(
    names: [String],
    costFactors: [Double],
    threads: Int,
    solve: @escaping @Sendable (Double, [Double]) throws -> [EquilibriumRow]
  ) throws -> [Interval] {
    guard count > 0 else { return [] }
    let points = LatinHypercube.sample(count: count, dimensions: 2, seed: seed)
    let rows = try Parallel.map(count, threads: threads) { draw in
      let z = points[draw].map { NormalDistribution.quantile($0) }
      var costs = costFactors
      if !costErrors.isEmpty {
        for cell in costs.indices where costErrors[cell] != 0 {
          costs[cell] *= exp(costErrors[cell] * z[1])
        }
      }
      return try solve(elasticityError * z[0], costs).map(\.numbers)
    }
    return names.indices.map { country in
      let columns = (0..<7).map { column in rows.map { $0[country][column] }.sorted() }
      func row(_ share: Double) -> EquilibriumRow {
        EquilibriumRow(
          country: names[country],
          numbers: columns.map { Series.quantile(sorted: $0, share) }
        )
      }
      return Interval(country: names[country], low: row(0.05), middle: row(0.5), high: row(0.95))
    }
  }
}
