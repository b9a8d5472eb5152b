/// How travellers choose between ways of unequal cost.
public enum RouteChoice: Sendable, Equatable {
  /// A logit choice of the next link at every node among those that come nearer to the destination,
  /// by costs without traffic: Dial 1971 in the recursive form of Baillon & Cominetti 2008
  /// (doi:10.1007/s10107-006-0076-2). Every path that always comes nearer is a route.
  case reasonable
  /// A logit choice of the next link at every node among all, so that ways in circles are routes too:
  /// Akamatsu 1996 (doi:10.1016/0191-2615(96)00003-3), solved by sparse factorisation.
  case markovian
  /// A logit choice among generated routes, each corrected by β ln(path size) for what it shares with
  /// the others (Ben-Akiva & Bierlaire 1999).
  case pathSize(beta: Double, routes: AlternativePaths)
}

/// A route choice with its scale.
public struct StochasticSettings: Sendable {
  /// How travellers choose.
  public var choice: RouteChoice
  /// Scale of the logit choice, per unit of cost: the higher, the less the dearer ways are used.
  public var scale: Double
  /// Largest difference between a link's flow and the flow that its costs call forth, relative to the
  /// largest flow of a link in the network without traffic.
  public var tolerance: Double
  /// Most rounds of loading the network.
  public var maximumIterations: Int
  /// What takes up capacity besides a link's own flow.
  public var volumes = FreightVolumes()
  /// Threads to use; the same bits come from any number.
  public var threads: Int
  /// Told after every round: its number and the residual.
  public var progress: (@Sendable (Int, Double) -> Void)?

  /// Settings with the choice among ways that come nearer.
  public init(
    scale: Double,
    choice: RouteChoice = .reasonable,
    tolerance: Double = 1e-8,
    maximumIterations: Int = 2000,
    threads: Int = 1
  ) {
    self.scale = scale
    self.choice = choice
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.threads = threads
  }
}
