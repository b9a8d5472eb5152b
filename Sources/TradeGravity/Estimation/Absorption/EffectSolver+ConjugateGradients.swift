import Numerics

extension EffectSolver {
  /// Most steps before a solution is given up.
  static let stepLimit = 20_000

  func solve<Vector: LaneVector>(
    _ columns: [[Double]],
    _ coefficients: inout [Double],
    _ floors: [Double],
    _ reductions: [Double],
    _ residuals: inout [[Double]],
    _: Vector.Type
  ) throws {
    guard !groupStarts.isEmpty else {
      residuals = columns
      return
    }
    let levels = levelCount
    let lanes = Vector.laneCount
    guard levels > 0 else {
      finish(columns, [Vector](), into: &residuals)
      return
    }
    var solution = [Vector](repeating: .zeros, count: levels)
    if coefficients.count == levels * lanes {
      for level in 0..<levels {
        for lane in 0..<lanes { solution[level][lane: lane] = coefficients[level * lanes + lane] }
      }
    }
    var residual = [Vector](repeating: .zeros, count: levels)
    rightSide(columns, solution, into: &residual)
    var direction = [Vector](repeating: .zeros, count: levels)
    var scaled = direction
    var image = direction
    preconditioner.apply(residual, into: &scaled, threads: threads)
    var energy = dot(residual, scaled)
    var targets = [Double](repeating: .infinity, count: lanes)
    for column in columns.indices {
      let start = max(0, energy[lane: column]).squareRoot()
      targets[column] = max(floors[column], start * reductions[column])
    }
    direction = scaled
    var step = 0
    var best = [Double](repeating: .infinity, count: lanes)
    var sinceBest = 0
    var isOpen = [Bool](repeating: false, count: lanes)
    for column in columns.indices { isOpen[column] = true }
    while true {
      var isDone = true
      var hasImproved = false
      for column in columns.indices where isOpen[column] {
        let size = max(0, energy[lane: column]).squareRoot()
        // A column that is done rests: on rounding alone its steps would go astray.
        if size > targets[column] { isDone = false } else { isOpen[column] = false }
        if size < 0.9 * best[column] {
          best[column] = size
          hasImproved = true
        }
      }
      sinceBest = hasImproved ? 0 : sinceBest + 1
      if isDone || (acceptsStalls && (sinceBest > 100 || step >= 3000)) { break }
      guard step < Self.stepLimit, sinceBest < 2000 else {
        let worst = columns.indices.filter { isOpen[$0] }.map {
          max(0, energy[lane: $0]).squareRoot() / targets[$0]
        }
        throw NotConverged(
          solver: "taking out the absorbed effects",
          residual: worst.max() ?? 0,
          tolerance: 1,
          iterations: step,
          advice: "look for effects that nearly hold each other, or absorb fewer"
        )
      }
      apply(direction, into: &image)
      let curvature = dot(direction, image)
      var length = Vector.zeros
      for column in columns.indices where isOpen[column] && curvature[lane: column] > 0 {
        length[lane: column] = energy[lane: column] / curvature[lane: column]
      }
      for level in 0..<levels {
        solution[level] = solution[level] + direction[level] * length
        residual[level] = residual[level] - image[level] * length
      }
      preconditioner.apply(residual, into: &scaled, threads: threads)
      let following = dot(residual, scaled)
      let turn = Vector.quotient(following, energy)
      energy = following
      for level in 0..<levels { direction[level] = scaled[level] + direction[level] * turn }
      step += 1
    }
    steps += step
    coefficients = [Double](repeating: 0, count: levels * lanes)
    for level in 0..<levels {
      for lane in 0..<lanes { coefficients[level * lanes + lane] = solution[level][lane: lane] }
    }
    finish(columns, solution, into: &residuals)
  }

  private func dot<Vector: LaneVector>(_ a: [Vector], _ b: [Vector]) -> Vector {
    var sum = Vector.zeros
    for level in a.indices { sum = sum + a[level] * b[level] }
    return sum
  }
}
