/// One set of absorbed coefficients: a constant for each level, or a slope.
struct AbsorbedDimension: Sendable {
  /// Level of each row.
  var codes: [Int32]
  /// Number of levels.
  var levelCount: Int
  /// What the coefficient multiplies; `nil`: one.
  var values: [Double]?
}
