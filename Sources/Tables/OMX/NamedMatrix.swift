/// A matrix with a name.
public struct NamedMatrix: Sendable, Equatable {
  /// Name, unique in its set.
  public var name: String
  /// Cells, row by row.
  ///
  /// `[origin * columnCount + destination]`; NaN is a cell that is not given.
  public var values: [Double]
  /// How the cells are kept in a file.
  public var storage: MatrixStorage
  /// What is said of it; `NA` is the number that stands in the file where a cell is not given.
  public var attributes: [String: MatrixAttribute]

  /// A matrix.
  public init(
    name: String,
    values: [Double],
    storage: MatrixStorage = .float64,
    attributes: [String: MatrixAttribute] = [:]
  ) {
    self.name = name
    self.values = values
    self.storage = storage
    self.attributes = attributes
  }
}
