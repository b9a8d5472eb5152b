import Foundation
import Numerics

/// One figure for each flow out of what its two ends report, after Gaulier & Zignago (2010, BACI).
///
/// 1. The rate between c.i.f. and f.o.b. values is estimated from the flows that both ends report
///    (`FreightRate`).
/// 2. Importers' values are brought to f.o.b. with it.
/// 3. The variance of each country's reports is found (`ReporterQuality`).
/// 4. Where both report, the figure is the average with weights that fall with these variances; where one
///    does, it is that one's.
///
/// All figures are then f.o.b.
public struct MirrorReconciliation: Sendable {
  /// What can be chosen.
  public struct Settings: Sendable {
    /// A constant rate instead of an estimated one, 0.07 for 7 %.
    public var constantRate: Double?
    /// No rate is above this.
    public var highestRate = 1.0
    /// Pairs whose reports differ by more than this factor take no part in the estimates.
    public var largestFactor = 100.0

    /// The settings given, the others as stated.
    public init(constantRate: Double? = nil) { self.constantRate = constantRate }
  }

  /// Who reports a flow.
  public enum Source: UInt8, Sendable, Codable, CaseIterable {
    /// Both ends.
    case both
    /// The exporter alone.
    case exporterOnly
    /// The importer alone.
    case importerOnly
  }

  /// Flows and what each end reports.
  let flows: MirrorFlows
  /// The rate between importers' and exporters' values.
  public let freight: FreightRate
  /// Quality of reporters.
  public let quality: ReporterQuality
  /// Rate used for each flow, 0.07 for 7 %.
  public let rates: [Double]
  /// Importer's value f.o.b., USD; not-a-number where it reports none.
  public let importerValuesFOB: [Double]
  /// Weight of the exporter's figure, 0 to 1.
  public let exporterWeights: [Double]
  /// The reconciled value, USD f.o.b.
  public let values: [Double]
  /// Who reports each flow.
  public let sources: [Source]

  /// Codes of the countries.
  public var countries: [String] { flows.countries }
  /// Number of flows.
  public var count: Int { values.count }
  /// Rows that were one figure for both ends already: they are left as they are and not in here.
  public var otherRows: Int { flows.otherRows }

  /// Reconciles the reports of a table.
  ///
  /// - Parameters:
  ///   - table: reports of exporters (f.o.b.) and importers (c.i.f.).
  ///   - distances: between countries; empty: the rate is the constant one, or the median ratio.
  ///   - settings: what can be chosen.
  /// - Throws: `NotConverged`, or `SingularMatrix`.
  public init(
    _ table: TradeTable,
    distances: PairDistances = PairDistances(),
    settings: Settings = Settings()
  ) throws {
    let flows = MirrorFlows(table)
    self.flows = flows
    let largest = log(max(1, settings.largestFactor))
    let regression = FreightRegression(flows, distances)
    let median = Self.medianRate(flows, largest)
    if let rate = settings.constantRate {
      freight = FreightRate(constant: rate)
    } else if let fitted = try regression.fit(flows, largestLogRatio: largest) {
      freight = fitted
    } else {
      freight = FreightRate(constant: max(0, median ?? 0))
    }
    var rates: [Double] = []
    var mirror: [Double] = []
    var sources: [Source] = []
    rates.reserveCapacity(flows.count)
    mirror.reserveCapacity(flows.count)
    for flow in 0..<flows.count {
      let rate = freight.rate(
        product: flows.productOf[flow],
        year: flows.years[flow],
        regressors: regression.regressors(flows, flow),
        highest: settings.highestRate
      )
      rates.append(rate)
      mirror.append(flows.importerValues[flow] / (1 + rate))
      sources.append(
        flows.isPair(flow)
          ? .both : flows.importerValues[flow].isNaN ? .exporterOnly : .importerOnly
      )
    }
    let pairs = (0..<flows.count).filter { sources[$0] == .both }
    quality = try ReporterQuality(
      exporters: pairs.map { flows.exporters[$0] },
      importers: pairs.map { flows.importers[$0] },
      logRatios: pairs.map { log(flows.exporterValues[$0] / mirror[$0]) },
      countryCount: flows.countries.count,
      largest: largest
    )
    var weights: [Double] = []
    var values: [Double] = []
    for flow in 0..<flows.count {
      switch sources[flow] {
      case .exporterOnly:
        weights.append(1)
        values.append(flows.exporterValues[flow])
      case .importerOnly:
        weights.append(0)
        values.append(mirror[flow])
      case .both:
        let weight = quality.exporterWeight(flows.exporters[flow], flows.importers[flow])
        weights.append(weight)
        values.append(weight * flows.exporterValues[flow] + (1 - weight) * mirror[flow])
      }
    }
    self.rates = rates
    importerValuesFOB = mirror
    exporterWeights = weights
    self.values = values
    self.sources = sources
  }

  /// Median of importers' over exporters' values less one; `nil` without a pair.
  private static func medianRate(_ flows: MirrorFlows, _ largest: Double) -> Double? {
    let ratios = (0..<flows.count).filter { flows.isPair($0) }
      .map { log(flows.importerValues[$0] / flows.exporterValues[$0]) }
      .filter { abs($0) <= largest }.sorted()
    return ratios.isEmpty ? nil : exp(Series.quantile(sorted: ratios, 0.5)) - 1
  }
}
