import Foundation
import Numerics
import Tables

/// Predicts rows that a fit has not seen.
///
/// A row's linear predictor is the offset, the terms with their estimates and the coefficients of its
/// levels of the absorbed effects. Where a level was not in the sample, or levels of two effects are
/// in parts of the sample that no rows connect (so that their sum is not identified), the row has no
/// prediction, and the reason is said. Regressors that were left out as collinear count as nothing.
public struct GravityPredictor: Sendable {
  private let formula: GravityFormula
  private let hasLogLink: Bool
  /// Estimate by name of the regressor, without bias correction, as the effects are; zero for those left out.
  private let estimates: [String: Double]
  /// Levels of the sample, by factor of a term.
  private let termLevels: [String: Set<String>]
  /// Sides of terms that held texts in the sample; what looks like a number here is a level too.
  private let textColumns: Set<String>
  private let effects: [Effect]
  private let connections: [Connection]

  /// An absorbed effect.
  private struct Effect: Sendable {
    var label: String
    var factors: [Expression]
    /// Place of each level in the values.
    var places: [String: Int32]
    var constants: [Double]?
    var slopes: [(label: String, value: Expression, values: [Double])]
  }

  /// Parts of the sample that two effects' levels lie in.
  private struct Connection: Sendable {
    var earlier: Int
    var later: Int
    var ofEarlier: [Int32]
    var ofLater: [Int32]
  }

  init(
    _ model: GravityModel,
    _ design: GravityDesign,
    _ fit: IterativeFit,
    _ recovered: [FixedEffect]
  ) {
    formula = model.formula
    hasLogLink = model.family.hasLogLink
    var estimates: [String: Double] = [:]
    for column in design.regressors.indices { estimates[design.names[column]] = 0 }
    for (place, column) in fit.kept.enumerated() {
      estimates[design.names[column]] = fit.coefficients[place]
    }
    self.estimates = estimates
    termLevels = design.termLevels
    textColumns = design.textColumns
    let ordered = design.effects.sorted { $0.formulaPlace < $1.formulaPlace }
    var rest = recovered[...]
    var effects: [Effect] = []
    for effect in ordered {
      let terms = model.formula.absorbed.filter { $0.key == effect.key }
      var found = Effect(
        label: effect.label,
        factors: terms.first?.factors ?? [],
        places: [:],
        constants: nil,
        slopes: []
      )
      for level in 0..<effect.levelCount {
        found.places[effect.names.name(Int(effect.levels[level]))] = Int32(level)
      }
      if effect.hasConstants {
        found.constants = rest.prefix(effect.levelCount).map(\.value)
        rest = rest.dropFirst(effect.levelCount)
      }
      for label in effect.slopeLabels {
        let values = rest.prefix(effect.levelCount).map(\.value)
        rest = rest.dropFirst(effect.levelCount)
        if let value = terms.flatMap(\.slopes).first(where: { $0.label == label }) {
          found.slopes.append((label, value, values))
        }
      }
      effects.append(found)
    }
    self.effects = effects
    var connections: [Connection] = []
    for later in ordered.indices where ordered[later].hasConstants {
      for earlier in 0..<later where ordered[earlier].hasConstants {
        let parts = LevelComponents(ordered[earlier], ordered[later])
        guard parts.count > 1 else { continue }
        connections.append(
          Connection(
            earlier: earlier,
            later: later,
            ofEarlier: parts.ofEarlier,
            ofLater: parts.ofLater
          )
        )
      }
    }
    self.connections = connections
  }

  /// Names of the columns that a data set must have.
  public var columns: Set<String> { formula.explanatoryColumns }

  /// Columns of the outcome, which a data set may have.
  public var outcomeColumns: Set<String> { formula.response.columns }

  /// Predicts every row of a data set.
  ///
  /// - Returns: a prediction for each row, in order.
  /// - Throws: `InputFaults` where a column is missing or holds texts instead of numbers.
  public func predict(_ table: GravityData) throws -> [GravityPrediction] {
    guard table.rowCount > 0 else {
      throw InputFaults([
        InputFault(file: table.name, found: "no rows", expected: "at least one to predict")
      ])
    }
    var sheet = Sheet(count: table.rowCount)
    let missing = columns.subtracting(table.columns.keys)
    guard missing.isEmpty else {
      throw InputFaults(
        GravityData.missingColumns(
          missing,
          among: table.columns.keys.sorted(),
          file: table.name
        )
      )
    }
    if let intercept = estimates["Intercept"], formula.hasIntercept {
      for row in sheet.predictor.indices { sheet.predictor[row] += intercept }
    }
    if let offset = formula.offset { sheet.add(try offset.numbers(in: table), offset.label, 1) }
    for term in formula.terms { try add(term, table, &sheet) }
    try addEffects(table, &sheet)
    var outcomes: [Double]?
    if outcomeColumns.isSubset(of: table.columns.keys) {
      outcomes = try? formula.response.numbers(in: table)
    }
    return sheet.predictor.indices.map { row in
      var found = GravityPrediction(
        row: row + 1,
        line: table.line(ofRow: row),
        outcome: outcomes.flatMap { $0[row].isFinite ? $0[row] : nil },
        linearPredictor: nil,
        mean: nil,
        reason: sheet.reasons[row]
      )
      guard found.reason == nil else { return found }
      let value = sheet.predictor[row]
      let mean = hasLogLink ? exp(value) : value
      guard mean.isFinite, value.isFinite else {
        found.reason = "the mean is beyond what a number holds"
        return found
      }
      found.linearPredictor = value
      found.mean = mean
      return found
    }
  }

  /// Linear predictors as they add up, and why there is none.
  private struct Sheet {
    var predictor: [Double]
    var reasons: [String?]

    init(count: Int) {
      predictor = [Double](repeating: 0, count: count)
      reasons = [String?](repeating: nil, count: count)
    }

    mutating func miss(_ row: Int, _ reason: @autoclosure () -> String) {
      if reasons[row] == nil { reasons[row] = reason() }
    }

    mutating func add(_ values: [Double], _ label: String, _ factor: Double) {
      for row in predictor.indices {
        if values[row].isFinite {
          predictor[row] += factor * values[row]
        } else {
          miss(row, "no number in '\(label)'")
        }
      }
    }
  }

  private func add(_ term: FormulaTerm, _ table: GravityData, _ sheet: inout Sheet) throws {
    var product: [Double]?
    var sides: [(label: String, factor: Factor?)] = []
    for side in term.factors {
      let label = side.value.label
      if let known = termLevels[label], side.levels != nil || textColumns.contains(label) {
        let factor = try Factor.of(side.value, in: table)
        sides.append((label, factor))
        let isKnown = (0..<factor.levelCount).map { known.contains(factor.names.name($0)) }
        for (row, code) in factor.codes.enumerated() {
          if code < 0 {
            sheet.miss(row, "no value in '\(label)'")
          } else if !isKnown[Int(code)] {
            sheet.miss(
              row,
              "level '\(factor.names.name(Int(code)))' of '\(label)' is not in the sample"
            )
          }
        }
      } else {
        sides.append((label, nil))
        let values = try side.value.numbers(in: table)
        for row in values.indices where !values[row].isFinite {
          sheet.miss(row, "no number in '\(label)'")
        }
        if let old = product {
          product = zip(old, values).map { $0 * $1 }
        } else {
          product = values
        }
      }
    }
    let factors = sides.compactMap(\.factor)
    var cache: [[Int32]: Double] = [:]
    for row in sheet.predictor.indices where sheet.reasons[row] == nil {
      let codes = factors.map { $0.codes[row] }
      let estimate: Double
      if let known = cache[codes] {
        estimate = known
      } else {
        let name = sides.map { side in
          guard let factor = side.factor else { return side.label }
          return "\(side.label)::\(factor.names.name(Int(factor.codes[row])))"
        }.joined(separator: ":")
        estimate = estimates[name] ?? 0
        cache[codes] = estimate
      }
      sheet.predictor[row] += estimate * (product?[row] ?? 1)
    }
  }

  private func addEffects(_ table: GravityData, _ sheet: inout Sheet) throws {
    var places: [[Int32]] = []
    for effect in effects {
      let factor = try Factor.crossed(effect.factors, in: table)
      let known = (0..<factor.levelCount).map { effect.places[factor.names.name($0)] ?? -1 }
      var own = [Int32](repeating: -1, count: table.rowCount)
      for (row, code) in factor.codes.enumerated() {
        guard code >= 0 else {
          sheet.miss(row, "no value in '\(effect.label)'")
          continue
        }
        own[row] = known[Int(code)]
        if own[row] < 0 {
          sheet.miss(
            row,
            "level '\(factor.names.name(Int(code)))' of '\(effect.label)' is not in the sample"
          )
        } else if let constants = effect.constants {
          sheet.predictor[row] += constants[Int(own[row])]
        }
      }
      for slope in effect.slopes {
        let values = try slope.value.numbers(in: table)
        for row in values.indices where own[row] >= 0 {
          if values[row].isFinite {
            sheet.predictor[row] += values[row] * slope.values[Int(own[row])]
          } else {
            sheet.miss(row, "no number in '\(slope.label)'")
          }
        }
      }
      places.append(own)
    }
    for connection in connections {
      let earlier = places[connection.earlier]
      let later = places[connection.later]
      for row in sheet.reasons.indices where sheet.reasons[row] == nil {
        if connection.ofEarlier[Int(earlier[row])] != connection.ofLater[Int(later[row])] {
          let names = [connection.earlier, connection.later].map { "'\(effects[$0].label)'" }
          sheet.miss(
            row,
            "no rows of the sample connect its levels of \(names.joined(separator: " and "))"
          )
        }
      }
    }
  }
}
