/// How many parameters a fit has, by each convention.
struct ParameterCount {
  let regressors: Int
  var effects: [GravityFit.Effect] = []
  /// Slopes of levels.
  var slopes = 0

  init(_ design: GravityDesign, regressors: Int) {
    self.regressors = regressors
    let sets = design.effects.filter(\.hasConstants)
    for (place, effect) in sets.enumerated() {
      let isNested = design.clusters.contains {
        GravityDesign.isNested(effect.codes, effect.levelCount, in: $0.codes)
      }
      // Redundant coefficients by pairs of effects: their connected components (Abowd, Creecy &
      // Kramarz 2002); exact for two effects, a lower bound for more.
      var redundant = 0
      for earlier in sets[..<place] {
        redundant = max(
          redundant,
          Self.components(
            earlier.codes,
            earlier.levelCount,
            effect.codes,
            effect.levelCount
          )
        )
      }
      effects.append(
        .init(
          label: effect.label,
          levels: effect.levelCount,
          isNestedInClusters: isNested,
          redundant: redundant
        )
      )
    }
    for effect in design.effects { slopes += effect.slopes.count * effect.levelCount }
  }

  /// K of a convention.
  func count(_ preset: SmallSample, clustered: Bool) -> Int {
    let own = regressors + slopes
    switch preset {
    case .none, .clusters: return 0
    case .stata:
      let counted = effects.filter { !clustered || !$0.isNestedInClusters }
      let absorbed = counted.reduce(0) { $0 + $1.levels - $1.redundant }
      return own + absorbed + (counted.count < effects.count ? 1 : 0)
    case .fixest:
      let all = effects.reduce(0) { $0 + $1.levels } - max(0, effects.count - 1)
      let nested = clustered ? effects.filter(\.isNestedInClusters) : []
      return own + all - nested.reduce(0) { $0 + $1.levels - 1 }
    case .full:
      return own + effects.reduce(0) { $0 + $1.levels } - max(0, effects.count - 1)
    }
  }

  /// K with every absorbed coefficient.
  func all(_ preset: SmallSample) -> Int {
    preset == .stata
      ? own(redundant: true)
      : regressors + slopes + effects.reduce(0) { $0 + $1.levels } - max(0, effects.count - 1)
  }

  private func own(redundant: Bool) -> Int {
    regressors + slopes + effects.reduce(0) { $0 + $1.levels - $1.redundant }
  }

  private static func components(
    _ a: [Int32],
    _ aCount: Int,
    _ b: [Int32],
    _ bCount: Int
  ) -> Int {
    var parent = (0..<Int32(aCount + bCount)).map { $0 }
    func root(_ level: Int32) -> Int32 {
      var level = level
      while parent[Int(level)] != level {
        parent[Int(level)] = parent[Int(parent[Int(level)])]
        level = parent[Int(level)]
      }
      return level
    }
    var count = aCount + bCount
    for row in a.indices {
      let x = root(a[row])
      let y = root(b[row] + Int32(aCount))
      if x != y {
        parent[Int(max(x, y))] = min(x, y)
        count -= 1
      }
    }
    return count
  }
}
