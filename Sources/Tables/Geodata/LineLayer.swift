/// The lines of a layer of geodata as bare coordinates, with their attributes by column.
///
/// It takes a third of the memory of a ``VectorLayer``, for networks of many lines.
public struct LineLayer: Sendable {
  /// Name of the layer.
  public internal(set) var name: String
  /// Whether coordinates are degrees, WGS 84; `nil`: the file does not say.
  public internal(set) var isGeographic: Bool?
  /// Points of each line, x and y in turn; an object of several lines has several.
  public internal(set) var lines: [[Double]] = []
  /// Object of each line, from 0.
  public internal(set) var objects: [Int32] = []
  /// Number of each object in its file, for messages.
  public internal(set) var numbers: [Int] = []
  /// Attributes, one value for each object.
  public internal(set) var columns: [DataColumn] = []
  /// Objects that are no lines, which are left out.
  public internal(set) var otherCount = 0
}
