import Numerics

/// Trade seen as traffic on the links of a network (Allen & Arkolakis 2022).
///
/// Trade and the choice of routes share one elasticity θ: with τ_ij^−θ = Σ over routes of Π t^−θ,
/// traffic follows gravity, Ξ_kl = t_kl^−θ P_k^−θ Π_l^−θ, and what nodes make, use and pass on is all
/// that counterfactuals need. With congestion λ a link costs t_kl = t̄_kl Ξ_kl^λ.
public struct TrafficWorld: Sendable {
  /// A directed link.
  public struct Link: Sendable {
    /// Node at its beginning.
    public var from: Int
    /// Node at its end.
    public var to: Int
    /// Value of what passes over it in the base, not negative.
    public var traffic: Double

    /// A link.
    public init(from: Int, to: Int, traffic: Double) {
      self.from = from
      self.to = to
      self.traffic = traffic
    }
  }

  /// People who live where they live best, all of them one pool.
  public struct Mobility: Sendable {
    /// Number of people at each node, above zero where something is made.
    public var population: [Double]
    /// Elasticity of productivity to people.
    public var agglomeration: Double
    /// Elasticity of amenity to people, below zero.
    public var congestion: Double

    /// People of a world.
    public init(population: [Double], agglomeration: Double, congestion: Double) {
      self.population = population
      self.agglomeration = agglomeration
      self.congestion = congestion
    }
  }

  /// Value of what each node makes; zero at a junction.
  public let output: [Double]
  /// Value of what each node uses.
  public let expenditure: [Double]
  /// The links.
  public let links: [Link]
  /// Elasticity θ of trade and of routes.
  public let elasticity: Double
  /// Elasticity λ of a link's cost to its traffic, not negative.
  public let congestion: Double
  /// People who move, if any do.
  public let mobility: Mobility?

  /// What comes to each node from outside and from itself.
  let through: [Double]
  let arriving: [[Int]]
  let leaving: [[Int]]

  /// Number of nodes.
  public var count: Int { output.count }

  /// A world of these figures.
  ///
  /// What a node uses is what it makes and receives, less what it sends on.
  ///
  /// - Throws: `WorldFault` where a figure is out of range, or a node would use less than nothing.
  public init(
    output: [Double],
    links: [Link],
    elasticity: Double,
    congestion: Double = 0,
    mobility: Mobility? = nil
  ) throws(WorldFault) {
    let n = output.count
    guard n > 0, output.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw WorldFault(description: "outputs of nodes must be finite and not negative")
    }
    guard elasticity > 0, elasticity.isFinite, congestion >= 0, congestion.isFinite else {
      throw WorldFault(
        description: "the elasticity must be above zero, congestion not below it"
      )
    }
    var arriving = [[Int]](repeating: [], count: n)
    var leaving = arriving
    for (place, link) in links.enumerated() {
      guard (0..<n).contains(link.from), (0..<n).contains(link.to), link.from != link.to,
        link.traffic >= 0, link.traffic.isFinite
      else {
        throw WorldFault(
          description: "link \(place): it must join two nodes and carry no less than nothing"
        )
      }
      arriving[link.to].append(place)
      leaving[link.from].append(place)
    }
    if let mobility {
      guard mobility.population.count == n, mobility.congestion < 0,
        (0..<n).allSatisfy({ mobility.population[$0] > 0 || output[$0] == 0 })
      else {
        throw WorldFault(
          description: "people who move need a population wherever something is made, and a "
            + "congestion of places below zero"
        )
      }
    }
    var through = output
    var expenditure = output
    for i in 0..<n {
      for place in arriving[i] { through[i] += links[place].traffic }
      expenditure[i] = through[i]
      for place in leaving[i] { expenditure[i] -= links[place].traffic }
      guard through[i] > 0 else {
        throw WorldFault(description: "node \(i) makes nothing and nothing passes it")
      }
      if abs(expenditure[i]) < 1e-12 * through[i] { expenditure[i] = 0 }
      guard expenditure[i] >= 0 else {
        throw WorldFault(
          description: "node \(i) sends on \(-expenditure[i]) more than it makes and receives"
        )
      }
      guard output[i] == 0 || expenditure[i] > 0 else {
        throw WorldFault(description: "node \(i) makes something and uses nothing")
      }
      guard output[i] > 0 || expenditure[i] == 0 else {
        throw WorldFault(
          description: "node \(i) uses \(expenditure[i]) and makes nothing: it has no income"
        )
      }
    }
    self.output = output
    self.expenditure = expenditure
    self.links = links
    self.elasticity = elasticity
    self.congestion = congestion
    self.mobility = mobility
    self.through = through
    self.arriving = arriving
    self.leaving = leaving
  }
}
