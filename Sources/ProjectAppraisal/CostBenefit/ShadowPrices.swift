/// Economic prices of resources against market prices.
///
/// Little & Mirrlees (1974) and Squire & van der Tak (1975) count in border prices, UNIDO (1972) and
/// Harberger in domestic ones; both say the same of a project, one in units of the other (ADB 2017,
/// "Guidelines for the economic analysis of projects", ch. 5).
public struct ShadowPrices: Sendable, Equatable {
  /// The unit of account.
  public enum Numeraire: String, Sendable, CaseIterable {
    /// Goods at domestic market prices: what is traded is worth more by the shadow exchange rate.
    case domesticPrice = "domestic_price"
    /// Goods at border prices: what is not traded is worth less by the standard conversion factor.
    case worldPrice = "world_price"
  }

  /// What an amount at market prices consists of.
  public enum Component: String, Sendable, CaseIterable {
    /// Goods that are, or could be, imported or exported, net of duties.
    case traded
    /// Goods and services of the country alone.
    case nontraded
    /// Labour that would work elsewhere at the same wage.
    case skilledLabour = "skilled_labour"
    /// Labour in surplus.
    case unskilledLabour = "unskilled_labour"
    /// Land.
    case land
    /// Taxes, duties and subsidies: no resource.
    case tax
  }

  /// Unit of account.
  public var numeraire: Numeraire
  /// Border over domestic prices of the economy as a whole, above zero.
  public var standardConversionFactor: Double
  /// Opportunity cost of unskilled labour over its wage.
  public var shadowWageRateFactor: Double
  /// The same for skilled labour.
  public var skilledWageFactor: Double
  /// Opportunity cost of land over its price.
  public var landFactor: Double

  /// Prices; market prices unless said otherwise.
  public init(
    numeraire: Numeraire = .domesticPrice,
    standardConversionFactor: Double = 1,
    shadowWageRateFactor: Double = 1,
    skilledWageFactor: Double = 1,
    landFactor: Double = 1
  ) {
    self.numeraire = numeraire
    self.standardConversionFactor = standardConversionFactor
    self.shadowWageRateFactor = shadowWageRateFactor
    self.skilledWageFactor = skilledWageFactor
    self.landFactor = landFactor
  }

  /// The same prices in units of domestic prices.
  public var atDomesticPrices: ShadowPrices {
    var prices = self
    prices.numeraire = .domesticPrice
    return prices
  }

  /// Shadow over official exchange rate: 1 / standard conversion factor.
  public var shadowExchangeRateFactor: Double { 1 / standardConversionFactor }

  /// Standard conversion factor from the trade of a country: trade at border over trade at domestic
  /// prices.
  ///
  /// (M + X) / ((M + Tm) + (X − Tx)) with duties on imports Tm and on exports Tx (Squire & van der
  /// Tak 1975; ADB 2017).
  ///
  /// - Returns: the factor; `nil` where there is no trade.
  public static func standardConversionFactor(
    imports: Double,
    exports: Double,
    importDuties: Double,
    exportDuties: Double = 0
  ) -> Double? {
    let border = imports + exports
    let domestic = border + importDuties - exportDuties
    return border > 0 && domestic > 0 ? border / domestic : nil
  }

  /// Economic over market price of a component, in the unit of account.
  public func factor(_ component: Component) -> Double {
    let domestic =
      switch component {
      case .traded: shadowExchangeRateFactor
      case .nontraded: 1.0
      case .skilledLabour: skilledWageFactor
      case .unskilledLabour: shadowWageRateFactor
      case .land: landFactor
      case .tax: 0.0
      }
    return numeraire == .domesticPrice ? domestic : domestic * standardConversionFactor
  }

  /// Economic over market price of what has these shares.
  ///
  /// The shares need not add up to one; what they leave is taken as not traded.
  public func factor(_ shares: [Component: Double]) -> Double {
    var sum = 0.0
    var given = 0.0
    for component in Component.allCases {
      let share = shares[component] ?? 0
      sum += share * factor(component)
      given += share
    }
    return sum + (1 - given) * factor(.nontraded)
  }
}
