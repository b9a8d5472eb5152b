public import Foundation
import Numerics
public import Tables

/// A counterfactual from files to a report.
public struct EquilibriumRun: Sendable {
  /// Trade elasticity, of all sectors.
  public enum Elasticity: Sendable {
    /// One number.
    case number(Double)
    /// A table `sector,elasticity`.
    case file(URL)
  }

  /// `exporter,importer[,sector],value`.
  public var trade: URL
  /// `exporter,importer[,sector],cost_change`; nothing changes without it.
  public var shock: URL?
  /// Trade elasticity.
  public var elasticity: Elasticity
  /// Elasticity of output to its real price; one sector alone.
  public var supplyElasticity = 0.0
  /// `[country,]input_sector,using_sector,share` or money; nothing is made from anything without it.
  public var inputOutput: URL?
  /// `exporter,importer[,sector],tariff[,tariff_new]`; no tariffs without it.
  public var tariffs: URL?
  /// How imbalances are carried.
  public var closure = TradeClosure.additive
  /// What may answer.
  public var mode = EquilibriumMode.full
  /// Country whose price index is the unit of money; world output where `nil`.
  public var numeraire: String?
  /// Largest relative residual of a market.
  public var tolerance = 1e-12
  /// Draws of the coefficients; none: no intervals.
  public var draws = 0
  /// Seed of the draws.
  public var seed: UInt64 = 1
  /// Standard error of the trade elasticity, for draws.
  public var elasticityError = 0.0
  /// Threads for draws.
  public var threads = 1
  /// Whose outcome is derived to every trade cost: a country's or the world's.
  public var derived: Derived?
  /// Which outcome that is.
  public var derivedMeasure = EquilibriumMeasure.realIncome

  /// Whose outcome is derived.
  public enum Derived: Sendable {
    /// All countries', weighted by expenditure.
    case world
    /// One country's.
    case country(String)
  }

  /// A run on these files.
  public init(trade: URL, elasticity: Elasticity) {
    self.trade = trade
    self.elasticity = elasticity
  }

  /// Reads the files and solves.
  ///
  /// - Returns: the report, and warnings about the files.
  /// - Throws: `InputFaults` with all that is wrong with the files; `WorldFault`; `NotConverged`.
  public func report() throws -> (report: EquilibriumReport, warnings: [InputFault]) {
    let (data, tradeWarnings) = try TradeData.read(trade, name: trade.lastPathComponent)
    var warnings = tradeWarnings
    var reference: Int?
    if let numeraire {
      guard let place = data.countries.firstIndex(of: numeraire) else {
        throw InputFaults([
          InputFault(
            file: trade.lastPathComponent,
            found: "no country '\(numeraire)' for the numéraire",
            expected:
              "one of its countries\(NearestName.hint(for: numeraire, among: data.countries))"
          )
        ])
      }
      reference = place
    }
    var costs = [Double](repeating: 1, count: data.flows.count)
    var errors: [Double] = []
    if let shock {
      let (values, more) = try PairTable.read(
        shock,
        name: shock.lastPathComponent,
        trade: data,
        columns: ["cost_change"],
        others: ["ln_cost_change_se"],
        in: CSVRow.positive,
        default: 1
      )
      costs = (values.first ?? nil) ?? costs
      warnings += more
      if draws > 0 {
        let (spread, _) = try PairTable.read(
          shock,
          name: shock.lastPathComponent,
          trade: data,
          columns: ["cost_change", "ln_cost_change_se"],
          in: CSVRow.notNegative,
          default: 0
        )
        errors = (spread.last ?? nil) ?? []
      }
    }
    if closure == .balanced { try data.throwWhereBalanceIsImpossible(trade.lastPathComponent) }
    guard data.hasSectors || inputOutput != nil || tariffs != nil else {
      return (try oneSector(data, costs, errors, reference), warnings)
    }
    let (report, more) = try manySectors(data, costs, errors, reference)
    return (report, warnings + more)
  }

  private func oneSector(
    _ data: TradeData,
    _ costs: [Double],
    _ errors: [Double],
    _ reference: Int?
  ) throws -> EquilibriumReport {
    guard case .number(let theta) = elasticity else {
      throw WorldFault(
        description: "elasticities by sector need a table of trade with a column 'sector'"
      )
    }
    let start = Date()
    let world = try OneSectorWorld(
      count: data.count,
      flows: data.flows,
      elasticity: theta,
      supplyElasticity: supplyElasticity,
      names: data.countries
    )
    let equilibrium = try OneSectorEquilibrium(world, closure: closure, tolerance: tolerance)
    var outcome = try equilibrium.solve(costFactors: costs, mode: mode)
    let uniqueness = world.uniqueness(
      weights: mode == .partial ? world.flows : outcome.flows,
      closure: mode == .full ? closure : .rescaled
    )
    let derivatives = try self.derivatives(equilibrium, data, costs, outcome, reference)
    if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
    let seconds = Date().timeIntervalSince(start)
    let intervals =
      draws == 0
      ? nil
      : try CoefficientDraws(
        count: draws,
        seed: seed,
        elasticityError: elasticityError,
        costErrors: errors
      ).intervals(
        world: world,
        costFactors: costs,
        closure: closure,
        mode: mode,
        reference: reference,
        names: data.countries,
        tolerance: tolerance,
        threads: threads
      )
    var notes: [String] = []
    if let rebasing = equilibrium.rebasing {
      notes.append(
        "The world was first rid of its imbalances (\(rebasing.iterations) iterations); changes "
          + "are counted from there."
      )
    }
    notes += Self.notes(world, data.countries)
    return EquilibriumReport(
      table: outcome.rows(names: data.countries),
      residual: outcome.convergence.residual,
      iterations: outcome.convergence.iterations,
      seconds: seconds,
      converged: true,
      method: outcome.method,
      model: "one sector",
      closure: closure.rawValue,
      mode: mode.rawValue,
      numeraire: numeraire ?? "world output",
      marketResiduals: Dictionary(
        zip(data.countries, outcome.marketResiduals),
        uniquingKeysWith: { first, _ in first }
      ),
      uniqueness: uniqueness,
      welfare: nil,
      intervals: intervals,
      notes: notes,
      flows: BilateralFlows(
        countries: data.countries,
        sectors: data.sectors,
        hasSectors: false,
        before: outcome.baseFlows,
        after: outcome.flows
      ),
      derivatives: derivatives
    )
  }

  private func derivatives(
    _ equilibrium: OneSectorEquilibrium,
    _ data: TradeData,
    _ costs: [Double],
    _ outcome: OneSectorOutcome,
    _ reference: Int?
  ) throws -> [Double]? {
    guard derived != nil else { return nil }
    let world = equilibrium.world
    return try equilibrium.derivatives(
      of: try derivedWeights(data.countries, spending: world.expenditure, reference),
      costFactors: costs,
      start: outcome.logPrices
    )
  }

  /// The outcome of which derivatives are asked for: one country's, or all weighted by expenditure.
  func derivedWeights(
    _ countries: [String],
    spending: [Double],
    _ reference: Int?
  ) throws -> OutcomeWeights {
    guard mode == .full else {
      throw WorldFault(description: "derivatives are those of the mode full")
    }
    let total = Series.sum(spending)
    var weights = spending.map { $0 / total }
    if case .country(let name) = derived {
      guard countries.contains(name) else {
        throw WorldFault(
          description: "the trade table has no country '\(name)'"
            + NearestName.hint(for: name, among: countries)
        )
      }
      weights = countries.map { $0 == name ? 1 : 0 }
    }
    let outcome = OutcomeWeights(derivedMeasure, weights)
    return reference.map { outcome.inUnits(ofPriceIndex: $0) } ?? outcome
  }

  private static func notes(_ world: OneSectorWorld, _ names: [String]) -> [String] {
    var notes: [String] = []
    let n = world.count
    let mute = (0..<n).filter { world.output[$0] <= world.flows[$0 * n + $0] }
    if !mute.isEmpty {
      notes.append(
        "No exports in the base, so none after the change (exports_pct is 0): "
          + mute.map { names[$0] }.joined(separator: ", ")
      )
    }
    let needy = (0..<n).filter { world.expenditure[$0] > 2 * world.output[$0] }
    if !needy.isEmpty {
      notes.append(
        "The deficit is larger than output: " + needy.map { names[$0] }.joined(separator: ", ")
      )
    }
    return notes
  }
}
