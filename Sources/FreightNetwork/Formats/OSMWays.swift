/// What is taken of an OpenStreetMap file.
public enum OSMWays: String, Sendable, CaseIterable {
  /// Railways in use, of any gauge.
  case rail
  /// Roads for motor traffic.
  case road
  /// Rivers and canals.
  case waterway

  /// Column that says what a way is.
  var key: String {
    switch self {
    case .rail: "railway"
    case .road: "highway"
    case .waterway: "waterway"
    }
  }

  /// Values of the key that are taken.
  var values: [String] {
    switch self {
    case .rail: ["rail", "narrow_gauge", "light_rail"]
    case .road:
      [
        "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
        "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
        "living_street", "service", "road",
      ]
    case .waterway: ["river", "canal", "fairway"]
    }
  }

  /// Columns of words that are kept, beside the key.
  var words: [String] {
    switch self {
    case .rail: ["name", "ref", "usage", "service", "electrified", "railway:traffic_mode"]
    case .road: ["name", "ref", "oneway", "junction", "surface", "access", "service"]
    case .waterway: ["name", "CEMT", "boat", "ship", "motorboat", "oneway"]
    }
  }

  /// Columns whose leading number is kept, beside the words.
  var numbers: [String] {
    switch self {
    case .rail: ["gauge", "maxspeed", "tracks", "voltage", "frequency"]
    case .road: ["lanes", "maxspeed", "maxweight", "layer"]
    case .waterway: ["width", "maxdraft", "depth"]
    }
  }
}
