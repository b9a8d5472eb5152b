/// Matrices between the same origins and destinations, with the names of their rows and columns.
///
/// It is what an OMX file or a table of matrices holds.
public struct MatrixSet: Sendable, Equatable {
  /// Number of rows: origins.
  public var rowCount: Int
  /// Number of columns: destinations.
  public var columnCount: Int
  /// The matrices, all of the same shape.
  public var matrices: [NamedMatrix]
  /// Names or numbers of rows and columns ("lookups" or "mappings" of OMX).
  public var lookups: [MatrixLookup]
  /// What is said of the whole file, apart from its version and shape.
  public var attributes: [String: MatrixAttribute]

  /// A set; its matrices are row-major.
  public init(
    rowCount: Int,
    columnCount: Int,
    matrices: [NamedMatrix] = [],
    lookups: [MatrixLookup] = [],
    attributes: [String: MatrixAttribute] = [:]
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.matrices = matrices
    self.lookups = lookups
    self.attributes = attributes
  }

  /// A matrix by its name.
  public subscript(name: String) -> NamedMatrix? { matrices.first { $0.name == name } }

  /// Names of the rows: those of the first lookup that belongs to rows, or `1`, `2` and so on.
  public var rowNames: [String] { names(of: .rows, count: rowCount) }

  /// Names of the columns: those of the first lookup that belongs to columns, or `1`, `2` and so on.
  public var columnNames: [String] { names(of: .columns, count: columnCount) }

  private func names(of dimension: MatrixLookup.Dimension, count: Int) -> [String] {
    let lookup = lookups.first {
      $0.count == count && ($0.dimension == nil || $0.dimension == dimension)
    }
    return lookup?.names ?? (0..<count).map { String($0 + 1) }
  }
}
