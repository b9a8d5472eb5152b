/// What an estimation works on: rows in an order that depends on their values alone.
struct GravityDesign {
  /// Row of the data set behind each row here.
  var rows: [Int32]
  var response: [Double]
  var regressors: [[Double]]
  var names: [String]
  var weights: [Double]?
  var offset: [Double]?
  var effects: [AbsorbedEffect]
  /// Sets of clusters, or the two countries of a dyad.
  var clusters: [ClusterSet]
  /// Whether the two sets of clusters are the countries of a dyad.
  var isDyadic = false
  var hasIntercept: Bool
  var dropped: DroppedRows
  var roles: PanelRoles?
  /// Rows of the data set that were found separated, in order, with what shows it.
  var separated: [SeparatedRow] = []
  /// Rows of the data set.
  var dataRowCount: Int
  /// Levels of the sample, by factor of a term.
  var termLevels: [String: Set<String>] = [:]
  /// Sides of terms that are levels because they hold texts, without the formula's saying so.
  var textColumns: Set<String> = []

  var rowCount: Int { response.count }

  /// An absorbed effect of the sample.
  struct AbsorbedEffect {
    var label: String
    /// The same for any order of its factors.
    var key: String
    var codes: [Int32]
    var levelCount: Int
    /// Level of the data set behind each level here.
    var levels: [Int32]
    var names: Factor.Names
    var hasConstants: Bool
    var slopes: [[Double]]
    var slopeLabels: [String]
    /// Place in the formula.
    var formulaPlace: Int
  }

  /// Levels within which errors may depend on each other.
  struct ClusterSet {
    var label: String
    var codes: [Int32]
    var levelCount: Int
  }

  /// Exporter, importer and year of each row, where a correction needs them.
  struct PanelRoles {
    var exporters: ClusterSet
    var importers: ClusterSet
    var years: ClusterSet
  }

  /// A row that was found separated.
  struct SeparatedRow {
    var row: Int32
    var reason: SeparationReason
  }
}

/// Why a row is separated.
public enum SeparationReason: String, Sendable, Codable {
  /// Every outcome of a level of an absorbed effect is zero.
  case effectLevel = "all outcomes of an absorbed level are zero"
  /// A combination of regressors and effects is zero wherever the outcome is positive, and above zero
  /// here, with an outcome of zero.
  case rectifier =
    "a combination of regressors and effects is zero for all positive outcomes and positive here"
  /// The linear predictor falls without end, step after step, while all positive outcomes rest.
  case drift = "the linear predictor falls without end while positive outcomes rest"
}
