import Numerics

/// Base trade of a world with one good per country, and the elasticities of its trade.
///
/// The universal-gravity class (Allen, Arkolakis & Takahashi 2020): Armington, Eaton–Kortum, Melitz
/// and Krugman are members of it.
public struct OneSectorWorld: Sendable {
  /// Number of countries.
  public let count: Int
  /// Value sold by exporter i to importer j, domestic sales included, at `i * count + j`; not
  /// negative.
  public let flows: [Double]
  /// Trade elasticity θ, above zero: minus the elasticity of a flow to its trade cost.
  public let elasticity: Double
  /// Supply elasticity ψ, not negative: elasticity of output to the real output price.
  ///
  /// Zero is an endowment economy; ψ = (1 − γ) / γ is one with a share γ of value added and a
  /// share 1 − γ of own goods in cost.
  public let supplyElasticity: Double
  /// Output of each country: the sum of its sales.
  public let output: [Double]
  /// Expenditure of each country: the sum of its purchases.
  public let expenditure: [Double]
  /// Names of the countries for messages; empty: their places.
  public var names: [String] = []

  /// A world of these flows.
  ///
  /// - Throws: `WorldFault` where flows are negative or not finite, a country sells or buys nothing
  ///   or sells nothing at home, or elasticities are out of range.
  public init(
    count: Int,
    flows: [Double],
    elasticity: Double,
    supplyElasticity: Double = 0,
    names: [String] = []
  ) throws(WorldFault) {
    self.names = names
    guard count > 0, flows.count == count * count else {
      throw WorldFault(description: "\(flows.count) flows are no square of \(count) countries")
    }
    guard flows.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw WorldFault(description: "flows must be finite and not negative")
    }
    guard elasticity > 0, elasticity.isFinite, supplyElasticity >= 0, supplyElasticity.isFinite
    else {
      throw WorldFault(
        description: "the trade elasticity must be above zero, the supply elasticity not below it"
      )
    }
    for country in 0..<count where !(flows[country * count + country] > 0) {
      throw WorldFault(description: "\(Self.label(country, names)) sells nothing at home")
    }
    self.count = count
    self.flows = flows
    self.elasticity = elasticity
    self.supplyElasticity = supplyElasticity
    let ones = [Double](repeating: 1, count: count)
    output = FlowMatrix.rowSums(flows, ones)
    expenditure = FlowMatrix.columnSums(flows, ones)
    guard output.allSatisfy(\.isFinite), Series.sum(output).isFinite else {
      throw WorldFault(description: "flows are too large to be summed")
    }
  }

  /// A country as messages name it.
  func label(_ country: Int) -> String { Self.label(country, names) }

  private static func label(_ country: Int, _ names: [String]) -> String {
    country < names.count ? "country '\(names[country])'" : "country \(country)"
  }

  /// Flow that a change of cost leaves of one, at unchanged prices: τ̂^−θ.
  func response(_ costFactors: [Double]) throws(WorldFault) -> [Double] {
    guard costFactors.count == flows.count else {
      throw WorldFault(description: "cost factors must be laid out as the flows")
    }
    guard costFactors.allSatisfy({ $0 > 0 }) else {
      throw WorldFault(description: "factors on trade costs must be above zero")
    }
    return FlowMatrix.powers(costFactors, -elasticity)
  }
}
