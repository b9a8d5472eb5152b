import Numerics

/// Trade of one country by partner.
public struct PartnerProfile: Sendable, Equatable {
  /// Share of each partner, 0 to 1; all zero where there is no trade.
  public let shares: [Double]

  /// The profile of values by partner, not negative.
  public init(values: [Double]) {
    let total = Series.sum(values)
    shares = values.map { total > 0 ? $0 / total : 0 }
  }

  /// Partner with the largest share, the first on a tie; `nil` without trade.
  public var largest: Int? {
    var best: Int?
    for (place, share) in shares.enumerated() where share > 0 {
      if best.map({ share > shares[$0] }) ?? true { best = place }
    }
    return best
  }

  /// Herfindahl–Hirschman index: the sum of squared shares, 1/n (equal partners) to 1 (one alone).
  public var concentration: Double { Series.sum(shares.map { $0 * $0 }) }
}
