/// What carrying a tonne over an arc or a route takes, part by part, so that each part can move on
/// its own from year to year and from draw to draw.
public struct CostVector: Sendable, Equatable {
  /// Railway rates that do not move with a currency, USD/t.
  public var rail = 0.0
  /// Part of railway rates that moves with the rouble, USD/t at the base year's rate.
  public var railRouble = 0.0
  /// Sea freight, USD/t.
  public var sea = 0.0
  /// Road, waterway and pipeline rates, USD/t.
  public var other = 0.0
  /// Terminals, boarding and connectors, USD/t.
  public var handling = 0.0
  /// Borders and fees, USD/t.
  public var fees = 0.0
  /// Time, days.
  public var days = 0.0
  /// Length, km.
  public var kilometres = 0.0
  /// Emissions, g CO2e/t.
  public var gramsCO2e = 0.0
  /// Cost to third parties of local pollution, accidents and noise, USD/t; nobody pays it.
  public var externalUSD = 0.0

  /// Nothing.
  public init() {}

  /// All the money, USD/t.
  public var money: Double { rail + railRouble + sea + other + handling + fees }

  /// Sum.
  public static func + (a: CostVector, b: CostVector) -> CostVector {
    var sum = a
    sum.rail += b.rail
    sum.railRouble += b.railRouble
    sum.sea += b.sea
    sum.other += b.other
    sum.handling += b.handling
    sum.fees += b.fees
    sum.days += b.days
    sum.kilometres += b.kilometres
    sum.gramsCO2e += b.gramsCO2e
    sum.externalUSD += b.externalUSD
    return sum
  }
}

/// Factors on the parts of a cost, and the value of time.
public struct CostWeights: Sendable, Equatable {
  /// Factor on railway rates.
  public var rail = 1.0
  /// Factor on the rouble's part of them, on top of `rail`.
  public var rouble = 1.0
  /// Factor on sea freight.
  public var sea = 1.0
  /// Factor on road, waterway and pipeline rates.
  public var other = 1.0
  /// Factor on terminals and connectors.
  public var handling = 1.0
  /// Factor on the value of time.
  public var time = 1.0

  /// All factors one.
  public init() {}

  /// Money, USD/t.
  public func money(_ cost: CostVector) -> Double {
    rail * (cost.rail + rouble * cost.railRouble) + sea * cost.sea + other * cost.other
      + handling * cost.handling + cost.fees
  }

  /// Money and time, USD/t; the value of time in USD/t a day.
  public func generalised(_ cost: CostVector, valueOfTime: Double) -> Double {
    money(cost) + time * valueOfTime * cost.days
  }
}
