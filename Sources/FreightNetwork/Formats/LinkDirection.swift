/// Words for the direction of a line.
enum LinkDirection {
  /// Column names that hold directions.
  static let columnNames = ["oneway", "one_way", "direction", "dir", "directed"]
  /// What the words are, for messages.
  static let expected = "1, yes or FT (as drawn), -1 or TF (against it), 0, no or B (both ways)"

  /// 1: as drawn, -1: against it, 0: both ways; `nil`: an unknown word.
  static func way(_ text: String) -> Int8? {
    switch text.lowercased() {
    case "1", "yes", "true", "t", "ft", "f", "forward", "+1": return 1
    case "-1", "reverse", "tf", "backward": return -1
    case "", "0", "no", "false", "b", "both", "2", "n", "reversible", "alternating": return 0
    default: return nil
    }
  }
}
