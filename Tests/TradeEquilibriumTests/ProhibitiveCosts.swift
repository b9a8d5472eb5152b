import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

/// What one and many sectors have in common under trade costs that are nearly prohibitive.
enum ProhibitiveCosts {
  static let names = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]

  /// Trade of six countries, `[sector, exporter, importer]`, with large imbalances: the first sells far
  /// more than it buys, the last the other way round.
  static func flows(sectors: Int) -> [Double] {
    let n = names.count
    return (0..<(n * n * sectors)).map { (cell: Int) -> Double in
      let (k, i, j) = (cell / (n * n), cell / n % n, cell % n)
      if i == j { return Double(100 + 10 * ((i + k) % n)) }
      var flow = Double(4 + (5 * i + 3 * j + 2 * k) % 7)
      if i == 0 { flow *= 4 }
      if j == n - 1 { flow *= 3 }
      return flow
    }
  }

  /// One factor for all trade between countries.
  static func costs(sectors: Int, _ factor: Double) -> [Double] {
    let n = names.count
    return (0..<(n * n * sectors)).map { $0 / n % n == $0 % n ? 1 : factor }
  }

  /// The logarithm of the cost beyond which fixed deficits allow no equilibrium: at each of three costs
  /// beyond it the advice names the country and the share of the change up to which there is one, and
  /// share times change is the same cost.
  static func limit(_ solve: (_ factor: Double) throws -> Void) throws -> Double {
    var limits: [Double] = []
    for factor in [20.0, 100, 1e4] {
      do {
        try solve(factor)
        Issue.record("an equilibrium at \(factor)")
      } catch let error as NotConverged {
        #expect(error.advice.contains("'AAA'"), "\(error.advice)")
        let words = error.advice.split(separator: " ")
        let place = try #require(words.firstIndex(of: "beyond"))
        let share = try #require(Double(words[place + 1]))
        limits.append(share / 100 * log(factor))
      }
    }
    let first = try #require(limits.first)
    for limit in limits.dropFirst() { #expect(abs(limit / first - 1) < 2e-3, "\(limits)") }
    return first
  }
}
