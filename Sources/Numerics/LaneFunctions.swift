/// Exponential and logarithm of several numbers side by side, for loops that take millions of them.
///
/// The same bits on every machine, which the vector functions of C libraries do not promise.
/// Range reduction to a small interval and a series there, as in Muller, "Elementary Functions" (2016,
/// ch. 11); errors are below 2 units in the last place.
public enum LaneFunctions {
  /// eˣ of each lane.
  ///
  /// Zero below −708, where it would leave the normal numbers; exactly 1 at 0.
  ///
  /// - Parameter x: below 709, not NaN.
  /// - Returns: eˣ.
  @inlinable
  @inline(__always)
  public static func exp(_ x: SIMD4<Double>) -> SIMD4<Double> {
    // Adding 1.5 × 2⁵² rounds to a whole number, which then stands in the low bits.
    let shifter = SIMD4<Double>(repeating: 6_755_399_441_055_744)
    let isTiny = x .< -708
    let bounded = x.replacing(with: 0, where: isTiny)
    let shifted = bounded * 1.4426950408889634 + shifter
    let whole = shifted - shifter
    // ln 2 in two parts, the first with trailing zeros, so that its product is exact.
    let rest = (bounded - whole * 0x1.62e42feep-1) - whole * 0x1.a39ef35793c76p-33
    let square = rest * rest
    let fourth = square * square
    let low = (rest * 0.16666666666666666 + 0.5) * square + (rest + 1)
    let middle =
      (rest * 0.0001984126984126984 + 0.001388888888888889) * square
      + (rest * 0.008333333333333333 + 0.041666666666666664)
    let high =
      (rest * 2.505210838544172e-08 + 2.755731922398589e-07) * square
      + (rest * 2.7557319223985893e-06 + 2.48015873015873e-05)
    let top = rest * 1.6059043836821613e-10 + 2.08767569878681e-09
    let series = ((top * fourth + high) * fourth + middle) * fourth + low
    let exponent = unsafe unsafeBitCast(shifted, to: SIMD4<Int64>.self) &<< 52
    let bits = unsafe unsafeBitCast(series, to: SIMD4<Int64>.self) &+ exponent
    return unsafe unsafeBitCast(bits, to: SIMD4<Double>.self).replacing(with: 0, where: isTiny)
  }

  /// ln x of each lane; exactly 0 at 1.
  ///
  /// - Parameter x: above zero, normal and finite.
  /// - Returns: ln x.
  @inlinable
  @inline(__always)
  public static func log(_ x: SIMD4<Double>) -> SIMD4<Double> {
    // x = m 2ᵏ with m between √½ and √2.
    let bits = unsafe unsafeBitCast(x, to: SIMD4<Int64>.self)
    let offset = SIMD4<Int64>(repeating: 0x3fe6_a09e_667f_3bcd)
    // Bits 52 and up of the difference are the exponent; masked, the rest is the fraction.
    let difference = bits &- offset
    let mantissa = (difference & 0x000f_ffff_ffff_ffff) &+ offset
    let m = unsafe unsafeBitCast(mantissa, to: SIMD4<Double>.self)
    // A whole number as a double: 2⁵² + 2⁵¹ + k, less the same without k.
    let magic = SIMD4<Int64>(repeating: 0x4338_0000_0000_0000)
    let whole = (difference &>> 52) &+ magic
    let k =
      unsafe unsafeBitCast(whole, to: SIMD4<Double>.self)
      - SIMD4<Double>(repeating: 6_755_399_441_055_744)
    let s = (m - 1) / (m + 1)
    let z = s * s
    let z2 = z * z
    let a = (z * 0.14285714285714285 + 0.2) * z2 + (z * 0.3333333333333333)
    let b =
      (z * 0.06666666666666667 + 0.07692307692307693) * z2
      + (z * 0.09090909090909091 + 0.1111111111111111)
    let c =
      (z * 0.043478260869565216 + 0.047619047619047616) * z2
      + (z * 0.05263157894736842 + 0.058823529411764705)
    let z4 = z2 * z2
    let series = (c * z4 + b) * z4 + a
    let low = s + s * series
    return k * 0x1.62e42feep-1 + ((low + low) + k * 0x1.a39ef35793c76p-33)
  }
}
