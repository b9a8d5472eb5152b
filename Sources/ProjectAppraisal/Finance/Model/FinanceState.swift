/// What the circular parts of a finance model hang on; a fixed point of the periods that follow.
public struct FinanceState: Sendable, Equatable {
  /// Commitment of each tranche.
  public var commitments: [Double]
  /// Cover at which sculpted loans are repaid.
  public var sculptedCover: Double
  /// What the debt service reserve should hold at the end of each period.
  public var reserveTargets: [Double]

  /// As one vector.
  var vector: [Double] { commitments + [sculptedCover] + reserveTargets }

  init(commitments: [Double], sculptedCover: Double, reserveTargets: [Double]) {
    self.commitments = commitments
    self.sculptedCover = sculptedCover
    self.reserveTargets = reserveTargets
  }

  init(vector: [Double], trancheCount: Int) {
    commitments = Array(vector.prefix(trancheCount))
    sculptedCover = vector[trancheCount]
    reserveTargets = Array(vector.dropFirst(trancheCount + 1))
  }
}
