import Numerics
import ProjectAppraisal

/// The net present value of an appraisal file as a function of its variables, without the items.
///
/// The value is linear in the factors on streams, so each stream that a variable moves is kept as one
/// row of net amounts at economic prices, all others as one row together.
struct AppraisalKernel: Sendable {
  private let firstYear: Int
  private let comparisonYear: Int
  private let discount: DiscountSchedule
  private let variables: [AppraisalVariable]
  /// Net amounts of the stream that each variable moves; empty where it moves none.
  private let moved: [[Double]]
  /// Net amounts of all others.
  private let rest: [Double]
  /// Present values of the same where the discount rate never moves.
  private let values: (moved: [Double], rest: Double)?

  /// - Parameters:
  ///   - file: the file.
  ///   - rate: rate for all years instead of the file's.
  init(_ file: AppraisalFile, rate: Double?) {
    firstYear = file.firstYear
    comparisonYear = file.comparisonYear
    discount = rate.map { DiscountSchedule(rate: $0) } ?? file.discount
    variables = file.variables
    func net(_ isMeant: (AppraisalStream) -> Bool) -> [Double] {
      var part = file
      part.streams = file.streams.filter(isMeant)
      let net = part.appraisal().net
      return file.years.map { net.amount($0) }
    }
    var ids: Set<String> = []
    moved = file.variables.map { variable in
      guard case .stream(let id) = variable.target else { return [] }
      ids.insert(id)
      return net { $0.id == id }
    }
    let named = ids
    rest = net { !named.contains($0.id) }
    let isFixed = file.variables.allSatisfy { $0.target != .discountRate }
    let schedule = discount
    let factors = schedule.factors(
      firstYear: file.firstYear,
      count: file.years.count,
      presentValueYear: file.comparisonYear
    )
    func value(_ amounts: [Double]) -> Double { Series.sum(zip(amounts, factors).map { $0 * $1 }) }
    values = isFixed ? (moved.map(value), value(rest)) : nil
  }

  /// Net present value at a point of the unit cube.
  func netPresentValue(_ point: [Double]) -> Double {
    if let values {
      var sum = values.rest
      for (place, variable) in variables.enumerated() {
        sum += values.moved[place] * variable.distribution.quantile(point[place])
      }
      return sum
    }
    var schedule = discount
    var amounts = rest
    for (place, variable) in variables.enumerated() {
      let drawn = variable.distribution.quantile(point[place])
      if variable.target == .discountRate { schedule = DiscountSchedule(rate: drawn) }
      for (year, amount) in moved[place].enumerated() { amounts[year] += drawn * amount }
    }
    let factors = schedule.factors(
      firstYear: firstYear,
      count: amounts.count,
      presentValueYear: comparisonYear
    )
    var sum = 0.0
    for (amount, factor) in zip(amounts, factors) { sum += amount * factor }
    return sum
  }
}
