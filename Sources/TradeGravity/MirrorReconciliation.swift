import Foundation
import Numerics

/// One figure for a flow that both ends report.
///
/// The importer's c.i.f. figure is brought to f.o.b., then both are averaged with weights that fall
/// with each reporter's mean distance from its partners' figures (after Gaulier & Zignago 2010,
/// BACI; their regressions on reporters and products are left out).
public struct MirrorReconciliation: Sendable {
  /// A flow with what its ends report; `nil`: not reported.
  public struct Flow: Sendable, Equatable {
    /// Exporter, 0 ..< number of countries.
    public var exporter: Int
    /// Importer.
    public var importer: Int
    /// What the exporter says, f.o.b.
    public var exporterValue: Double?
    /// What the importer says, c.i.f.
    public var importerValue: Double?

    /// A flow.
    public init(exporter: Int, importer: Int, exporterValue: Double?, importerValue: Double?) {
      self.exporter = exporter
      self.importer = importer
      self.exporterValue = exporterValue
      self.importerValue = importerValue
    }
  }

  /// One value for each flow, f.o.b.; `nil` where nobody reports.
  public let values: [Double?]
  /// Mean absolute log distance of each country from its partners; zero where nothing tells.
  public let distances: [Double]

  /// Reconciles flows.
  ///
  /// - Parameters:
  ///   - flows: flows; values not negative.
  ///   - countryCount: number of countries.
  ///   - cifFactor: c.i.f. over f.o.b. of each flow, at least 1.
  public init(_ flows: [Flow], countryCount: Int, cifFactor: [Double]) {
    var sums = [Double](repeating: 0, count: countryCount)
    var counts = sums
    for (flow, factor) in zip(flows, cifFactor) {
      guard let a = flow.exporterValue, let b = flow.importerValue, a > 0, b > 0 else { continue }
      let distance = abs(log(a * factor / b))
      for country in [flow.exporter, flow.importer] {
        sums[country] += distance
        counts[country] += 1
      }
    }
    let distances = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    self.distances = distances
    values = zip(flows, cifFactor).map { flow, factor in
      let mirror = flow.importerValue.map { $0 / factor }
      guard let own = flow.exporterValue, let mirror else { return flow.exporterValue ?? mirror }
      let trust = (
        1 / (0.01 + distances[flow.exporter]), 1 / (0.01 + distances[flow.importer])
      )
      return (own * trust.0 + mirror * trust.1) / (trust.0 + trust.1)
    }
  }
}
