import Foundation
import Numerics

/// Output by year until a deposit is empty or the years end.
public struct DepletionPath: Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Output, Mt by year.
  public var megatonnes: [Double]
  /// Present value of margins in the first year, USD million.
  public var presentValueUSDMillion: Double
}

extension ResourceChain {
  /// Extraction paths in a state: at capacity until empty; a constant share of what is left; even over
  /// the years; and the one worth most.
  ///
  /// Margins a tonne are price less mean cost at capacity, the price growing. The path worth most puts
  /// the reserve into the years of the greatest discounted margin, each up to capacity: since years
  /// share nothing but the reserve, that is the optimum (Hotelling's rule where capacity does not
  /// bind, Hotelling 1931).
  public func depletion(in state: State?) -> [DepletionPath] {
    let flow = flow(in: state)
    let capacity = flow.throughputMegatonnes
    let count = max(0, lastYear - firstYear + 1)
    let reserve = recoverableMegatonnes
    guard capacity > 0, count > 0, reserve > 0 else { return [] }
    let cost = priceUSDPerTonne - flow.marginUSDMillion / capacity
    let margins = (0..<count).map { year in
      (priceUSDPerTonne * pow(1 + priceGrowth, Double(year)) - cost)
        / pow(1 + discountRate, Double(year))
    }
    func path(_ name: String, _ wanted: (_ year: Int, _ left: Double) -> Double) -> DepletionPath {
      var left = reserve
      let output = (0..<count).map { year -> Double in
        let taken = max(0, min(left, capacity, wanted(year, left)))
        left -= taken
        return taken
      }
      return DepletionPath(
        name: name,
        megatonnes: output,
        presentValueUSDMillion: Series.sum(zip(output, margins).map { $0 * $1 })
      )
    }
    var best = [Double](repeating: 0, count: count)
    var left = reserve
    for year in (0..<count).sorted(by: { (margins[$1], $0) < (margins[$0], $1) })
    where margins[year] > 0 && left > 0 {
      best[year] = min(capacity, left)
      left -= best[year]
    }
    return [
      path("At capacity") { _, _ in capacity },
      path("Even over the years") { _, _ in reserve / Double(count) },
      path("A share of what is left") { _, left in left * declineShare },
      path("Worth most") { year, _ in best[year] },
    ]
  }
}
