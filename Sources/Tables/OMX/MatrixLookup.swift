/// Names or numbers of the rows or columns of matrices: what OMX calls a lookup or a mapping.
public struct MatrixLookup: Sendable, Equatable {
  /// What a lookup belongs to.
  public enum Dimension: Int, Sendable, Codable {
    /// Rows: origins.
    case rows = 0
    /// Columns: destinations.
    case columns = 1
  }

  /// Its entries, one for each row or column.
  public enum Entries: Sendable, Equatable {
    /// Whole numbers, such as those of zones.
    case integers([Int])
    /// Other numbers.
    case numbers([Double])
    /// Names.
    case texts([String])
  }

  /// Name, unique in its set.
  public var name: String
  /// What it belongs to; `nil`: rows and columns alike.
  public var dimension: Dimension?
  /// The entries.
  public var entries: Entries
  /// What is said of it.
  public var attributes: [String: MatrixAttribute]

  /// A lookup.
  public init(
    name: String,
    dimension: Dimension? = nil,
    entries: Entries,
    attributes: [String: MatrixAttribute] = [:]
  ) {
    self.name = name
    self.dimension = dimension
    self.entries = entries
    self.attributes = attributes
  }

  /// Number of entries.
  public var count: Int {
    switch entries {
    case .integers(let integers): integers.count
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// The entries as text.
  public var names: [String] {
    switch entries {
    case .integers(let integers): integers.map { String($0) }
    case .numbers(let numbers): numbers.map(\.shortText)
    case .texts(let texts): texts
    }
  }

  /// The lookup of these names, as whole numbers where all of them are.
  public static func named(
    _ name: String,
    _ names: [String],
    dimension: Dimension? = nil
  ) -> MatrixLookup {
    let integers = names.compactMap { text in Int(text).flatMap { String($0) == text ? $0 : nil } }
    return MatrixLookup(
      name: name,
      dimension: dimension,
      entries: integers.count == names.count ? .integers(integers) : .texts(names)
    )
  }
}
