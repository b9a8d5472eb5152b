/// A few numbers side by side, one for each column that is worked on together.
protocol LaneVector: BitwiseCopyable, Sendable {
  static var laneCount: Int { get }
  static var zeros: Self { get }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func scaled(_ a: Self, _ factor: Double) -> Self
  /// a / b, zero where b is zero.
  static func quotient(_ a: Self, _ b: Self) -> Self
  subscript(lane lane: Int) -> Double { get set }
}

extension Double: LaneVector {
  static var laneCount: Int { 1 }
  static var zeros: Double { 0 }
  @inline(__always)
  static func scaled(_ a: Double, _ factor: Double) -> Double { a * factor }
  static func quotient(_ a: Double, _ b: Double) -> Double { b == 0 ? 0 : a / b }
  subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }
}

extension LaneVector where Self: SIMD, Scalar == Double {
  static var laneCount: Int { scalarCount }
  static var zeros: Self { Self(repeating: 0) }
  @inline(__always)
  static func scaled(_ a: Self, _ factor: Double) -> Self { a * factor }
  static func quotient(_ a: Self, _ b: Self) -> Self {
    var result = zeros
    for lane in 0..<scalarCount where b[lane] != 0 { result[lane] = a[lane] / b[lane] }
    return result
  }
  subscript(lane lane: Int) -> Double {
    get { self[lane] }
    set { self[lane] = newValue }
  }
}

extension SIMD2: LaneVector where Scalar == Double {}
extension SIMD4: LaneVector where Scalar == Double {}
extension SIMD8: LaneVector where Scalar == Double {}
