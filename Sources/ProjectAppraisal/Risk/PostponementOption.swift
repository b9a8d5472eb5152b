import Numerics

/// The right to build later, when it is known better whether measures go.
///
/// Building cannot be undone, and a year's delay tells whether the measures were lifted: waiting can
/// be worth more than a positive net present value now (Arrow & Fisher 1974; Henry 1974; Dixit &
/// Pindyck 1994, ch. 2). Each year the measures go with a given chance and never come back; each year
/// one may build, or wait. Backward induction over the years gives the best rule and its value.
public struct PostponementOption: Sendable, Equatable {
  /// First year in which one may decide to build: now.
  public var firstYear: Int
  /// Last such year.
  public var lastDecisionYear: Int
  /// Cost of building by year from the decision on, above zero; the line opens after the last.
  public var investment: [Double]
  /// Net benefit a year of the open project while measures stand, by calendar year.
  public var restricted: CashFlow
  /// The same once they are gone.
  public var free: CashFlow
  /// Share of the net benefit in the years after opening; 1 after the last.
  public var rampUp: [Double]
  /// Years of operation after opening.
  public var lifeYears: Int
  /// Chance that measures go at the start of a year, given that they still stand.
  public var annualChance: Double
  /// First year in which they may go.
  public var firstLiftYear: Int
  /// Last year in which they may go; whoever stands after it stays.
  public var lastLiftYear: Int
  /// Real discount rates.
  public var discount: DiscountSchedule
  /// Year from which the years of `discount` are counted.
  public var presentValueYear: Int

  /// A right to build; see the properties.
  ///
  /// Years of the rates are counted from the first year unless another is given.
  public init(
    firstYear: Int,
    lastDecisionYear: Int,
    investment: [Double],
    restricted: CashFlow,
    free: CashFlow,
    rampUp: [Double] = [],
    lifeYears: Int,
    annualChance: Double,
    firstLiftYear: Int,
    lastLiftYear: Int = .max,
    discount: DiscountSchedule,
    presentValueYear: Int? = nil
  ) {
    self.firstYear = firstYear
    self.lastDecisionYear = max(firstYear, lastDecisionYear)
    self.investment = investment
    self.restricted = restricted
    self.free = free
    self.rampUp = rampUp
    self.lifeYears = lifeYears
    self.annualChance = min(1, max(0, annualChance))
    self.firstLiftYear = firstLiftYear
    self.lastLiftYear = lastLiftYear
    self.discount = discount
    self.presentValueYear = presentValueYear ?? firstYear
  }

  /// Factor from the end of a year to that of the one before.
  private func step(_ year: Int) -> Double {
    1 / (1 + discount.rate(inYear: max(1, year - presentValueYear)))
  }

  /// What is best in one year.
  public struct Decision: Sendable, Equatable {
    /// Year.
    public var year: Int
    /// Value, in that year, of building then while measures stand.
    public var buildRestricted: Double
    /// Value, in that year, of waiting while measures stand.
    public var waitRestricted: Double
    /// Value, in that year, of building then with measures gone.
    public var buildFree: Double
    /// Value, in that year, of waiting with measures gone.
    public var waitFree: Double
    /// Chance, seen from the first year, that measures stand and nothing is built yet.
    public var chanceOpen: Double
    /// Chance, seen from the first year, that the best rule builds in this year.
    public var chanceBuilt: Double
  }

  /// What the right is worth.
  public struct Outcome: Sendable, Equatable {
    /// Expected net present value of building now, in the first year.
    public var buildNow: Double
    /// Value of the right, used best.
    public var bestRule: Double
    /// Value of the right above that of deciding now, to build or never: `bestRule` − max(0,
    /// `buildNow`).
    public var valueOfWaiting: Double
    /// Year whose fixed choice now, whatever happens, is worth most, and its value.
    public var bestFixedYear: (year: Int, value: Double) { (fixedYear, fixedValue) }
    /// Value if the year in which measures go were known now, less `bestRule`.
    public var valueOfForesight: Double
    /// Chance that the best rule ever builds.
    public var chanceBuilt: Double
    /// Mean year in which it does, if it does.
    public var meanYearBuilt: Double?
    /// Year by year.
    public var decisions: [Decision]
    private var fixedYear: Int
    private var fixedValue: Double

    init(
      buildNow: Double,
      bestRule: Double,
      fixed: (year: Int, value: Double),
      foresight: Double,
      decisions: [Decision]
    ) {
      self.buildNow = buildNow
      self.bestRule = bestRule
      valueOfWaiting = bestRule - max(0, buildNow)
      fixedYear = fixed.year
      fixedValue = fixed.value
      valueOfForesight = max(0, foresight - bestRule)
      let chance = Series.sum(decisions.map(\.chanceBuilt))
      chanceBuilt = chance
      meanYearBuilt =
        chance > 0
        ? Series.sum(decisions.map { Double($0.year) * $0.chanceBuilt }) / chance : nil
      self.decisions = decisions
    }
  }

  /// Works out the best rule.
  public func outcome() -> Outcome {
    let years = Array(firstYear...lastDecisionYear)
    let restrictedValues = years.map { buildValue($0) { self.chanceLifted(by: $1, from: $0) } }
    let freeValues = years.map { buildValue($0) { _, _ in 1 } }
    var waitFree = [Double](repeating: 0, count: years.count)
    var wait = waitFree
    for place in years.indices.reversed().dropFirst() {
      let next = place + 1
      let discount = step(years[next])
      waitFree[place] = discount * max(freeValues[next], waitFree[next], 0)
      let chance = chanceOfLifting(years[next])
      let lifted = max(freeValues[next], waitFree[next], 0)
      let standing = max(restrictedValues[next], wait[next], 0)
      wait[place] = discount * (chance * lifted + (1 - chance) * standing)
    }
    let decisions = self.decisions(years, restrictedValues, wait, freeValues, waitFree)
    let start = firstIsLifted ? (freeValues[0], waitFree[0]) : (restrictedValues[0], wait[0])
    return Outcome(
      buildNow: start.0,
      bestRule: max(start.0, start.1, 0),
      fixed: bestFixed(years),
      foresight: foresight(years),
      decisions: decisions
    )
  }

  /// Whether measures are gone in the first year for certain.
  private var firstIsLifted: Bool { annualChance >= 1 && firstLiftYear <= firstYear }

  /// Chance that measures go at the start of a year, given that they stand.
  private func chanceOfLifting(_ year: Int) -> Double {
    year >= firstLiftYear && year <= lastLiftYear ? annualChance : 0
  }

  /// Chance that they are gone by a year, given that they stand in an earlier one.
  private func chanceLifted(by year: Int, from start: Int) -> Double {
    var standing = 1.0
    for next in stride(from: start + 1, through: year, by: 1) {
      standing *= 1 - chanceOfLifting(next)
    }
    return 1 - standing
  }

  /// Value, in the year of the decision, of building then; `lifted` gives the chance that measures
  /// are gone from the decision's and the operating year.
  private func buildValue(_ decision: Int, _ lifted: (Int, Int) -> Double) -> Double {
    let opening = decision + investment.count
    var terms: [Double] = []
    var factor = 1.0
    for (place, cost) in investment.enumerated() {
      terms.append(-cost * factor)
      factor *= step(decision + place + 1)
    }
    for age in 0..<max(0, lifeYears) {
      let year = opening + age
      let share = rampUp.indices.contains(age) ? rampUp[age] : 1
      let chance = lifted(decision, year)
      let benefit = chance * free.amount(year) + (1 - chance) * restricted.amount(year)
      terms.append(benefit * share * factor)
      factor *= step(year + 1)
    }
    return Series.sum(terms)
  }

  private func decisions(
    _ years: [Int],
    _ restricted: [Double],
    _ wait: [Double],
    _ free: [Double],
    _ waitFree: [Double]
  ) -> [Decision] {
    var open = firstIsLifted ? 0.0 : 1.0
    var openFree = 1 - open
    return years.enumerated().map { place, year in
      if place > 0 {
        let chance = chanceOfLifting(year)
        openFree += open * chance
        open *= 1 - chance
      }
      let chanceOpen = open
      var built = 0.0
      if restricted[place] > 0, restricted[place] >= wait[place] {
        built += open
        open = 0
      }
      if free[place] > 0, free[place] >= waitFree[place] {
        built += openFree
        openFree = 0
      }
      return Decision(
        year: year,
        buildRestricted: restricted[place],
        waitRestricted: wait[place],
        buildFree: free[place],
        waitFree: waitFree[place],
        chanceOpen: chanceOpen,
        chanceBuilt: built
      )
    }
  }

  /// The year that is best to fix now, and what it is worth now.
  private func bestFixed(_ years: [Int]) -> (year: Int, value: Double) {
    var best = (year: firstYear, value: -Double.greatestFiniteMagnitude)
    var factor = 1.0
    for year in years {
      let value =
        factor
        * buildValue(year) { _, operating in
          firstIsLifted ? 1 : chanceLifted(by: operating, from: firstYear)
        }
      if value > best.value { best = (year, value) }
      factor *= step(year + 1)
    }
    return best
  }

  /// Value now if the year in which measures go were told now.
  private func foresight(_ years: [Int]) -> Double {
    let end = lastDecisionYear + investment.count + max(0, lifeYears)
    var standing = 1.0
    var terms: [Double] = []
    for lift in firstYear...(end + 1) {
      let chance =
        lift > end
        ? standing : lift == firstYear ? (firstIsLifted ? 1 : 0) : standing * chanceOfLifting(lift)
      standing -= chance
      guard chance > 0 else { continue }
      var best = 0.0
      var factor = 1.0
      for year in years {
        best = max(best, factor * buildValue(year) { _, operating in operating >= lift ? 1 : 0 })
        factor *= step(year + 1)
      }
      terms.append(chance * best)
    }
    return Series.sum(terms)
  }
}
