import Foundation
import FreightNetwork
import Testing

@Suite struct LinkPerformanceTests {
  static let all: [LinkPerformance] = [
    .bpr(alpha: 0.15, beta: 4), .bpr(alpha: 0.15, beta: 8), .bpr(alpha: 1, beta: 1),
    .bpr(alpha: 0.5, beta: 2.7), .conical(alpha: 2), .conical(alpha: 8),
    .queue(alpha: 0.15, beta: 12, from: 0.5), .queue(alpha: 0.3, beta: 2.5, from: 0.8),
  ]

  @Test("an empty facility costs what it costs", arguments: all)
  func empty(performance: LinkPerformance) {
    #expect(abs(performance.factor(0) - 1) < 1e-14)
  }

  @Test("more flow never costs less, and at a rising rate", arguments: all)
  func convex(performance: LinkPerformance) {
    let values = (0...300).map { performance.factor(Double($0) / 100) }
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { $0 >= 0 })
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $1 >= $0 - 1e-12 })
  }

  @Test("the quick powers are the powers", arguments: [4.0, 8, 12, 13], [0.0, 0.3, 1, 1.7, 20])
  func powers(beta: Double, x: Double) {
    let factor = LinkPerformance.bpr(alpha: 0.15, beta: beta).factor(x)
    #expect(abs(factor - (1 + 0.15 * pow(x, beta))) <= 4e-16 * factor)
  }

  @Test("the use at a factor is the inverse of the factor", arguments: all, [0.6, 0.9, 1.0, 1.8])
  func inverse(performance: LinkPerformance, x: Double) {
    let use = performance.use(atFactor: performance.factor(x))
    #expect(performance.factor(x) == 1 || abs(use - x) < 1e-4)
    #expect(abs(performance.factor(performance.use(atFactor: 3)) - 3) < 1e-12)
  }

  @Test("softened all the way a function is a straight line, not at all itself", arguments: all)
  func softened(performance: LinkPerformance) {
    #expect(performance.softened(steepness: 1) == performance)
    if case .conical = performance { return }
    let line = performance.softened(steepness: 0)
    let steps = [line.factor(2) - line.factor(1), line.factor(3) - line.factor(2)]
    #expect(abs(steps[0] - steps[1]) < 1e-12 && steps[0] > 0)
    #expect(abs(line.factor(1) - performance.factor(1)) < 1e-15)
  }

  @Test("nobody waits below the share of the capacity at which a queue begins")
  func queue() {
    let performance = LinkPerformance.queue(alpha: 0.15, beta: 12, from: 0.5)
    #expect(performance.factor(0.5) == 1)
    #expect(performance.slope(0.5) == 0)
    #expect(performance.factor(0.7) > 1)
    #expect(abs(performance.factor(1) - 1.15) < 1e-15)
    // Twice as far above the share as the capacity is: 2¹² times the queue.
    #expect(abs(performance.factor(1.5) - (1 + 0.15 * 4096)) < 1e-10)
  }

  // Spiess (1990): f(1) = 2 where f(0) is his own, a little above or below one; and however full,
  // the slope is less than 2 α.
  @Test(
    "a conical facility doubles about at capacity and has a finite slope",
    arguments: [2.0, 4, 8]
  )
  func conical(alpha: Double) {
    let performance = LinkPerformance.conical(alpha: alpha)
    #expect(abs(performance.factor(1) - 2) < 0.6 / alpha)
    let slope = performance.factor(1e6 + 1) - performance.factor(1e6)
    #expect(slope < 2 * alpha + 1e-6)
    #expect(slope > 2 * alpha - 1e-3)
  }

  @Test("the slope is that of the factor", arguments: all, [0.1, 0.7, 1, 1.6])
  func slope(performance: LinkPerformance, x: Double) {
    let step = 1e-5
    let slope = (performance.factor(x + step) - performance.factor(x - step)) / (2 * step)
    #expect(abs(performance.slope(x) - slope) < 1e-6 * max(1, slope))
  }
}
