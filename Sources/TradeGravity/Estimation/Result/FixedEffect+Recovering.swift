import Numerics

extension FixedEffect {
  /// Absorbed coefficients of a fit, normalised.
  ///
  /// Coefficients of two effects are known up to a constant in each set of levels that rows connect.
  /// In every such set of a later effect with an earlier one, the later one's coefficients have a mean
  /// of zero over rows, so that the first effect of the formula holds all constants.
  static func recover(_ design: GravityDesign, _ fit: IterativeFit) throws -> [FixedEffect] {
    guard !design.effects.isEmpty else { return [] }
    var target = fit.rows.predictor
    for row in target.indices {
      target[row] -= design.offset?[row] ?? 0
      for (place, column) in fit.kept.enumerated() {
        target[row] -= design.regressors[column][row] * fit.coefficients[place]
      }
    }
    var coefficients: [Double] = []
    var left: [[Double]] = []
    try fit.solver.remove(
      from: [target],
      coefficients: &coefficients,
      floors: [0],
      reductions: [1e-11],
      into: &left
    )
    var parts = design.effects.map { effect in
      Part(
        constants: [Double](repeating: 0, count: effect.hasConstants ? effect.levelCount : 0),
        slopes: effect.slopes.map { _ in [Double](repeating: 0, count: effect.levelCount) }
      )
    }
    let dimensions = design.solvedDimensionPlaces
    for (order, dimension) in dimensions.enumerated() where order > 0 {
      let base = fit.solver.bases[order - 1]
      let count = design.effects[dimension.effect].levelCount
      let values = Array(coefficients[base..<(base + count)])
      if let slope = dimension.slope {
        parts[dimension.effect].slopes[slope] = values
      } else {
        parts[dimension.effect].constants = values
      }
    }
    // The first dimension takes what the others leave.
    let first = dimensions[0]
    let effect = design.effects[first.effect]
    var top = [Double](repeating: 0, count: effect.levelCount)
    var bottom = top
    let values = first.slope.map { effect.slopes[$0] }
    for row in target.indices {
      var rest = target[row]
      for (order, dimension) in dimensions.enumerated() where order > 0 {
        let other = design.effects[dimension.effect]
        let level = Int(other.codes[row])
        if let slope = dimension.slope {
          rest -= parts[dimension.effect].slopes[slope][level] * other.slopes[slope][row]
        } else {
          rest -= parts[dimension.effect].constants[level]
        }
      }
      let factor = values?[row] ?? 1
      let weight = fit.solver.weights[row]
      top[Int(effect.codes[row])] += weight * factor * rest
      bottom[Int(effect.codes[row])] += weight * factor * factor
    }
    let solved = zip(top, bottom).map { $1 > 0 ? $0 / $1 : 0 }
    if let slope = first.slope {
      parts[first.effect].slopes[slope] = solved
    } else {
      parts[first.effect].constants = solved
    }
    normalise(design, &parts)
    return listed(design, parts)
  }

  /// Coefficients of an effect.
  private struct Part {
    var constants: [Double]
    var slopes: [[Double]]
  }

  private static func normalise(_ design: GravityDesign, _ parts: inout [Part]) {
    let places = design.effects.indices.filter { design.effects[$0].hasConstants }
      .sorted { design.effects[$0].formulaPlace < design.effects[$1].formulaPlace }
    guard places.count > 1 else { return }
    var sets: [(earlier: Int, later: Int, components: LevelComponents)] = []
    for (order, later) in places.enumerated() {
      for earlier in places[..<order] {
        sets.append(
          (
            earlier, later,
            LevelComponents(design.effects[earlier], design.effects[later])
          )
        )
      }
    }
    for _ in 0..<500 {
      var largest = 0.0
      for set in sets {
        let effect = design.effects[set.later]
        var sums = [Double](repeating: 0, count: set.components.count)
        var counts = sums
        for row in effect.codes.indices {
          let level = Int(effect.codes[row])
          let component = Int(set.components.ofLater[level])
          sums[component] += parts[set.later].constants[level]
          counts[component] += 1
        }
        let shifts = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
        for shift in shifts { largest = max(largest, abs(shift)) }
        for level in parts[set.later].constants.indices {
          parts[set.later].constants[level] -= shifts[Int(set.components.ofLater[level])]
        }
        for level in parts[set.earlier].constants.indices {
          parts[set.earlier].constants[level] += shifts[Int(set.components.ofEarlier[level])]
        }
      }
      if largest < 1e-13 { return }
    }
  }

  private static func listed(_ design: GravityDesign, _ parts: [Part]) -> [FixedEffect] {
    var found: [FixedEffect] = []
    let order = design.effects.indices.sorted {
      design.effects[$0].formulaPlace < design.effects[$1].formulaPlace
    }
    for place in order {
      let effect = design.effects[place]
      var counts = [Int](repeating: 0, count: effect.levelCount)
      for code in effect.codes { counts[Int(code)] += 1 }
      var columns: [(String, [Double])] = []
      if effect.hasConstants { columns.append((effect.label, parts[place].constants)) }
      for (slope, label) in effect.slopeLabels.enumerated() {
        columns.append(("\(effect.label)[\(label)]", parts[place].slopes[slope]))
      }
      for (label, values) in columns {
        for level in 0..<effect.levelCount {
          found.append(
            FixedEffect(
              effect: label,
              level: effect.names.name(Int(effect.levels[level])),
              observations: counts[level],
              value: values[level]
            )
          )
        }
      }
    }
    return found
  }
}
