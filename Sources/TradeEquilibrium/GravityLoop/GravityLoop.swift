import Foundation
public import Numerics

/// The general-equilibrium loop of the WTO/UNCTAD guide (Yotov, Piermartini, Monteiro & Larch 2016):
/// GE_PPML (Anderson, Larch & Yotov 2018), step by step as published.
///
/// Each round fits trade by Poisson pseudo-maximum likelihood with exporter and importer effects at
/// given trade costs, which is the same as scaling rows and columns to the margins of trade (Fally
/// 2015), reads prices off the exporter effects, and moves trade by them. The published programs stop
/// once the change of prices differs by less than 0.01 between two rounds, and report what they have
/// by then. Even carried on for ever the loop is not the exact solution where trade is not balanced,
/// since it takes E = φ Y without a factor that keeps world spending equal to world output; compare
/// `OneSectorEquilibrium` with the closure `rescaled`.
public struct GravityLoop: Sendable {
  /// World: fitted trade of the base, and θ = σ − 1.
  public let world: OneSectorWorld
  /// Country whose inward multilateral resistance is one.
  public let reference: Int

  /// What the guide reports, as factors.
  public struct Result: Sendable {
    /// Factor on exports at given outputs and expenditures (`Xi_CDL`).
    public var conditionalExports: [Double]
    /// Factor on exports in full equilibrium (`Xi_FULL`).
    public var exports: [Double]
    /// Factor on factory-gate prices (`price_FULL`).
    public var price: [Double]
    /// Factor on inward multilateral resistance as a price index (`IMR_FULL`).
    public var inwardResistance: [Double]
    /// Factor on real output (`rGDP_FULL`).
    public var realOutput: [Double]
    /// Rounds.
    public var rounds: Int
    /// How the loop ended: the largest change of the price changes between the last two rounds.
    public var convergence: Convergence
  }

  /// A loop over a world.
  public init(_ world: OneSectorWorld, reference: Int) {
    self.world = world
    self.reference = reference
  }

  /// Runs the loop.
  ///
  /// - Parameters:
  ///   - costFactors: new over old trade cost, laid out as the flows.
  ///   - tolerance: of the stopping rule; 0.01 in the guide.
  ///   - maximumRounds: rounds before giving up.
  /// - Returns: what the guide reports.
  /// - Throws: `NotConverged`, `WorldFault`.
  public func run(
    costFactors: [Double],
    tolerance: Double = 0.01,
    maximumRounds: Int = 2000
  ) throws -> Result {
    let n = world.count
    let power = -1 / world.elasticity
    let response = try world.response(costFactors)
    let weights = FlowMatrix.product(world.flows, response)
    let ratio = zip(world.expenditure, world.output).map { $0 / $1 }
    let conditional = try fit(weights, world.output, world.expenditure)

    // Logarithms would do as well; factors are kept as the guide has them. Effects are relative to
    // the base's, so that those of the base are one.
    var effect = conditional.exporter
    var fitted = conditional.flows
    var spending = world.expenditure
    var priceChange = effect.map { pow($0, power) }
    var priceChangeBefore = [Double](repeating: 0, count: n)
    // The guide begins with unchanged resistances.
    var outwardChange = [Double](repeating: 1, count: n)
    var inwardChange = outwardChange
    var outward = resistances(world.output, effect, spending)
    var inward = inwardResistances(spending, conditional.importer)
    var rounds = 0
    var gap = Double.infinity
    var importer = conditional.importer
    while true {
      let moved = FlowMatrix.scaled(
        fitted,
        rows: (0..<n).map { priceChange[$0] / outwardChange[$0] },
        columns: (0..<n).map { priceChange[$0] / inwardChange[$0] }
      )
      let ones = [Double](repeating: 1, count: n)
      let output = FlowMatrix.rowSums(moved, ones)
      let round = try fit(weights, output, FlowMatrix.columnSums(moved, ones))
      rounds += 1
      fitted = round.flows
      importer = round.importer
      let nextSpending = (0..<n).map { ratio[$0] * output[$0] }
      let growth = nextSpending[reference] / spending[reference]
      let next = (0..<n).map { pow(round.exporter[$0] / effect[$0] / growth, power) }
      let outwardNext = resistances(output, round.exporter, nextSpending)
      let inwardNext = inwardResistances(nextSpending, round.importer)
      outwardChange = (0..<n).map { outwardNext[$0] / outward[$0] }
      inwardChange = (0..<n).map { inwardNext[$0] / inward[$0] }
      outward = outwardNext
      inward = inwardNext
      let differences = (0..<n).map { priceChange[$0] - priceChangeBefore[$0] }
      priceChangeBefore = priceChange
      priceChange = next
      effect = round.exporter
      spending = nextSpending
      let rule = Self.rule(differences)
      gap = max(rule.deviation, rule.largest)
      guard gap.isFinite else { break }
      if rule.deviation <= tolerance, rule.largest <= tolerance { break }
      if rounds >= maximumRounds { break }
    }
    guard gap <= tolerance else {
      throw NotConverged(
        solver: "structural-gravity loop",
        residual: gap,
        tolerance: tolerance,
        iterations: rounds,
        advice: "the loop moves prices by its own rule and can fail where the exact solution does "
          + "not: use equilibrium solve"
      )
    }
    let price = (0..<n).map {
      pow(effect[$0] / (spending[reference] / world.expenditure[reference]), power)
    }
    let inwardFactor = (0..<n).map {
      spending[$0] / world.expenditure[$0] / importer[$0]
        / (spending[reference] / world.expenditure[reference])
    }
    let index = inwardFactor.map { pow($0, power) }
    // X = Y E t / (IMR OMR) with Y = price · Y₀ and E = φ Y.
    let flows = FlowMatrix.scaled(
      weights,
      rows: (0..<n).map { effect[$0] / (spending[reference] / world.expenditure[reference]) },
      columns: (0..<n).map { price[$0] / inwardFactor[$0] }
    )
    return Result(
      conditionalExports: exportFactors(conditional.flows),
      exports: exportFactors(flows),
      price: price,
      inwardResistance: index,
      realOutput: (0..<n).map { price[$0] / index[$0] },
      rounds: rounds,
      convergence: Convergence(iterations: rounds, residual: gap, tolerance: tolerance)
    )
  }

  /// Standard deviation and absolute value of the largest difference, each country counting once for
  /// every importer, as `summarize` of the guide's program sees them.
  private static func rule(_ differences: [Double]) -> (deviation: Double, largest: Double) {
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * n
    let deviation = n > 1 ? (squares / (n * n - 1)).squareRoot() : 0
    return (deviation, abs(differences.max() ?? 0))
  }

  private func resistances(
    _ output: [Double],
    _ effect: [Double],
    _ spending: [Double]
  ) -> [Double] {
    output.indices.map { output[$0] * spending[reference] / effect[$0] }
  }

  private func inwardResistances(_ spending: [Double], _ effect: [Double]) -> [Double] {
    spending.indices.map { spending[$0] / (effect[$0] * spending[reference]) }
  }

  private func exportFactors(_ flows: [Double]) -> [Double] {
    let n = world.count
    return (0..<n).map { i in
      var before = 0.0
      var after = 0.0
      for j in 0..<n where j != i {
        before += world.flows[i * n + j]
        after += flows[i * n + j]
      }
      return before > 0 ? after / before : 1
    }
  }

  /// The Poisson fit with both sets of effects: rows and columns of `weights` scaled to margins,
  /// the reference importer's effect being one.
  private func fit(
    _ weights: [Double],
    _ output: [Double],
    _ spending: [Double]
  ) throws -> (flows: [Double], exporter: [Double], importer: [Double]) {
    let n = world.count
    let system = MarginScaling(weights: weights, rows: output, columns: spending)
    let solution = try MarketSolver(
      tolerance: 1e-12,
      name: "fit of the structural-gravity loop"
    ).solve(system, start: [Double](repeating: 0, count: n))
    var (rows, columns) = system.effects(solution.point)
    let unit = columns[reference]
    rows = rows.map { $0 * unit }
    columns = columns.map { $0 / unit }
    return (FlowMatrix.scaled(weights, rows: rows, columns: columns), rows, columns)
  }
}
