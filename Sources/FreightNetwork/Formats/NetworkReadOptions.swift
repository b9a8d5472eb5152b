/// How a network is read.
public struct NetworkReadOptions: Sendable {
  /// Which way the links of a file go.
  public enum Direction: String, Sendable, CaseIterable {
    /// As the file's column of directions says; where it has none, see the format.
    case file
    /// From the first end to the second.
    case oneway
    /// Both ways.
    case twoway
  }

  /// Where lines are cut into links.
  public enum Splitting: String, Sendable, CaseIterable {
    /// At their ends alone.
    case ends
    /// Where two lines have a point in common that the file has in both, too.
    case points
    /// Wherever lines cross or end upon another, too.
    case crossings
  }

  /// Layer of a file with several; `nil`: the first.
  public var layer: String?
  /// Which way links go.
  public var direction: Direction = .file
  /// Column with the direction of each line; `nil`: one of the usual names.
  public var directionColumn: String?
  /// Ends of lines that are nearer than this are one node, metres.
  public var snapMetres = 0.0
  /// Where lines are cut.
  public var splitting = Splitting.points
  /// Dangling ends are joined by a link to the nearest node within this, metres; 0: not joined.
  public var stitchMetres = 0.0
  /// Unit of the column `length`; `nil`: as the file says.
  public var lengthUnit: LengthUnit?
  /// Unit of the column `free_speed`; `nil`: as the file says.
  public var speedUnit: SpeedUnit?
  /// What is taken of an OpenStreetMap file.
  public var ways = OSMWays.rail
  /// Conditions that leave links out: column and values; `passage`: `northwest`.
  public var without: [(column: String, values: [String])] = []

  /// The usual way.
  public init() {}
}
