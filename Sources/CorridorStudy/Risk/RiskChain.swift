import Foundation
import FreightNetwork
import Numerics

/// Values of the uncertain numbers in one draw.
struct RiskDraw: Sendable {
  private var values: [RiskDriver: Double] = [:]

  /// Every number as the study has it.
  init() {}

  /// A factor; 1 unless drawn.
  func factor(_ driver: RiskDriver) -> Double { values[driver] ?? 1 }

  /// Whether it moves a number on which routes, queues or trade hang.
  var movesCorridor: Bool { values.keys.contains(where: \.movesRoutes) }

  /// A value; `nil` unless drawn.
  subscript(_ driver: RiskDriver) -> Double? {
    get { values[driver] }
    set { values[driver] = newValue }
  }
}

/// The corridor as draws go through it: route choice with queues and the response of trade, for the
/// demands that the project matters to; all other flows stay on the network as solved.
///
/// A draw with every number as in the study gives the solved figures back.
struct RiskChain: Sendable {
  /// What a draw makes of one year.
  struct YearOutcome: Sendable {
    var userBenefit: Double
    var tonnes: Double
    var co2eSavedTonnes: Double
    var externalSavedUSDMillion: Double
  }

  /// One solved state, cut down to the demands that matter.
  private struct Slice: Sendable {
    var assignment: RouteAssignment
    var costs: RouteCosts
    var tonnes: [Double]
    var logsum: [Double]
    var flows: [Double]
    var preload: [Double]
    var weights: CostWeights
    var tariff: [Double]
    /// What the logarithms of the loads answer to the queues at the solved flows.
    var response: DenseMatrix?
    /// Unit value of each demand, USD/t.
    var value: [Double]
  }

  let model: CorridorModel
  let assignment: RouteAssignment
  /// Demands that matter, and their entries, by position in the model.
  let demands: [Int]
  let entries: [Int]
  /// Capacities that their routes use, by position in the model: those of the chain, in order.
  let capacities: [Int]
  private let entryDemand: [Int]
  private let useCost: [CostVector]
  private let slices: [(year: Int, without: Slice, with: Slice)]
  /// What the other demands add to each year.
  private var rest: [(outcome: YearOutcome, studyTonnes: Double)] = []
  private let isCoal: [Bool]
  /// θ of each demand.
  private let elasticity: [Double]

  /// Share of the traffic or of the benefits that is followed demand by demand.
  private static let coverage = 0.75
  /// Share of them below which a demand is not followed.
  private static let cutOff = 0.004

  /// - Parameters:
  ///   - model: the model.
  ///   - pairs: solved years of one set of measures, rising, without and with the project.
  ///   - effects: what the project does in these years.
  ///   - demands: demands that matter; see `relevantDemands`.
  /// - Throws: `NotConverged`.
  init(
    _ model: CorridorModel,
    _ pairs: [(without: YearSolution, with: YearSolution)],
    _ effects: [YearEffects],
    demands: [Int]
  ) throws {
    self.model = model
    self.demands = demands
    let full = model.assignment
    var start = [0]
    var nest: [Int32] = []
    var useStart = [0]
    var useResource: [Int32] = []
    var entries: [Int] = []
    var entryDemand: [Int] = []
    var uses: [Int] = []
    for (place, demand) in demands.enumerated() {
      for entry in full.start[demand]..<full.start[demand + 1] {
        entries.append(entry)
        entryDemand.append(place)
        nest.append(full.nest[entry])
        for use in full.useStart[entry]..<full.useStart[entry + 1] {
          useResource.append(full.useResource[use])
          uses.append(use)
        }
        useStart.append(useResource.count)
      }
      start.append(nest.count)
    }
    self.entries = entries
    self.entryDemand = entryDemand
    // A draw's queues are solved thousands of times: no more of them than can move.
    let capacities = Set(useResource.map { Int($0) }).sorted()
    self.capacities = capacities
    let places = Dictionary(
      capacities.enumerated().map { ($1, Int32($0)) },
      uniquingKeysWith: { first, _ in first }
    )
    useResource = useResource.compactMap { places[Int($0)] }
    useCost = uses.map { model.useCost[$0] }
    let sub = try RouteAssignment(
      start: start,
      nest: nest,
      useStart: useStart,
      useResource: useResource,
      capacityTonnes: capacities.map { full.capacityTonnes[$0] },
      performance: full.performance
    )
    assignment = sub
    isCoal = demands.map {
      model.study.commodities[model.demands[$0].commodity].id.hasPrefix("coal")
    }
    let elasticity = demands.map {
      model.study.commodities[model.demands[$0].commodity].tradeElasticity
    }
    self.elasticity = elasticity
    func slope(_ demand: Int, _ tariff: Double, _ value: Double, _ logsum: Double) -> Double {
      logsum < .infinity ? -elasticity[demand] / (value * (1 + tariff) + logsum) : 0
    }
    func slice(_ solution: YearSolution) -> Slice {
      let costs = RouteCosts(
        base: entries.map { solution.costs.base[$0] },
        availability: entries.map { solution.costs.availability[$0] },
        useCost: uses.map { solution.costs.useCost[$0] },
        routeScale: demands.map { solution.costs.routeScale[$0] },
        modeScale: demands.map { solution.costs.modeScale[$0] }
      )
      let tonnes = demands.map { solution.tonnes[$0] }
      var sub = sub
      let whole = model.assignment(year: solution.state.year)
      sub.capacityTonnes = capacities.map { whole.capacityTonnes[$0] }
      let flows = capacities.map { solution.resourceFlows[$0] }
      let choices = sub.choices(costs, flows: flows)
      let own = sub.load(choices, tonnes: tonnes)
      let tariff = demands.map { model.tariff[model.demands[$0].cell] + solution.policy.tariff[$0] }
      let value = demands.map {
        model.unitValue(model.demands[$0].commodity, year: solution.state.year)
      }
      return Slice(
        assignment: sub,
        costs: costs,
        tonnes: tonnes,
        logsum: choices.logsum,
        flows: flows,
        preload: zip(flows, own).map { max(0, $0 - $1) },
        weights: model.weights(year: solution.state.year),
        tariff: tariff,
        response: QueueEquilibrium.logarithmic(
          sub.response(
            costs,
            flows: flows,
            loads: flows,
            tonnes: tonnes,
            slope: demands.indices.map { slope($0, tariff[$0], value[$0], choices.logsum[$0]) },
            near: choices
          ),
          loads: flows
        ),
        value: value
      )
    }
    slices = pairs.map { ($0.with.state.year, slice($0.without), slice($0.with)) }
    rest = []
    rest = try zip(slices, effects).map { slice, effects in
      let own = try outcome(slice, RiskDraw(), nil, isStudy: true)
      let others = YearOutcome(
        userBenefit: Series.sum(effects.userBenefit) - own.userBenefit,
        tonnes: effects.tonnes - own.tonnes,
        co2eSavedTonnes: effects.co2eSavedTonnes - own.co2eSavedTonnes,
        externalSavedUSDMillion: effects.externalSavedUSDMillion - own.externalSavedUSDMillion
      )
      return (others, own.tonnes)
    }
  }

  /// Demands that make up all but a small share of the project's traffic and users' benefits in any
  /// of the years.
  static func relevantDemands(
    _ model: CorridorModel,
    _ pairs: [(without: YearSolution, with: YearSolution)],
    _ effects: [YearEffects]
  ) -> Set<Int> {
    var relevant: Set<Int> = []
    for (pair, effects) in zip(pairs, effects) {
      var tonnes = [Double](repeating: 0, count: model.demands.count)
      for entry in model.projectEntries {
        let demand = model.entryDemand[entry]
        tonnes[demand] += pair.with.choices.share[entry] * pair.with.tonnes[demand]
      }
      for measure in [tonnes, effects.userBenefit.map { abs($0) }] {
        let total = Series.sum(measure)
        var sum = 0.0
        for demand in measure.indices.sorted(by: { (measure[$0], $1) > (measure[$1], $0) }) {
          guard sum < coverage * total, measure[demand] > cutOff * total else { break }
          sum += measure[demand]
          relevant.insert(demand)
        }
      }
    }
    return relevant
  }

  /// Outcome of each solved year under a draw, and under numbers of the study that it moves.
  ///
  /// - Throws: `NotConverged`.
  func outcomes(_ draw: RiskDraw, _ moved: MovedCorridor? = nil) throws -> [YearOutcome] {
    try zip(slices, rest).map { slice, rest in
      let own = try outcome(slice, draw, moved, isStudy: false)
      // What the other demands add moves as the traffic of those that are followed does.
      let change = rest.studyTonnes > 0 ? own.tonnes / rest.studyTonnes : 1
      return YearOutcome(
        userBenefit: own.userBenefit + rest.outcome.userBenefit * change,
        tonnes: own.tonnes + rest.outcome.tonnes * change,
        co2eSavedTonnes: own.co2eSavedTonnes + rest.outcome.co2eSavedTonnes * change,
        externalSavedUSDMillion: own.externalSavedUSDMillion
          + rest.outcome.externalSavedUSDMillion * change
      )
    }
  }

  private func outcome(
    _ slice: (year: Int, without: Slice, with: Slice),
    _ draw: RiskDraw,
    _ moved: MovedCorridor?,
    isStudy: Bool
  ) throws -> YearOutcome {
    let before = try state(slice.without, slice.year, draw, moved, isStudy)
    let after = try state(slice.with, slice.year, draw, moved, isStudy)
    var result = YearOutcome(
      userBenefit: 0,
      tonnes: 0,
      co2eSavedTonnes: 0,
      externalSavedUSDMillion: 0
    )
    for demand in demands.indices {
      let old = before.choices.logsum[demand]
      let new = after.choices.logsum[demand]
      if old < .infinity, new < .infinity {
        result.userBenefit +=
          0.5e-6 * (before.tonnes[demand] + after.tonnes[demand]) * (old - new)
      }
    }
    for (place, entry) in entries.enumerated() {
      let demand = entryDemand[place]
      let carried = after.choices.share[place] * after.tonnes[demand]
      let earlier = before.choices.share[place] * before.tonnes[demand]
      if model.usesProject[entry] { result.tonnes += carried }
      let cost = moved?.entryCost[place] ?? model.entryCost[entry]
      result.co2eSavedTonnes += (earlier - carried) * cost.gramsCO2e / 1e6
      result.externalSavedUSDMillion += (earlier - carried) * cost.externalUSD / 1e6
    }
    return result
  }

  private func state(
    _ slice: Slice,
    _ year: Int,
    _ draw: RiskDraw,
    _ moved: MovedCorridor?,
    _ isStudy: Bool
  ) throws -> (
    choices: RouteChoices, tonnes: [Double]
  ) {
    var assignment = slice.assignment
    if let moved {
      for (place, factor) in moved.capacityFactor { assignment.capacityTonnes[place] *= factor }
    }
    if isStudy { return (assignment.choices(slice.costs, flows: slice.flows), slice.tonnes) }
    var weights = slice.weights
    weights.rail *= draw.factor(.railRate)
    weights.sea *= draw.factor(.seaRate)
    weights.handling *= draw.factor(.terminalCost)
    weights.time *= draw.factor(.valueOfTime)
    var costs = slice.costs
    let scale = draw.factor(.routeScale)
    for demand in demands.indices {
      costs.routeScale[demand] *= scale * (moved?.routeScaleFactor[demand] ?? 1)
      costs.modeScale[demand] *= scale * (moved?.modeScaleFactor[demand] ?? 1)
      let commodity = model.demands[demands[demand]].commodity
      let studyTime = model.study.commodities[commodity].timeValueUSDPerTonneDay
      let time = moved?.timeValue[demand] ?? studyTime
      for place in assignment.start[demand]..<assignment.start[demand + 1] {
        let cost = model.entryCost[entries[place]]
        costs.base[place] +=
          weights.generalised(moved?.entryCost[place] ?? cost, valueOfTime: time)
          - slice.weights.generalised(cost, valueOfTime: studyTime)
          + (moved?.transitRiseUSDPerTonne[place] ?? 0)
        for use in assignment.useStart[place]..<assignment.useStart[place + 1] {
          let own = moved?.useCost[use] ?? useCost[use]
          costs.useCost[use] = weights.queued(own, valueOfTime: time)
        }
      }
    }
    var tonnes = slice.tonnes
    var choices = assignment.choices(costs, flows: slice.flows)
    let factor = draw.factor(.demand)
    let coal = draw.factor(.coalPrice)
    let elasticity = moved?.elasticity ?? elasticity
    func price(_ demand: Int) -> Double {
      slice.value[demand] * (isCoal[demand] ? coal : 1) * (moved?.valueFactor[demand] ?? 1)
    }
    func respond() {
      for demand in demands.indices where slice.logsum[demand] < .infinity {
        let value = slice.value[demand]
        let own = 1 + slice.tariff[demand]
        let ratio =
          (own + choices.logsum[demand] / price(demand)) / (own + slice.logsum[demand] / value)
        tonnes[demand] = slice.tonnes[demand] * factor * power(ratio, -elasticity[demand])
      }
    }
    func evaluate(_ flows: [Double]) -> [Double] {
      assignment.update(&choices, costs, flows: flows)
      respond()
      return assignment.load(choices, tonnes: tonnes, preload: slice.preload)
    }
    // Queues are solved anew: near capacity they decide what a draw is worth.
    _ = try assignment.queueEquilibrium(tolerance: Self.tolerance, maximumIterations: 300).solve(
      start: slice.flows,
      solver: "draw of \(year)",
      knownResponse: slice.response,
      response: {
        assignment.response(
          costs,
          flows: $0,
          loads: $1,
          tonnes: tonnes,
          slope: demands.indices.map { demand in
            let logsum = choices.logsum[demand]
            guard logsum < .infinity else { return 0 }
            return -elasticity[demand] / (price(demand) * (1 + slice.tariff[demand]) + logsum)
          },
          near: choices
        )
      },
      evaluate
    )
    return (choices, tonnes)
  }

  /// Residual of the queues of a draw, relative to capacity.
  private static let tolerance = 1e-5
}

/// x^y, exactly 1 where x is 1.
private func power(_ x: Double, _ y: Double) -> Double { x == 1 ? 1 : x.raised(to: y) }

extension Double {
  /// This number to a power.
  fileprivate func raised(to exponent: Double) -> Double { Foundation.pow(self, exponent) }
}
