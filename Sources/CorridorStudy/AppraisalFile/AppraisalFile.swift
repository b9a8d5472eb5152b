import Numerics
public import ProjectAppraisal

/// A cost-benefit analysis read from a file of its own, without a network.
public struct AppraisalFile: Sendable {
  /// Name for people.
  public var name: String
  /// Rules followed; `nil` where the file gives all its parameters itself.
  public var preset: AppraisalPreset?
  /// Currency, ISO 4217.
  public var currency: String
  /// Word for the unit, such as "million".
  public var unit: String
  /// First year.
  public var firstYear: Int
  /// Last year.
  public var lastYear: Int
  /// Year in which the project opens.
  public var openingYear: Int
  /// Year of present values.
  public var comparisonYear: Int
  /// Price year of every figure.
  public var priceYear: Int
  /// Discount rates.
  public var discount: DiscountSchedule
  /// Shadow prices.
  public var shadowPrices: ShadowPrices
  /// Shadow price of CO2e, currency a tonne.
  public var carbon: PricePath
  /// Streams, in file order; those of flows and modes after them.
  public var streams: [AppraisalStream]
  /// Uncertain numbers.
  public var variables: [AppraisalVariable]
  /// Rank correlations of variables, by position.
  public var correlations: [(first: Int, second: Int, correlation: Double)]

  /// Years.
  public var years: ClosedRange<Int> { firstYear...lastYear }

  /// Numbers of an appraisal that a draw moves.
  struct Draw: Sendable {
    /// Factor by stream id.
    var factors: [String: Double] = [:]
    /// Discount rate for all years; `nil`: as in the file.
    var discountRate: Double?
  }

  /// The items under a draw, at economic prices.
  func items(_ draw: Draw) -> [AppraisalItem] {
    streams.flatMap { stream -> [AppraisalItem] in
      let factor = stream.conversionFactor * (1 + stream.uplift) * (draw.factors[stream.id] ?? 1)
      let sign = stream.kind == .capex || stream.kind == .opex ? -1.0 : 1
      func item(_ name: String, _ kind: AppraisalItem.Kind, _ amounts: [Double]) -> AppraisalItem {
        AppraisalItem(
          name: name,
          kind: kind,
          country: stream.country,
          party: stream.party,
          cashFlow: CashFlow(firstYear: firstYear, amounts: amounts)
        )
      }
      let amounts = stream.amounts.map { $0 * factor }
      if let receiver = stream.receiver {
        var received = item(stream.name, stream.kind, amounts)
        received.country = receiver.country
        received.party = receiver.party
        return [item(stream.name, stream.kind, amounts.map { -$0 }), received]
      }
      var items = [item(stream.name, stream.kind, amounts.map { $0 * sign })]
      if let share = residualShare(stream), share > 0 {
        var left = [Double](repeating: 0, count: amounts.count)
        left[left.count - 1] = Series.sum(amounts) * share
        items.append(item("Value left: \(stream.name)", .residualValue, left))
      }
      return items
    }
  }

  /// Share of a stream of investment that is left at the end.
  private func residualShare(_ stream: AppraisalStream) -> Double? {
    if let share = stream.residualShare { return share }
    guard stream.kind == .capex, let life = stream.lifeYears else { return nil }
    return ResidualValue.straightLine(
      cost: 1,
      lifeYears: Double(life),
      ageYears: Double(lastYear + 1 - openingYear)
    )
  }

  /// The appraisal under a draw.
  func appraisal(_ draw: Draw = Draw()) -> EconomicAppraisal {
    EconomicAppraisal(
      items: items(draw),
      discount: draw.discountRate.map { DiscountSchedule(rate: $0) } ?? discount,
      presentValueYear: comparisonYear
    )
  }

  /// The appraisal as the file has it.
  public var appraisal: EconomicAppraisal { appraisal() }
}

/// One stream of an appraisal file, by year of the file.
public struct AppraisalStream: Sendable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Kind; amounts of capex and opex are costs, all others gains.
  public var kind: AppraisalItem.Kind
  /// Country that gains or pays.
  public var country: String
  /// Party that gains or pays.
  public var party: String
  /// Who receives a transfer; `nil` for all else.
  public var receiver: (country: String, party: String)?
  /// Amounts by year at market prices of the price year.
  public var amounts: [Double]
  /// Economic over market price.
  public var conversionFactor: Double
  /// Uplift for optimism, a share.
  public var uplift: Double
  /// Life of an investment; `nil`: no value left.
  public var lifeYears: Int?
  /// Share of an investment that is left at the end, where it is given.
  public var residualShare: Double?
}

/// An uncertain number of an appraisal file.
public struct AppraisalVariable: Sendable, Equatable {
  /// What it moves.
  public enum Target: Sendable, Equatable {
    /// Factor on a stream.
    case stream(String)
    /// The discount rate.
    case discountRate
  }

  /// What it moves.
  public var target: Target
  /// Its distribution.
  public var distribution: Distribution

  /// Name for people: the stream's id or `discount_rate`.
  public var name: String {
    switch target {
    case .stream(let id): id
    case .discountRate: "discount_rate"
    }
  }
}
