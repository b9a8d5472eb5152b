public import Numerics

/// Stochastic user equilibrium: flows that the costs they cause call forth
/// (Daganzo & Sheffi 1977; Fisk 1980).
public enum StochasticEquilibrium {
  /// An equilibrium.
  public struct Result: Sendable {
    /// Flow of each link, without the preload, in units of the problem's volumes, `[link]`.
    public var flow: [Double]
    /// Cost of each link at these flows, without the fixed costs of classes, `[link]`.
    public var cost: [Double]
    /// Expected cost of each pair with trips.
    public var expected: [StochasticNetwork.ExpectedCost]
    /// Rounds of loading, and the residual reached.
    public var convergence: Convergence

    /// Σ trips × expected cost.
    public var expectedTotal: Double { expected.reduce(0) { $0 + $1.trips * $1.cost } }
    /// Σ flow × cost, without the fixed costs of classes.
    public var totalCost: Double { zip(flow, cost).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Solves for an equilibrium.
  ///
  /// Rounds of loading are first averaged by steps that shrink when the residual grows (Liu, He & He
  /// 2009, doi:10.1007/s11067-007-9023-x), which gets near from anywhere, then solved by a Newton
  /// method without a matrix.
  ///
  /// - Parameters:
  ///   - problem: network, costs and demand.
  ///   - settings: choice, scale, tolerance.
  /// - Returns: flows whose residual is within the tolerance.
  /// - Throws: `NotConverged` where the rounds allowed do not suffice, ``AssignmentFault`` where trips
  ///   have no path, ``PathFault`` where a setting is out of range or ways in circles are too cheap.
  public static func solve(
    _ problem: AssignmentProblem,
    _ settings: StochasticSettings
  ) throws -> Result {
    try settings.volumes.check(linkCount: problem.graph.linkCount)
    let network = try StochasticNetwork(problem, settings)
    let volume = VolumeCosts(problem: problem, volumes: settings.volumes)
    let solver = Rounds(network, volume, settings)
    let start = try network.load(volume.costs([Double](repeating: 0, count: volume.count))).flow
    let size = start.max() ?? 0
    guard size > 0 else {
      return Result(
        flow: start,
        cost: volume.costs(start),
        expected: [],
        convergence: Convergence(iterations: 1, residual: 0, tolerance: settings.tolerance)
      )
    }
    solver.size = size
    var point = try solver.average(from: start, until: max(0.02, settings.tolerance), most: 30)
    if solver.residual > settings.tolerance {
      let newton = NewtonKrylov(tolerance: settings.tolerance, size: size)
      point = try newton.solve(
        from: point,
        mayGoOn: { solver.rounds < settings.maximumIterations },
        image: { try solver.image($0) }
      )
    }
    // The flows that the costs call forth: not negative, and conserved at every node.
    let flow = point.map { max(0, $0) }
    let cost = volume.costs(flow)
    let last = try network.load(cost)
    let residual = zip(last.flow, flow).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
    guard residual <= settings.tolerance else {
      throw NotConverged(
        solver: "stochastic equilibrium",
        residual: residual,
        tolerance: settings.tolerance,
        iterations: solver.rounds,
        advice: "allow more iterations, a lower scale or a greater tolerance"
      )
    }
    return Result(
      flow: last.flow,
      cost: cost,
      expected: last.expected,
      convergence: Convergence(
        iterations: solver.rounds + 1,
        residual: residual,
        tolerance: settings.tolerance
      )
    )
  }

  /// Costs of links at flows, what else takes up capacity added.
  private struct VolumeCosts {
    let problem: AssignmentProblem
    let volumes: FreightVolumes
    var count: Int { problem.costs.count }

    func costs(_ flow: [Double]) -> [Double] {
      var whole = flow.map { max(0, $0) }
      if !problem.preload.isEmpty {
        for link in whole.indices { whole[link] += problem.preload[link] }
      }
      whole = volumes.volumes(whole)
      return problem.costs.indices.map { problem.costs[$0].cost(at: whole[$0]) }
    }
  }

  /// Rounds of loading, counted.
  private final class Rounds {
    let network: StochasticNetwork
    let volume: VolumeCosts
    let settings: StochasticSettings
    var rounds = 0
    var residual = Double.infinity
    var size = 1.0

    init(
      _ network: StochasticNetwork,
      _ volume: VolumeCosts,
      _ settings: StochasticSettings
    ) {
      self.network = network
      self.volume = volume
      self.settings = settings
    }

    /// Flows called forth by flows.
    func image(_ flow: [Double]) throws -> [Double] {
      let image = try network.load(volume.costs(flow)).flow
      rounds += 1
      residual = zip(image, flow).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
      settings.progress?(rounds, residual)
      return image
    }

    /// Averages, the share of the new flows less after every round, much less after a worse one.
    func average(
      from start: [Double],
      until goal: Double,
      most: Int
    ) throws -> [Double] {
      var point = start
      var divisor = 1.0
      var before = Double.infinity
      var best = (residual: Double.infinity, point: start)
      for _ in 0..<max(0, most) {
        let image = try image(point)
        if residual < best.residual { best = (residual, point) }
        if residual <= goal { break }
        divisor += residual >= before ? 1.8 : 0.1
        before = residual
        for link in point.indices { point[link] += (image[link] - point[link]) / divisor }
      }
      residual = best.residual
      return best.point
    }
  }
}
