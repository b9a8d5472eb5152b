import Foundation

/// Boxes in grids of many sizes, each box in the grid whose cells are just larger than it.
///
/// Long and short boxes then touch few cells alike; all pairs that overlap are found in time that
/// grows with their number.
struct BoxLevels {
  private struct Cell: Hashable {
    var level: Int32
    var x: Int32
    var y: Int32
  }

  private struct Box {
    var x1: Double
    var y1: Double
    var x2: Double
    var y2: Double
    var level: Int32
  }

  private let margin: Double
  private var boxes: [Box] = []
  private var cells: [Cell: [Int32]] = [:]
  private var levels: Set<Int32> = []

  /// No boxes yet; each grows by `margin` on every side.
  init(margin: Double) { self.margin = margin }

  /// Adds a box by two of its corners; boxes are numbered from 0 in order.
  mutating func add(_ number: Int, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    let size = max(abs(x2 - x1), abs(y2 - y1)) + 2 * margin
    let level = Int32(max(-40, min(40, log2(max(size, 1e-12)).rounded(.up))))
    let box = Box(
      x1: min(x1, x2) - margin,
      y1: min(y1, y2) - margin,
      x2: max(x1, x2) + margin,
      y2: max(y1, y2) + margin,
      level: level
    )
    boxes.append(box)
    levels.insert(level)
    for cell in cellsOf(box, at: level) { cells[cell, default: []].append(Int32(number)) }
  }

  /// Calls `body` once for every pair of boxes that overlap, smaller number first where they are of
  /// one size.
  func forEachPair(_ body: (Int, Int) -> Void) {
    let order = levels.sorted()
    var met: Set<Int32> = []
    for (number, box) in boxes.enumerated() {
      met.removeAll(keepingCapacity: true)
      for level in order where level >= box.level {
        for cell in cellsOf(box, at: level) {
          for other in cells[cell] ?? [] {
            let candidate = boxes[Int(other)]
            if level == box.level, Int(other) <= number { continue }
            guard box.x1 <= candidate.x2, candidate.x1 <= box.x2, box.y1 <= candidate.y2,
              candidate.y1 <= box.y2, met.insert(other).inserted
            else { continue }
            body(number, Int(other))
          }
        }
      }
    }
  }

  /// Cells of a level that a box touches: four at most at its own level or above.
  private func cellsOf(_ box: Box, at level: Int32) -> [Cell] {
    let side = exp2(Double(level))
    func index(_ value: Double) -> Int32 {
      Int32(min(max((value / side).rounded(.down), -2_000_000_000), 2_000_000_000))
    }
    var result: [Cell] = []
    for x in index(box.x1)...max(index(box.x1), index(box.x2)) {
      for y in index(box.y1)...max(index(box.y1), index(box.y2)) {
        result.append(Cell(level: level, x: x, y: y))
      }
    }
    return result
  }
}
