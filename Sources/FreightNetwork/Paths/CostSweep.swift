/// Least costs between sixteen ends on one side and all on the other, in one sweep.
///
/// The memory of one thread. Costs of sixteen searches stand side by side, so that one pass over
/// the edges serves all of them and adds and compares several at a time.
struct CostSweep: ~Copyable {
  typealias Lanes = SIMD8<Double>
  /// Searches in one sweep.
  static let width = 16

  private let climb: RankedEdges
  private let plan: SweepPlan
  private let climbStart: FastArray<Int32>
  private let climbHead: FastArray<Int32>
  private let climbCost: FastArray<Double>
  private let start: FastArray<Int32>
  private let head: FastArray<Int32>
  private let cost: FastArray<Double>
  /// Costs from the lanes' ends, two elements a rank: lanes 0 to 7 and 8 to 15.
  private let risen: FastArray<Lanes>
  /// Costs to the sweep's positions, likewise.
  private let swept: FastArray<Lanes>
  private let isRisen: FastArray<Bool>
  /// Ranks that the climb has reached, 64 in a word.
  private let reached: FastArray<UInt64>

  init(climb: RankedEdges, plan: SweepPlan) {
    self.climb = climb
    self.plan = plan
    climbStart = FastArray(climb.start)
    climbHead = FastArray(climb.head)
    climbCost = FastArray(climb.cost)
    start = FastArray(plan.start)
    head = FastArray(plan.head)
    cost = FastArray(plan.cost)
    let rankCount = climb.start.count - 1
    risen = FastArray(uninitialised: 2 * rankCount)
    swept = FastArray(uninitialised: 2 * plan.count)
    isRisen = FastArray(repeating: false, count: plan.count)
    reached = FastArray(repeating: 0, count: rankCount / 64 + 1)
  }

  /// One sweep for the ends `first` to `first + count - 1` of `access`.
  ///
  /// Costs of end `e` of the plan and lane `l` go to `matrix[e * endStride + l * laneStride]` of
  /// the part of the matrix that belongs to these lanes.
  func run(
    _ access: AccessList,
    first: Int,
    count lanes: Int,
    into matrix: MatrixTarget,
    offset: Int,
    endStride: Int,
    laneStride: Int
  ) {
    rise(access, first: first, count: lanes)
    let infinite = Lanes(repeating: .infinity)
    var end = 0
    for position in 0..<plan.count {
      var low = infinite
      var high = infinite
      if isRisen[position] {
        isRisen[position] = false
        low = swept[2 * position]
        high = swept[2 * position + 1]
      }
      for edge in Int(start[position])..<Int(start[position + 1]) {
        let from = 2 * Int(head[edge])
        let step = Lanes(repeating: cost[edge])
        low = Self.lesser(low, swept[from] + step)
        high = Self.lesser(high, swept[from + 1] + step)
      }
      swept[2 * position] = low
      swept[2 * position + 1] = high
      let complete = Int(plan.endStart[position + 1])
      while end < complete {
        var low = infinite
        var high = infinite
        for touch in Int(plan.touchStart[end])..<Int(plan.touchStart[end + 1]) {
          let from = 2 * Int(plan.touchPosition[touch])
          let step = Lanes(repeating: plan.touchCost[touch])
          low = Self.lesser(low, swept[from] + step)
          high = Self.lesser(high, swept[from + 1] + step)
        }
        var target = offset + Int(plan.ends[end]) * endStride
        for lane in 0..<min(lanes, 8) {
          matrix[target] = low[lane]
          target += laneStride
        }
        for lane in 8..<max(lanes, 8) {
          matrix[target] = high[lane - 8]
          target += laneStride
        }
        end += 1
      }
    }
  }

  /// Costs from the lanes' ends to the ranks above them.
  private func rise(_ access: AccessList, first: Int, count lanes: Int) {
    var lowest = Int.max
    for lane in 0..<lanes {
      for place in Int(access.start[first + lane])..<Int(access.start[first + lane + 1]) {
        let rank = Int(access.rank[place])
        lowest = min(lowest, rank >> 6)
        reach(rank)
        let slot = 2 * rank + lane >> 3
        risen[slot][lane & 7] = min(risen[slot][lane & 7], access.cost[place])
      }
    }
    guard lowest < Int.max else { return }
    for word in lowest..<reached.count {
      while reached[word] != 0 {
        let rank = word << 6 + reached[word].trailingZeroBitCount
        reached[word] &= reached[word] - 1
        let low = risen[2 * rank]
        let high = risen[2 * rank + 1]
        for edge in Int(climbStart[rank])..<Int(climbStart[rank + 1]) {
          let above = Int(climbHead[edge])
          let step = Lanes(repeating: climbCost[edge])
          reach(above)
          risen[2 * above] = Self.lesser(risen[2 * above], low + step)
          risen[2 * above + 1] = Self.lesser(risen[2 * above + 1], high + step)
        }
        let position = Int(plan.positionOfRank[rank])
        if position >= 0 {
          isRisen[position] = true
          swept[2 * position] = low
          swept[2 * position + 1] = high
        }
      }
    }
  }

  @inline(__always)
  private func reach(_ rank: Int) {
    let bit = UInt64(1) << UInt64(rank & 63)
    if reached[rank >> 6] & bit == 0 {
      reached[rank >> 6] |= bit
      risen[2 * rank] = Lanes(repeating: .infinity)
      risen[2 * rank + 1] = Lanes(repeating: .infinity)
    }
  }

  /// The lesser of each lane.
  @inline(__always)
  private static func lesser(_ a: Lanes, _ b: Lanes) -> Lanes {
    a.replacing(with: b, where: b .< a)
  }
}
