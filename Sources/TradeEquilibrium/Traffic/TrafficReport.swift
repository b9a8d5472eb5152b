import Foundation
import Numerics
import Tables

/// What a run of the traffic equilibrium says.
public struct TrafficReport: Sendable, Encodable {
  /// A directed link.
  public struct LinkRow: Sendable, Encodable {
    /// Node at its beginning.
    public var from: String
    /// Node at its end.
    public var to: String
    /// Traffic of the base, in the units of the table.
    public var traffic: Double
    /// Traffic after the change, in per cent of the base.
    public var trafficPct: Double
    /// Per cent of world welfare that one per cent of the link's cost is worth, in the base.
    public var welfareElasticity: Double
    /// Welfare, in money of a year, of one per cent off the link's cost.
    public var valueOfOnePct: Double
    /// The same for each million that it costs to build, where that is known.
    public var valuePerMillion: Double?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case from, to, traffic
      case trafficPct = "traffic_pct"
      case welfareElasticity = "welfare_elasticity"
      case valueOfOnePct = "value_of_one_pct"
      case valuePerMillion = "value_per_million"
    }
  }

  /// A node, in per cent of the base.
  public struct NodeRow: Sendable, Encodable {
    /// Node.
    public var node: String
    /// Value of output.
    public var outputPct: Double
    /// Price index.
    public var priceIndexPct: Double
    /// Welfare of those who live there.
    public var welfarePct: Double
    /// People.
    public var populationPct: Double

    enum CodingKeys: String, CodingKey, CaseIterable {
      case node
      case outputPct = "output_pct"
      case priceIndexPct = "price_index_pct"
      case welfarePct = "welfare_pct"
      case populationPct = "population_pct"
    }
  }

  /// A row for each link.
  public var links: [LinkRow]
  /// A row for each node.
  public var nodes: [NodeRow]
  /// World welfare, in per cent of the base.
  public var worldWelfarePct: Double
  /// Largest residual of a balance.
  public var residual: Double
  /// Steps of Newton's method.
  public var iterations: Int
  /// Always true: what does not converge is an error.
  public var converged: Bool
  /// Seconds that the solution took, files apart.
  public var seconds: Double

  enum CodingKeys: String, CodingKey {
    case links, nodes
    case worldWelfarePct = "world_welfare_pct"
    case residual, iterations, converged, seconds
  }

  /// Solves the world of the files.
  ///
  /// - Throws: `NotConverged`, `WorldFault`.
  public init(_ files: TrafficFiles, tolerance: Double = 1e-12) throws {
    let start = Date()
    let equilibrium = TrafficEquilibrium(files.world, tolerance: tolerance)
    let outcome = try equilibrium.solve(costFactors: files.costFactors)
    let elasticities = try equilibrium.linkElasticities()
    seconds = Date().timeIntervalSince(start)
    let world = Series.sum(files.world.expenditure)
    func percent(_ factor: Double) -> Double { 100 * (factor - 1) }
    links = files.world.links.indices.map { place in
      let link = files.world.links[place]
      let value = -elasticities[place] * 0.01 * world
      return LinkRow(
        from: files.nodes[link.from],
        to: files.nodes[link.to],
        traffic: link.traffic,
        trafficPct: link.traffic > 0 ? percent(outcome.traffic[place] / link.traffic) : 0,
        welfareElasticity: elasticities[place],
        valueOfOnePct: value,
        valuePerMillion: files.buildingCosts[place].map { value / $0 }
      )
    }
    nodes = files.nodes.indices.map {
      NodeRow(
        node: files.nodes[$0],
        outputPct: percent(outcome.outputFactor[$0]),
        priceIndexPct: percent(outcome.priceIndexFactor[$0]),
        welfarePct: percent(outcome.welfareFactor[$0]),
        populationPct: percent(outcome.populationFactor[$0])
      )
    }
    worldWelfarePct = percent(outcome.worldWelfareFactor)
    residual = outcome.convergence.residual
    iterations = outcome.convergence.iterations
    converged = true
  }

  /// The table of links as CSV.
  public func linkCSV() throws -> String {
    var text = CSVText(columns: LinkRow.CodingKeys.allCases.map(\.rawValue))
    for row in links {
      let numbers = [row.traffic, row.trafficPct, row.welfareElasticity, row.valueOfOnePct]
      text.append(
        [row.from, row.to] + (try numbers.map { number in try CSVText.field(number) })
          + [try row.valuePerMillion.map { number in try CSVText.field(number) } ?? ""]
      )
    }
    return text.text
  }

  /// The table of nodes as CSV.
  public func nodeCSV() throws -> String {
    var text = CSVText(columns: NodeRow.CodingKeys.allCases.map(\.rawValue))
    for row in nodes {
      let numbers = [row.outputPct, row.priceIndexPct, row.welfarePct, row.populationPct]
      text.append([row.node] + (try numbers.map { number in try CSVText.field(number) }))
    }
    return text.text
  }
}
