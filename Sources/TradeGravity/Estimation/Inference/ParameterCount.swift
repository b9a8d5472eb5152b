/// How many parameters a fit has, by each convention.
struct ParameterCount {
  let regressors: Int
  var effects: [GravityFit.Effect] = []
  /// Slopes of levels.
  var slopes = 0

  /// Counts a design.
  ///
  /// - Parameters:
  ///   - design: the design.
  ///   - regressors: regressors that stay.
  ///   - countsRedundant: whether to look for coefficients that pairs of effects share.
  init(_ design: GravityDesign, regressors: Int, countsRedundant: Bool) {
    self.regressors = regressors
    let sets = design.effects.filter(\.hasConstants)
    for (place, effect) in sets.enumerated() {
      let isNested = design.clusters.contains {
        GravityDesign.isNested(effect.codes, effect.levelCount, in: $0.codes)
      }
      // Redundant coefficients by pairs of effects: their connected components (Abowd, Creecy &
      // Kramarz 2002); exact for two effects, a lower bound for more.
      var redundant = 0
      for earlier in sets[..<place] where countsRedundant {
        redundant = max(
          redundant,
          LevelComponents(earlier, effect).count
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
}
