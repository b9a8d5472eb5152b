/// A special economic zone: a place with its own productivity, wage rule, labour supply, customs
/// treatment and market, from `zones/ID.toml` and `observed/zones.csv`.
public struct SpecialZone: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Country in which it lies and whose people work there, ISO3.
  public var host: String
  /// Country whose firms work there and buy what it makes, ISO3.
  public var market: String
  /// Id of the commodity that stands for its output where measures are looked up.
  public var commodity: String
  /// Labour.
  public var labour: Labour
  /// Wages.
  public var wage: WageRule
  /// Firms.
  public var firms: Firms
  /// Customs treatment.
  public var customs: Customs
  /// Figures observed, by year.
  public var observed: [ZoneObservation]

  /// Labour that the zone can have.
  public struct Labour: Sendable, Equatable {
    /// Most people who can be had, persons.
    public var supplyMaximum: Double
    /// Most people who can be taken on in a year, persons.
    public var intakePerYear: Double
    /// What a worker would earn elsewhere, USD a month.
    public var alternativeUSDPerMonth: Double
  }

  /// How pay is set.
  public struct WageRule: Sendable, Equatable {
    /// First minimum wage, USD a month.
    public var minimumUSDPerMonth: Double
    /// Year of the first raise.
    public var firstRaise: Int
    /// Greatest raise a year; taken in every year in which the zone is open all the year.
    public var raiseCap: Double
    /// Rise of prices a year, by which raises after the years observed are less in real terms.
    public var inflation: Double
    /// Levy on wages that the employer pays to the host, share of the wage.
    public var employerLevy: Double
    /// Share of the wage that the host's government keeps.
    public var stateShare: Double
  }

  /// What firms earn.
  public struct Firms: Sendable, Equatable {
    /// Materials and parts brought in, share of output.
    public var materialShare: Double
    /// Other costs but labour and capital, share of output.
    public var otherShare: Double
    /// Growth of output a worker after the years observed, a year.
    public var growthAfter: Double
  }

  /// How goods are let out of the zone.
  public struct Customs: Sendable, Equatable {
    /// Whether they enter the market as goods made there.
    public var isDutyFree: Bool
    /// Ad valorem tariff otherwise.
    public var tariff: Double
    /// Elasticity of sales to the price in the market, above zero.
    public var elasticity: Double

    /// Sales as a share of sales free of duty: (1 + t)^−ε.
    public var access: Double {
      isDutyFree ? 1 : ZoneMath.power(1 + tariff, -elasticity)
    }
  }
}

/// A figure of a zone that was observed.
public struct ZoneObservation: Sendable, Equatable {
  /// What was observed.
  public enum Measure: String, Sendable, CaseIterable {
    /// Output, USD million a year.
    case output = "output_usd_m"
    /// Workers of the host country.
    case workers
    /// Minimum wage, USD a month.
    case minimumWage = "minimum_wage_usd_per_month"
    /// Average wage, USD a month.
    case averageWage = "average_wage_usd_per_month"
    /// Share of the year in which it was open.
    case openShare = "open_share"
  }

  /// Year.
  public var year: Int
  /// What was observed.
  public var measure: Measure
  /// Value.
  public var value: Double
  /// `calibration` or `prediction`; what parameters are fitted to, or are held against.
  public var use: TrafficObservation.Use
  /// Source ids.
  public var source: String
}
