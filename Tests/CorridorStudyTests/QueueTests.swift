import FreightNetwork
import Numerics
import Testing

@testable import CorridorStudy

@Suite("Queues of the built-in study")
struct QueueTests {
  /// Model over all projects, base and the world of 2036 without measures.
  private static let solved = Result { () -> (CorridorModel, BaseSolution, YearSolution) in
    var study = try BuiltIn.study()
    study.trafficObservations = []
    let project = try #require(study.projects.first)
    let model = try CorridorModel(study, project, withAll: true, threads: 2)
    let parameters = try Calibration(model).parameters
    let base = try model.solveBase(parameters)
    let state = YearState(year: 2036, measures: .none, built: model.referenceProjects)
    return (model, base, try model.solve(state, base: base, parameters))
  }

  // The queue of half above the capacity costs 128 times the arc, and no less than 256 USD/t: other ways
  // are cheaper.
  @Test("no capacity carries much more than it can, however short its link")
  func capacities() throws {
    let (model, base, world) = try Self.solved.get()
    for (flows, year) in [(base.resourceFlows, 2015), (world.resourceFlows, 2036)] {
      let capacities = model.assignment(year: year).capacityTonnes
      let use = zip(flows, capacities).map { $0 / $1 }
      #expect(use.allSatisfy { $0 < 1.5 })
      #expect(use.count { $0 > 1 } > 3)
    }
  }

  @Test("figures taken over from a world that projects alone set apart are those worked out anew")
  func takenOver() throws {
    let (model, _, world) = try Self.solved.get()
    for place in model.routedProjects.places {
      var other = world.state
      other.built.formSymmetricDifference(ProjectSet([place]))
      let touched = model.demands(over: ProjectSet([place]))
      #expect(!touched.isEmpty && touched.count < model.demands.count)
      let anew = model.costs(other, world.policy, world.parameters)
      let near = model.costs(other, world.policy, world.parameters, near: (world, touched))
      #expect(near.base == anew.base)
      #expect(near.availability == anew.availability)
      #expect(near.useCost == anew.useCost)
      let assignment = model.assignment(year: other.year)
      var choices = world.choices
      assignment.update(&choices, near, flows: world.resourceFlows, changed: touched)
      let right = assignment.choices(anew, flows: world.resourceFlows)
      #expect(choices.share == right.share)
      #expect(choices.logsum == right.logsum)
    }
  }
}
