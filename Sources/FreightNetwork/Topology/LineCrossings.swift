import Foundation

/// Lines with a point more wherever they cross, or where an end lies upon another line.
struct LineCrossings {
  /// The lines with these points.
  private(set) var lines: [[Double]]
  /// Points that were found.
  private(set) var count = 0

  /// A straight part of a line.
  private struct Segment {
    var line: Int32
    var place: Int32
    var x1: Double
    var y1: Double
    var x2: Double
    var y2: Double
  }

  /// A point to be put into a segment, at its share of the way.
  private struct Insertion {
    var place: Int32
    var share: Double
    var x: Double
    var y: Double
  }

  private var insertions: [[Insertion]]
  private let isGeographic: Bool
  private let reach: Double

  /// Finds the crossings.
  ///
  /// - Parameters:
  ///   - lines: points of each line, x and y in turn.
  ///   - isGeographic: whether coordinates are degrees; parts of lines are then straight in degrees.
  ///   - reach: an end that is nearer than this to another line lies upon it, metres.
  init(_ lines: [[Double]], isGeographic: Bool, reach: Double) {
    self.lines = lines
    self.isGeographic = isGeographic
    self.reach = reach
    insertions = [[Insertion]](repeating: [], count: lines.count)
    var segments: [Segment] = []
    for (number, points) in lines.enumerated() {
      for place in stride(from: 0, to: points.count - 3, by: 2) {
        // A line beyond the date line is looked at where others are.
        let shift = isGeographic ? remainder(points[place], 360) - points[place] : 0
        segments.append(
          Segment(
            line: Int32(truncatingIfNeeded: number),
            place: Int32(truncatingIfNeeded: place),
            x1: points[place] + shift,
            y1: points[place + 1],
            x2: points[place + 2] + shift,
            y2: points[place + 3]
          )
        )
      }
    }
    let margin = isGeographic ? reach / 111_000 : reach
    var index = BoxLevels(margin: margin)
    for (number, segment) in segments.enumerated() {
      index.add(number, segment.x1, segment.y1, segment.x2, segment.y2)
    }
    index.forEachPair { first, second in meet(segments[first], segments[second]) }
    insert()
  }

  /// Looks for a point that two segments have in common.
  private mutating func meet(_ a: Segment, _ b: Segment) {
    if a.line == b.line, abs(a.place - b.place) <= 2 { return }
    // Longitudes shrink towards the poles; near a segment they do so alike.
    let scale = isGeographic ? cos((a.y1 + b.y1) / 2 * .pi / 180) : 1
    let tolerance = isGeographic ? reach / 111_195 : reach
    if touch(a, b, scale, tolerance) { return }
    let ux = (a.x2 - a.x1) * scale
    let uy = a.y2 - a.y1
    let vx = (b.x2 - b.x1) * scale
    let vy = b.y2 - b.y1
    let determinant = ux * vy - uy * vx
    guard abs(determinant) > 1e-18 else { return }
    let wx = (b.x1 - a.x1) * scale
    let wy = b.y1 - a.y1
    let s = (wx * vy - wy * vx) / determinant
    let t = (wx * uy - wy * ux) / determinant
    guard s > 0, s < 1, t > 0, t < 1 else { return }
    let x = a.x1 + s * (a.x2 - a.x1)
    let y = a.y1 + s * (a.y2 - a.y1)
    insertions[Int(a.line)].append(Insertion(place: a.place, share: s, x: x, y: y))
    insertions[Int(b.line)].append(Insertion(place: b.place, share: t, x: x, y: y))
    count += 1
  }

  /// Puts an end of one segment that lies upon the other into it; whether there is one.
  private mutating func touch(
    _ a: Segment,
    _ b: Segment,
    _ scale: Double,
    _ tolerance: Double
  ) -> Bool {
    var found = false
    for (one, other) in [(a, b), (b, a)] {
      for (x, y) in [(one.x1, one.y1), (one.x2, one.y2)] {
        let dx = (other.x2 - other.x1) * scale
        let dy = other.y2 - other.y1
        let square = dx * dx + dy * dy
        guard square > 0 else { continue }
        let share = ((x - other.x1) * scale * dx + (y - other.y1) * dy) / square
        let footX = other.x1 + min(1, max(0, share)) * (other.x2 - other.x1)
        let footY = other.y1 + min(1, max(0, share)) * (other.y2 - other.y1)
        guard hypot((x - footX) * scale, y - footY) <= tolerance else { continue }
        found = true
        let reachShare = tolerance / square.squareRoot()
        // At the ends of the other segment, snapping does the rest.
        guard share > reachShare, share < 1 - reachShare else { continue }
        insertions[Int(other.line)].append(
          Insertion(place: other.place, share: share, x: x, y: y)
        )
        count += 1
      }
    }
    return found
  }

  private mutating func insert() {
    for number in lines.indices where !insertions[number].isEmpty {
      let points = lines[number]
      let sorted = insertions[number].sorted { ($0.place, $0.share) < ($1.place, $1.share) }
      var result: [Double] = []
      var next = 0
      for place in stride(from: 0, to: points.count - 1, by: 2) {
        result.append(points[place])
        result.append(points[place + 1])
        while next < sorted.count, Int(sorted[next].place) == place {
          let point = sorted[next]
          // Back to the line's own side of the date line.
          let turn = isGeographic ? points[place] - remainder(points[place], 360) : 0
          if result[result.count - 2] != point.x + turn || result[result.count - 1] != point.y {
            result.append(point.x + turn)
            result.append(point.y)
          }
          next += 1
        }
      }
      lines[number] = result
    }
  }
}
