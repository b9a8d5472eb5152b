/// Unit of lengths in a file.
public enum LengthUnit: String, Sendable, CaseIterable {
  /// Metre.
  case metre = "m"
  /// Kilometre.
  case kilometre = "km"
  /// International foot, 0.3048 m.
  case foot = "ft"
  /// Statute mile, 1,609.344 m.
  case mile = "mi"
  /// Nautical mile, 1,852 m.
  case nauticalMile = "nmi"

  /// Length in kilometres.
  public var kilometres: Double {
    switch self {
    case .metre: 0.001
    case .kilometre: 1
    case .foot: 0.000_304_8
    case .mile: 1.609_344
    case .nauticalMile: 1.852
    }
  }

  /// The unit of a word such as `miles` or `meters`.
  public init?(word: String) {
    switch word.lowercased() {
    case "m", "metre", "metres", "meter", "meters": self = .metre
    case "km", "kilometre", "kilometres", "kilometer", "kilometers": self = .kilometre
    case "ft", "foot", "feet": self = .foot
    case "mi", "mile", "miles": self = .mile
    case "nmi", "nm", "nautical mile", "nautical miles": self = .nauticalMile
    default: return nil
    }
  }
}
