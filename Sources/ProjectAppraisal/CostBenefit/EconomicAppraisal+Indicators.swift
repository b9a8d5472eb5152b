import Numerics

extension EconomicAppraisal {
  /// Rates at which the net present value is zero, rising; with a declining schedule these are still
  /// constant rates.
  public var internalRatesOfReturn: [Double] { net.internalRatesOfReturn() }

  /// What the rates of return say, where they do not say one thing: several, or none.
  public var rateOfReturnRemark: String? {
    let rates = internalRatesOfReturn
    if rates.count == 1 { return nil }
    if rates.isEmpty {
      return "There is no rate at which the net present value is zero, so no EIRR."
    }
    let list = rates.map { "\(($0 * 1e4).rounded() / 1e2) %" }.joined(separator: ", ")
    return "The net amounts change sign more than once: there are \(rates.count) rates of return "
      + "(\(list)). Decide by the net present value."
  }

  /// Kinds whose present value is the cost side of the benefit-cost ratio; value left counts as less
  /// cost.
  static var costKinds: Set<AppraisalItem.Kind> { [.capex, .opex, .residualValue] }

  /// Present value of benefits over that of costs, where costs are capex and opex, and residual
  /// value counts as less cost; `nil` where there are none.
  public var benefitCostRatio: Double? {
    let costs = -presentValue { Self.costKinds.contains($0.kind) }
    let benefits = presentValue { !Self.costKinds.contains($0.kind) }
    return costs > 0 ? benefits / costs : nil
  }

  /// Net present value over the present value of investment, less of value left: what a unit of a
  /// rationed budget brings; `nil` where nothing is invested.
  ///
  /// European Commission (2014), sect. 2.8.
  public var netPresentValuePerInvestment: Double? {
    let investment = -presentValue { $0.kind == .capex || $0.kind == .residualValue }
    return investment > 0 ? netPresentValue / investment : nil
  }

  /// First year from whose end on the sum of the net amounts, discounted or not, stays at or above
  /// zero; `nil` where it ends below zero.
  public func paybackYear(isDiscounted: Bool = true) -> Int? {
    let net = net
    let factors =
      isDiscounted
      ? discount.factors(
        firstYear: net.firstYear,
        count: net.amounts.count,
        presentValueYear: presentValueYear
      ) : [Double](repeating: 1, count: net.amounts.count)
    var sum = 0.0
    var back: Int?
    for (place, amount) in net.amounts.enumerated() {
      sum += amount * factors[place]
      if sum < 0 { back = nil } else if back == nil { back = net.firstYear + place }
    }
    return back
  }
}
