/// Real discount rates by distance in time, constant or declining.
public struct DiscountSchedule: Sendable, Equatable {
  /// A rate and the first year after the present-value year, from 1, to which it applies.
  public struct Step: Sendable, Equatable {
    /// First year after the present-value year.
    public var fromYear: Int
    /// Rate a year, above −1.
    public var rate: Double

    /// A step.
    public init(fromYear: Int, rate: Double) {
      self.fromYear = fromYear
      self.rate = rate
    }
  }

  /// Steps, rising by year; the first one applies from the beginning.
  public let steps: [Step]

  /// One rate for all years.
  public init(rate: Double) { steps = [Step(fromYear: 1, rate: rate)] }

  /// Rates by year, in any order; none at all is a rate of zero.
  public init(steps: [Step]) {
    self.steps =
      steps.isEmpty
      ? [Step(fromYear: 1, rate: 0)] : steps.sorted { $0.fromYear < $1.fromYear }
  }

  /// The United Kingdom's long-term schedule: 3.5 % for 30 years, then 3.0, 2.5, 2.0, 1.5 and 1.0 %
  /// from years 31, 76, 126, 201 and 301 on (HM Treasury, The Green Book, 2022, table 8).
  public static let greenBook = DiscountSchedule(steps: [
    Step(fromYear: 1, rate: 0.035), Step(fromYear: 31, rate: 0.03),
    Step(fromYear: 76, rate: 0.025), Step(fromYear: 126, rate: 0.02),
    Step(fromYear: 201, rate: 0.015), Step(fromYear: 301, rate: 0.01),
  ])

  /// The same schedule with every rate changed.
  public func map(_ change: (Double) -> Double) -> DiscountSchedule {
    DiscountSchedule(steps: steps.map { Step(fromYear: $0.fromYear, rate: change($0.rate)) })
  }

  /// The rate of the first year.
  public var firstRate: Double { steps.first?.rate ?? 0 }

  /// Whether the rate is the same in all years.
  public var isConstant: Bool { steps.allSatisfy { $0.rate == firstRate } }

  /// Rate of the `year`-th year after the present-value year.
  public func rate(inYear year: Int) -> Double {
    steps.last { $0.fromYear <= year }?.rate ?? firstRate
  }

  /// Factors of years from `firstYear` on that give values of `presentValueYear`.
  ///
  /// The forward rates of the years between are compounded; years before are compounded at the first
  /// rate.
  public func factors(firstYear: Int, count: Int, presentValueYear: Int) -> [Double] {
    guard count > 0 else { return [] }
    let ahead = firstYear - presentValueYear
    var factor = 1.0
    if ahead < 0 {
      for _ in 0..<(-ahead) { factor *= 1 + firstRate }
    } else {
      for year in stride(from: 1, through: ahead, by: 1) { factor /= 1 + rate(inYear: year) }
    }
    var factors = [factor]
    factors.reserveCapacity(count)
    for place in 1..<max(1, count) {
      let year = ahead + place
      factor /= 1 + (year > 0 ? rate(inYear: year) : firstRate)
      factors.append(factor)
    }
    return factors
  }

  /// Factor of one year.
  public func factor(year: Int, presentValueYear: Int) -> Double {
    factors(firstYear: year, count: 1, presentValueYear: presentValueYear)[0]
  }

  /// The schedule in words: "9 %", "3.5 %, from year 31 3 %, …".
  public var text: String {
    func percent(_ rate: Double) -> String {
      let text = "\((rate * 1e6).rounded() / 1e4)"
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
    }
    return steps.enumerated().map { place, step in
      place == 0 ? percent(step.rate) : "from year \(step.fromYear) \(percent(step.rate))"
    }.joined(separator: ", ")
  }
}
