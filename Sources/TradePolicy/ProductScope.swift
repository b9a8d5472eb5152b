/// A list of beginnings of product codes, and of ranges of such: `2701`, `50-63`.
public struct ProductScope: Sendable, Equatable {
  /// How a code stands to a scope.
  public enum Match: String, Sendable, Codable, Comparable {
    /// Nothing of it is in the scope.
    case outside
    /// A part of it is.
    case part
    /// All of it is.
    case whole

    /// Less of it inside.
    public static func < (left: Match, right: Match) -> Bool { left.order < right.order }
    private var order: Int { self == .outside ? 0 : self == .part ? 1 : 2 }
  }

  private struct Range: Sendable, Equatable {
    /// First and last beginnings, equally long.
    var first: String
    var last: String
  }

  private var ranges: [Range] = []

  /// Whether nothing is listed.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Nothing listed.
  public init() {}

  /// A scope of items as written; `nil` where one is no code.
  ///
  /// - Parameter items: `2701`, `50-63`; dots and blanks inside are left out.
  public init?(_ items: [String]) {
    for item in items {
      let parts = item.split(separator: "-", omittingEmptySubsequences: false).map {
        String($0.filter { $0 != "." && $0 != " " })
      }
      guard parts.count <= 2, parts.allSatisfy(Self.isCode),
        parts[0].count == parts[parts.count - 1].count,
        parts[0] <= parts[parts.count - 1]
      else { return nil }
      ranges.append(Range(first: parts[0], last: parts[parts.count - 1]))
    }
  }

  private static func isCode(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 10 && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// How a code stands to the scope.
  public func match(_ code: String) -> Match {
    var best = Match.outside
    for range in ranges {
      let length = range.first.count
      if code.count >= length {
        let start = String(code.prefix(length))
        if start >= range.first, start <= range.last { return .whole }
      } else if code >= String(range.first.prefix(code.count)),
        code <= String(range.last.prefix(code.count))
      {
        best = .part
      }
    }
    return best
  }

  /// Whether all products of another scope that begin with a code are in this one.
  func covers(_ other: ProductScope, within code: String) -> Bool {
    let inside = Self.interval(code, code)
    let own = ranges.map { Self.interval($0.first, $0.last) }.sorted {
      $0.lowerBound < $1.lowerBound
    }
    return other.ranges.allSatisfy { range in
      let whole = Self.interval(range.first, range.last)
      guard whole.overlaps(inside) else { return true }
      var next = Swift.max(whole.lowerBound, inside.lowerBound)
      let last = Swift.min(whole.upperBound, inside.upperBound)
      for part in own where part.contains(next) { next = part.upperBound + 1 }
      return next > last
    }
  }

  /// The codes of ten digits that begin with a code from the first to the last.
  private static func interval(_ first: String, _ last: String) -> ClosedRange<Int> {
    func number(_ code: String, _ digit: Character) -> Int {
      let start = code.prefix(10)
      return Int(start + String(repeating: digit, count: 10 - start.count)) ?? 0
    }
    let low = number(first, "0")
    return low...Swift.max(low, number(last, "9"))
  }
}
