/// What standard errors allow for.
public enum ErrorStructure: Sendable, Equatable {
  /// Errors of one variance (Poisson: a variance equal to the mean).
  case homoskedastic
  /// Any variance in each row (White 1980).
  case robust
  /// Any dependence within the levels of each of these (Cameron, Gelbach & Miller 2011 for several).
  case clustered([ClusterTerm])
  /// Any dependence between rows that share a country in either role (Cameron & Miller 2014).
  case dyadic(Expression, Expression)

  /// Whether the covariance is a difference, which may have negative eigenvalues.
  var mayBeIndefinite: Bool {
    switch self {
    case .homoskedastic, .robust: false
    case .clustered(let terms): terms.count > 1
    case .dyadic: true
    }
  }

  /// Columns crossed to one set of clusters.
  public struct ClusterTerm: Sendable, Equatable {
    /// The columns.
    public var factors: [Expression]

    /// As it is written.
    public var label: String { factors.map(\.label).joined(separator: "^") }
  }

  var columns: Set<String> {
    switch self {
    case .homoskedastic, .robust: []
    case .clustered(let terms):
      terms.flatMap(\.factors).reduce(Set<String>()) { $0.union($1.columns) }
    case .dyadic(let a, let b): a.columns.union(b.columns)
    }
  }

  /// Reads `pair`, `exporter,importer`, `exporter^year`, `dyadic(exporter, importer)`,
  /// `homoskedastic` or `robust`.
  ///
  /// - Throws: `FormulaFault`.
  public init(_ text: String) throws(FormulaFault) {
    switch text.lowercased() {
    case "homoskedastic", "iid": self = .homoskedastic
    case "robust", "hc1", "hetero": self = .robust
    default:
      var parser = try ExpressionParser(text)
      if parser.token.kind == .name("dyadic"), parser.isSymbol("(", ahead: 1) {
        parser.place += 2
        let a = try parser.primary()
        try parser.expect(",")
        let b = try parser.primary()
        try parser.expect(")")
        try parser.expectEnd()
        self = .dyadic(a, b)
        return
      }
      var terms: [ClusterTerm] = []
      repeat {
        var factors = [try parser.primary()]
        while parser.take("^") || parser.take("#") { factors.append(try parser.primary()) }
        let term = ClusterTerm(factors: factors)
        if !terms.contains(term) { terms.append(term) }
      } while parser.take(",") || parser.take("+")
      try parser.expectEnd()
      guard terms.count <= 6 else { throw parser.fault("at most six sets of clusters are taken") }
      self = .clustered(terms)
    }
  }
}
