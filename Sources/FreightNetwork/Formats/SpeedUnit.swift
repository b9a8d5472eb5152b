/// Unit of speeds in a file.
public enum SpeedUnit: String, Sendable, CaseIterable {
  /// Kilometres an hour.
  case kilometresPerHour = "km/h"
  /// Statute miles an hour.
  case milesPerHour = "mph"
  /// Metres a second.
  case metresPerSecond = "m/s"
  /// Knots.
  case knots = "kn"

  /// Speed in kilometres an hour.
  public var kilometresPerHour: Double {
    switch self {
    case .kilometresPerHour: 1
    case .milesPerHour: 1.609_344
    case .metresPerSecond: 3.6
    case .knots: 1.852
    }
  }

  /// The unit of a word such as `kph`.
  public init?(word: String) {
    switch word.lowercased().replacing(" ", with: "") {
    case "km/h", "kph", "kmh", "kmph", "kilometersperhour", "kilometresperhour":
      self = .kilometresPerHour
    case "mph", "mi/h", "milesperhour": self = .milesPerHour
    case "m/s", "mps", "meterspersecond", "metrespersecond": self = .metresPerSecond
    case "kn", "kt", "kts", "knots", "knot": self = .knots
    default: return nil
    }
  }
}
