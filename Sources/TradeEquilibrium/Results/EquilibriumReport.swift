public import Foundation
import Tables

/// What a run of the equilibrium says: the table of countries, and how it was found.
public struct EquilibriumReport: Sendable, Encodable {
  /// A row for each country.
  public var table: [EquilibriumRow]
  /// Largest relative residual of a market.
  public var residual: Double
  /// Evaluations of all markets.
  public var iterations: Int
  /// Seconds that the solution took, files apart.
  public var seconds: Double
  /// Always true: what does not converge is an error.
  public var converged: Bool
  /// Method that ended the search.
  public var method: String
  /// Model: `one sector` or `many sectors`.
  public var model: String
  /// How imbalances were carried.
  public var closure: String
  /// What could answer.
  public var mode: String
  /// Country whose price index is the unit of money, or `world output`.
  public var numeraire: String
  /// Residual of each market, by country.
  public var marketResiduals: [String: Double]
  /// Whether the solution is known to be the only one, and why.
  public var uniqueness: Uniqueness
  /// What else was worked out, by country; many sectors alone.
  public var welfare: [WelfareRow]?
  /// Quantiles over draws of the coefficients, where some were asked for.
  public var intervals: [CoefficientDraws.Interval]?
  /// What the reader should know of the data.
  public var notes: [String]
  /// Flows before and after; in no JSON.
  public var flows: BilateralFlows?
  /// d ln real income / d ln trade cost, laid out as the flows; in no JSON.
  public var derivatives: [Double]?

  enum CodingKeys: String, CodingKey {
    case table, residual, iterations, seconds, converged, method, model, closure, mode, numeraire
    case marketResiduals = "market_residuals"
    case uniqueness, welfare, intervals, notes
  }

  /// The table as CSV.
  ///
  /// - Throws: `OutputError` where a number is not finite.
  public func csv() throws -> String {
    var text = CSVText(columns: EquilibriumRow.columns)
    for row in table {
      text.append([row.country] + (try row.numbers.map { number in try CSVText.field(number) }))
    }
    return text.text
  }

  /// Writes the table to a file, whole or not at all.
  public func write(to url: URL) throws {
    try AtomicFile.write(Data(try csv().utf8), to: url)
  }
}
