import Foundation

/// Distances on the ellipsoid of WGS 84.
public enum Geodesic {
  /// Equatorial radius, metres.
  private static let equator = 6_378_137.0
  /// Flattening.
  private static let flattening = 1 / 298.257_223_563
  /// Mean radius (2a + b) / 3, metres.
  public static let meanRadius = 6_371_008.771_4

  /// Length of the shortest way between two places, metres.
  ///
  /// Vincenty (1975), inverse formula, to half a millimetre; where it does not converge, which is so
  /// near antipodes alone, the great circle of the mean sphere, to half a percent.
  public static func metres(
    _ longitude1: Double,
    _ latitude1: Double,
    _ longitude2: Double,
    _ latitude2: Double
  ) -> Double {
    if longitude1 == longitude2, latitude1 == latitude2 { return 0 }
    let degree = Double.pi / 180
    let polar = (1 - flattening) * equator
    let difference = remainder(longitude2 - longitude1, 360) * degree
    let reduced1 = atan((1 - flattening) * tan(latitude1 * degree))
    let reduced2 = atan((1 - flattening) * tan(latitude2 * degree))
    let (sin1, cos1) = (sin(reduced1), cos(reduced1))
    let (sin2, cos2) = (sin(reduced2), cos(reduced2))
    var lambda = difference
    for _ in 0..<100 {
      let (sinLambda, cosLambda) = (sin(lambda), cos(lambda))
      let across = cos2 * sinLambda
      let along = cos1 * sin2 - sin1 * cos2 * cosLambda
      let sinSigma = (across * across + along * along).squareRoot()
      if sinSigma == 0 { return 0 }
      let cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda
      let sigma = atan2(sinSigma, cosSigma)
      let sinAlpha = cos1 * cos2 * sinLambda / sinSigma
      let cosAlpha2 = 1 - sinAlpha * sinAlpha
      let cosMiddle = cosAlpha2 > 0 ? cosSigma - 2 * sin1 * sin2 / cosAlpha2 : 0
      let c = flattening / 16 * cosAlpha2 * (4 + flattening * (4 - 3 * cosAlpha2))
      let last = lambda
      lambda =
        difference + (1 - c) * flattening * sinAlpha
        * (sigma + c * sinSigma
          * (cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)))
      if abs(lambda) > .pi { break }
      guard abs(lambda - last) < 1e-12 else { continue }
      let u2 = cosAlpha2 * (equator * equator - polar * polar) / (polar * polar)
      let a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
      let b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
      let middle2 = 2 * cosMiddle * cosMiddle - 1
      let delta =
        b * sinSigma
        * (cosMiddle + b / 4
          * (cosSigma * middle2 - b / 6 * cosMiddle * (4 * sinSigma * sinSigma - 3)
            * (4 * cosMiddle * cosMiddle - 3)))
      return polar * a * (sigma - delta)
    }
    return sphere(longitude1, latitude1, longitude2, latitude2)
  }

  /// Length of the great circle on the mean sphere, metres; within 0.6 percent of the ellipsoid.
  static func sphere(
    _ longitude1: Double,
    _ latitude1: Double,
    _ longitude2: Double,
    _ latitude2: Double
  ) -> Double {
    let degree = Double.pi / 180
    let half1 = sin((latitude2 - latitude1) * degree / 2)
    let half2 = sin((longitude2 - longitude1) * degree / 2)
    let square = half1 * half1 + cos(latitude1 * degree) * cos(latitude2 * degree) * half2 * half2
    return 2 * meanRadius * asin(min(1, square.squareRoot()))
  }

  /// Length of a line of degrees, x and y in turn, kilometres.
  static func kilometres(along points: [Double]) -> Double {
    var sum = 0.0
    for place in stride(from: 2, to: points.count - 1, by: 2) {
      sum += metres(points[place - 2], points[place - 1], points[place], points[place + 1])
    }
    return sum / 1000
  }

  /// Place in space on the mean sphere, metres.
  static func space(_ longitude: Double, _ latitude: Double) -> SIMD3<Double> {
    let degree = Double.pi / 180
    let ring = cos(latitude * degree)
    return meanRadius
      * SIMD3(
        ring * cos(longitude * degree),
        ring * sin(longitude * degree),
        sin(latitude * degree)
      )
  }
}
