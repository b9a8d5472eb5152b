import Foundation

extension ManySectorOutcome {
  /// The table of countries.
  ///
  /// Exports and imports are before tariffs; output is gross; output prices are costs weighted by
  /// sales of the base. A country that sells or buys nothing abroad still does not: 0 %.
  public func rows(names: [String]) -> [EquilibriumRow] {
    let n = count
    let m = base.sectorCount
    var before = (
      exports: [Double](repeating: 0, count: n), imports: [Double](repeating: 0, count: n)
    )
    var after = before
    var outputPrice = [Double](repeating: 0, count: n)
    var output = outputPrice
    var cell = 0
    for k in 0..<m {
      for i in 0..<n {
        for j in 0..<n {
          if i != j {
            before.exports[i] += base.flows[cell]
            before.imports[j] += base.flows[cell]
            after.exports[i] += flows[cell]
            after.imports[j] += flows[cell]
          }
          cell += 1
        }
        let sales = base.sales[k * n + i]
        outputPrice[i] += sales * log(costFactor[k * n + i])
        output[i] += sales
      }
    }
    func percent(_ after: Double, _ before: Double) -> Double {
      before > 0 ? 100 * (after / before - 1) : 0
    }
    return (0..<n).map { i in
      let price = priceIndexFactor[i]
      return EquilibriumRow(
        country: names[i],
        exportsPct: percent(after.exports[i], before.exports[i]),
        importsPct: percent(after.imports[i], before.imports[i]),
        wagePct: 100 * (wageFactor[i] - 1),
        priceIndexPct: 100 * (price - 1),
        realIncomePct: 100 * (incomeFactor[i] / price - 1),
        realOutputPct: 100 * (outputFactor[i] / price - 1),
        termsOfTradePct: 100 * (exp(outputPrice[i] / output[i]) / price - 1)
      )
    }
  }

  /// Welfare exactly and to the first order.
  ///
  /// The decomposition is that of Caliendo & Parro (2015, section 3), in changes from the base as in
  /// their tables, with the saving of trade costs apart, which they hold fixed:
  /// Σ_ik (E_nik (ĉ_nk − 1) − M_nik (ĉ_ik − 1)) / I_n for the terms of trade,
  /// Σ_ik t_nik M_nik (M̂_nik − ĉ_ik) / I_n for the volume of trade, and
  /// −Σ_ik (1 + t_nik) M_nik (d̂_nik − 1) / I_n for trade costs.
  public func welfare(names: [String]) -> [WelfareRow] {
    let n = count
    var terms = [Double](repeating: 0, count: n)
    var volume = terms
    var costs = terms
    var cell = 0
    for k in 0..<base.sectorCount {
      for i in 0..<n {
        let change = costFactor[k * n + i] - 1
        for j in 0..<n {
          let flow = base.flows[cell]
          if flow > 0 {
            terms[i] += flow * change
            terms[j] -= flow * change
            let tariff = base.tariffs.isEmpty ? 0 : base.tariffs[cell]
            if tariff != 0 { volume[j] += tariff * (flows[cell] - flow * (1 + change)) }
            if !costChanges.isEmpty, costChanges[cell] != 1, costChanges[cell].isFinite {
              costs[j] -= (1 + tariff) * flow * (costChanges[cell] - 1)
            }
          }
          cell += 1
        }
      }
    }
    return (0..<n).map { i in
      let income = base.income[i]
      let price = priceIndexFactor[i]
      let parts = [terms[i], volume[i], costs[i]].map { 100 * $0 / income }
      return WelfareRow(
        country: names[i],
        welfareExactPct: 100 * (incomeFactor[i] / price - 1),
        welfareFirstOrderPct: parts[0] + parts[1] + parts[2],
        termsOfTradeFirstOrderPct: parts[0],
        volumeOfTradeFirstOrderPct: parts[1],
        tradeCostsFirstOrderPct: parts[2],
        realWagePct: 100 * (wageFactor[i] / price - 1),
        tariffRevenueBeforePct: 100 * base.revenue[i] / income,
        tariffRevenueAfterPct: 100 * revenue[i] / (income * incomeFactor[i])
      )
    }
  }
}
