public import Foundation
import Numerics
public import Tables

/// What a run of the economic geography says.
public struct GeographyReport: Sendable, Encodable {
  /// A region, in per cent of the base.
  public struct Row: Sendable, Encodable {
    /// Region.
    public var region: String
    /// People.
    public var populationPct: Double
    /// Wage.
    public var wagePct: Double
    /// Price index.
    public var priceIndexPct: Double
    /// Value of output.
    public var outputPct: Double
    /// Expenditure over price index, all people together.
    public var realIncomePct: Double
    /// Welfare of those who live there; the same within a pool.
    public var welfarePct: Double

    enum CodingKeys: String, CodingKey, CaseIterable {
      case region
      case populationPct = "population_pct"
      case wagePct = "wage_pct"
      case priceIndexPct = "price_index_pct"
      case outputPct = "output_pct"
      case realIncomePct = "real_income_pct"
      case welfarePct = "welfare_pct"
    }
  }

  /// A row for each region.
  public var table: [Row]
  /// Largest residual of a market or of a home.
  public var residual: Double
  /// Evaluations.
  public var iterations: Int
  /// Always true: what does not converge is an error.
  public var converged: Bool
  /// Whether the solution is known to be the only one.
  public var uniqueness: Uniqueness

  /// Reads the files and solves.
  ///
  /// `people` is a table `region,population[,pool]`: regions with the same word in `pool`, such as
  /// their country, share their people; an empty cell keeps them where they are.
  ///
  /// - Returns: the report, and warnings.
  /// - Throws: `InputFaults`, `WorldFault`, `NotConverged`.
  public static func run(
    trade: URL,
    shock: URL?,
    people: URL,
    elasticity: Double,
    closure: TradeClosure,
    agglomeration: Double,
    congestion: Double,
    tolerance: Double = 1e-12
  ) throws -> (report: GeographyReport, warnings: [InputFault]) {
    let (data, tradeWarnings) = try TradeData.read(trade, name: trade.lastPathComponent)
    var warnings = tradeWarnings
    guard !data.hasSectors else {
      throw WorldFault(description: "the economic geography knows one sector")
    }
    var costs = [Double](repeating: 1, count: data.flows.count)
    if let shock {
      let (values, more) = try PairTable.read(
        shock,
        name: shock.lastPathComponent,
        trade: data,
        columns: ["cost_change"],
        in: CSVRow.positive,
        default: 1
      )
      costs = (values.first ?? nil) ?? costs
      warnings += more
    }
    let (known, peopleWarnings) = try self.people(
      people,
      data.countries,
      agglomeration,
      congestion
    )
    warnings += peopleWarnings
    let geography = try EconomicGeography(
      try OneSectorWorld(count: data.count, flows: data.flows, elasticity: elasticity),
      people: known,
      closure: closure,
      tolerance: tolerance
    )
    let outcome = try geography.solve(costFactors: costs)
    func percent(_ factor: Double) -> Double { 100 * (factor - 1) }
    let rows = data.countries.indices.map { i in
      Row(
        region: data.countries[i],
        populationPct: percent(outcome.populationFactor[i]),
        wagePct: percent(outcome.wageFactor[i]),
        priceIndexPct: percent(outcome.priceIndexFactor[i]),
        outputPct: percent(outcome.outputFactor[i]),
        realIncomePct: percent(outcome.expenditureFactor[i] / outcome.priceIndexFactor[i]),
        welfarePct: percent(outcome.welfareFactor[i])
      )
    }
    let report = GeographyReport(
      table: rows,
      residual: outcome.convergence.residual,
      iterations: outcome.convergence.iterations,
      converged: true,
      uniqueness: geography.uniqueness
    )
    return (report, warnings)
  }

  private static func people(
    _ url: URL,
    _ regions: [String],
    _ agglomeration: Double,
    _ congestion: Double
  ) throws -> (EconomicGeography.People, [InputFault]) {
    let faults = FaultCollector()
    let name = url.lastPathComponent
    let known = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, $0) })
    var population = [Double](repeating: 0, count: regions.count)
    var pool = [Int?](repeating: nil, count: regions.count)
    var pools: [String: Int] = [:]
    if let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["region", "population"], optional: ["pool"], faults: faults)
    {
      for row in table.rows(faults) {
        guard let place = row.reference("region", in: known, called: "region"),
          let heads = row.number("population", in: CSVRow.positive)
        else { continue }
        if population[place] > 0 {
          row.fault("region", found: "'\(regions[place])' twice", expected: "every region once")
        }
        population[place] = heads
        if let word = row.optionalText("pool") {
          pool[place] = pools[word] ?? pools.count
          pools[word] = pool[place]
        }
      }
      for place in regions.indices where population[place] == 0 {
        faults.error(
          name,
          column: "region",
          found: "no population of '\(regions[place])'",
          expected: "one for every region of the trade table"
        )
      }
    }
    try faults.throwIfAny()
    let people = EconomicGeography.People(
      population: population,
      pool: pool,
      agglomeration: agglomeration,
      congestion: congestion
    )
    return (people, faults.warnings)
  }

  /// The table as CSV.
  public func csv() throws -> String {
    var text = CSVText(columns: Row.CodingKeys.allCases.map(\.rawValue))
    for row in table {
      let numbers = [
        row.populationPct, row.wagePct, row.priceIndexPct, row.outputPct, row.realIncomePct,
        row.welfarePct,
      ]
      text.append([row.region] + (try numbers.map { number in try CSVText.field(number) }))
    }
    return text.text
  }
}
