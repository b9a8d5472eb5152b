import Numerics

extension FinanceModel {
  /// Works out all periods, with the circular parts solved.
  ///
  /// - Parameters:
  ///   - tolerance: largest residual of commitments and reserve targets over the investment.
  ///   - maximumIterations: most passes through the periods.
  ///   - leavesBalloons: whether a sculpted loan of a given size that cash does not repay at its cover
  ///     leaves the rest to its last instalment, rather than being a fault.
  /// - Returns: the periods, ratios and checks.
  /// - Throws: `FinanceModelFaults` where inputs are wrong or tranches do not add up,
  ///   `NotConverged`.
  public func solve(
    tolerance: Double = 1e-13,
    maximumIterations: Int = 500,
    leavesBalloons: Bool = false
  ) throws -> FinanceOutcome {
    let wrong = faults
    guard wrong.isEmpty else { throw FinanceModelFaults(wrong) }
    let base = FinanceBase(self)
    let early = faultsOfGrants(base)
    guard early.isEmpty else { throw FinanceModelFaults(early) }
    let spent = base.constructionSpending
    let size = max(spent, .leastNormalMagnitude)
    let start = FinanceState(
      commitments: tranches.map { tranche in
        switch tranche.size {
        case .share(let share), .capacity(let share): share * size
        case .amount(let amount): amount
        case .balance, .eligible: 0
        }
      },
      sculptedCover: tranches.first(where: \.isSculpted).map { $0.targetCover ?? 1.3 } ?? 0,
      reserveTargets: [Double](repeating: 0, count: timeline.count)
    )
    var scale = [Double](repeating: size, count: start.vector.count)
    scale[tranches.count] = 1
    let solver = FixedPoint(tolerance: tolerance, maximumIterations: maximumIterations)
    do {
      let (point, convergence) = try solver.solve(
        start: start.vector,
        scale: scale,
        solver: "finance model"
      ) { vector in
        let state = FinanceState(vector: vector, trancheCount: tranches.count)
        var pass = FinanceSimulation(self, base, state)
        pass.run()
        return next(state, base, pass.rows).vector
      }
      // One more step, so that targets that are given are met to the last bit.
      let solved = FinanceState(vector: point, trancheCount: tranches.count)
      var pass = FinanceSimulation(self, base, solved)
      pass.run()
      pass = FinanceSimulation(self, base, next(solved, base, pass.rows))
      pass.run()
      let outcome = FinanceOutcome(self, base, pass.state, pass.rows, convergence)
      let late = faultsOfFunding(outcome, leavesBalloons: leavesBalloons)
      guard late.isEmpty else { throw FinanceModelFaults(late) }
      return outcome
    } catch let error as NotConverged {
      throw NotConverged(
        solver: error.solver,
        residual: error.residual,
        tolerance: error.tolerance,
        iterations: error.iterations,
        advice: "look for interest or fees so high that the funding need grows without end"
      )
    }
  }

  /// The state that follows from the periods.
  private func next(
    _ state: FinanceState,
    _ base: FinanceBase,
    _ rows: FinancePeriods
  ) -> FinanceState {
    var result = state
    let opening = timeline.constructionPeriods
    let uses = Series.sum(rows.fundingNeed)
    let target = tranches.first(where: \.isSculpted)?.targetCover
    let sculpting = capacity(state, base, rows, cover: state.sculptedCover)
    var given = 0.0
    var sized: (place: Int, amount: Double)?
    var balance: Int?
    for (place, tranche) in tranches.enumerated() {
      switch tranche.size {
      case .share(let share): result.commitments[place] = share * uses
      case .amount(let amount): result.commitments[place] = amount
      case .capacity(let share):
        let added = Series.sum(rows.tranches[place].interestAdded.prefix(opening))
        let others = tranches.indices.reduce(0) {
          $0 + ($1 != place && tranches[$1].isSculpted ? rows.tranches[$1].balance[opening - 1] : 0)
        }
        let serviceable = capacity(state, base, rows, cover: target ?? state.sculptedCover).own
        sized = (place, min(serviceable - others - added, share * uses))
        continue
      case .balance:
        balance = place
        continue
      case .eligible: result.commitments[place] = Series.sum(rows.tranches[place].drawn)
      }
      given += result.commitments[place]
    }
    if let sized {
      let amount = max(0, min(sized.amount, uses - given))
      result.commitments[sized.place] = amount
      given += amount
    }
    if let balance { result.commitments[balance] = max(0, uses - given) }
    if let tranche = tranches.first(where: \.isSculpted) {
      let debt = tranches.indices.reduce(0) {
        $0 + (tranches[$1].isSculpted ? rows.tranches[$1].balance[opening - 1] : 0)
      }
      let whole = debt + sculpting.others
      let own = whole > 0 ? state.sculptedCover * (sculpting.own + sculpting.others) / whole : 0
      if let target = tranche.targetCover {
        // Above the target where the loan is smaller than what the cash can serve.
        let isSized = tranches.contains { if case .capacity = $0.size { true } else { false } }
        let isCapped = isSized && own > target * (1 + 1e-9)
        result.sculptedCover = isCapped ? own : target
      } else if own > 0, own.isFinite {
        result.sculptedCover = own
      }
    }
    if let reserve = debtReserve {
      for period in timeline.indices {
        let first = period + 1
        let last = min(timeline.count, first + reserve.periods)
        result.reserveTargets[period] =
          period < opening - 1 || first >= last
          ? 0 : rows.debtService[first..<last].reduce(0, +)
      }
    }
    return result
  }

  /// Present value at the end of the sculpted loans' grace, at their rate, of what cash can pay on
  /// them at a cover (their interest at least), and of the other senior debt service.
  private func capacity(
    _ state: FinanceState,
    _ base: FinanceBase,
    _ rows: FinancePeriods,
    cover: Double
  ) -> (own: Double, others: Double) {
    let places = tranches.indices.filter { tranches[$0].isSculpted }
    guard let leader = places.first, cover > 0 else { return (0, 0) }
    let first = timeline.constructionPeriods + tranches[leader].gracePeriods
    let last = first + tranches[leader].repaymentPeriods
    let whole = places.reduce(0) { $0 + state.commitments[$1] }
    var factor = 1.0
    var own: [Double] = []
    var others: [Double] = []
    for period in first..<last {
      var rate = 0.0
      var interest = 0.0
      var service = 0.0
      for place in places {
        let weight = whole > 0 ? state.commitments[place] / whole : 1 / Double(places.count)
        rate += weight * base.interestRates[place][period]
        interest += rows.tranches[place].interest[period]
        service += rows.tranches[place].interest[period] + rows.tranches[place].principal[period]
      }
      factor /= 1 + rate
      let rest = rows.debtService[period] - service
      own.append(factor * max(rows.cashAvailable[period] / cover - rest, interest))
      others.append(factor * rest)
    }
    return (Series.sum(own), Series.sum(others))
  }
}
