/// Why trips cannot be assigned.
public enum AssignmentFault: Error, CustomStringConvertible, Sendable {
  /// Trips between zones that no open path joins: the first pairs by the names of their nodes, how
  /// many there are, and how many of them would be joined if every node could be passed through.
  case noPath(pairs: [String], count: Int, joinedIfOpen: Int)
  /// The parts of a problem do not fit each other.
  case unfit(String)

  /// What is wrong, with the first pairs.
  public var description: String {
    switch self {
    case .noPath(let pairs, let count, let joinedIfOpen):
      var text = "no path for \(count) \(count == 1 ? "pair" : "pairs") of zones with trips: "
      text += pairs.joined(separator: ", ")
      if count > pairs.count { text += ", …" }
      if joinedIfOpen > 0 {
        text +=
          "; \(joinedIfOpen) of them would have one if every node could be passed through, so look "
          + "at the first thru node of the network"
      }
      return text
    case .unfit(let reason): return reason
    }
  }
}
