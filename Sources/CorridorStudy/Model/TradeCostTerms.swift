/// What turns the logsum of each demand into the change of its trade cost in one year.
///
/// τ̂ = (1 + t + C/v) / (1 + t₀ + C₀/v₀), with t the tariffs, C the logsum and v the unit value.
struct TradeCostTerms: Sendable {
  /// 1 + t.
  private let tariffs: [Double]
  /// v, USD/t.
  private let value: [Double]
  /// 1 + t₀ + C₀/v₀; infinite where nothing was open in the base.
  private let before: [Double]
  /// θ.
  private let elasticity: [Double]

  init(_ model: CorridorModel, _ base: BaseSolution, _ policy: PolicyEffects, year: Int) {
    let values = model.study.commodities.indices.map { model.unitValue($0, year: year) }
    tariffs = model.demands.indices.map {
      1 + model.tariff[model.demands[$0].cell] + policy.tariff[$0]
    }
    value = model.demands.map { values[$0.commodity] }
    before = model.demands.indices.map { place in
      let demand = model.demands[place]
      return 1 + model.tariff[demand.cell] + base.tariff[place]
        + base.logsum[place] / model.study.commodities[demand.commodity].usdPerTonne
    }
    elasticity = model.demands.map { model.study.commodities[$0.commodity].tradeElasticity }
  }

  /// Factor on the cost of a demand's trade against the base.
  func factor(_ demand: Int, _ logsum: Double) -> Double {
    // Nothing open in the base: base trade goes by ways that the network does not have, and what
    // enters now does so at its own size.
    guard before[demand] < .infinity else { return 1 }
    guard logsum < .infinity else { return .infinity }
    return (tariffs[demand] + logsum / value[demand]) / before[demand]
  }

  /// ∂ln tonnes/∂logsum where a demand's own cost changes and nothing else does, 1/(USD/t).
  func slope(_ demand: Int, _ logsum: Double) -> Double {
    guard before[demand] < .infinity, logsum < .infinity else { return 0 }
    return -elasticity[demand] / (tariffs[demand] * value[demand] + logsum)
  }
}
