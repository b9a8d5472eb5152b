/// The name that was probably meant.
public enum NearestName {
  /// The candidate with the fewest edits (Damerau 1964) to `name`.
  ///
  /// Case does not count, ties go to the first, and `nil` means that none is within a third of the
  /// length of `name`.
  public static func suggestion(for name: String, among candidates: [String]) -> String? {
    let limit = max(1, name.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let distance = editDistance(name.lowercased(), candidate.lowercased())
      if distance <= limit, distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// " (did you mean 'x'?)", or nothing.
  public static func hint(for name: String, among candidates: [String]) -> String {
    suggestion(for: name, among: candidates).map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// Insertions, deletions, replacements and exchanges of neighbours, each part of the text being
  /// edited once ("optimal string alignment").
  private static func editDistance(_ first: String, _ second: String) -> Int {
    let a = Array(first.unicodeScalars)
    let b = Array(second.unicodeScalars)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: i, count: b.count + 1)
      for j in 1...b.count {
        row[j] = min(
          min(last[j], row[j - 1]) + 1,
          last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        )
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
