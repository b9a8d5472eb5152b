import Foundation
import ProjectAppraisal

/// One step of a gas chain.
public struct GasStep: Sendable, Equatable {
  /// What a step is.
  public enum Kind: Sendable, Equatable {
    /// A pipeline at a tariff.
    case tariffPipeline(kilometres: Double, usdPerThousandCubicMetres100km: Double)
    /// A pipeline at what it costs: investment as an annuity, upkeep as a share of it a year.
    case costPipeline(
      kilometres: Double,
      investmentUSDMillion: Double,
      capacityBCM: Double,
      rate: Double,
      years: Int,
      upkeep: Double
    )
    /// A fee of a country passed through, by distance.
    case transitFee(kilometres: Double, usdPerThousandCubicMetres100km: Double)
    /// A plant at a fee for the gas that leaves it: liquefaction, regasification.
    case plant(usdPerMMBTU: Double)
    /// Carriers of liquefied gas.
    case shipping(Shipping)
  }

  /// Carriage of liquefied gas.
  public struct Shipping: Sendable, Equatable {
    /// Voyage one way, km.
    public var kilometres: Double
    /// Speed, km/h.
    public var speed: Double
    /// Cargo of a ship, t.
    public var cargoTonnes: Double
    /// Hire with crew and fuel beyond boil-off, USD a day.
    public var usdPerDay: Double
    /// Days in ports for a round trip.
    public var portDays: Double
    /// Port dues for a round trip, USD.
    public var portUSD: Double
    /// Boil-off a laden day, share of what is left.
    public var boilOffPerDay: Double

    /// Days at sea with cargo.
    public var ladenDays: Double { kilometres / speed / 24 }
    /// Days of a round trip.
    public var roundTripDays: Double { 2 * ladenDays + portDays }
    /// Share of the cargo that boils off on the way.
    public var loss: Double { 1 - pow(1 - boilOffPerDay, ladenDays) }
    /// Cost for a tonne loaded, USD.
    public var usdPerTonneLoaded: Double {
      (roundTripDays * usdPerDay + portUSD) / cargoTonnes
    }
    /// Ships needed for some million tonnes loaded a year.
    public func ships(megatonnes: Double) -> Double {
      megatonnes * 1e6 / cargoTonnes * roundTripDays / 365
    }
  }

  /// Name for people.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// Gas burnt on the way, share of what enters, for 1,000 km (pipelines) or as a whole (plants);
  /// nothing for the rest.
  public var fuelShare: Double
  /// Share of the year in which it stands still without notice.
  public var outage: Double

  /// Share of what enters that leaves.
  public var yield: Double {
    switch kind {
    case .tariffPipeline(let kilometres, _), .costPipeline(let kilometres, _, _, _, _, _):
      pow(1 - fuelShare, kilometres / 1000)
    case .transitFee: 1
    case .plant: 1 - fuelShare
    case .shipping(let ships): 1 - ships.loss
    }
  }

  /// Cost in USD million a year where some bcm enter.
  public func cost(enteringBCM: Double, _ units: GasUnits) -> Double {
    switch kind {
    case .tariffPipeline(let kilometres, let tariff), .transitFee(let kilometres, let tariff):
      return enteringBCM * tariff * kilometres / 100
    case .costPipeline(_, let investment, _, let rate, let years, let upkeep):
      let annuity =
        TimeValue.payment(rate: rate, periods: Double(years), presentValue: investment) ?? 0
      return investment * upkeep - annuity
    case .plant(let fee):
      return units.trillionBTU(bcm: enteringBCM * yield) * fee
    case .shipping(let ships):
      return units.megatonnes(bcm: enteringBCM) * ships.usdPerTonneLoaded
    }
  }

  /// Most that can enter, bcm a year; infinite where no limit is given.
  public var capacityBCM: Double {
    if case .costPipeline(_, _, let capacity, _, _, _) = kind { return capacity }
    return .infinity
  }
}
