extension ManySectorWorld {
  /// What the reader should know of the base.
  func notes(_ names: [String]) -> [String] {
    var notes: [String] = []
    var exports = [Double](repeating: 0, count: count)
    for k in 0..<sectorCount {
      for i in 0..<count {
        for j in 0..<count where j != i { exports[i] += flows[index(i, j, k)] }
      }
    }
    let mute = exports.indices.filter { exports[$0] == 0 }
    if !mute.isEmpty {
      notes.append(
        "No exports in the base, so none after the change (exports_pct is 0): "
          + mute.map { names[$0] }.joined(separator: ", ")
      )
    }
    let needy = deficit.indices.filter { deficit[$0] > valueAdded[$0] }
    if !needy.isEmpty {
      notes.append(
        "The deficit is larger than value added: "
          + needy.map { names[$0] }.joined(separator: ", ")
      )
    }
    return notes
  }

  /// Whether the equilibrium is known to be the only one.
  ///
  /// Without inputs and tariffs demand for every country's labour rises with every other's wage
  /// (gross substitutes), since within a sector goods are substitutes (θ > 0) and shares of sectors
  /// are fixed; with deficits in proportion to income that makes wages unique up to scale (Alvarez &
  /// Lucas 2007, theorem 3, for one sector).
  public func uniqueness(closure: TradeClosure) -> Uniqueness {
    if !inputShares.isEmpty || !tariffs.isEmpty {
      return Uniqueness(
        isProven: false,
        reason: "no theorem covers inputs of many sectors or tariff revenue; the markets' "
          + "derivatives can be checked where the search ended"
      )
    }
    if closure == .additive {
      return Uniqueness(
        isProven: false,
        reason: "no theorem covers deficits fixed in value; the other closures have one"
      )
    }
    return Uniqueness(
      isProven: true,
      reason:
        "gross substitutes: trade elasticities above zero, fixed shares of sectors, no inputs "
        + "and no tariffs (Alvarez & Lucas 2007)"
    )
  }
}
