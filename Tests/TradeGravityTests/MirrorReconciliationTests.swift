import Foundation
import Numerics
import Tables
import Testing

@testable import TradeGravity

/// Synthetic worlds in which what is to be found is known.
@Suite("Mirror flows reconciled")
struct MirrorReconciliationTests {
  /// A world of countries on a line, with known freight rates and reporters' errors.
  private struct World {
    var table = TradeTable()
    var distances = PairDistances()
    var truth: [String: Double] = [:]
    let deviations: [Double]
    let countries: [String]

    /// ln(1 + rate) = 0.01·ln distance + 0.005·landlocked exporter + effect of the product.
    static let distanceEffect = 0.012
    static let landlockedEffect = 0.03
    static let productEffects = ["27": -0.02, "84": -0.06]

    init(countries count: Int, seed: UInt64) {
      let random = CounterRandom(seed: seed)
      // Mongolia is landlocked, the others are made up.
      countries = ["MNG"] + (1..<count).map { "C\(String(100 + $0).dropFirst())" }
      deviations = (0..<count).map { 0.05 + 0.4 * Double($0 % 5) / 4 }
      var draw: UInt64 = 0
      func normal() -> Double {
        draw += 1
        return NormalDistribution.quantile(random.uniform(draw))
      }
      for (i, exporter) in countries.enumerated() {
        for (j, importer) in countries.enumerated() where i != j {
          let distance = 300 * abs(Double(i - j)) + 100 * Double((i * 7 + j * 3) % 11)
          distances.set(exporter, importer, distanceKm: max(100, distance))
          for (chapter, effect) in Self.productEffects.sorted(by: { $0.key < $1.key }) {
            for item in 0..<3 {
              let product = "\(chapter)0\(item)"
              let value = exp(12 + normal())
              let known = distances.pair(exporter, importer)?.distanceKm ?? 1
              let logRate =
                effect + Self.distanceEffect * log(known)
                + (exporter == "MNG" ? Self.landlockedEffect : 0)
              truth["\(exporter)\(importer)\(product)"] = value
              table.append(
                year: 2015,
                exporter: exporter,
                importer: importer,
                product: product,
                report: .exporter,
                valueUSD: value * exp(deviations[i] * normal())
              )
              table.append(
                year: 2015,
                exporter: exporter,
                importer: importer,
                product: product,
                report: .importer,
                valueUSD: value * exp(logRate + deviations[j] * normal())
              )
            }
          }
        }
      }
    }
  }

  @Test("the freight rate and the reporters' errors of a made world are found again")
  func recovered() throws {
    let world = World(countries: 40, seed: 11)
    let made = try MirrorReconciliation(world.table, distances: world.distances)
    let terms = Dictionary(uniqueKeysWithValues: made.freight.terms.map { ($0.name, $0) })
    let distance = try #require(terms["ln_distance"])
    #expect(abs(distance.estimate - World.distanceEffect) < 4 * distance.standardError)
    #expect(distance.standardError < 0.01)
    let landlocked = try #require(terms["landlocked_exporter"])
    #expect(abs(landlocked.estimate - World.landlockedEffect) < 4 * landlocked.standardError)
    // No country shares a border or, but for one, lacks a coast: nothing to estimate.
    #expect(terms["contiguous"] == nil)
    for (place, truth) in world.deviations.enumerated() {
      #expect(abs(made.quality.deviations[place] - truth) < 0.06)
    }
    // Reconciled figures are closer to the truth than either report.
    var errors = [0.0, 0.0, 0.0]
    for flow in 0..<made.count {
      let name =
        made.countries[Int(made.flows.exporters[flow])]
        + made.countries[Int(made.flows.importers[flow])]
        + made.flows.products[Int(made.flows.productOf[flow])]
      let truth = try #require(world.truth[name])
      for (place, value) in [
        made.values[flow], made.flows.exporterValues[flow], made.importerValuesFOB[flow],
      ].enumerated() {
        errors[place] += pow(log(value / truth), 2)
      }
    }
    #expect(errors[0] < 0.75 * errors[1])
    #expect(errors[0] < 0.75 * errors[2])
  }

  @Test("without errors the rates come out exactly, and so do the values")
  func exact() throws {
    var table = TradeTable()
    var distances = PairDistances()
    let countries = (0..<12).map { "C\(String(100 + $0).dropFirst())" }
    for (i, exporter) in countries.enumerated() {
      for (j, importer) in countries.enumerated() where i != j {
        let distance = Double(200 + 137 * ((i * 5 + j * 11) % 23))
        distances.set(exporter, importer, distanceKm: distance, isContiguous: (i + j) % 5 == 0)
        let value = Double(1000 + i * 31 + j * 17)
        let rate = exp(-0.05 + 0.02 * log(distance) - ((i + j) % 5 == 0 ? 0.01 : 0))
        table.append(
          year: 2015,
          exporter: exporter,
          importer: importer,
          report: .exporter,
          valueUSD: value
        )
        table.append(
          year: 2015,
          exporter: exporter,
          importer: importer,
          report: .importer,
          valueUSD: value * rate
        )
      }
    }
    let made = try MirrorReconciliation(table, distances: distances)
    let terms = Dictionary(
      uniqueKeysWithValues: made.freight.terms.map { ($0.name, $0.estimate) }
    )
    #expect(abs((terms["ln_distance"] ?? 0) - 0.02) < 1e-10)
    #expect(abs((terms["contiguous"] ?? 0) + 0.01) < 1e-10)
    for flow in 0..<made.count {
      #expect(abs(made.values[flow] / made.flows.exporterValues[flow] - 1) < 1e-9)
    }
    #expect(made.quality.deviations.allSatisfy { $0 < 1e-3 })
  }

  @Test("a flow with one report keeps it, the importer's brought to f.o.b.")
  func oneSide() throws {
    var table = TradeTable()
    table.append(year: 2015, exporter: "A", importer: "B", report: .exporter, valueUSD: 100)
    table.append(year: 2015, exporter: "B", importer: "A", report: .importer, valueUSD: 110)
    table.append(year: 2015, exporter: "B", importer: "A", report: .exporter, valueUSD: 0)
    table.append(year: 2015, exporter: "A", importer: "A", report: .both, valueUSD: 7)
    let made = try MirrorReconciliation(
      table,
      settings: MirrorReconciliation.Settings(constantRate: 0.1)
    )
    #expect(made.sources == [.exporterOnly, .importerOnly])
    #expect(made.values[0] == 100)
    #expect(abs(made.values[1] - 100) < 1e-12)
    let whole = made.trade(of: table)
    #expect(whole.count == 3)
    #expect(abs(whole.values.reduce(0, +) - 207) < 1e-9)
  }

  @Test("a figure that stands beside the reports of a flow is not counted twice")
  func notTwice() throws {
    var table = TradeTable()
    for (report, value) in [(TradeTable.Report.exporter, 10.0), (.importer, 11), (.both, 10.5)] {
      table.append(
        year: 2015,
        exporter: "A",
        importer: "B",
        report: report,
        valueUSD: value
      )
    }
    table.append(year: 2015, exporter: "B", importer: "A", report: .both, valueUSD: 3)
    // Goods that come back to the country that reports them.
    table.append(year: 2015, exporter: "A", importer: "A", report: .importer, valueUSD: 99)
    let made = try MirrorReconciliation(table)
    let whole = made.trade(of: table)
    #expect(whole.count == 2)
    #expect(abs(whole.values.reduce(0, +) - (made.values[0] + 3)) < 1e-12)
  }

  @Test("the better reporter's figure weighs more, and results do not depend on the order of rows")
  func weights() throws {
    let world = World(countries: 15, seed: 3)
    let made = try MirrorReconciliation(world.table, distances: world.distances)
    let backwards = TradeTable.reversed(world.table)
    let again = try MirrorReconciliation(backwards, distances: world.distances)
    for flow in 0..<made.count {
      let exporter = Int(made.flows.exporters[flow])
      let importer = Int(made.flows.importers[flow])
      let isBetter = made.quality.deviations[exporter] < made.quality.deviations[importer]
      #expect((made.exporterWeights[flow] > 0.5) == isBetter)
      let other = made.count - 1 - flow
      #expect(abs(again.values[other] / made.values[flow] - 1) < 1e-6)
    }
  }

  @Test("empty, lone and wild reports do no harm")
  func garbage() throws {
    #expect(try MirrorReconciliation(TradeTable()).count == 0)
    var table = TradeTable()
    table.append(year: 2015, exporter: "A", importer: "B", report: .exporter, valueUSD: 1e-300)
    table.append(year: 2015, exporter: "A", importer: "B", report: .importer, valueUSD: 1e300)
    table.append(year: 2015, exporter: "B", importer: "A", report: .importer, valueUSD: 1e15)
    let made = try MirrorReconciliation(table)
    #expect(made.values.allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(made.exporterWeights.allSatisfy { (0...1).contains($0) })
    #expect(made.summary.reconciledValueUSD.isFinite)
  }
}

extension TradeTable {
  /// The rows from last to first.
  static func reversed(_ table: TradeTable) -> TradeTable {
    var result = TradeTable()
    for row in (0..<table.count).reversed() {
      result.append(
        year: Int(table.years[row]),
        exporter: table.countries[Int(table.exporters[row])],
        importer: table.countries[Int(table.importers[row])],
        product: table.products[Int(table.productOf[row])],
        report: table.reports[row],
        valueUSD: table.values[row]
      )
    }
    return result
  }
}
