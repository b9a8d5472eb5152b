import Foundation
import Numerics

/// A chain from deposits to a market: at each step one part or several side by side, each with a cost
/// and a capacity; from `resources/ID.toml`.
public struct ResourceChain: Sendable, Equatable {
  /// A part of a step.
  public struct Part: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Cost, USD/t.
    public var costUSDPerTonne: Double
    /// Capacity, Mt a year.
    public var capacityMegatonnes: Double
  }

  /// A step: what goes on leaves by its parts, the cheapest first.
  public struct Step: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Parts.
    public var parts: [Part]
  }

  /// A deposit: a part of the first step.
  public struct Deposit: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Reserves, Mt.
    public var reservesMegatonnes: Double
    /// Share of them that can be got out.
    public var recovery: Double
    /// Heating value, MJ/kg.
    public var megajoulesPerKilogram: Double
    /// Cost of getting it out, USD/t.
    public var costUSDPerTonne: Double
    /// Capacity of its mines, Mt a year.
    public var capacityMegatonnes: Double
  }

  /// The chain in one state of its building.
  public struct State: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Capacities that differ, by part.
    public var capacities: [String: Double]
  }

  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Project that builds it; `nil`: none.
  public var project: String?
  /// Price at the market for coal of the reference heating value, USD/t.
  public var priceUSDPerTonne: Double
  /// Heating value to which the price belongs, MJ/kg.
  public var referenceMegajoulesPerKilogram: Double
  /// Deposits.
  public var deposits: [Deposit]
  /// Steps after the mine.
  public var steps: [Step]
  /// States compared.
  public var states: [State]
  /// First year of extraction.
  public var firstYear: Int
  /// Last year looked at.
  public var lastYear: Int
  /// Discount rate, a year.
  public var discountRate: Double
  /// Growth of the price a year.
  public var priceGrowth: Double
  /// Share of what is left that the declining path takes a year.
  public var declineShare: Double
  /// Loan repaid in the resource, USD million; zero: none.
  public var loanUSDMillion: Double
  /// Interest on it.
  public var loanRate: Double
  /// Years in which it is repaid.
  public var loanYears: Int
}

/// What goes through a chain, and what its capacities are worth.
public struct ChainFlow: Sendable, Equatable {
  /// Output, Mt a year.
  public var throughputMegatonnes: Double
  /// Cost of the last tonne at the market, USD/t; price less quality for the dearest deposit used.
  public var marginalCostUSDPerTonne: Double
  /// Sales less all costs, USD million a year.
  public var marginUSDMillion: Double
  /// Flow on each part of each step, the deposits first, Mt a year.
  public var used: [[Double]]
  /// What one more tonne of capacity of each part brings, USD/t.
  public var shadow: [[Double]]
  /// Step that has no room left at the cost of its last tonne, where that ends the chain; `nil` where
  /// the last tonne earns nothing.
  public var bottleneck: Int?
}

extension ResourceChain {
  /// A deposit's cost in terms of the price: cost plus what its coal is worth less (or minus what it
  /// is worth more) than the reference.
  func depositCost(_ deposit: Deposit) -> Double {
    deposit.costUSDPerTonne + priceUSDPerTonne
      * (1 - deposit.megajoulesPerKilogram / referenceMegajoulesPerKilogram)
  }

  /// Deposits and steps as parts, in a state.
  func parts(in state: State?) -> [[Part]] {
    let mines = deposits.map {
      Part(
        name: $0.name,
        costUSDPerTonne: depositCost($0),
        capacityMegatonnes: $0.capacityMegatonnes
      )
    }
    return ([mines] + steps.map(\.parts)).map { step in
      step.map { part in
        var part = part
        if let capacity = state?.capacities[part.name] { part.capacityMegatonnes = capacity }
        return part
      }
    }
  }

  /// The flow with the greatest margin, exactly.
  ///
  /// Every tonne passes every step, so the programme max Σ (p − c)·x with capacities splits by step:
  /// each step is filled in order of cost, the cost of the last tonne is the sum of the steps' last
  /// costs, and output ends where that reaches the price or a step is full. Shadow prices are the
  /// duals: a full part is worth what the last tonne of its step costs more than it, and a step that
  /// ends the chain the whole margin left on the last tonne as well. They add up with capacities to
  /// the margin (strong duality).
  public func flow(in state: State? = nil, price: Double? = nil) -> ChainFlow {
    let price = price ?? priceUSDPerTonne
    let parts = parts(in: state)
    let orders = parts.map { step in
      step.indices.sorted {
        (step[$0].costUSDPerTonne, $0) < (step[$1].costUSDPerTonne, $1)
      }
    }
    var used = parts.map { $0.map { _ in 0.0 } }
    // Part that takes the next tonne of each step.
    var next = parts.map { _ in 0 }
    var total = 0.0
    var bottleneck: Int?
    while true {
      for step in parts.indices {
        while next[step] < orders[step].count,
          parts[step][orders[step][next[step]]].capacityMegatonnes
            - used[step][orders[step][next[step]]] <= 1e-12
        {
          next[step] += 1
        }
      }
      if let full = parts.indices.first(where: { next[$0] >= orders[$0].count }) {
        bottleneck = full
        break
      }
      let cost = parts.indices.reduce(0) {
        $0 + parts[$1][orders[$1][next[$1]]].costUSDPerTonne
      }
      if cost >= price { break }
      let room =
        parts.indices.map { step -> Double in
          let part = orders[step][next[step]]
          return parts[step][part].capacityMegatonnes - used[step][part]
        }.min() ?? 0
      for step in parts.indices { used[step][orders[step][next[step]]] += room }
      total += room
    }
    // Cost of the last tonne by step; where a step goes on, of its next part at most.
    let last = parts.indices.map { step -> Double in
      let running = orders[step].last { used[step][$0] > 0 }
      return running.map { parts[step][$0].costUSDPerTonne } ?? orders[step].first.map {
        parts[step][$0].costUSDPerTonne
      } ?? 0
    }
    let left = total > 0 ? max(0, price - last.reduce(0, +)) : 0
    // The step that has no room left at the cost of its last tonne: the whole margin on that tonne
    // belongs to it.
    let binding: Int? =
      bottleneck
      ?? parts.indices.first { step in
        orders[step].last { used[step][$0] > 0 } != orders[step][next[step]]
      }
    var shadow = used.map { $0.map { _ in 0.0 } }
    for step in parts.indices {
      for part in parts[step].indices
      where used[step][part] > 0
        && parts[step][part].capacityMegatonnes - used[step][part] <= 1e-12
      {
        let rent = max(0, last[step] - parts[step][part].costUSDPerTonne)
        shadow[step][part] = rent + (step == binding ? left : 0)
      }
    }
    let margin = parts.indices.reduce(price * total) { sum, step in
      parts[step].indices.reduce(sum) {
        $0 - used[step][$1] * parts[step][$1].costUSDPerTonne
      }
    }
    return ChainFlow(
      throughputMegatonnes: total,
      marginalCostUSDPerTonne: last.reduce(0, +),
      marginUSDMillion: margin,
      used: used,
      shadow: shadow,
      bottleneck: left > 0 ? binding : nil
    )
  }

  /// What can be got out of all deposits, Mt.
  public var recoverableMegatonnes: Double {
    Series.sum(deposits.map { $0.reservesMegatonnes * $0.recovery })
  }
}
