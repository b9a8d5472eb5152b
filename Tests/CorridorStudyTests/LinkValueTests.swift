import FreightNetwork
import Numerics
import Testing

@testable import CorridorStudy

@Suite("Values of links")
struct LinkValueTests {
  @Test("Carriage over a link with a capacity costs what the assignment's own queue makes of it")
  func queues() throws {
    var study = try BuiltIn.study()
    study.trafficObservations = []
    let project = try #require(study.projects.first)
    let model = try CorridorModel(study, project, threads: 2)
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let state = YearState(year: 2030, measures: .none, built: model.referenceProjects)
    let world = try model.solve(state, base: base, calibration.parameters)
    let own = ProjectSet([0])
    let store = try WorldStore(model, calibration, base, pairs: [([], own)]) { _ in }
    let worlds = try SolvedWorlds(model, store, without: [], with: own)
    let builder = ResultBuilder(
      worlds,
      ProjectAppraiser(model),
      calibration,
      base,
      seed: 1,
      version: ""
    )
    let values = builder.linkValues(world)
    // The other way: by the uses of capacities in the assignment.
    let assignment = model.assignment(year: 2030)
    let factor = zip(world.resourceFlows, assignment.capacityTonnes).map {
      assignment.performance.factor($0 / $1)
    }
    let weights = model.weights(year: 2030)
    var cost = [Double](repeating: 0, count: factor.count)
    for entry in 0..<assignment.entryCount {
      let tonnes = world.choices.share[entry] * world.tonnes[model.entryDemand[entry]]
      let commodity = model.demands[model.entryDemand[entry]].commodity
      let time = study.commodities[commodity].timeValueUSDPerTonneDay
      for use in assignment.useStart[entry]..<assignment.useStart[entry + 1] {
        let place = Int(assignment.useResource[use])
        let own = weights.generalised(model.useCost[use], valueOfTime: time)
        cost[place] +=
          tonnes * (own + world.costs.useCost[use] * (factor[place] - 1)) / 1e6
      }
    }
    var queueing = 0
    for (place, link) in model.capacityResources.enumerated()
    where link < study.network.links.count && cost[place] > 0.01 {
      #expect(abs(values.costUSDMillion[link] / cost[place] - 1) < 1e-9)
      if factor[place] > 1.05 { queueing += 1 }
    }
    #expect(queueing > 3)
    #expect(values.elasticity.allSatisfy { $0 <= 0 })
  }
}
