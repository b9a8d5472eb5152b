/// The name that was probably meant.
public enum NearestName {
  /// The candidate with the fewest edits (Levenshtein 1966) to `name`; `nil` where none is within
  /// a third of its length. Ties go to the first.
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

  private static func editDistance(_ first: String, _ second: String) -> Int {
    let a = Array(first.unicodeScalars)
    let b = Array(second.unicodeScalars)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for i in 1...a.count {
      var diagonal = row[0]
      row[0] = i
      for j in 1...b.count {
        let above = row[j]
        row[j] = min(
          min(above, row[j - 1]) + 1,
          diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)
        )
        diagonal = above
      }
    }
    return row[b.count]
  }
}
