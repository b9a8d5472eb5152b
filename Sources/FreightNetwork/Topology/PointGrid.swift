import Foundation

/// Points in a grid of cells, for those near a place: on the earth's sphere, or in a plane.
struct PointGrid {
  /// A cell of the grid.
  private struct Cell: Hashable {
    var x: Int32
    var y: Int32
    var z: Int32
  }

  /// Distance within which points are found, metres.
  let reach: Double
  private let side: Double
  private let isGeographic: Bool
  private var cells: [Cell: [Int32]] = [:]
  private var places: [SIMD3<Double>] = []

  /// An empty grid.
  ///
  /// - Parameters:
  ///   - reach: distance within which points are found, metres, or the unit of a plane.
  ///   - isGeographic: whether coordinates are degrees.
  ///   - capacity: number of points to make room for.
  init(reach: Double, isGeographic: Bool, capacity: Int = 0) {
    // Cells of a few reaches, so that most places need one of them alone.
    self.reach = reach
    side = max(reach * 4, isGeographic ? 0.01 : reach * 4)
    self.isGeographic = isGeographic
    cells.reserveCapacity(capacity)
    places.reserveCapacity(capacity)
  }

  /// Number of points.
  var count: Int { places.count }

  /// Adds a point; points are numbered from 0.
  mutating func add(_ x: Double, _ y: Double) {
    let place = place(x, y)
    cells[cell(place), default: []].append(Int32(truncatingIfNeeded: places.count))
    places.append(place)
  }

  /// The nearest point within reach that `accepts`, and its distance; the first of equally near ones.
  func nearest(
    _ x: Double,
    _ y: Double,
    accepts: (Int) -> Bool = { _ in true }
  ) -> (point: Int, distance: Double)? {
    let centre = place(x, y)
    let low = cell(centre - reach)
    let high = cell(centre + reach)
    var best: (point: Int, distance: Double)?
    for i in low.x...high.x {
      for j in low.y...high.y {
        for k in low.z...high.z {
          for point in cells[Cell(x: i, y: j, z: k)] ?? [] {
            let difference = places[Int(point)] - centre
            let distance = (difference * difference).sum().squareRoot()
            guard distance <= reach, accepts(Int(point)) else { continue }
            if let best, (best.distance, best.point) <= (distance, Int(point)) { continue }
            best = (Int(point), distance)
          }
        }
      }
    }
    return best
  }

  private func place(_ x: Double, _ y: Double) -> SIMD3<Double> {
    isGeographic ? Geodesic.space(x, y) : SIMD3(x, y, 0)
  }

  private func cell(_ place: SIMD3<Double>) -> Cell {
    func index(_ value: Double) -> Int32 {
      let cell = (value / side).rounded(.down)
      return Int32(min(max(cell, -2_147_483_000), 2_147_483_000))
    }
    return Cell(x: index(place.x), y: index(place.y), z: index(place.z))
  }
}
