public import Foundation
import Numerics
public import Tables

/// What a run of the guide's loop says.
public struct GravityLoopReport: Sendable, Encodable {
  /// A country's row, in per cent of the base.
  public struct Row: Sendable, Encodable {
    /// Country.
    public var country: String
    /// Exports at given outputs and expenditures (the guide's `change_Xi_CDL`).
    public var exportsConditionalPct: Double
    /// Exports (`change_Xi_FULL`).
    public var exportsPct: Double
    /// Factory-gate price (`change_price_FULL`).
    public var pricePct: Double
    /// Inward multilateral resistance (`change_IMR_FULL`).
    public var inwardResistancePct: Double
    /// Real output (`change_rGDP_FULL`).
    public var realOutputPct: Double

    enum CodingKeys: String, CodingKey, CaseIterable {
      case country
      case exportsConditionalPct = "exports_conditional_pct"
      case exportsPct = "exports_pct"
      case pricePct = "price_pct"
      case inwardResistancePct = "inward_resistance_pct"
      case realOutputPct = "real_output_pct"
    }
  }

  /// A row for each country.
  public var table: [Row]
  /// Rounds of the loop.
  public var rounds: Int
  /// Largest change of the price changes between the last two rounds.
  public var residual: Double
  /// Of the stopping rule.
  public var tolerance: Double
  /// Always true: what does not converge is an error.
  public var converged: Bool

  /// Reads the files and runs the loop.
  ///
  /// - Throws: `InputFaults`, `WorldFault`, `NotConverged`.
  public static func run(
    trade: URL,
    shock: URL,
    elasticity: Double,
    reference: String,
    tolerance: Double
  ) throws -> (report: GravityLoopReport, warnings: [InputFault]) {
    let (data, first) = try TradeData.read(trade, name: trade.lastPathComponent)
    guard !data.hasSectors else {
      throw WorldFault(description: "the guide's loop knows one sector; the trade table has more")
    }
    guard let place = data.countries.firstIndex(of: reference) else {
      throw WorldFault(
        description: "the trade table has no country '\(reference)'"
          + NearestName.hint(for: reference, among: data.countries)
      )
    }
    let (values, second) = try PairTable.read(
      shock,
      name: shock.lastPathComponent,
      trade: data,
      columns: ["cost_change"],
      in: CSVRow.positive,
      default: 1
    )
    let world = try OneSectorWorld(count: data.count, flows: data.flows, elasticity: elasticity)
    let ones = [Double](repeating: 1, count: data.flows.count)
    let result = try GravityLoop(world, reference: place)
      .run(costFactors: (values.first ?? nil) ?? ones, tolerance: tolerance)
    func percent(_ factor: Double) -> Double { 100 * (factor - 1) }
    let table = data.countries.indices.map { i in
      Row(
        country: data.countries[i],
        exportsConditionalPct: percent(result.conditionalExports[i]),
        exportsPct: percent(result.exports[i]),
        pricePct: percent(result.price[i]),
        inwardResistancePct: percent(result.inwardResistance[i]),
        realOutputPct: percent(result.realOutput[i])
      )
    }
    let report = GravityLoopReport(
      table: table,
      rounds: result.rounds,
      residual: result.convergence.residual,
      tolerance: tolerance,
      converged: true
    )
    return (report, first + second)
  }

  /// The table as CSV.
  public func csv() throws -> String {
    var text = CSVText(columns: Row.CodingKeys.allCases.map(\.rawValue))
    for row in table {
      text.append(
        [row.country]
          + (try [
            row.exportsConditionalPct, row.exportsPct, row.pricePct, row.inwardResistancePct,
            row.realOutputPct,
          ].map { number in try CSVText.field(number) })
      )
    }
    return text.text
  }
}
