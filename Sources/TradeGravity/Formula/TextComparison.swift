/// Comparisons of texts.
enum TextComparison {
  /// 1 where two texts are equal (or unequal), 0 where not, NaN where one is missing.
  static func compare(
    _ a: ExpressionValue,
    _ b: ExpressionValue,
    wantsEqual: Bool
  ) -> ExpressionValue {
    let yes = wantsEqual ? 1.0 : 0.0
    switch (a, b) {
    case (.text(let x), .text(let y)): return .number(x == y ? yes : 1 - yes)
    case (.text(let x), .column(.text(let codes, let labels))),
      (.column(.text(let codes, let labels)), .text(let x)):
      let wanted = labels.firstIndex(of: x).map(Int32.init) ?? -2
      return .column(.real(codes.map { $0 < 0 ? .nan : $0 == wanted ? yes : 1 - yes }))
    case (.column(.text(let first, let names)), .column(.text(let second, let others))):
      var place: [String: Int32] = [:]
      for (index, name) in names.enumerated() { place[name] = Int32(index) }
      let mapping = others.map { place[$0] ?? -2 }
      var values = [Double](repeating: .nan, count: first.count)
      for row in first.indices where first[row] >= 0 && second[row] >= 0 {
        values[row] = first[row] == mapping[Int(second[row])] ? yes : 1 - yes
      }
      return .column(.real(values))
    default: return .number(.nan)
    }
  }

  /// 1 where a text is among others, 0 where not, NaN where it is missing.
  static func member(_ value: ExpressionValue, of texts: Set<String>) -> ExpressionValue {
    switch value {
    case .text(let text): return .number(texts.contains(text) ? 1 : 0)
    case .column(.text(let codes, let labels)):
      let flags = labels.map { texts.contains($0) ? 1.0 : 0.0 }
      return .column(.real(codes.map { $0 < 0 ? .nan : flags[Int($0)] }))
    default: return .number(.nan)
    }
  }
}
