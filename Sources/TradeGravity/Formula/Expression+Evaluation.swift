import Foundation
import Tables

/// Values of an expression in the rows of a data set.
enum ExpressionValue {
  case number(Double)
  case text(String)
  case column(GravityColumn)
}

extension Expression {
  /// Values in every row of a data set.
  ///
  /// - Throws: `InputFaults` where texts stand where numbers are wanted.
  func value(in table: GravityData) throws -> ExpressionValue {
    switch self {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .column(let name):
      guard let column = table.columns[name] else {
        throw InputFaults(
          GravityData.missingColumns(
            [name],
            among: table.columns.keys.sorted(),
            file: table.name
          )
        )
      }
      return .column(column)
    case .prefix(let sign, let inner):
      return try inner.mapped(in: table) {
        sign == .minus ? -$0 : ($0.isNaN ? .nan : $0 == 0 ? 1 : 0)
      }
    case .infix(let sign, let left, let right):
      return try Self.infix(sign, left, right, in: table)
    case .member(let inner, let membership):
      return try inner.membership(membership, in: table)
    case .call(let name, let arguments):
      guard let function = ColumnFunction(rawValue: name) else { return .number(.nan) }
      return try Self.call(function, arguments, in: table)
    }
  }

  /// Numbers in every row; NaN where one is missing.
  ///
  /// - Throws: `InputFaults` naming the lines of texts that are no number.
  package func numbers(in table: GravityData) throws -> [Double] {
    switch try value(in: table) {
    case .number(let number): return [Double](repeating: number, count: table.rowCount)
    case .column(.real(let values)): return values
    case .column(.whole(let values)): return values.map(Double.init)
    case .text, .column(.text): throw InputFaults(textFaults(in: table))
    }
  }

  private func textFaults(in table: GravityData) -> [InputFault] {
    if case .column(let name) = self, let cell = table.firstText(name) {
      return [
        InputFault(
          file: table.name,
          line: cell.line,
          column: name,
          found: "'\(cell.text)'",
          expected: "a number (write C(\(name)) for a column for each text)"
        )
      ]
    }
    return [
      InputFault(
        file: table.name,
        column: label,
        found: "texts",
        expected: "numbers (write C(\(label)) for a column for each text)"
      )
    ]
  }

  private func mapped(
    in table: GravityData,
    _ function: (Double) -> Double
  ) throws -> ExpressionValue {
    if case .number(let number) = try value(in: table) { return .number(function(number)) }
    return .column(.real(try numbers(in: table).map(function)))
  }

  private static func infix(
    _ sign: InfixOperator,
    _ left: Expression,
    _ right: Expression,
    in table: GravityData
  ) throws -> ExpressionValue {
    let a = try left.value(in: table)
    let b = try right.value(in: table)
    if sign == .equal || sign == .unequal, a.isText || b.isText {
      guard a.isText, b.isText else {
        throw InputFaults([
          InputFault(
            file: table.name,
            column: (a.isText ? left : right).label,
            found: "texts compared with numbers in \(Expression.infix(sign, left, right).label)",
            expected: "both of one kind"
          )
        ])
      }
      return TextComparison.compare(a, b, wantsEqual: sign == .equal)
    }
    let function = sign.function
    if case .number(let x) = a, case .number(let y) = b { return .number(function(x, y)) }
    if case .number(let y) = b {
      return .column(.real(try left.numbers(in: table).map { function($0, y) }))
    }
    if case .number(let x) = a {
      return .column(.real(try right.numbers(in: table).map { function(x, $0) }))
    }
    var values = try left.numbers(in: table)
    let others = try right.numbers(in: table)
    for row in values.indices { values[row] = function(values[row], others[row]) }
    return .column(.real(values))
  }

  private func membership(
    _ membership: Membership,
    in table: GravityData
  ) throws -> ExpressionValue {
    switch membership {
    case .range(let low, let high, let step):
      return .column(
        .real(
          try numbers(in: table).map { value in
            if value.isNaN { return .nan }
            guard value >= low, value <= high else { return 0 }
            guard let step else { return 1 }
            let steps = (value - low) / step
            return abs(steps - steps.rounded()) < 1e-9 ? 1 : 0
          }
        )
      )
    case .list(let values):
      let column = try value(in: table)
      if column.isText {
        let texts = Set(
          values.map { value in
            if case .text(let text) = value { return text }
            return value.label
          }
        )
        return TextComparison.member(column, of: texts)
      }
      let numbers = try values.map { value -> Double in
        guard case .number(let number) = try value.value(in: table) else {
          throw InputFaults([
            InputFault(
              file: table.name,
              column: label,
              found: "numbers, looked for among texts (\(value.label))",
              expected: "a list of numbers"
            )
          ])
        }
        return number
      }
      return .column(
        .real(
          try self.numbers(in: table).map { $0.isNaN ? .nan : numbers.contains($0) ? 1 : 0 }
        )
      )
    }
  }

  private static func call(
    _ function: ColumnFunction,
    _ arguments: [Expression],
    in table: GravityData
  ) throws -> ExpressionValue {
    if let ofOne = function.ofOne { return try arguments[0].mapped(in: table, ofOne) }
    if function == .min || function == .max {
      var values = try arguments[0].numbers(in: table)
      for argument in arguments.dropFirst() {
        let others = try argument.numbers(in: table)
        for row in values.indices {
          if values[row].isNaN || others[row].isNaN {
            values[row] = .nan
          } else if function == .min ? others[row] < values[row] : others[row] > values[row] {
            values[row] = others[row]
          }
        }
      }
      return .column(.real(values))
    }
    let groups = function == .count ? arguments[...] : arguments.dropFirst()
    let factor = try Factor.crossed(Array(groups), in: table)
    var sums = [Double](repeating: 0, count: factor.levelCount)
    var counts = sums
    let values = function == .count ? nil : try arguments[0].numbers(in: table)
    for row in 0..<table.rowCount {
      let code = Int(factor.codes[row])
      guard code >= 0 else { continue }
      if let values {
        guard !values[row].isNaN else { continue }
        sums[code] += values[row]
      }
      counts[code] += 1
    }
    let results =
      switch function {
      case .total: sums
      case .mean: zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
      default: counts
      }
    return .column(.real(factor.codes.map { $0 < 0 ? .nan : results[Int($0)] }))
  }
}

extension ExpressionValue {
  /// Whether it is text.
  var isText: Bool {
    switch self {
    case .text, .column(.text): true
    default: false
    }
  }
}

extension Expression.InfixOperator {
  /// What it makes of two numbers; missing where one is missing and the other does not decide.
  var function: @Sendable (Double, Double) -> Double {
    switch self {
    case .plus: { $0 + $1 }
    case .minus: { $0 - $1 }
    case .times: { $0 * $1 }
    case .divided: { $0 / $1 }
    case .power: { pow($0, $1) }
    case .equal: { $0.isNaN || $1.isNaN ? .nan : $0 == $1 ? 1 : 0 }
    case .unequal: { $0.isNaN || $1.isNaN ? .nan : $0 != $1 ? 1 : 0 }
    case .less: { $0.isNaN || $1.isNaN ? .nan : $0 < $1 ? 1 : 0 }
    case .lessOrEqual: { $0.isNaN || $1.isNaN ? .nan : $0 <= $1 ? 1 : 0 }
    case .more: { $0.isNaN || $1.isNaN ? .nan : $0 > $1 ? 1 : 0 }
    case .moreOrEqual: { $0.isNaN || $1.isNaN ? .nan : $0 >= $1 ? 1 : 0 }
    case .and: { $0 == 0 || $1 == 0 ? 0 : $0.isNaN || $1.isNaN ? .nan : 1 }
    case .or:
      {
        ($0 != 0 && !$0.isNaN) || ($1 != 0 && !$1.isNaN) ? 1 : $0.isNaN || $1.isNaN ? .nan : 0
      }
    }
  }
}
