import Foundation
import Numerics
import Tables

extension EquilibriumRun {
  /// Solves the many-sector model of a table of trade.
  func manySectors(
    _ data: TradeData,
    _ costs: [Double],
    _ errors: [Double],
    _ reference: Int?
  ) throws -> (EquilibriumReport, [InputFault]) {
    guard supplyElasticity == 0 else {
      throw WorldFault(
        description: "a supply elasticity goes with one sector; with many, inputs give one"
      )
    }
    let elasticities: [Double]
    switch elasticity {
    case .number(let number): elasticities = data.sectors.map { _ in number }
    case .file(let url):
      elasticities = try ElasticityTable.read(
        url,
        name: url.lastPathComponent,
        sectors: data.sectors
      )
    }
    var warnings: [InputFault] = []
    var shares: [Double] = []
    if let inputOutput {
      let (values, more) = try InputOutputTable.read(
        inputOutput,
        name: inputOutput.lastPathComponent,
        trade: data
      )
      shares = values
      warnings += more
    }
    var rates: [Double] = []
    var newRates: [Double] = []
    if let tariffs {
      let (values, more) = try PairTable.read(
        tariffs,
        name: tariffs.lastPathComponent,
        trade: data,
        columns: ["tariff", "tariff_new"],
        in: -0.999_999...Double.greatestFiniteMagnitude,
        default: 0
      )
      rates = (values.first ?? nil) ?? []
      newRates = (values.last ?? nil) ?? []
      warnings += more
    }
    let start = Date()
    var world = try ManySectorWorld(
      count: data.count,
      elasticities: elasticities,
      flows: data.flows,
      inputShares: shares,
      tariffs: rates
    )
    world.names = data.countries
    world.sectorNames = data.sectors
    let equilibrium = try ManySectorEquilibrium(world, closure: closure, tolerance: tolerance)
    var outcome = try equilibrium.solve(costFactors: costs, tariffs: newRates, mode: mode)
    var derivatives: [Double]?
    if derived != nil {
      derivatives = try equilibrium.derivatives(
        of: try derivedWeights(data.countries, spending: equilibrium.world.income, reference),
        costFactors: costs,
        tariffs: newRates
      )
    }
    if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
    let seconds = Date().timeIntervalSince(start)
    var report = EquilibriumReport(
      table: outcome.rows(names: data.countries),
      residual: outcome.convergence.residual,
      iterations: outcome.convergence.iterations,
      seconds: seconds,
      converged: true,
      method: outcome.method,
      model: data.hasSectors ? "many sectors" : "one sector with inputs or tariffs",
      closure: closure.rawValue,
      mode: mode.rawValue,
      numeraire: numeraire ?? "world value added",
      marketResiduals: Dictionary(
        zip(data.countries, outcome.marketResiduals),
        uniquingKeysWith: { first, _ in first }
      ),
      uniqueness: equilibrium.world.uniqueness(closure: closure),
      welfare: mode == .full ? outcome.welfare(names: data.countries) : nil,
      intervals: draws == 0
        ? nil
        : try intervals(data, costs, errors, newRates, world, reference),
      notes: equilibrium.notes,
      flows: BilateralFlows(
        countries: data.countries,
        sectors: data.sectors,
        hasSectors: data.hasSectors,
        before: outcome.base.flows,
        after: outcome.flows
      ),
      derivatives: derivatives
    )
    report.notes += outcome.base.notes(data.countries)
    return (report, warnings)
  }

  /// Draws of the elasticities and of the coefficient behind the costs, each solved in full.
  private func intervals(
    _ data: TradeData,
    _ costs: [Double],
    _ errors: [Double],
    _ newRates: [Double],
    _ world: ManySectorWorld,
    _ reference: Int?
  ) throws -> [CoefficientDraws.Interval] {
    let names = data.countries
    let (closure, mode, tolerance) = (closure, mode, tolerance)
    return try CoefficientDraws(
      count: draws,
      seed: seed,
      elasticityError: elasticityError,
      costErrors: errors
    ).intervals(names: names, costFactors: costs, threads: threads) { shift, costs in
      let drawn = try ManySectorWorld(
        count: world.count,
        elasticities: world.elasticities.map { CoefficientDraws.shifted($0, by: shift) },
        flows: world.flows,
        inputShares: world.inputShares,
        tariffs: world.tariffs
      )
      let equilibrium = try ManySectorEquilibrium(drawn, closure: closure, tolerance: tolerance)
      var outcome = try equilibrium.solve(costFactors: costs, tariffs: newRates, mode: mode)
      if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
      return outcome.rows(names: names)
    }
  }
}
