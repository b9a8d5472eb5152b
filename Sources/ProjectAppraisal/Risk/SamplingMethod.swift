public import Numerics

/// How draws are spread over the uncertain numbers.
public enum SamplingMethod: String, Sendable, CaseIterable {
  /// One draw in each of as many equal strata of each number as there are draws (McKay, Beckman &
  /// Conover 1979).
  case latinHypercube = "latin_hypercube"
  /// A Sobol sequence with Owen's scrambling.
  case sobol
  /// Independent draws.
  case monteCarlo = "monte_carlo"

  /// Points of the unit cube, row by row; the same for the same seed.
  ///
  /// - Parameters:
  ///   - count: number of points.
  ///   - dimensions: number of coordinates.
  ///   - seed: seed.
  ///   - correlations: rank correlations; by reordering the columns (Iman & Conover 1982), for a
  ///     Sobol sequence by a normal copula.
  /// - Returns: `count` points of `dimensions` coordinates inside (0, 1).
  /// - Throws: `SamplingFault` where a Sobol sequence is asked for more coordinates than it has.
  public func points(
    count: Int,
    dimensions: Int,
    seed: UInt64,
    correlations: RankCorrelations? = nil
  ) throws(SamplingFault) -> [[Double]] {
    guard dimensions > 0, count > 0 else {
      return [[Double]](repeating: [], count: max(0, count))
    }
    switch self {
    case .latinHypercube:
      let points = LatinHypercube.sample(count: count, dimensions: dimensions, seed: seed)
      return correlations?.reordered(points) ?? points
    case .monteCarlo:
      let streams = (0..<dimensions).map { CounterRandom(seed: seed, stream: UInt64($0)) }
      let points = (0..<count).map { row in streams.map { $0.uniform(UInt64(row)) } }
      return correlations?.reordered(points) ?? points
    case .sobol:
      guard count <= Int(UInt32.max),
        let sequence = SobolSequence(dimensions: dimensions, seed: seed)
      else { throw SamplingFault.tooManyDimensions(dimensions) }
      return (0..<count).map { row in
        let point = sequence.point(UInt32(row))
        return correlations?.linked(point) ?? point
      }
    }
  }
}

/// Why no draws could be made.
public enum SamplingFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// More coordinates than a Sobol sequence has.
  case tooManyDimensions(Int)

  /// The reason, for people.
  public var description: String {
    switch self {
    case .tooManyDimensions(let count):
      "a Sobol sequence has \(SobolSequence.maximumDimensions) coordinates at most, asked for "
        + "\(count); draw a Latin hypercube instead"
    }
  }
}
