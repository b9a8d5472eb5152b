extension ClaimExpression {
  /// As one would write it.
  var text: String { written(0) }

  private var strength: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .not: 3
    case .comparison: 4
    case .arithmetic(let sign, _, _): sign == .add || sign == .subtract ? 5 : 6
    case .negative: 7
    default: 8
    }
  }

  private func written(_ least: Int) -> String {
    let words: String
    switch self {
    case .number(let literal): words = literal.text
    case .reference(let reference): words = reference.text
    case .negative(let one): words = "-" + one.written(7)
    case .not(let one): words = "not " + one.written(3)
    case .arithmetic(let sign, let left, let right):
      words = "\(left.written(strength)) \(sign.rawValue) \(right.written(strength + 1))"
    case .comparison(let sign, let left, let right, let within):
      words =
        "\(left.written(5)) \(sign.rawValue) \(right.written(5))"
        + (within.map { " within \($0.text)" } ?? "")
    case .and(let left, let right): words = "\(left.written(2)) and \(right.written(3))"
    case .or(let left, let right): words = "\(left.written(1)) or \(right.written(2))"
    case .call(let function, let arguments):
      words = "\(function.rawValue)(\(arguments.map { $0.written(0) }.joined(separator: ", ")))"
    }
    return strength < least ? "(\(words))" : words
  }
}

/// Numbers in words.
enum ClaimText {
  /// A unit after a number; nothing for ratios, years and places.
  static func ending(_ unit: String) -> String {
    ["ratio", "year", "place"].contains(unit) ? "" : " \(unit.replacing("_", with: " "))"
  }

  /// At most four figures that count, without needless zeros; thousands set apart from ten thousand on.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "no number" }
    guard value != 0, Swift.abs(value) < 1e15 else { return value == 0 ? "0" : "\(value)" }
    if value == value.rounded() { return grouped(Int(value)) }
    var step = 1.0
    while Swift.abs(value) * step < 1000, step < 1e12 { step *= 10 }
    let rounded = (value * step).rounded() / step
    return rounded == rounded.rounded() ? grouped(Int(rounded)) : "\(rounded)"
  }

  private static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard digits.count > 4 else { return String(value) }
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }
}
