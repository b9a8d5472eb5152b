/// Growing shares of a change, from none to all of it, each equilibrium begun along the secant of the last
/// two.
struct ContinuationPath {
  /// Smallest step, as a share of the change.
  private static let smallestStep = 1e-4

  /// The last two equilibria, and the shares of the change at which they stand.
  private var points: [[Double]]
  private var shares = [0.0]
  private var step = 0.1

  /// A path from the base, where all unknowns are zero.
  init(count: Int) { points = [[Double](repeating: 0, count: count)] }

  /// Share of the change that is reached.
  var share: Double { shares[shares.count - 1] }

  /// Share of the change to try next.
  var next: Double { min(1, share + step) }

  /// Where to begin the search at the next share.
  var start: [Double] {
    var start = points[points.count - 1]
    guard points.count > 1 else { return start }
    let before = points[points.count - 2]
    let reach = (next - share) / (share - shares[shares.count - 2])
    for place in start.indices { start[place] += reach * (start[place] - before[place]) }
    return start
  }

  /// Takes the equilibrium at the next share, and lengthens the step.
  mutating func take(_ point: [Double]) {
    shares = shares.suffix(1) + [next]
    points = points.suffix(1) + [point]
    step *= 1.6
  }

  /// Halves the step; false where it has become too small to go on.
  mutating func shorten() -> Bool {
    step /= 2
    return step > Self.smallestStep
  }
}
