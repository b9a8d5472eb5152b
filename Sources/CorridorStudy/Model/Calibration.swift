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
  /// later year; the time constant then meets the earlier. With one year the constant alone. Flows
  /// not over the project stay where the base assignment puts them, and trade at its grown size, so
  /// that a fit takes milliseconds; the model's own figures for these years stand in the back-test.
  init(_ model: CorridorModel) throws {
    let ramp = model.project.rampUp
    parameters = ProjectParameters(
      constantUSDPerTonne: ramp.constantUSDPerTonne, timeConstantYears: ramp.timeConstantYears)
    comments = []
    let counted = model.study.trafficObservations
      .filter { $0.use == .calibration && $0.commodity == nil && $0.middleMegatonnes > 0 }
      .sorted { $0.year < $1.year }
    years = counted.map(\.year)
    guard let last = counted.last else {
      comments.append("No traffic to calibrate on: the study's own parameters are used.")
      return
    }
    let base = try model.solveBase(parameters)
    let probes = counted.map {
      CalibrationProbe(model, year: $0.year, from: $0.from, to: $0.to, flows: base.resourceFlows)
    }
    let targets = counted.map { $0.middleMegatonnes * 1e6 }

    /// The constant that meets the last year at a time constant; the nearest bound where none does.
    func constant(_ time: Double) -> Double {
      let probe = probes[probes.count - 1]
      let bounds = -60.0...120.0
      let target = last.middleMegatonnes * 1e6
      return RootFinding.root(between: bounds.lowerBound, and: bounds.upperBound) {
        probe.tonnes(ProjectParameters(constantUSDPerTonne: $0, timeConstantYears: time)) - target
      }
        ?? (probe.tonnes(
          ProjectParameters(constantUSDPerTonne: bounds.lowerBound, timeConstantYears: time))
          < target ? bounds.lowerBound : bounds.upperBound)
    }
    var time = ramp.timeConstantYears
    if counted.count > 1 {
      let miss = { (time: Double) -> Double in
        probes[0].tonnes(
          ProjectParameters(constantUSDPerTonne: constant(time), timeConstantYears: time))
          - targets[0]
      }
      if let root = RootFinding.root(between: 0.02, and: 15, miss) {
        time = root
      } else {
        time = abs(miss(0.02)) < abs(miss(15)) ? 0.02 : 15
        comments.append(
          "No time constant between 0.02 and 15 years meets the traffic of \(years[0]); "
            + "the nearest is used.")
      }
    }
    parameters = ProjectParameters(constantUSDPerTonne: constant(time), timeConstantYears: time)
  }
}

/// Traffic of one year as a function of the two parameters, with all other flows as given.
private struct CalibrationProbe {
  let model: CorridorModel
  let year: Int
  let tonnes: [Double]
  let costs: RouteCosts
  let entries: [Int]
  let demands: [Int]

  init(_ model: CorridorModel, year: Int, from: String, to: String, flows: [Double]) {
    self.model = model
    self.year = year
    let state = YearState(year: year, measures: .asAdopted, withProject: true)
    let policy = model.policyEffects(year: year, measures: .asAdopted)
    var ones = ProjectParameters(constantUSDPerTonne: 0, timeConstantYears: 0)
    ones.timeConstantYears = 0
    costs = model.costs(state, policy, ones)
    let grown = model.grownTrade(year: year)
    tonnes = model.demands.enumerated().map { place, demand in
      grown.flows[demand.cell] * model.tonnesPerUSDMillion[demand.cell] * policy.allowed[place]
    }
    entries = model.entries(over: from, to)
    demands = Array(Set(entries.map { model.entryDemand[$0] })).sorted()
  }

  func tonnes(_ parameters: ProjectParameters) -> Double {
    var ramp = model.project.rampUp
    let full = max(1e-12, openShare(ramp, 0))
    ramp.timeConstantYears = parameters.timeConstantYears
    let share = ramp.share(year: year) / full
    var cost = costs.base
    var open = costs.availability
    for demand in demands {
      for entry in range(demand) where model.usesProject[entry] {
        cost[entry] += parameters.constantUSDPerTonne
        open[entry] *= share
      }
    }
    var shares = [Double](repeating: 0, count: cost.count)
    for demand in demands {
      _ = NestedLogit.evaluate(
        range(demand), cost: cost, availability: open, nest: model.assignment.nest,
        routeScale: costs.routeScale[demand], modeScale: costs.modeScale[demand], share: &shares)
    }
    return entries.reduce(0) { $0 + shares[$1] * tonnes[model.entryDemand[$1]] }
  }

  private func openShare(_ ramp: RampUp, _ constant: Double) -> Double {
    var ramp = ramp
    ramp.timeConstantYears = constant
    return ramp.share(year: year)
  }

  private func range(_ demand: Int) -> Range<Int> {
    model.assignment.start[demand]..<model.assignment.start[demand + 1]
  }
}

extension CorridorModel {
  /// Entries whose route goes from one node straight to another.
  func entries(over from: String, _ to: String) -> [Int] {
    let nodes = study.network.nodes
    return (0..<assignment.entryCount).filter { entry in
      let path = route(entry).nodes
      return zip(path, path.dropFirst()).contains { nodes[$0].id == from && nodes[$1].id == to }
    }
  }
}
