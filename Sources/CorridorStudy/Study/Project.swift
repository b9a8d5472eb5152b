public import ProjectAppraisal
public import Tables

/// A project, from `projects/ID.toml`.
public struct Project: Sendable {
  /// Id; links and terminals of the network name it.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Group of variants of which one alone can be built; `nil`: stands by itself.
  public var group: String?
  /// First year of its appraisal.
  public var firstYear: Int
  /// Life from opening, years.
  public var lifeYears: Int
  /// Day on which it opens.
  public var opening: CalendarDate
  /// Countries in which it stands, ISO3.
  public var countries: [String]
  /// Investment.
  public var capex: [CapexSettings]
  /// Capacity, Mt a year: the least of its `[[capacity]]` entries.
  public var capacityMegatonnesPerYear: Double
  /// Operating cost that does not depend on traffic, USD million a year.
  public var fixedOpexUSDMillionPerYear: Double
  /// Operating cost that does, USD/t.
  public var variableOpexUSDPerTonne: Double
  /// What operating cost consists of at market prices; the rest is taken as not traded.
  public var opexComposition: [ShadowPrices.Component: Double] = [:]
  /// What users pay the project, USD/t; part of the network's fees.
  public var userChargeUSDPerTonne: Double
  /// Growth of traffic after opening.
  public var rampUp: RampUp
  /// Ownership by country, adding to one, sorted by country.
  public var ownership: [CountryShare]
  /// How its company is financed.
  public var funding: ProjectFunding
  /// Country that collects the tax.
  public var taxCountry: String
  /// Sovereign-debt operation told in the report.
  public var debt: DebtSettings?
  /// Special zone that it builds, with its size; `nil`: none.
  public var zone: ZoneUse?
}

/// A zone built by a project, from `[zone]`.
public struct ZoneUse: Sendable, Equatable {
  /// Id of the zone, as in `zones/ID.toml`.
  public var id: String
  /// Workers for whom there is room.
  public var workers: Double
}

/// Growth of traffic after opening.
public struct RampUp: Sendable, Equatable {
  /// Day from which traffic builds up.
  public var opening: CalendarDate
  /// Time constant T: the share 1 − exp(−t/T) of shippers knows and has contracted the route after
  /// t years.
  public var timeConstantYears: Double
  /// Route-specific constant of routes over the project, USD/t: what the cost tables leave out.
  public var constantUSDPerTonne: Double
}

/// One item of investment, from `[[capex]]`.
public struct CapexSettings: Sendable, Equatable {
  /// Name for people.
  public var item: String
  /// Currency of `amountMillion`: `USD`, `RUB` or one of `[[finance.currency]]`.
  public var currency: String
  /// Amount, million.
  public var amountMillion: Double
  /// Year of whose prices the amount is; `nil`: each part is at prices of the year it is spent.
  public var priceYear: Int?
  /// First year of `profile`.
  public var firstYear: Int
  /// Shares of the amount spent by year, adding to one.
  public var profile: [Double]
  /// Country whose resources are used, ISO3.
  public var country: String
  /// Life from opening, years; sets the residual value.
  public var lifeYears: Int
  /// What it consists of at market prices; the rest is taken as not traded.
  public var composition: [ShadowPrices.Component: Double] = [:]
  /// Uplift for optimism in the economic appraisal, a share of the amount.
  public var uplift = 0.0
}

/// A write-off and rescheduling of sovereign debt, from `[debt]`.
public struct DebtSettings: Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Stock before, USD million.
  public var stockUSDMillion: Double
  /// Written off, USD million.
  public var writtenOffUSDMillion: Double
  /// Number of instalments.
  public var instalments: Int
  /// Instalments a year.
  public var instalmentsPerYear: Int
  /// Interest on what is left, a year.
  public var interestRate: Double
  /// Rate at which the operation is valued, a year.
  public var discountRate: Double
  /// Source ids.
  public var source: String
}
