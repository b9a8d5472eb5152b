/// A commodity.
public struct Commodity: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Beginnings of its codes in the Harmonized System, `other` for what no commodity names.
  public var hs: [String] = []
  /// Beginnings of its codes in the Standard International Trade Classification.
  public var sitc: [String] = []
  /// Position of its cargo class in `Study.cargoClasses`; `nil` for the commodity that is not
  /// traded.
  public var cargoClass: Int?
  /// Unit value, USD/t.
  public var usdPerTonne: Double
  /// Value of a day's delay, per cent of the goods' value (Hummels & Schaur 2013).
  public var timeValuePercentPerDay: Double
  /// Trade elasticity, above zero: minus the elasticity of trade to trade cost.
  public var tradeElasticity: Double

  /// Value of a day's delay, USD/t.
  public var timeValueUSDPerTonneDay: Double { usdPerTonne * timeValuePercentPerDay / 100 }
}

/// A class of cargo: what is carried by the same vehicles at the same rates.
public struct CargoClass: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Scale of the logit between routes of the same modes, 1/(USD/t).
  public var routeScalePerUSD: Double
  /// Scale of the logit between modes, 1/(USD/t); not above the scale of routes.
  public var modeScalePerUSD: Double
  /// Load of a twenty-foot container, t.
  public var tonnesPerTEU: Double
}
