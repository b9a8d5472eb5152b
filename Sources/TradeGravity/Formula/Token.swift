/// A word of a formula or condition.
struct Token: Equatable {
  /// What a word may be.
  enum Kind: Equatable {
    case name(String)
    case number(Double)
    case text(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  /// Place of its first character, from 0.
  var position: Int

  /// As it is written in a message.
  var shown: String {
    switch kind {
    case .name(let name): "'\(name)'"
    case .number(let number): "'\(number.levelText)'"
    case .text(let text): "'\(text)'"
    case .symbol(let symbol): "'\(symbol)'"
    case .end: "the end"
    }
  }
}

extension Double {
  /// Shortest text, whole numbers without a decimal point.
  var levelText: String {
    if rounded() == self, abs(self) < 1e15 { return String(Int64(self)) }
    return "\(self)"
  }
}
