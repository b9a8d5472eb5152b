/// What the searches of one row know of a node: the links by which they go back from it, looked for
/// once a row, and where the present search has it.
///
/// All of it lies side by side, so that a step back touches one cache line; with the steps looked for
/// at every visit the searches of a heavily loaded network took twice as long.
struct NodeSteps: BitwiseCopyable {
  /// A step that has not been looked for.
  static let unknown: Int32 = -2

  /// Row whose steps these are.
  private var row: Int32 = 0
  /// Link by which the shortest path enters the node; -1: none.
  var cheap = NodeSteps.unknown
  /// Link by which most flow enters it; -1: none.
  var dear = NodeSteps.unknown
  /// Search that has passed the node: its stamp on the cheap side, the same below zero on the dear.
  var mark: Int32 = 0
  /// Place there.
  var place: Int32 = 0

  /// Forgets the steps of another row.
  @inline(__always)
  mutating func begin(_ row: Int32) {
    guard self.row != row else { return }
    self.row = row
    cheap = Self.unknown
    dear = Self.unknown
  }
}
