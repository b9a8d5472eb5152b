/// Units of one sort of gas: billion cubic metres, million Btu and tonnes stand for the same gas.
public struct GasUnits: Sendable, Equatable {
  /// Mass of a standard cubic metre, kg.
  public var kilogramsPerCubicMetre: Double
  /// Higher heating value of a standard cubic metre, MJ.
  public var megajoulesPerCubicMetre: Double

  /// A million Btu (international table) in MJ.
  public static let megajoulesPerMMBTU = 1055.05585262

  /// Gas of a density and heating value, both above zero.
  public init(kilogramsPerCubicMetre: Double, megajoulesPerCubicMetre: Double) {
    self.kilogramsPerCubicMetre = kilogramsPerCubicMetre
    self.megajoulesPerCubicMetre = megajoulesPerCubicMetre
  }

  /// Million Btu in a thousand cubic metres.
  public var mmbtuPerThousandCubicMetres: Double {
    1000 * megajoulesPerCubicMetre / Self.megajoulesPerMMBTU
  }

  /// Million tonnes of some billion cubic metres.
  public func megatonnes(bcm: Double) -> Double { bcm * kilogramsPerCubicMetre }

  /// Billion cubic metres of some million tonnes.
  public func bcm(megatonnes: Double) -> Double { megatonnes / kilogramsPerCubicMetre }

  /// Million MMBtu (trillion Btu) of some billion cubic metres.
  public func trillionBTU(bcm: Double) -> Double { bcm * mmbtuPerThousandCubicMetres }

  /// USD/t of a price in USD/MMBtu.
  public func usdPerTonne(_ usdPerMMBTU: Double) -> Double {
    usdPerMMBTU * mmbtuPerThousandCubicMetres / kilogramsPerCubicMetre
  }
}
