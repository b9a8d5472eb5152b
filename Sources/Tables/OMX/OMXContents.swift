/// What an OMX file holds, without the numbers of its matrices.
public struct OMXContents: Sendable, Equatable {
  /// A matrix of the file.
  public struct Entry: Sendable, Equatable {
    /// Name.
    public var name: String
    /// How its numbers are kept.
    public var storage: MatrixStorage
    /// Bytes that they take in the file.
    public var storedBytes: Int
  }

  /// Version of the format that the file names.
  public var version: String?
  /// Number of rows: origins.
  public var rowCount: Int
  /// Number of columns: destinations.
  public var columnCount: Int
  /// The matrices, in file order.
  public var matrices: [Entry]
  /// Names and entries of rows and columns.
  public var lookups: [MatrixLookup]
  /// What is said of the whole file, apart from its version and shape.
  public var attributes: [String: MatrixAttribute]
}
