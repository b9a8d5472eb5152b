import Tables

extension TradeData {
  /// A country that only buys or only sells abroad cannot spend just what it earns and still trade.
  ///
  /// - Throws: `InputFaults` naming each.
  func throwWhereBalanceIsImpossible(_ name: String) throws(InputFaults) {
    var exports = [Double](repeating: 0, count: count)
    var imports = exports
    for k in sectors.indices {
      for i in 0..<count {
        for j in 0..<count where i != j {
          exports[i] += flows[index(i, j, k)]
          imports[j] += flows[index(i, j, k)]
        }
      }
    }
    let faults = FaultCollector()
    for i in 0..<count where (exports[i] > 0) != (imports[i] > 0) {
      faults.error(
        name,
        column: "value",
        found: "\(countries[i]) only \(exports[i] > 0 ? "sells" : "buys") abroad",
        expected: "trade both ways for the closure balanced; or another closure"
      )
    }
    try faults.throwIfAny()
  }
}
