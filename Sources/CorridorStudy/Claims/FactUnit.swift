/// A unit of a fact: a scale and base units with their powers.
///
/// `USD_m` is 10⁶ `USD`, `Mt` 10⁶ `t`, `%` and `percent` a hundredth of nothing, `USD_m/km` a quotient.
public struct FactUnit: Sendable, Equatable {
  /// How many base units one of it is.
  public var scale: Double
  /// Powers of base units that are not zero.
  public var powers: [String: Int]

  /// No unit at all.
  public static let none = FactUnit(scale: 1, powers: [:])

  /// A unit by scale and powers.
  public init(scale: Double, powers: [String: Int]) {
    self.scale = scale
    self.powers = powers
  }

  /// A unit as written, such as `USD_m`, `km`, `%` or `USD_m/km`; unknown words are base units of their
  /// own.
  public init(_ text: String) {
    self = .none
    var sign = 1
    var word = ""
    func take(_ word: String, _ sign: Int, _ unit: inout FactUnit) {
      guard !word.isEmpty else { return }
      let (scale, base) = FactUnit.base(of: word)
      unit.scale *= sign > 0 ? scale : 1 / scale
      guard !base.isEmpty else { return }
      let power = (unit.powers[base] ?? 0) + sign
      unit.powers[base] = power == 0 ? nil : power
    }
    for character in text {
      if character == "/" || character == "*" {
        take(word, sign, &self)
        word = ""
        sign = character == "/" ? -1 : 1
      } else if character != " " {
        word.append(character)
      }
    }
    take(word, sign, &self)
  }

  private static func base(of word: String) -> (Double, String) {
    switch word {
    case "%", "percent": return (0.01, "")
    case "ratio", "1", "share": return (1, "")
    case "t": return (1, "t")
    case "kt", "thousand_t": return (1e3, "t")
    case "Mt": return (1e6, "t")
    case "Gt", "bn_t": return (1e9, "t")
    case "TEU": return (1, "TEU")
    case "thousand_TEU", "kTEU": return (1e3, "TEU")
    case "year", "years", "a": return (1, "year")
    default: break
    }
    for (ending, scale) in [("_trn", 1e12), ("_bn", 1e9), ("_m", 1e6), ("_k", 1e3)]
    where word.hasSuffix(ending) && word.count > ending.count {
      return (scale, String(word.dropLast(ending.count)))
    }
    return (1, word)
  }

  /// Whether both measure the same thing.
  public func isLike(_ other: FactUnit) -> Bool { powers == other.powers }

  static func * (left: FactUnit, right: FactUnit) -> FactUnit {
    FactUnit(
      scale: left.scale * right.scale,
      powers: left.powers.merging(right.powers) { $0 + $1 }.filter { $0.value != 0 }
    )
  }

  static func / (left: FactUnit, right: FactUnit) -> FactUnit {
    left * FactUnit(scale: 1 / right.scale, powers: right.powers.mapValues { -$0 })
  }
}
