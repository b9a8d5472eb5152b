import Numerics

/// A chain from a field to a market.
public struct GasChain: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Cost of gas at the field, USD/MMBtu.
  public var supplyUSDPerMMBTU: Double
  /// Steps, in order.
  public var steps: [GasStep]

  /// What a chain comes to at some volume.
  public struct Outcome: Sendable, Equatable {
    /// Gas taken at the field, bcm a year.
    public var takenBCM: Double
    /// Gas entering each step, bcm a year.
    public var enteringBCM: [Double]
    /// Gas lost in each step, bcm a year.
    public var lostBCM: [Double]
    /// Cost of each step, USD/MMBtu delivered.
    public var stepUSDPerMMBTU: [Double]
    /// Cost of the gas itself, with what is lost on the way, USD/MMBtu delivered.
    public var supplyUSDPerMMBTU: Double
    /// Delivered cost, USD/MMBtu.
    public var deliveredUSDPerMMBTU: Double
    /// What is left for a unit of gas where each step begins, USD/MMBtu there: the price at the market
    /// less what the steps from there on cost.
    public var netbacksUSDPerMMBTU: [Double]
    /// What is left for a unit of gas at the field at a price of the market, USD/MMBtu taken.
    public var netbackUSDPerMMBTU: Double
    /// Share of the year in which it delivers.
    public var availability: Double
  }

  /// Works the chain out.
  ///
  /// Backwards from what is delivered: what enters a step is what leaves it over its yield, so what is
  /// taken is what is delivered and all that is lost.
  ///
  /// - Parameters:
  ///   - deliveredBCM: gas delivered, bcm a year, above zero.
  ///   - price: price at the market, USD/MMBtu.
  ///   - units: units of the gas.
  /// - Returns: the outcome.
  public func outcome(deliveredBCM: Double, price: Double, _ units: GasUnits) -> Outcome {
    var entering = [Double](repeating: 0, count: steps.count)
    var lost = entering
    var flow = deliveredBCM
    for place in steps.indices.reversed() {
      entering[place] = flow / steps[place].yield
      lost[place] = entering[place] - flow
      flow = entering[place]
    }
    let delivered = units.trillionBTU(bcm: deliveredBCM)
    let costs = steps.indices.map {
      steps[$0].cost(enteringBCM: entering[$0], units) / delivered
    }
    let supply = supplyUSDPerMMBTU * flow / deliveredBCM
    return Outcome(
      takenBCM: flow,
      enteringBCM: entering,
      lostBCM: lost,
      stepUSDPerMMBTU: costs,
      supplyUSDPerMMBTU: supply,
      deliveredUSDPerMMBTU: supply + Series.sum(costs),
      netbacksUSDPerMMBTU: steps.indices.map {
        (price - Series.sum(costs[$0...])) * deliveredBCM / entering[$0]
      },
      netbackUSDPerMMBTU: (price - Series.sum(costs)) * deliveredBCM / flow,
      availability: steps.reduce(1) { $0 * (1 - $1.outage) }
    )
  }
}
