/// A column of a data set.
public enum GravityColumn: Sendable {
  /// Numbers; NaN where one is missing.
  case real([Double])
  /// Whole numbers, none missing.
  case whole([Int32])
  /// Texts: for each row the place of its label, −1 where it is missing; labels in order of the
  /// alphabet (of their UTF-8), each once.
  case text(codes: [Int32], labels: [String])

  /// Number of rows.
  public var count: Int {
    switch self {
    case .real(let values): values.count
    case .whole(let values): values.count
    case .text(let codes, _): codes.count
    }
  }

  /// A column of texts, with the labels put in order.
  static func text(codes: [Int32], unordered labels: [String]) -> GravityColumn {
    // Two spellings in bytes (a quote doubled or not) may be one label.
    let sorted = Array(Set(labels)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var place: [String: Int32] = [:]
    for (index, label) in sorted.enumerated() { place[label] = Int32(index) }
    let mapping = labels.map { place[$0] ?? -1 }
    return .text(codes: codes.map { $0 < 0 ? -1 : mapping[Int($0)] }, labels: sorted)
  }
}
