/// Least costs between eight ends on one side and all on the other, with other numbers added up
/// along the cheapest paths, in one sweep.
///
/// As ``CostSweep``; an element of the lanes' memory is the cost, the following ones are the other
/// numbers.
struct FieldSweep: ~Copyable {
  typealias Lanes = SIMD8<Double>
  /// Searches in one sweep.
  static let width = 8

  private let climb: RankedEdges
  private let plan: SweepPlan
  /// Elements of a rank or position: one more than numbers added up.
  private let size: Int
  /// Cost and numbers of each edge of the climb and of the plan, and of touches of ends.
  private let climbStep: FastArray<Double>
  private let step: FastArray<Double>
  private let touchStep: FastArray<Double>
  private let risen: FastArray<Lanes>
  private let swept: FastArray<Lanes>
  private let ended: FastArray<Lanes>
  private let isRisen: FastArray<Bool>
  private let reached: FastArray<UInt64>
  private let fields: [[Double]]

  /// - Parameters:
  ///   - climb: edges from the lanes' ends upwards.
  ///   - plan: edges from above to the other ends.
  ///   - fields: numbers of the links, for the touches of ends.
  ///   - sums: numbers of the edges, those of an edge in a row.
  ///   - climbsUp: whether the climb goes along the edges' upward direction.
  init(
    climb: RankedEdges,
    plan: SweepPlan,
    fields: [[Double]],
    sums: borrowing FastArray<SIMD2<Double>>,
    climbsUp: Bool
  ) {
    self.climb = climb
    self.plan = plan
    self.fields = fields
    let count = fields.count
    size = count + 1
    climbStep = FastArray(uninitialised: climb.head.count * size)
    for place in climb.head.indices {
      climbStep[place * size] = climb.cost[place]
      for field in 0..<count {
        let pair = sums[Int(climb.edge[place]) * count + field]
        climbStep[place * size + field + 1] = climbsUp ? pair.x : pair.y
      }
    }
    step = FastArray(uninitialised: plan.head.count * size)
    for place in plan.head.indices {
      step[place * size] = plan.cost[place]
      for field in 0..<count {
        let pair = sums[Int(plan.edge[place]) * count + field]
        step[place * size + field + 1] = climbsUp ? pair.y : pair.x
      }
    }
    touchStep = FastArray(uninitialised: plan.touchCost.count * size)
    for place in plan.touchCost.indices {
      touchStep[place * size] = plan.touchCost[place]
      let link = Int(plan.touchLink[place])
      for field in 0..<count {
        touchStep[place * size + field + 1] = link < 0 ? 0 : fields[field][link]
      }
    }
    let rankCount = climb.start.count - 1
    risen = FastArray(uninitialised: size * rankCount)
    swept = FastArray(uninitialised: size * plan.count)
    ended = FastArray(repeating: .zero, count: size)
    isRisen = FastArray(repeating: false, count: plan.count)
    reached = FastArray(repeating: 0, count: rankCount / 64 + 1)
  }

  /// One sweep for the ends `first` to `first + count - 1` of `access`; see ``CostSweep``.
  func run(
    _ access: AccessList,
    first: Int,
    count lanes: Int,
    into matrices: [MatrixTarget],
    offset: Int,
    endStride: Int,
    laneStride: Int
  ) {
    rise(access, first: first, count: lanes)
    var end = 0
    for position in 0..<plan.count {
      if isRisen[position] {
        isRisen[position] = false
      } else {
        clear(swept, at: position * size)
      }
      for edge in Int(plan.start[position])..<Int(plan.start[position + 1]) {
        Self.relax(
          swept,
          Int(plan.head[edge]) * size,
          step,
          edge * size,
          swept,
          position * size,
          size
        )
      }
      let complete = Int(plan.endStart[position + 1])
      while end < complete {
        clear(ended, at: 0)
        for touch in Int(plan.touchStart[end])..<Int(plan.touchStart[end + 1]) {
          let from = Int(plan.touchPosition[touch]) * size
          Self.relax(swept, from, touchStep, touch * size, ended, 0, size)
        }
        let target = offset + Int(plan.ends[end]) * endStride
        for field in 0..<size {
          for lane in 0..<lanes {
            let isThere = ended[0][lane] < .infinity
            matrices[field][target + lane * laneStride] =
              isThere ? ended[field][lane] : .infinity
          }
        }
        end += 1
      }
    }
  }

  private func clear(_ lanes: borrowing FastArray<Lanes>, at place: Int) {
    lanes[place] = Lanes(repeating: .infinity)
    for field in 1..<max(size, 1) { lanes[place + field] = .zero }
  }

  /// Takes the way over `from` where it costs less.
  @inline(__always)
  private static func relax(
    _ source: borrowing FastArray<Lanes>,
    _ from: Int,
    _ steps: borrowing FastArray<Double>,
    _ step: Int,
    _ target: borrowing FastArray<Lanes>,
    _ to: Int,
    _ size: Int
  ) {
    let cost = source[from] + Lanes(repeating: steps[step])
    let isLess = cost .< target[to]
    target[to] = target[to].replacing(with: cost, where: isLess)
    for field in 1..<size {
      let sum = source[from + field] + Lanes(repeating: steps[step + field])
      target[to + field] = target[to + field].replacing(with: sum, where: isLess)
    }
  }

  private func rise(_ access: AccessList, first: Int, count lanes: Int) {
    var lowest = Int.max
    for lane in 0..<lanes {
      for place in Int(access.start[first + lane])..<Int(access.start[first + lane + 1]) {
        let rank = Int(access.rank[place])
        lowest = min(lowest, rank >> 6)
        reach(rank)
        guard access.cost[place] < risen[rank * size][lane] else { continue }
        risen[rank * size][lane] = access.cost[place]
        let link = Int(access.link[place])
        for field in 1..<size {
          risen[rank * size + field][lane] = link < 0 ? 0 : fields[field - 1][link]
        }
      }
    }
    guard lowest < Int.max else { return }
    for word in lowest..<reached.count {
      while reached[word] != 0 {
        let rank = word << 6 + reached[word].trailingZeroBitCount
        reached[word] &= reached[word] - 1
        for edge in Int(climb.start[rank])..<Int(climb.start[rank + 1]) {
          let above = Int(climb.head[edge])
          reach(above)
          Self.relax(risen, rank * size, climbStep, edge * size, risen, above * size, size)
        }
        let position = Int(plan.positionOfRank[rank])
        if position >= 0 {
          isRisen[position] = true
          for field in 0..<size { swept[position * size + field] = risen[rank * size + field] }
        }
      }
    }
  }

  @inline(__always)
  private func reach(_ rank: Int) {
    let bit = UInt64(1) << UInt64(rank & 63)
    if reached[rank >> 6] & bit == 0 {
      reached[rank >> 6] |= bit
      clear(risen, at: rank * size)
    }
  }
}
