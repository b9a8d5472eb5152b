import Foundation
import FreightNetwork
import Testing

@Suite("Cost functions of links")
struct LinkCostFunctionTests {
  static let table = try? VolumeCostTable(volumes: [0, 10, 30], costs: [1, 2, 8])

  static let functions: [LinkCostFunction] =
    [
      .constant(3),
      .bpr(freeFlowTime: 2, b: 0.15, power: 4, capacity: 20),
      .bpr(freeFlowTime: 2, b: 0.5, power: 1, capacity: 20),
      .bpr(freeFlowTime: 2, b: 0.5, power: 5.5, capacity: 20),
      .bpr(freeFlowTime: 2, b: 0.5, power: 0.5, capacity: 20),
      .bpr(freeFlowTime: 2, b: 0.5, power: 0, capacity: 20),
      .conical(freeFlowTime: 2, alpha: 4, capacity: 20),
      .davidson(freeFlowTime: 2, j: 0.3, capacity: 20, linearFrom: 0.9),
      .akcelik(freeFlowTime: 0.1, j: 0.4, capacity: 20, period: 1),
      .akcelik(freeFlowTime: 0.1, j: 0, capacity: 20, period: 1),
      .railQueue(freeFlowTime: 2, variation: 0.5, capacity: 20, linearFrom: 0.9),
      .marginal(.conical(freeFlowTime: 2, alpha: 4, capacity: 20)),
    ] + (table.map { [.table($0)] } ?? [])

  @Test(
    "the slope is the derivative of the cost, the cost that of the integral",
    arguments: functions
  )
  func derivatives(_ function: LinkCostFunction) {
    for volume in [0.7, 4.0, 9.5, 13, 17.2, 19, 21, 33] {
      let step = 1e-5 * volume
      let slope =
        (function.cost(at: volume + step) - function.cost(at: volume - step)) / (2 * step)
      let cost =
        (function.integral(to: volume + step) - function.integral(to: volume - step)) / (2 * step)
      // Central differences err by the third derivative × step², and by rounding / step.
      #expect(abs(slope - function.slope(at: volume)) < 1e-6 * (1 + abs(slope)))
      #expect(abs(cost - function.cost(at: volume)) < 1e-7 * (1 + abs(cost)))
    }
    #expect(function.integral(to: 0) == 0)
  }

  @Test("costs rise with the volume and begin at the free-flow time", arguments: functions)
  func monotone(_ function: LinkCostFunction) {
    var last = function.cost(at: 0)
    for step in 1...400 {
      let cost = function.cost(at: Double(step) * 0.1)
      #expect(cost >= last && cost.isFinite)
      last = cost
    }
  }

  @Test("at capacity BPR costs 1 + b, the cone twice, times the free-flow time")
  func atCapacity() {
    let bpr = LinkCostFunction.bpr(freeFlowTime: 3, b: 0.15, power: 4, capacity: 50)
    #expect(abs(bpr.cost(at: 50) - 3.45) < 1e-15)
    let cone = LinkCostFunction.conical(freeFlowTime: 3, alpha: 6, capacity: 50)
    #expect(abs(cone.cost(at: 50) - 6) < 1e-14)
  }

  @Test(
    "half used, a queue of rail waits half a service for equal services, a whole for memoryless"
  )
  func railQueue() {
    // Pollaczek–Khinchine: ρ (1 + v²) / (2 (1 − ρ)) services.
    for (variation, services) in [(0.0, 0.5), (1, 1)] {
      let queue = LinkCostFunction.railQueue(
        freeFlowTime: 2,
        variation: variation,
        capacity: 20,
        linearFrom: 0.95
      )
      #expect(abs(queue.cost(at: 10) - 2 - services / 20) < 1e-15)
    }
  }

  @Test("the marginal cost is what one unit more adds to the total", arguments: functions)
  func marginal(_ function: LinkCostFunction) {
    for volume in [0.7, 4.0, 9.5, 17.2, 33] {
      let step = 1e-5 * volume
      func total(_ volume: Double) -> Double { volume * function.cost(at: volume) }
      let rise = (total(volume + step) - total(volume - step)) / (2 * step)
      #expect(abs(rise - function.marginal.cost(at: volume)) < 1e-6 * (1 + abs(rise)))
    }
  }

  @Test("a table that falls, or does not start at zero, is refused")
  func tables() {
    for (volumes, costs) in [
      ([0, 1], [2, 1]), ([1, 2], [1, 2]), ([0, 0], [1, 2]), ([0], []), ([], []),
      ([0, 1], [-1, 1]), ([0, .nan], [1, 2]), ([0, 1], [1, .infinity]),
    ] as [([Double], [Double])] {
      #expect(throws: VolumeCostTable.Fault.self) {
        try VolumeCostTable(volumes: volumes, costs: costs)
      }
    }
  }
}
