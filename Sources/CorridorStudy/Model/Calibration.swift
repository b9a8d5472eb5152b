import Foundation
import FreightNetwork
import Numerics

/// Fits the project's constant and the time constant of its ramp-up to traffic counted in the
/// calibration years, and to nothing else.
struct Calibration: Sendable {
  /// What was fitted.
  var parameters: ProjectParameters
  /// Years used.
  var years: [Int]
  /// What a reader should know of the fit.
  var comments: [String]

  /// Fits.
  ///
  /// The constant, and with two years or more the time constant too, make the modelled traffic of the
  /// last year and of the first what was counted. Each round solves these years whole; between rounds
  /// goes Broyden's method in the constant and the logarithm of the time constant, from slopes at
  /// fixed queues and trade.
  ///
  /// - Throws: `NotConverged` where a year cannot be solved.
  init(_ model: CorridorModel) throws {
    let place = model.countedProject
    let project = place.map { model.study.projects[$0] } ?? model.project
    let model = model.focused(on: project)
    let ramp = project.rampUp
    parameters = ProjectParameters(
      constantUSDPerTonne: ramp.constantUSDPerTonne,
      timeConstantYears: ramp.timeConstantYears
    )
    comments = []
    let counted = model.study.trafficObservations
      .filter { $0.use == .calibration && $0.commodities.isEmpty && $0.middleMegatonnes > 0 }
      .sorted { $0.year < $1.year }
    guard let last = counted.last, place != nil else {
      years = []
      comments.append("No traffic to calibrate on: the study's own parameters are used.")
      return
    }
    let fitted = counted[0].year < last.year ? [last, counted[0]] : [last]
    years = fitted.map(\.year).sorted()
    let counts = fitted.map { CountedTraffic(model, $0) }
    let built = model.referenceProjects.union(model.place(of: project))
    var search = CalibrationSearch(parameters, count: fitted.count)
    var base: BaseSolution?
    var solved: [YearSolution?] = fitted.map { _ in nil }
    for _ in 1...Self.maximumRounds {
      let current = search.parameters
      let newBase = try model.solveBase(current, near: base)
      let near = solved
      let solutions = try Parallel.map(fitted.count, threads: model.threads) { place in
        try model.solve(
          YearState(year: fitted[place].year, measures: .asAdopted, built: built),
          base: newBase,
          current,
          policy: counts[place].policy,
          near: near[place]
        )
      }
      base = newBase
      solved = solutions
      let misses = zip(counts, solutions).map { $0.miss($1.choices, $1) }
      if search.isFirst {
        search.slopes = CalibrationSearch.slopes(misses, at: current) { parameters in
          zip(counts, solutions).map { $0.miss(parameters, near: $1) }
        }
      }
      search.take(misses)
      // Where the slopes lead nowhere, another round would be the same.
      if search.least < Self.tolerance || search.parameters == current { break }
    }
    parameters = search.best
    if search.least >= Self.tolerance {
      let miss = ((exp(search.least) - 1) * 1000).rounded() / 10
      comments.append("The fit misses the traffic of its years by up to \(miss) per cent.")
    }
  }

  private static let maximumRounds = 16
  /// Miss of the counted traffic that is accepted, as a logarithm.
  private static let tolerance = 0.002
}

/// Traffic of one year, counted and modelled.
private struct CountedTraffic: Sendable {
  let model: CorridorModel
  let policy: PolicyEffects
  /// Entries over the counted link.
  let entries: [Int]
  let tonnes: Double

  init(_ model: CorridorModel, _ observation: TrafficObservation) {
    self.model = model
    policy = model.policyEffects(year: observation.year, measures: .asAdopted)
    entries = model.entries(over: observation.from, observation.to)
    tonnes = observation.middleMegatonnes * 1e6
  }

  /// ln of modelled over counted traffic.
  func miss(_ choices: RouteChoices, _ solution: YearSolution) -> Double {
    let modelled = entries.reduce(0) {
      $0 + choices.share[$1] * solution.tonnes[model.entryDemand[$1]]
    }
    return log(max(modelled, 1) / tonnes)
  }

  /// The same at other parameters, with queues and trade as solved.
  func miss(_ parameters: ProjectParameters, near solution: YearSolution) -> Double {
    let costs = model.costs(solution.state, policy, parameters)
    let assignment = model.assignment(year: solution.state.year)
    return miss(assignment.choices(costs, flows: solution.resourceFlows), solution)
  }
}

extension CorridorModel {
  /// Entries whose route goes from one node straight to another.
  func entries(over from: String, _ to: String) -> [Int] {
    let nodes = study.network.nodes
    guard let first = nodes.firstIndex(where: { $0.id == from }),
      let second = nodes.firstIndex(where: { $0.id == to })
    else { return [] }
    // Many demands share a route.
    let isOver = routeSets.map { set in
      set.routes.map { route in
        zip(route.nodes, route.nodes.dropFirst()).contains { $0 == first && $1 == second }
      }
    }
    var found: [Int] = []
    for (place, demand) in demands.enumerated() {
      let routes = isOver[demand.cargoClass]
      for entry in assignment.start[place]..<assignment.start[place + 1]
      where routes[entryRoute[entry]] {
        found.append(entry)
      }
    }
    return found
  }
}
