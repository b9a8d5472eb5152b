import Foundation

/// Nodes and links made of lines.
struct LineTopology {
  /// Ends nearer than this are always one node: rounding of seven decimals of a degree, metres.
  static let leastSnap = 0.02

  /// Coordinates of the nodes, `[node]`.
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// Nodes at the ends of each piece of a line, `[piece]`.
  private(set) var from: [Int32] = []
  private(set) var to: [Int32] = []
  /// Points of each piece, x and y in turn, `[piece]`.
  private(set) var shapes: [[Double]] = []
  /// Line that each piece is cut from, `[piece]`.
  private(set) var line: [Int32] = []
  /// Place of each piece in its line, from 0, `[piece]`.
  private(set) var part: [Int32] = []
  /// Points at which lines were cut.
  private(set) var cutCount = 0
  /// Crossings found.
  private(set) var crossingCount = 0
  /// Ends that were moved to a node nearby.
  private(set) var snappedCount = 0
  /// Lines without length, which are left out.
  private(set) var emptyLines: [Int] = []

  /// Makes nodes and links of lines.
  ///
  /// - Parameters:
  ///   - lines: points of each line, x and y in turn.
  ///   - isGeographic: whether coordinates are degrees.
  ///   - snapMetres: ends nearer than this are one node.
  ///   - splitting: where lines are cut.
  init(
    _ lines: [[Double]],
    isGeographic: Bool,
    snapMetres: Double,
    splitting: NetworkReadOptions.Splitting
  ) {
    let reach = isGeographic ? max(snapMetres, Self.leastSnap) : snapMetres
    var lines = lines
    if splitting == .crossings {
      let crossings = LineCrossings(lines, isGeographic: isGeographic, reach: reach)
      crossingCount = crossings.count
      lines = crossings.lines
    }
    var index = NodeIndex(isGeographic: isGeographic, reach: reach, capacity: lines.count)
    // Ends first, so that nodes stand where ends are.
    for points in lines where points.count >= 4 {
      index.add(points[0], points[1])
      index.add(points[points.count - 2], points[points.count - 1])
    }
    snappedCount = index.snappedCount
    if splitting != .ends { index.addShared(lines, isSnapping: snapMetres > 0) }
    x = index.x
    y = index.y
    for (number, points) in lines.enumerated() { cut(points, number, index) }
  }

  /// Cuts a line where its points are nodes.
  private mutating func cut(_ points: [Double], _ number: Int, _ index: NodeIndex) {
    let last = points.count - 2
    guard last >= 2, let first = index.node(points[0], points[1]) else {
      emptyLines.append(number)
      return
    }
    var start = 0
    var node = first
    var pieces: Int32 = 0
    for place in stride(from: 2, through: last, by: 2) {
      guard let next = index.node(points[place], points[place + 1]) else { continue }
      let hasLength =
        next != node
        || stride(from: start + 2, through: place, by: 2).contains {
          index.isApart(points[start], points[start + 1], points[$0], points[$0 + 1])
        }
      if hasLength {
        from.append(node)
        to.append(next)
        shapes.append(Array(points[start...(place + 1)]))
        line.append(Int32(truncatingIfNeeded: number))
        part.append(pieces)
        pieces += 1
        start = place
        node = next
      }
    }
    if pieces == 0 { emptyLines.append(number) }
    cutCount += max(0, Int(pieces) - 1)
  }

  /// Nodes by their points.
  struct NodeIndex {
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []
    private(set) var snappedCount = 0
    private var nodes: [PointKey: Int32] = [:]
    private var grid: PointGrid
    private let isGeographic: Bool

    init(isGeographic: Bool, reach: Double, capacity: Int) {
      self.isGeographic = isGeographic
      grid = PointGrid(
        reach: max(reach, isGeographic ? LineTopology.leastSnap : 1e-9),
        isGeographic: isGeographic,
        capacity: capacity
      )
      nodes.reserveCapacity(capacity)
    }

    /// Node of a point; `nil` where it is none.
    func node(_ x: Double, _ y: Double) -> Int32? { nodes[PointKey(x, y, isGeographic)] }

    /// Whether two points are further apart than ends that count as one.
    func isApart(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Bool {
      guard isGeographic else { return hypot(x2 - x1, y2 - y1) > grid.reach }
      return Geodesic.sphere(x1, y1, x2, y2) > grid.reach
    }

    /// Makes a node of a point, or takes the nearest one within reach.
    mutating func add(_ x: Double, _ y: Double) {
      let key = PointKey(x, y, isGeographic)
      if nodes[key] != nil { return }
      if let near = grid.nearest(x, y) {
        nodes[key] = Int32(truncatingIfNeeded: near.point)
        snappedCount += 1
        return
      }
      nodes[key] = Int32(truncatingIfNeeded: grid.count)
      grid.add(x, y)
      let longitude = isGeographic ? remainder(x, 360) : x
      self.x.append(longitude)
      self.y.append(y)
    }

    /// Makes nodes of the points that lines have in common, and of those near a node when snapping.
    mutating func addShared(_ lines: [[Double]], isSnapping: Bool) {
      var seen: [PointKey: Int32] = [:]
      for (number, points) in lines.enumerated() where points.count > 4 {
        for place in stride(from: 2, to: points.count - 2, by: 2) {
          let key = PointKey(points[place], points[place + 1], isGeographic)
          // Twice in one line, but not one point given twice, is a crossing with itself.
          let isRepeat =
            points[place] == points[place - 2] && points[place + 1] == points[place - 1]
          if isRepeat { continue }
          if seen.updateValue(Int32(truncatingIfNeeded: number), forKey: key) != nil,
            nodes[key] == nil
          {
            add(points[place], points[place + 1])
          } else if isSnapping, nodes[key] == nil,
            let near = grid.nearest(points[place], points[place + 1])
          {
            nodes[key] = Int32(truncatingIfNeeded: near.point)
          }
        }
      }
    }
  }
}

/// A point that is the same as another to seven decimals of a degree, or to the bit in a plane.
struct PointKey: Hashable {
  private let a: Int64
  private let b: Int64

  init(_ x: Double, _ y: Double, _ isGeographic: Bool) {
    if isGeographic {
      let turned = Int64((remainder(x, 360) * 1e7).rounded())
      a = turned == -1_800_000_000 ? 1_800_000_000 : turned
      b = Int64((min(max(y, -90), 90) * 1e7).rounded())
    } else {
      a = Int64(bitPattern: (x + 0).bitPattern)
      b = Int64(bitPattern: (y + 0).bitPattern)
    }
  }
}
