import Foundation
import Tables

/// Land of the world, for the map of the report.
enum BaseMap {
  /// Polygons of rings of `[longitude, latitude]`, rounded to hundredths of a degree; specks left out.
  static func polygons(_ map: URL, toleranceDegrees: Double) throws -> [[[[Double]]]] {
    let layer = try VectorLayer.read(
      map,
      layer: "countries",
      fields: [],
      toleranceDegrees: toleranceDegrees
    )
    var polygons: [[[[Double]]]] = []
    for feature in layer.features {
      let shapes: [[[GeoPoint]]] =
        switch feature.geometry {
        case .polygon(let rings): [rings]
        case .polygons(let list): list
        default: []
        }
      for rings in shapes {
        guard let outer = rings.first, outer.count > 3, span(outer) > 0.6 else { continue }
        polygons.append([
          outer.map {
            [($0.longitude * 100).rounded() / 100, ($0.latitude * 100).rounded() / 100]
          }
        ])
      }
    }
    return polygons
  }

  private static func span(_ ring: [GeoPoint]) -> Double {
    let x = ring.map(\.longitude)
    let y = ring.map(\.latitude)
    return max((x.max() ?? 0) - (x.min() ?? 0), (y.max() ?? 0) - (y.min() ?? 0))
  }
}
