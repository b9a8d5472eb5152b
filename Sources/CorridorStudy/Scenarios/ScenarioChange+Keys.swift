extension ScenarioChange.Kind {
  /// Keys that every kind has.
  private static let common: Set<String> = ["kind", "source", "quality", "note"]

  /// Keys that the kind reads, beside those of every kind.
  private var own: Set<String> {
    switch self {
    case .close: ["from", "to", "nodes", "links", "border", "carriers", "months"]
    case .open: ["from", "to", "group", "months"]
    case .charge:
      [
        "from", "to", "nodes", "links", "border", "carriers", "commodities", "usd_per_t",
        "share_of_value", "days",
      ]
    case .rate: ["from", "to", "rates", "factor", "years", "factors"]
    case .price: ["from", "to", "commodities", "factor", "years", "factors"]
    case .exchangeRate: ["from", "to", "factor", "years", "factors"]
    case .demand:
      ["from", "to", "commodities", "exporters", "importers", "factor", "years", "factors"]
    case .income: ["from", "to", "regions", "commodities", "factor", "years", "factors"]
    case .capacity: ["from", "to", "nodes", "links", "factor", "years", "factors"]
    case .measure: ["measures", "in_force_from", "in_force_to"]
    }
  }

  /// Keys of a change of some kind that this kind does nothing with.
  var keysWithoutUse: Set<String> {
    Self.allCases.reduce(into: Set()) { $0.formUnion($1.own) }.subtracting(own)
  }

  /// Keys of a change of this kind, in order of name.
  var keys: [String] { own.union(Self.common).sorted() }

  /// Whether a factor says how much is changed.
  var needsFactor: Bool { own.contains("factor") }
}
