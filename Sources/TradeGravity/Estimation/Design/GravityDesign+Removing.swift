extension GravityDesign {
  /// Takes rows out, and then those left alone in a level.
  ///
  /// - Parameters:
  ///   - places: rows here.
  ///   - reason: what shows that they are separated.
  mutating func removeSeparated(_ places: [Int], reason: SeparationReason) {
    var isKept = [Bool](repeating: true, count: rowCount)
    for place in places {
      isKept[place] = false
      separated.append(SeparatedRow(row: rows[place], reason: reason))
    }
    dropped.separated += places.count
    var changed = true
    while changed {
      changed = false
      for effect in effects where effect.hasConstants {
        var counts = [Int32](repeating: 0, count: effect.levelCount)
        for row in effect.codes.indices where isKept[row] { counts[Int(effect.codes[row])] += 1 }
        for row in effect.codes.indices where isKept[row] && counts[Int(effect.codes[row])] == 1 {
          isKept[row] = false
          changed = true
          dropped.singletons += 1
        }
      }
    }
    keep(isKept)
  }

  private mutating func keep(_ isKept: [Bool]) {
    func kept<Value>(_ values: [Value]) -> [Value] {
      values.indices.filter { isKept[$0] }.map { values[$0] }
    }
    rows = kept(rows)
    response = kept(response)
    weights = weights.map(kept)
    offset = offset.map(kept)
    for column in regressors.indices { regressors[column] = kept(regressors[column]) }
    for place in effects.indices {
      let (codes, levels) = Factor.dense(
        kept(effects[place].codes),
        range: effects[place].levelCount
      )
      effects[place].codes = codes
      effects[place].levels = levels.map { effects[place].levels[Int($0)] }
      effects[place].levelCount = levels.count
      for slope in effects[place].slopes.indices {
        effects[place].slopes[slope] = kept(effects[place].slopes[slope])
      }
    }
    if let old = roles {
      func keptSet(_ set: ClusterSet) -> ClusterSet {
        let (codes, levels) = Factor.dense(kept(set.codes), range: set.levelCount)
        return ClusterSet(label: set.label, codes: codes, levelCount: levels.count)
      }
      roles = PanelRoles(
        exporters: keptSet(old.exporters),
        importers: keptSet(old.importers),
        years: keptSet(old.years)
      )
    }
    for place in clusters.indices {
      clusters[place].codes = kept(clusters[place].codes)
      guard !isDyadic else { continue }
      let (codes, levels) = Factor.dense(
        clusters[place].codes,
        range: clusters[place].levelCount
      )
      clusters[place].codes = codes
      clusters[place].levelCount = levels.count
    }
  }
}
