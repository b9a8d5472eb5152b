/// Gas chains from one field to one market, compared.
public struct GasResult: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Gas delivered, bcm a year.
  public var volumeBCM: Double
  /// The same, Mt a year.
  public var volumeMegatonnes: Double
  /// The same, trillion Btu a year.
  public var volumeTrillionBTU: Double
  /// Price at the market, USD/MMBtu.
  public var marketUSDPerMMBTU: Double
  /// Chains.
  public var chains: [GasChainResult]
  /// Cost of moving gas by distance.
  public var curve: [GasDistancePoint]
  /// Distances beyond which liquefied gas is cheaper.
  public var breakEven: [GasBreakEven]
  /// What the figures say.
  public var comments: [String]
}

/// A gas chain worked out.
public struct GasChainResult: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Cost of the gas with what is lost on the way, USD/MMBtu delivered.
  public var supplyUSDPerMMBTU: Double
  /// Transport and processing, USD/MMBtu delivered.
  public var transportUSDPerMMBTU: Double
  /// Fees of countries passed through, USD/MMBtu delivered.
  public var feesUSDPerMMBTU: Double
  /// The same, USD million a year.
  public var transitFeesUSDMillion: Double
  /// Delivered cost, USD/MMBtu.
  public var deliveredUSDPerMMBTU: Double
  /// Delivered cost, USD for 1,000 m³.
  public var deliveredUSDPerThousandCubicMetres: Double
  /// Delivered cost, USD/t.
  public var deliveredUSDPerTonne: Double
  /// Gas taken at the field, bcm a year.
  public var takenBCM: Double
  /// Share of it that is burnt or boils off on the way.
  public var lossShare: Double
  /// What is left for a unit of gas at the field, USD/MMBtu.
  public var netbackUSDPerMMBTU: Double
  /// Share of the year in which it delivers.
  public var availability: Double
  /// What the rest of the year costs in dearer gas, USD/MMBtu.
  public var insecurityUSDPerMMBTU: Double
  /// Carriers needed.
  public var ships: Double
  /// Whether every step can carry the volume.
  public var withinCapacity: Bool
  /// Steps, in order.
  public var steps: [GasStepResult]
}

/// A step of a gas chain worked out.
public struct GasStepResult: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Cost, USD/MMBtu delivered.
  public var usdPerMMBTU: Double
  /// Gas entering, bcm a year.
  public var enteringBCM: Double
  /// Gas lost, bcm a year.
  public var lostBCM: Double
  /// What is left for a unit of gas that enters, USD/MMBtu.
  public var netbackUSDPerMMBTU: Double
}

/// Cost of moving gas over a distance.
public struct GasDistancePoint: Codable, Sendable, Equatable {
  /// Distance, km.
  public var kilometres: Double
  /// Pipeline on land, USD/MMBtu.
  public var onshoreUSDPerMMBTU: Double?
  /// Pipeline under the sea, USD/MMBtu.
  public var offshoreUSDPerMMBTU: Double?
  /// Liquefied gas, USD/MMBtu.
  public var lngUSDPerMMBTU: Double?
}

/// Distance beyond which liquefied gas is cheaper than a pipeline.
public struct GasBreakEven: Codable, Sendable, Equatable {
  /// Pipeline.
  public var name: String
  /// Distance, km; `nil` where there is none.
  public var kilometres: Double?
  /// Distance published, km.
  public var publishedKilometres: Double?
  /// Source ids.
  public var source: String
}
