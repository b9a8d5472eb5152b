public import Numerics

/// The points at which a model is worked out for its Sobol indices.
///
/// Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), "Variance based sensitivity
/// analysis of model output", Comput. Phys. Commun. 181, 259–270: two matrices A and B from the
/// halves of one scrambled Sobol sequence, and for each input A with that input's column of B. Inputs
/// whose ranks are correlated move together, as one group: the groups are independent, so the
/// decomposition of the variance holds (Jacques, Lavergne & Devictor 2006).
public struct SensitivityDesign: Sendable {
  /// Rows of A and of B.
  public let rows: Int
  /// Inputs by group.
  public let groups: [[Int]]
  private let dimensions: Int
  private let sequence: SobolSequence
  private let correlations: RankCorrelations?

  /// A design.
  ///
  /// - Parameters:
  ///   - rows: rows of A and of B, best a power of two.
  ///   - dimensions: number of inputs, half of what a Sobol sequence has at most.
  ///   - seed: seed.
  ///   - correlations: rank correlations of the inputs.
  /// - Throws: `SamplingFault` where there are too many inputs.
  public init(
    rows: Int,
    dimensions: Int,
    seed: UInt64,
    correlations: RankCorrelations? = nil
  ) throws(SamplingFault) {
    guard let sequence = SobolSequence(dimensions: 2 * dimensions, seed: seed) else {
      throw SamplingFault.tooManyDimensions(2 * dimensions)
    }
    self.rows = max(2, min(rows, 1 << 30))
    self.dimensions = dimensions
    self.sequence = sequence
    self.correlations = correlations
    groups = correlations?.groups ?? (0..<dimensions).map { [$0] }
  }

  /// Number of points: rows × (groups + 2).
  public var count: Int { rows * (groups.count + 2) }

  /// Point number `index`, inside the unit cube: row by row, in each A, B, then A with each group of
  /// B.
  public func point(_ index: Int) -> [Double] {
    let row = index / (groups.count + 2)
    let place = index % (groups.count + 2)
    let both = sequence.point(UInt32(truncatingIfNeeded: row))
    func half(_ start: Int) -> [Double] {
      let point = Array(both[start..<start + dimensions])
      return correlations?.linked(point) ?? point
    }
    if place == 1 { return half(dimensions) }
    var point = half(0)
    if place > 1 {
      let other = half(dimensions)
      for input in groups[place - 2] { point[input] = other[input] }
    }
    return point
  }

  /// The indices of a model's outcomes at the points, in their order.
  public func indices(
    _ outcomes: [Double],
    resamples: Int = 1000,
    level: Double = 0.95,
    seed: UInt64 = 1
  ) -> SensitivityIndices {
    SensitivityIndices(
      outcomes: outcomes,
      groups: groups.count,
      resamples: resamples,
      level: level,
      seed: seed
    )
  }
}
