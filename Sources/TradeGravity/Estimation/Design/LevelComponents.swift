/// Sets of levels of two effects that rows connect.
struct LevelComponents {
  let count: Int
  /// Set of each level of the earlier effect.
  let ofEarlier: [Int32]
  /// Set of each level of the later effect.
  let ofLater: [Int32]

  init(_ earlier: GravityDesign.AbsorbedEffect, _ later: GravityDesign.AbsorbedEffect) {
    let base = earlier.levelCount
    var parent = (0..<Int32(base + later.levelCount)).map { $0 }
    func root(_ level: Int32) -> Int32 {
      var level = level
      while parent[Int(level)] != level {
        parent[Int(level)] = parent[Int(parent[Int(level)])]
        level = parent[Int(level)]
      }
      return level
    }
    for row in earlier.codes.indices {
      let a = root(earlier.codes[row])
      let b = root(later.codes[row] + Int32(base))
      if a != b { parent[Int(max(a, b))] = min(a, b) }
    }
    var number = [Int32](repeating: -1, count: parent.count)
    var found = Int32(0)
    let places = parent.indices.map { level -> Int32 in
      let top = Int(root(Int32(level)))
      if number[top] < 0 {
        number[top] = found
        found += 1
      }
      return number[top]
    }
    count = Int(found)
    ofEarlier = Array(places[..<base])
    ofLater = Array(places[base...])
  }
}
