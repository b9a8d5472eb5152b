import Foundation
import Numerics
import Testing

@Suite struct NormalDistributionTests {
  // Abramowitz & Stegun, table 26.5, with the digits of double precision.
  @Test(
    "quantiles are those of the tables",
    arguments: [
      (0.5, 0.0), (0.75, 0.674489750196081743), (0.95, 1.644853626951472715),
      (0.975, 1.959963984540054236), (0.99, 2.326347874040841101),
      (0.001, -3.090232306167813542), (1e-6, -4.753424308822898949),
      (1e-10, -6.361340902404056045),
    ]
  )
  func tables(p: Double, z: Double) {
    #expect(abs(NormalDistribution.quantile(p) - z) <= 4e-15 * max(1, abs(z)))
  }

  // 1 − p is exact for these, so the two tails must mirror each other to the last bits, however
  // close p comes to one.
  @Test("the tails mirror each other", arguments: [1, 2, 5, 10, 20, 30, 40, 50])
  func symmetry(power: Int) {
    let p = pow(2, -Double(power))
    let low = NormalDistribution.quantile(p)
    #expect(abs(NormalDistribution.quantile(1 - p) + low) <= 4e-15 * max(1, abs(low)))
  }

  @Test(
    "the cumulative function turns quantiles back",
    arguments: [1e-300, 1e-100, 1e-20, 1e-6, 0.02, 0.02425, 0.03, 0.3, 0.5, 0.9, 0.98]
  )
  func roundTrip(p: Double) {
    // dp = φ(z) dz and φ(z)/p < |z| + 1/|z| in the lower tail, so z enlarges a relative error.
    let z = NormalDistribution.quantile(p)
    #expect(abs(NormalDistribution.cumulative(z) / p - 1) < 1e-14 * (1 + z * z))
  }

  @Test("quantiles rise")
  func rises() {
    let values = stride(from: 0.0005, to: 1, by: 0.0005).map { NormalDistribution.quantile($0) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }
}
