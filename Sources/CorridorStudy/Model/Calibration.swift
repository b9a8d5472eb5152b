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
  /// With two years, both parameters are fitted: for each time constant, the constant meets the
  /// later year; the time constant then meets the earlier. With one year the constant alone.
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
    years = counted.map(\.year)
    guard !counted.isEmpty, place != nil else {
      years = []
      comments.append("No traffic to calibrate on: the study's own parameters are used.")
      return
    }
    // The probes keep trade and congestion as the full model has them at the last parameters; a few
    // rounds bring both together.
    let policies = counted.map { model.policyEffects(year: $0.year, measures: .asAdopted) }
    let built = model.referenceProjects.union(model.place(of: project))
    var lastBase: BaseSolution?
    var last: [YearSolution?] = counted.map { _ in nil }
    for round in 1...Self.maximumRounds {
      let current = parameters
      let base = try model.solveBase(current, near: lastBase)
      let near = last
      let solutions = try Parallel.map(counted.count, threads: model.threads) { place in
        try model.solve(
          YearState(year: counted[place].year, measures: .asAdopted, built: built),
          base: base,
          current,
          policy: policies[place],
          near: near[place]
        )
      }
      lastBase = base
      last = solutions
      let probes = zip(counted, solutions).map {
        CalibrationProbe(model, $1, current, from: $0.from, to: $0.to)
      }
      let misses = zip(counted, probes).map {
        abs($1.tonnes(parameters) / ($0.middleMegatonnes * 1e6) - 1)
      }
      if (misses.max() ?? 0) < Self.tolerance { return }
      if round == Self.maximumRounds {
        let miss = ((misses.max() ?? 0) * 1000).rounded() / 10
        comments.append("The fit misses the traffic of its years by up to \(miss) per cent.")
      } else {
        let fitted = fit(probes, counted.map { $0.middleMegatonnes * 1e6 })
        // Queues answer to the project's traffic, so full steps can swing to and fro.
        let step = round <= 2 ? 1 : 0.5
        parameters.constantUSDPerTonne +=
          step * (fitted.constantUSDPerTonne - parameters.constantUSDPerTonne)
        parameters.timeConstantYears +=
          step * (fitted.timeConstantYears - parameters.timeConstantYears)
      }
    }
  }

  private static let maximumRounds = 16
  /// Relative miss of the counted traffic that is accepted.
  private static let tolerance = 0.005
  /// Relative miss of the counted traffic that a fit on probes ends at.
  private static let fitTolerance = 1e-5

  /// The parameters that meet the targets on the probes.
  private func fit(_ probes: [CalibrationProbe], _ targets: [Double]) -> ProjectParameters {
    let lastProbe = probes[probes.count - 1]
    let lastTarget = targets[targets.count - 1]
    func constant(_ time: Double) -> Double {
      func miss(_ constant: Double) -> Double {
        lastProbe.tonnes(
          ProjectParameters(constantUSDPerTonne: constant, timeConstantYears: time)
        ) - lastTarget
      }
      // Rounds move little: near the last parameters first.
      func root(_ low: Double, _ high: Double) -> Double? {
        RootFinding.root(
          between: low,
          and: high,
          tolerance: 1e-6,
          valueTolerance: Self.fitTolerance * lastTarget,
          miss
        )
      }
      let last = parameters.constantUSDPerTonne
      return root(max(-60, last - 3), min(120, last + 3)) ?? root(-60, 120)
        ?? (miss(-60) < 0 ? -60 : 120)
    }
    func miss(_ time: Double) -> Double {
      probes[0].tonnes(
        ProjectParameters(constantUSDPerTonne: constant(time), timeConstantYears: time)
      )
        - targets[0]
    }
    func root(_ low: Double, _ high: Double) -> Double? {
      RootFinding.root(
        between: low,
        and: high,
        tolerance: 1e-6,
        valueTolerance: Self.fitTolerance * targets[0],
        miss
      )
    }
    var time = parameters.timeConstantYears
    if probes.count > 1 {
      time =
        root(max(0.02, 0.7 * parameters.timeConstantYears), 1.4 * parameters.timeConstantYears)
        ?? root(0.02, 15)
        ?? (abs(miss(0.02)) < abs(miss(15)) ? 0.02 : 15)
    }
    return ProjectParameters(constantUSDPerTonne: constant(time), timeConstantYears: time)
  }
}

/// Traffic of one year as a function of the two parameters, with trade and congestion as solved.
private struct CalibrationProbe {
  let model: CorridorModel
  let year: Int
  /// The parameters with which `cost` and `open` were made.
  let made: ProjectParameters
  let tonnes: [Double]
  /// Where the routes of each demand over the counted line start below; one more at the end.
  let start: [Int]
  let cost: [Double]
  let open: [Double]
  let nest: [Int32]
  let usesProject: [Bool]
  let isCounted: [Bool]
  let routeScale: [Double]
  let modeScale: [Double]

  init(
    _ model: CorridorModel,
    _ solution: YearSolution,
    _ parameters: ProjectParameters,
    from: String,
    to: String
  ) {
    self.model = model
    year = solution.state.year
    made = parameters
    let counted = Set(model.entries(over: from, to))
    let demands = Set(counted.map { model.entryDemand[$0] }).sorted()
    let congested = model.assignment(year: year).congestedCosts(
      solution.costs,
      flows: solution.resourceFlows
    )
    let full = model.assignment
    let entries = demands.flatMap { full.start[$0]..<full.start[$0 + 1] }
    start = demands.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + full.start[$1 + 1] - full.start[$1])
    }
    tonnes = demands.map { solution.tonnes[$0] }
    cost = entries.map { congested[$0] }
    open = entries.map { solution.costs.availability[$0] }
    nest = entries.map { full.nest[$0] }
    usesProject = entries.map { model.usesProject[$0] }
    isCounted = entries.map(counted.contains)
    routeScale = demands.map { solution.costs.routeScale[$0] }
    modeScale = demands.map { solution.costs.modeScale[$0] }
  }

  func tonnes(_ parameters: ProjectParameters) -> Double {
    var ramp = model.project.rampUp
    ramp.timeConstantYears = made.timeConstantYears
    let before = ramp.share(year: year)
    ramp.timeConstantYears = parameters.timeConstantYears
    let factor = before > 0 ? ramp.share(year: year) / before : 0
    let shift = parameters.constantUSDPerTonne - made.constantUSDPerTonne
    var cost = cost
    var open = open
    for entry in cost.indices where usesProject[entry] {
      cost[entry] += shift
      open[entry] *= factor
    }
    var share = cost
    var sum = 0.0
    for demand in tonnes.indices {
      let range = start[demand]..<start[demand + 1]
      _ = NestedLogit.evaluate(
        range,
        cost: cost,
        availability: open,
        nest: nest,
        routeScale: routeScale[demand],
        modeScale: modeScale[demand],
        share: &share
      )
      for entry in range where isCounted[entry] { sum += share[entry] * tonnes[demand] }
    }
    return sum
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
    return (0..<assignment.entryCount).filter { entry in
      isOver[demands[entryDemand[entry]].cargoClass][entryRoute[entry]]
    }
  }
}
