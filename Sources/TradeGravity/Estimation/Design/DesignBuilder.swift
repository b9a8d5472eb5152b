import Tables

/// Makes what an estimation works on out of a data set and a model.
struct DesignBuilder {
  private let model: GravityModel
  private var table: GravityData
  private var mask: [Bool]
  private var dropped = DroppedRows()
  private var effects: [EffectDraft] = []
  private var clusters: [(label: String, factor: Factor)] = []
  private var terms: [TermDraft] = []
  /// Sides of terms that are levels because they hold texts.
  private var textColumns: Set<String> = []
  private var separated: [GravityDesign.SeparatedRow] = []
  private var roles: [(label: String, factor: Factor)] = []

  /// An absorbed effect over all rows of the data set.
  private struct EffectDraft {
    var label: String
    var key: String
    var factor: Factor
    var hasConstants: Bool
    var slopes: [[Double]]
    var slopeLabels: [String]
    var formulaPlace: Int
  }

  /// A product of columns over all rows of the data set.
  private struct TermDraft {
    var numbers: [(label: String, values: [Double])] = []
    var levels: [(label: String, factor: Factor, levels: FormulaTerm.Levels)] = []
    /// Which side of the term each part is, for its name.
    var order: [(isLevels: Bool, place: Int)] = []
  }

  private init(_ model: GravityModel, _ table: consuming GravityData) {
    self.model = model
    self.table = table
    mask = [Bool](repeating: true, count: self.table.rowCount)
  }

  /// The design of a model on a data set.
  ///
  /// - Throws: `InputFaults` for what the data set cannot give.
  static func build(_ model: GravityModel, _ table: consuming GravityData) throws -> GravityDesign {
    var builder = DesignBuilder(model, table)
    return try builder.design()
  }

  private func fault(_ column: String? = nil, found: String, expected: String) -> InputFaults {
    InputFaults([InputFault(file: table.name, column: column, found: found, expected: expected)])
  }

  private mutating func design() throws -> GravityDesign {
    guard table.rowCount > 0 else { throw fault(found: "no rows", expected: "at least one") }
    try applyCondition()
    var faults: [InputFault] = []
    func collect<Value>(_ body: () throws -> Value) throws -> Value? {
      do {
        return try body()
      } catch let error as InputFaults {
        faults += error.faults
        return nil
      }
    }
    let response = try collect { try model.formula.response.numbers(in: table) }
    let weights = try collect { try model.weights?.numbers(in: table) } ?? nil
    let offset = try collect { try model.formula.offset?.numbers(in: table) } ?? nil
    for effect in model.formula.absorbed {
      _ = try collect { try addEffect(effect) }
    }
    _ = try collect { try addClusters() }
    _ = try collect { try addRoles() }
    for term in model.formula.terms {
      if let draft = try collect({ try draft(term) }) { terms.append(draft) }
    }
    guard faults.isEmpty, let response else { throw InputFaults(faults) }
    table.dropColumns()
    dropMissing([response] + [weights, offset].compactMap { $0 })
    if let weights { try checkWeights(weights) }
    try checkResponse(response)
    var kept: [Int32] = []
    kept.reserveCapacity(mask.count)
    for row in mask.indices where mask[row] { kept.append(Int32(row)) }
    guard !kept.isEmpty else {
      throw fault(
        found: "no row left to estimate from: \(dropped.condition) outside the condition, "
          + "\(dropped.missing) with a missing value, \(dropped.zeroWeight) of weight zero",
        expected: "rows without missing values and with weights above zero"
      )
    }
    if model.family.hasLogLink { dropEmptyLevels(&kept, response) }
    dropSingletons(&kept)
    guard !kept.isEmpty else {
      throw fault(
        found:
          "no row left: \(dropped.separated) separated, \(dropped.singletons) alone in a level "
          + "of an absorbed effect",
        expected: "an outcome above zero and several rows in a level"
      )
    }
    return try assemble(kept, response, weights, offset)
  }

  // MARK: Rows

  private mutating func applyCondition() throws {
    guard let condition = model.condition else { return }
    let values = try condition.numbers(in: table)
    var count = 0
    for row in values.indices where !(values[row] != 0 && !values[row].isNaN) {
      mask[row] = false
      count += 1
    }
    dropped.condition = count
    guard count < mask.count else {
      throw fault(found: "no row that meets the condition", expected: "at least one")
    }
  }

  private mutating func dropMissing(_ columns: [[Double]]) {
    var found = mask
    func require(_ values: [Double]) {
      for row in values.indices where !values[row].isFinite { found[row] = false }
    }
    func require(_ codes: [Int32]) {
      for row in codes.indices where codes[row] < 0 { found[row] = false }
    }
    for values in columns { require(values) }
    for effect in effects {
      require(effect.factor.codes)
      for values in effect.slopes { require(values) }
    }
    for cluster in clusters + roles { require(cluster.factor.codes) }
    for term in terms {
      for numbers in term.numbers { require(numbers.values) }
      for levels in term.levels { require(levels.factor.codes) }
    }
    for row in mask.indices where mask[row] && !found[row] { dropped.missing += 1 }
    mask = found
  }

  private mutating func checkWeights(_ weights: [Double]) throws {
    for row in weights.indices where mask[row] {
      if weights[row] < 0 {
        throw InputFaults([
          InputFault(
            file: table.name,
            line: table.line(ofRow: row),
            column: model.weights?.label,
            found: "a weight of \(weights[row].levelText)",
            expected: "zero or more"
          )
        ])
      }
      if weights[row] == 0 {
        mask[row] = false
        dropped.zeroWeight += 1
      }
    }
  }

  private func checkResponse(_ response: [Double]) throws {
    var faults: [InputFault] = []
    var hasPositive = false
    var first: Double?
    var varies = false
    for row in response.indices where mask[row] {
      if model.family.hasLogLink, response[row] < 0, faults.count < 20 {
        faults.append(
          InputFault(
            file: table.name,
            line: table.line(ofRow: row),
            column: model.formula.response.label,
            found: "\(response[row])" + (table.line(ofRow: row) == nil ? " in row \(row + 1)" : ""),
            expected: "zero or more for family \(model.family.rawValue)"
          )
        )
      }
      if response[row] > 0 { hasPositive = true }
      if let first { varies = varies || response[row] != first } else { first = response[row] }
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    let column = model.formula.response.label
    if model.family.hasLogLink, !hasPositive, first != nil {
      throw fault(column, found: "zero in every row", expected: "an outcome above zero")
    }
    if !varies, first != nil {
      throw fault(
        column,
        found: "the same outcome in every row",
        expected: "an outcome that varies"
      )
    }
  }

  /// Rows in levels whose outcomes are all zero, found again and again.
  private mutating func dropEmptyLevels(_ kept: inout [Int32], _ response: [Double]) {
    let constants = effects.filter(\.hasConstants)
    var changed = !constants.isEmpty
    while changed {
      changed = false
      for effect in constants {
        var isPositive = [Bool](repeating: false, count: effect.factor.levelCount)
        for row in kept where response[Int(row)] > 0 {
          isPositive[Int(effect.factor.codes[Int(row)])] = true
        }
        let before = kept.count
        kept.removeAll { row in
          guard !isPositive[Int(effect.factor.codes[Int(row)])] else { return false }
          separated.append(.init(row: row, reason: .effectLevel))
          return true
        }
        if kept.count < before {
          changed = constants.count > 1
          dropped.separated += before - kept.count
        }
      }
    }
  }

  /// Rows alone in a level, found again and again.
  private mutating func dropSingletons(_ kept: inout [Int32]) {
    let constants = effects.filter(\.hasConstants)
    var changed = !constants.isEmpty
    while changed {
      changed = false
      for effect in constants {
        var counts = [Int32](repeating: 0, count: effect.factor.levelCount)
        for row in kept { counts[Int(effect.factor.codes[Int(row)])] += 1 }
        let before = kept.count
        guard counts.contains(1) else { continue }
        kept.removeAll { counts[Int(effect.factor.codes[Int($0)])] == 1 }
        if kept.count < before {
          changed = true
          dropped.singletons += before - kept.count
        }
      }
    }
  }

  // MARK: Parts

  private mutating func addEffect(_ effect: AbsorbedTerm) throws {
    let factor = try Factor.crossed(effect.factors, in: table)
    let slopes = try effect.slopes.map { try $0.numbers(in: table) }
    let key = effect.key
    let slopeLabels = effect.slopes.map(\.label)
    if let place = effects.firstIndex(where: { $0.key == key }) {
      effects[place].hasConstants = effects[place].hasConstants || effect.hasConstants
      for (label, values) in zip(slopeLabels, slopes)
      where !effects[place].slopeLabels.contains(label) {
        effects[place].slopeLabels.append(label)
        effects[place].slopes.append(values)
      }
      return
    }
    effects.append(
      EffectDraft(
        label: effect.factors.map(\.label).joined(separator: "^"),
        key: key,
        factor: factor,
        hasConstants: effect.hasConstants,
        slopes: slopes,
        slopeLabels: slopeLabels,
        formulaPlace: effects.count
      )
    )
  }

  private mutating func addClusters() throws {
    switch model.errors {
    case .homoskedastic, .robust: return
    case .clustered(let sets):
      for set in sets {
        let key = set.factors.map(\.label).sorted().joined(separator: "^")
        let known = effects.first { $0.key == key }?.factor
        clusters.append(
          (set.label, try known ?? Factor.crossed(set.factors, in: table))
        )
      }
    case .dyadic(let a, let b):
      // Both roles name countries by one list.
      let first = try Factor.of(a, in: table)
      let second = try Factor.of(b, in: table)
      var place: [String: Int32] = [:]
      let names = Set((0..<first.levelCount).map(first.names.name)).union(
        (0..<second.levelCount).map(second.names.name)
      )
      for (index, name) in names.sorted().enumerated() { place[name] = Int32(index) }
      for (label, factor) in [(a.label, first), (b.label, second)] {
        let mapping = (0..<factor.levelCount).map { place[factor.names.name($0)] ?? -1 }
        clusters.append(
          (
            label,
            Factor(
              codes: factor.codes.map { $0 < 0 ? -1 : mapping[Int($0)] },
              levelCount: names.count,
              names: .texts(names.sorted())
            )
          )
        )
      }
    }
  }

  /// Exporter, importer and year, told by two effects that share one column: the year.
  private mutating func addRoles() throws {
    guard model.correctsBias else { return }
    let crossed = model.formula.absorbed.filter { $0.factors.count == 2 && $0.slopes.isEmpty }
    for (place, first) in crossed.enumerated() {
      for second in crossed[(place + 1)...] {
        let shared = first.factors.filter { second.factors.contains($0) }
        guard shared.count == 1, let year = shared.first,
          let exporter = first.factors.first(where: { $0 != year }),
          let importer = second.factors.first(where: { $0 != year })
        else { continue }
        let pair = model.formula.absorbed.first { $0 != first && $0 != second }
        guard let pair, model.formula.absorbed.count == 3, pair.slopes.isEmpty else { continue }
        if pair.factors.count == 2,
          Set(pair.factors.map(\.label)) != [exporter.label, importer.label]
        {
          continue
        }
        roles = try [exporter, importer, year].map { ($0.label, try Factor.of($0, in: table)) }
        return
      }
    }
    throw fault(
      found: "effects \(model.formula.absorbed.map(\.label).joined(separator: " + "))",
      expected: "exporter^year + importer^year + exporter^importer, for the bias correction"
    )
  }

  private mutating func draft(_ term: FormulaTerm) throws -> TermDraft {
    var draft = TermDraft()
    for side in term.factors {
      var levels = side.levels
      let value = try side.value.value(in: table)
      if levels == nil, value.isText {
        // A text among numbers is a fault, not a level.
        if case .column(.text(_, let labels)) = value,
          labels.contains(where: { DecimalNumber.parse($0) != nil })
        {
          _ = try side.value.numbers(in: table)
        }
        levels = .butFirst
        textColumns.insert(side.value.label)
      }
      if let levels {
        draft.order.append((true, draft.levels.count))
        draft.levels.append(
          (side.value.label, try Factor.of(side.value, in: table), levels)
        )
      } else {
        draft.order.append((false, draft.numbers.count))
        draft.numbers.append((side.value.label, try side.value.numbers(in: table)))
      }
    }
    return draft
  }

  // MARK: The design

  private mutating func assemble(
    _ kept: [Int32],
    _ response: [Double],
    _ weights: [Double]?,
    _ offset: [Double]?
  ) throws -> GravityDesign {
    mask = []
    // The effect with the most levels first; ties by name, so that the order in the formula is no
    // matter.
    effects.sort { ($1.factor.levelCount, $0.key) < ($0.factor.levelCount, $1.key) }
    var contents: [[Double]] = [response]
    for term in terms { contents += term.numbers.map(\.values) }
    contents += [weights, offset].compactMap { $0 }
    for effect in effects { contents += effect.slopes }
    let marks =
      terms.flatMap { $0.levels.map(\.factor.codes) } + clusters.map(\.factor.codes)
    let order = RowOrder.sorted(
      kept,
      keys: effects.map { ($0.factor.codes, $0.factor.levelCount) },
      contents: contents,
      marks: marks
    )
    contents = []
    func gathered(_ values: [Double]) -> [Double] { order.map { values[Int($0)] } }
    var design = GravityDesign(
      rows: order,
      response: gathered(response),
      regressors: [],
      names: [],
      weights: weights.map(gathered),
      offset: offset.map(gathered),
      effects: [],
      clusters: [],
      isDyadic: isDyadic,
      hasIntercept: model.formula.hasIntercept,
      dropped: dropped,
      separated: separated,
      dataRowCount: table.rowCount
    )
    for cluster in clusters {
      let (codes, levels) = Factor.dense(
        order.map { cluster.factor.codes[Int($0)] },
        range: cluster.factor.levelCount
      )
      design.clusters.append(
        .init(
          label: cluster.label,
          codes: isDyadic ? order.map { cluster.factor.codes[Int($0)] } : codes,
          levelCount: isDyadic ? cluster.factor.levelCount : levels.count
        )
      )
    }
    clusters = []
    if roles.count == 3 {
      let sets = roles.map { role -> GravityDesign.ClusterSet in
        let (codes, levels) = Factor.dense(
          order.map { role.factor.codes[Int($0)] },
          range: role.factor.levelCount
        )
        return .init(label: role.label, codes: codes, levelCount: levels.count)
      }
      design.roles = .init(exporters: sets[0], importers: sets[1], years: sets[2])
    }
    while let effect = effects.first {
      effects.removeFirst()
      let (codes, levels) = Factor.dense(
        order.map { effect.factor.codes[Int($0)] },
        range: effect.factor.levelCount
      )
      design.effects.append(
        .init(
          label: effect.label,
          key: effect.key,
          codes: codes,
          levelCount: levels.count,
          levels: levels,
          names: effect.factor.names,
          hasConstants: effect.hasConstants,
          slopes: effect.slopes.map(gathered),
          slopeLabels: effect.slopeLabels,
          formulaPlace: effect.formulaPlace
        )
      )
    }
    if design.hasIntercept {
      design.names.append("Intercept")
      design.regressors.append([Double](repeating: 1, count: order.count))
    }
    design.textColumns = textColumns
    while !terms.isEmpty { try expand(terms.removeFirst(), order, into: &design) }
    return design
  }

  private var isDyadic: Bool {
    if case .dyadic = model.errors { return true }
    return false
  }

  private func expand(
    _ term: TermDraft,
    _ order: [Int32],
    into design: inout GravityDesign
  ) throws {
    var value: [Double]?
    for numbers in term.numbers {
      if var product = value {
        for (place, row) in order.enumerated() { product[place] *= numbers.values[Int(row)] }
        value = product
      } else {
        value = order.map { numbers.values[Int($0)] }
      }
    }
    var columns: [(names: [String], codes: [(codes: [Int32], level: Int32)])] = [([], [])]
    for side in term.levels {
      let (codes, present) = Factor.dense(
        order.map { side.factor.codes[Int($0)] },
        range: side.factor.levelCount
      )
      design.termLevels[side.label] = Set(present.map { side.factor.names.name(Int($0)) })
      let chosen = try chosenLevels(side.factor.names, present, side.levels, side.label)
      columns = columns.flatMap { column in
        chosen.map { level in
          (
            column.names + ["\(side.label)::\(side.factor.names.name(Int(present[level])))"],
            column.codes + [(codes, Int32(level))]
          )
        }
      }
    }
    guard columns.count + design.regressors.count <= 20_000 else {
      throw fault(found: "\(columns.count) columns from one term", expected: "at most 20000")
    }
    for column in columns {
      var result = value ?? [Double](repeating: 1, count: order.count)
      for part in column.codes {
        for row in result.indices where part.codes[row] != part.level { result[row] = 0 }
      }
      let name = term.order.map { side in
        side.isLevels ? column.names[side.place] : term.numbers[side.place].label
      }.joined(separator: ":")
      if design.names.contains(name) { continue }
      design.names.append(name)
      design.regressors.append(result)
    }
  }

  private func chosenLevels(
    _ names: Factor.Names,
    _ present: [Int32],
    _ levels: FormulaTerm.Levels,
    _ label: String
  ) throws -> [Int] {
    switch levels {
    case .all: return Array(present.indices)
    case .butFirst: return Array(present.indices.dropFirst())
    case .but(let references):
      var left = Array(present.indices)
      for reference in references {
        let wanted: String =
          switch reference {
          case .text(let text): text
          default: reference.label
          }
        guard let place = left.first(where: { names.name(Int(present[$0])) == wanted }) else {
          let known = present.prefix(20).map { names.name(Int($0)) }.joined(separator: ", ")
          throw fault(
            label,
            found: "no level '\(wanted)' to take as reference",
            expected: "one of \(known)"
          )
        }
        left.removeAll { $0 == place }
      }
      return left
    }
  }
}
