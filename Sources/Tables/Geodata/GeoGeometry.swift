/// The shape of a feature.
public enum GeoGeometry: Sendable, Hashable {
  /// One place.
  case point(GeoPoint)
  /// One line of two or more points.
  case line([GeoPoint])
  /// Several lines.
  case lines([[GeoPoint]])
  /// A polygon: its outer ring, then its holes; each ring ends where it began.
  case polygon([[GeoPoint]])
  /// Several polygons, each as rings.
  case polygons([[[GeoPoint]]])

  /// Kinds of shapes of a layer.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// No shape: a plain table.
    case none
    /// Points.
    case point
    /// Single lines.
    case line
    /// Single or several lines.
    case lines
    /// Single polygons.
    case polygon
    /// Single or several polygons.
    case polygons
  }

  /// Its kind.
  public var kind: Kind {
    switch self {
    case .point: .point
    case .line: .line
    case .lines: .lines
    case .polygon: .polygon
    case .polygons: .polygons
    }
  }

  /// All rings of polygons, or all lines; a point is a line of one.
  public var parts: [[GeoPoint]] {
    switch self {
    case .point(let point): [[point]]
    case .line(let line): [line]
    case .lines(let lines): lines
    case .polygon(let rings): rings
    case .polygons(let polygons): polygons.flatMap { $0 }
    }
  }
}
