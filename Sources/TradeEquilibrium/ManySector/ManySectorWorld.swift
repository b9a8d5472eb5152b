import Foundation
import Numerics

/// Base trade of a world of many sectors with input–output links, tariffs and tariff revenue
/// (Caliendo & Parro 2015).
///
/// Each country makes each sector's good from labour, mobile between sectors, and from all sectors'
/// composites in fixed shares of cost; composites are bought where they are cheapest with the
/// sector's trade elasticity; final demand has fixed shares.
public struct ManySectorWorld: Sendable {
  /// Number of countries.
  public let count: Int
  /// Number of sectors.
  public let sectorCount: Int
  /// Value sold by exporter i to importer j of sector k before tariffs, domestic sales included, at
  /// `(k * count + i) * count + j`.
  public let flows: [Double]
  /// Trade elasticity θ of each sector, above zero.
  public let elasticities: [Double]
  /// Share of the input from sector l in the cost of sector k in country i, at
  /// `(i * sectorCount + k) * sectorCount + l`; empty where nothing is made from anything.
  public let inputShares: [Double]
  /// Share of value added in the cost of sector k in country i, at `i * sectorCount + k`.
  public let valueAddedShares: [Double]
  /// Tariff rates of the base, laid out as the flows; empty: none.
  public let tariffs: [Double]
  /// Names of the countries for messages; empty: their places.
  public var names: [String] = []
  /// Names of the sectors for messages; empty: their places.
  public var sectorNames: [String] = []

  /// Purchases of sector k in country j, tariffs included, at `k * count + j`.
  let purchases: [Double]
  /// Sales of sector k of country i before tariffs, at `k * count + i`.
  let sales: [Double]
  /// Purchases before tariffs, at `k * count + j`.
  let netPurchases: [Double]
  /// Value added of each country.
  public let valueAdded: [Double]
  /// Tariff revenue of each country.
  public let revenue: [Double]
  /// Imports less exports of each country, before tariffs.
  public let deficit: [Double]
  /// What each country can spend on final goods: value added, revenue and deficit.
  public let income: [Double]
  /// Final demand for sector k in country j, at `k * count + j`; negative where inputs used are more
  /// than purchases.
  public let finalDemand: [Double]

  /// A country as messages name it.
  func label(_ country: Int) -> String {
    country < names.count ? "country '\(names[country])'" : "country \(country)"
  }

  /// A sector as messages name it.
  func sectorLabel(_ sector: Int) -> String {
    sector < sectorNames.count ? "sector '\(sectorNames[sector])'" : "sector \(sector)"
  }

  /// A world of these figures.
  ///
  /// - Parameters:
  ///   - n: number of countries.
  ///   - elasticities: one for each sector, above zero.
  ///   - flows: before tariffs.
  ///   - inputShares: of cost; value added is the rest. Empty: none.
  ///   - tariffs: rates of the base. Empty: none.
  /// - Throws: `WorldFault`.
  public init(
    count n: Int,
    elasticities: [Double],
    flows: [Double],
    inputShares: [Double] = [],
    tariffs: [Double] = []
  ) throws(WorldFault) {
    try self.init(
      count: n,
      elasticities: elasticities,
      flows: flows,
      inputShares: inputShares,
      tariffs: tariffs,
      finalDemandFloor: false
    )
  }

  /// The same; with a floor, final demand that is below zero by rounding is zero.
  init(
    count n: Int,
    elasticities: [Double],
    flows: [Double],
    inputShares: [Double],
    tariffs: [Double],
    finalDemandFloor: Bool
  ) throws(WorldFault) {
    let m = elasticities.count
    guard n > 0, m > 0, flows.count == n * n * m else {
      throw WorldFault(description: "\(flows.count) flows are not \(n) × \(n) countries × \(m)")
    }
    guard flows.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw WorldFault(description: "flows must be finite and not negative")
    }
    guard elasticities.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw WorldFault(description: "trade elasticities must be above zero")
    }
    guard tariffs.isEmpty || tariffs.count == flows.count,
      tariffs.allSatisfy({ $0 > -1 && $0.isFinite })
    else { throw WorldFault(description: "tariffs must be above −100 %") }
    guard inputShares.isEmpty || inputShares.count == n * m * m,
      inputShares.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { throw WorldFault(description: "shares of inputs must be finite and not negative") }
    var own = [Double](repeating: 1, count: n * m)
    if !inputShares.isEmpty {
      for place in 0..<(n * m) {
        for l in 0..<m { own[place] -= inputShares[place * m + l] }
        guard own[place] > 0 else {
          throw WorldFault(
            description:
              "inputs of sector \(place % m) in country \(place / m) cost as much as its "
              + "output or more"
          )
        }
      }
    }
    self.count = n
    sectorCount = m
    self.flows = flows
    self.elasticities = elasticities
    self.inputShares = inputShares
    valueAddedShares = own
    self.tariffs = tariffs

    let ones = [Double](repeating: 1, count: n * m)
    sales = SectorFlows.rowSums(flows, ones, n, m)
    netPurchases = SectorFlows.columnSums(flows, ones, n, m)
    let gross = tariffs.isEmpty ? flows : zip(flows, tariffs).map { $0 * (1 + $1) }
    let purchases =
      tariffs.isEmpty ? netPurchases : SectorFlows.columnSums(gross, ones, n, m)
    self.purchases = purchases
    var valueAdded = [Double](repeating: 0, count: n)
    var revenue = valueAdded
    var deficit = valueAdded
    for k in 0..<m {
      for i in 0..<n {
        valueAdded[i] += own[i * m + k] * sales[k * n + i]
        revenue[i] += purchases[k * n + i] - netPurchases[k * n + i]
        deficit[i] += netPurchases[k * n + i] - sales[k * n + i]
      }
    }
    self.valueAdded = valueAdded
    self.revenue = revenue
    self.deficit = deficit
    income = (0..<n).map { valueAdded[$0] + revenue[$0] + deficit[$0] }
    var final = purchases
    let used = SectorFlows.inputs(sales, inputShares, n, m)
    for place in final.indices { final[place] -= used[place] }
    finalDemand =
      finalDemandFloor
      ? final.indices.map { final[$0] < 1e-9 * purchases[$0] ? 0 : final[$0] } : final
    guard let least = income.min(), least > 0, let poorest = valueAdded.min(), poorest > 0 else {
      throw WorldFault(
        description: "a country has no value added, or spends nothing on final goods"
      )
    }
  }

  /// Position of a flow.
  func index(_ exporter: Int, _ importer: Int, _ sector: Int) -> Int {
    (sector * count + exporter) * count + importer
  }
}
