import FreightNetwork
import Numerics
import TradeEquilibrium

extension CorridorModel {
  /// Residual of the loop that is accepted, relative to capacity.
  static let loopTolerance = 1e-10

  /// The base year with base-year trade: logsums to which costs of other states are compared.
  ///
  /// - Parameters:
  ///   - parameters: what was calibrated.
  ///   - near: the base at like parameters to begin with.
  /// - Returns: the base, solved.
  /// - Throws: `NotConverged`.
  func solveBase(
    _ parameters: ProjectParameters,
    near: BaseSolution? = nil
  ) throws -> BaseSolution {
    let state = YearState(
      year: study.settings.baseYear,
      measures: .asAdopted,
      built: referenceProjects
    )
    let policy = policyEffects(year: state.year, measures: state.measures)
    let costs = costs(state, policy, parameters)
    let assignment = assignment(year: state.year)
    let tonnes = demands.map { base.flows[$0.cell] * tonnesPerUSDMillion[$0.cell] }
    let start = [Double](repeating: 0, count: assignment.capacityTonnes.count)
    var choices = assignment.choices(costs, flows: start)
    func evaluate(_ flows: [Double]) -> [Double] {
      assignment.update(&choices, costs, flows: flows)
      return assignment.load(choices, tonnes: tonnes)
    }
    let fixed = [Double](repeating: 0, count: demands.count)
    // From half of the flows of an empty network, none above capacity.
    let first =
      near?.resourceFlows
      ?? zip(evaluate(start), assignment.capacityTonnes).map { min($0 / 2, $1) }
    let solution = try assignment.queueEquilibrium(tolerance: Self.loopTolerance).solve(
      start: first,
      solver: "assignment of the base year",
      knownResponse: near?.response,
      response: {
        assignment.response(
          costs,
          flows: $0,
          loads: $1,
          tonnes: tonnes,
          slope: fixed,
          near: choices
        )
      },
      evaluate
    )
    assignment.update(&choices, costs, flows: solution.flows)
    return BaseSolution(
      logsum: choices.logsum,
      allowed: policy.allowed,
      tariff: policy.tariff,
      resourceFlows: solution.flows,
      response: solution.response,
      convergence: solution.convergence
    )
  }

  /// Trade and assignment of one state, to a fixed point.
  ///
  /// Costs → trade equilibrium → tonnes → flows on capacities → costs. A state that differs from the
  /// base in nothing gives the base back bit for bit.
  ///
  ///
  /// - Parameters:
  ///   - state: year, measures, project.
  ///   - solved: the base to which costs are compared.
  ///   - parameters: what was calibrated.
  ///   - known: what the measures do, where the caller has worked it out.
  ///   - near: a like state to begin with; the base unless given. Where nothing sets the two apart,
  ///     they come out the same bit for bit.
  /// - Returns: the state, solved.
  /// - Throws: `NotConverged` with the state in its name.
  func solve(
    _ state: YearState,
    base solved: BaseSolution,
    _ parameters: ProjectParameters,
    policy known: PolicyEffects? = nil,
    near: YearSolution? = nil
  ) throws -> YearSolution {
    let policy = known ?? policyEffects(year: state.year, measures: state.measures)
    let assignment = assignment(year: state.year)
    let twin = near.flatMap { isSetApartByProjects(state, parameters, from: $0) ? $0 : nil }.map {
      (world: $0, touched: demands(over: $0.state.built.symmetricDifference(state.built)))
    }
    let costs = costs(state, policy, parameters, near: twin)
    var (equilibrium, shock) = equilibrium(state, policy, solved)
    let terms = TradeCostTerms(self, solved, policy, year: state.year)
    var wages = near?.trade.wageFactor
    var outcome: TradeOutcome?
    var tonnes = [Double](repeating: 0, count: demands.count)
    var choices: RouteChoices
    if let twin {
      choices = twin.world.choices
      assignment.update(
        &choices,
        costs,
        flows: twin.world.resourceFlows,
        changed: twin.touched
      )
    } else {
      choices = assignment.choices(costs, flows: near?.resourceFlows ?? solved.resourceFlows)
    }
    func evaluate(_ flows: [Double]) throws -> [Double] {
      assignment.update(&choices, costs, flows: flows)
      for (place, demand) in demands.enumerated() {
        shock.costFactor[demand.cell] = terms.factor(place, choices.logsum[place])
      }
      let result = try equilibrium.solve(shock, start: wages)
      wages = result.wageFactor
      outcome = result
      for (place, demand) in demands.enumerated() {
        tonnes[place] =
          result.flows[demand.cell] * tonnesPerUSDMillion[demand.cell]
          / result.wageFactor[demand.origin]
      }
      return assignment.load(choices, tonnes: tonnes)
    }
    let built = state.built.places.map { study.projects[$0].id }.joined(separator: ", ")
    let name =
      "trade and assignment \(state.year), \(built.isEmpty ? "without projects" : "with \(built)")"
    let solution = try assignment.queueEquilibrium(tolerance: Self.loopTolerance).solve(
      start: near?.resourceFlows ?? solved.resourceFlows,
      solver: name,
      knownResponse: near?.response ?? solved.response,
      response: {
        // Trade stays where the last evaluation put it but for each flow's response to its own cost.
        assignment.response(
          costs,
          flows: $0,
          loads: $1,
          tonnes: tonnes,
          slope: demands.indices.map { terms.slope($0, choices.logsum[$0]) },
          near: choices
        )
      },
      evaluate
    )
    guard let outcome else {
      throw NotConverged(
        solver: name,
        residual: .infinity,
        tolerance: Self.loopTolerance,
        iterations: 0,
        advice: "the study has no demands"
      )
    }
    return YearSolution(
      state: state,
      parameters: parameters,
      costs: costs,
      policy: policy,
      choices: choices,
      resourceFlows: solution.flows,
      tonnes: tonnes,
      carriage: CarriageTotals(self, choices, tonnes: tonnes, year: state.year),
      response: solution.response,
      trade: outcome,
      convergence: solution.convergence
    )
  }

  /// Whether nothing but projects sets a state apart from a solved one.
  private func isSetApartByProjects(
    _ state: YearState,
    _ parameters: ProjectParameters,
    from other: YearSolution
  ) -> Bool {
    other.state.year == state.year && other.state.measures == state.measures
      && other.parameters == parameters && overlay?.acts(in: state) != true
  }

  /// The trade equilibrium of a state, and its shock without the costs of carriage.
  ///
  /// - Parameters:
  ///   - state: year, measures, project.
  ///   - policy: what the measures do.
  ///   - solved: the base to which the state is compared.
  /// - Returns: both.
  func equilibrium(
    _ state: YearState,
    _ policy: PolicyEffects,
    _ solved: BaseSolution
  ) -> (equilibrium: ExactHat, shock: TradeShock) {
    let grown = grownTrade(year: state.year)
    var world = base
    world.flows = grown.flows
    var shock = TradeShock(world)
    let fixed = fixedShock(state, policy, solved, grown)
    shock.allowed = fixed.allowed
    shock.entry = fixed.entry
    let closure: ExactHat.Closure = study.settings.closure == .additive ? .additive : .balanced
    return (ExactHat(world, closure: closure), shock)
  }

  /// What measures let through against the base, and what enters where a ban goes.
  func fixedShock(
    _ state: YearState,
    _ policy: PolicyEffects,
    _ solved: BaseSolution,
    _ grown: (flows: [Double], latent: [Double])
  ) -> (allowed: [Double], entry: [Double]) {
    var allowed = [Double](repeating: 1, count: base.flows.count)
    var entry = [Double](repeating: 0, count: base.flows.count)
    for (place, demand) in demands.enumerated() {
      let now = policy.allowed[place]
      let before = solved.allowed[place]
      var factor = before > 0 ? now / before : 1
      let tonnes = grown.flows[demand.cell] * tonnesPerUSDMillion[demand.cell] * factor
      // A cap limits its part of the flow alone; the rest goes free.
      for cap in policy.caps[place] ?? [] where tonnes > cap.tonnes {
        factor *= 1 - cap.part * (1 - cap.tonnes / tonnes)
      }
      allowed[demand.cell] = factor
      if now > before {
        entry[demand.cell] = grown.latent[demand.cell] * (now - before) / (1 - before)
      }
    }
    return (allowed, entry)
  }
}
