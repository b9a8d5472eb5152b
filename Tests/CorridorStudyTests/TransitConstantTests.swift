import Foundation
import FreightNetwork
import Numerics
import Tables
import Testing

@testable import CorridorStudy

@Suite("Constants of transit")
struct TransitConstantTests {
  /// A study with one constant, and a world of it.
  private static func world(
    _ usdPerTonne: Double?
  ) throws -> (model: CorridorModel, world: YearSolution) {
    var study = try BuiltIn.study()
    study.trafficObservations = []
    study.network.transitConstants =
      usdPerTonne.map {
        let classes = study.cargoClasses.indices.filter { study.cargoClasses[$0].id == "container" }
        return [
          TransitConstant(
            id: "russia",
            name: "Russia by rail",
            country: "RUS",
            family: .rail,
            cargoClasses: classes,
            usdPerTonne: $0,
            percentOfValue: $0 / 4
          )
        ]
      } ?? []
    let project = try #require(study.projects.first)
    let model = try CorridorModel(study, project, threads: 2)
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let state = YearState(year: 2030, measures: .none, built: model.referenceProjects)
    return (model, try model.solve(state, base: base, calibration.parameters))
  }

  /// Whether the constant should hold, from the route's own arcs.
  private static func isTransit(_ entry: Int, _ model: CorridorModel) -> Bool {
    let demand = model.demands[model.entryDemand[entry]]
    let study = model.study
    guard study.cargoClasses[demand.cargoClass].id == "container",
      study.regions[demand.origin].country != "RUS",
      study.regions[demand.destination].country != "RUS"
    else { return false }
    let network = model.networks[demand.cargoClass]
    var isTransit = false
    for position in model.route(entry).arcs {
      let arc = network.arcs[position]
      guard case .link(let place, _) = arc.kind,
        network.vertices[arc.from].carrier?.family == .rail
      else { continue }
      let link = study.network.links[place]
      let ends = [link.from, link.to].map { study.network.nodes[$0].country }
      if ends == ["RUS", "RUS"] { isTransit = true }
    }
    return isTransit
  }

  @Test("They hold for transit by the mode alone, and keep freight off it")
  func transit() throws {
    let plain = try Self.world(nil)
    let zero = try Self.world(0)
    let dear = try Self.world(80)
    #expect(plain.world.choices.share == zero.world.choices.share)
    #expect(plain.world.tonnes == zero.world.tonnes)
    let model = dear.model
    var carried = (before: 0.0, after: 0.0)
    var count = 0
    for entry in 0..<model.assignment.entryCount {
      let holds = Self.isTransit(entry, model)
      let value =
        model.study.commodities[model.demands[model.entryDemand[entry]].commodity].usdPerTonne
      let found = model.entryTransitUSDPerTonne[entry]
      #expect(holds ? abs(found - (80 + 0.2 * value)) < 1e-9 * found : found == 0)
      guard holds else { continue }
      count += 1
      let demand = model.entryDemand[entry]
      carried.before += plain.world.choices.share[entry] * plain.world.tonnes[demand]
      carried.after += dear.world.choices.share[entry] * dear.world.tonnes[demand]
    }
    #expect(count > 100)
    // A fifth of the value is more than the time that a railway saves; what is left has no other way.
    #expect(carried.after < 0.3 * carried.before)
    #expect(carried.after > 0)
  }

  @Test("Containers on the Trans-Siberian are as counted in the year that sets the constant")
  func calibrated() throws {
    let tests = try BuiltIn.result.get().validation.trade
    let transit = try #require(tests.first { $0.id == "tsr_transit" })
    let set = transit.rows.filter { $0.use == "calibration" }
    #expect(set.map(\.year) == [2015])
    for row in set { #expect(abs(row.modelled / row.observed - 1) < 0.05) }
    let predicted = transit.rows.filter { $0.use == "prediction" }
    #expect(!predicted.isEmpty)
    let error =
      predicted.reduce(0) { $0 + abs($1.modelled - $1.observed) } / Double(predicted.count)
    #expect(abs(error - transit.meanAbsoluteError) < 1e-9 * error)
  }

  @Test("Faults of their file name the column")
  func faults() throws {
    let folder = try BuiltIn.copy()
    let file = folder.appendingPathComponent("network/transit.csv")
    let text =
      try String(contentsOf: file, encoding: .utf8) + """
        russia,Again,RUS,rail,container,10,0,transit_calibration,D,
        a,A,ATL,rail,,10,0,transit_calibration,D,
        b,B,RUS,trail,,10,0,transit_calibration,D,
        c,C,RUS,rail,boxes,10,0,transit_calibration,D,
        d,D,RUS,rail,,-1,0,transit_calibration,D,

        """
    try text.write(to: file, atomically: true, encoding: .utf8)
    let error = try #require(throws: InputFaults.self) { try Study.load(folder) }
    for part in [
      "'russia' again", "unknown country 'ATL'", "'trail'", "did you mean 'rail'",
      "unknown cargo class 'boxes'", "column 'usd_per_t': found '-1'",
    ] {
      #expect(error.description.contains(part), "missing: \(part)\n\(error)")
    }
  }
}
