public import TradePolicy

/// All that one run of a study found, as one value.
///
/// Written as `results.json`; the report, the
/// workbook and the GeoPackage are made from it alone.
///
/// It holds neither times of day nor thread counts nor durations, so the same study and seed give
/// the same bytes.
public struct StudyResult: Codable, Sendable, Equatable {
  /// Version of the layout that this program writes: minor parts add keys, major ones change them.
  public static let currentSchemaVersion = "1.3"

  /// Version of this layout, `major.minor`; documented in `docs/results-schema.md`.
  public var schemaVersion: String
  /// Version of the program that made it.
  public var tumenVersion: String
  /// What was studied.
  public var study: StudyDescription
  /// What is built.
  public var project: ProjectDescription
  /// Seed of the random draws.
  public var seed: UInt64
  /// One entry per scenario, in the order of `study.toml`.
  public var scenarios: [ScenarioResult]
  /// What the changes of each scenario do, for scenarios that change more than measures.
  public var scenarioEffects: [ScenarioEffect]
  /// Dependence of the smallest country in which the project stands, in the reference year; `nil` where
  /// no world of it was solved.
  public var dependenceReport: DependenceReport?
  /// Measures by the day from which they are in force.
  public var policyCalendar: [CalendarEntry]
  /// Published statements and what the data say of them.
  public var claims: [ClaimFinding]
  /// Network with flows.
  public var network: NetworkResult
  /// Modelled beside observed.
  public var validation: ValidationResult
  /// How the base-year trade table was put together.
  public var tradeBase: TradeBaseResult
  /// Everything of quality D that the study rests on.
  public var assumptions: [Assumption]
  /// Sources named in the study.
  public var sources: [SourceReference]
  /// How each solver ended.
  public var convergence: [ConvergenceRecord]
  /// Things that a reader should know before using the figures.
  public var warnings: [String]
}

/// What was studied.
public struct StudyDescription: Codable, Sendable, Equatable {
  /// Folder name of the study.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Year of the trade table.
  public var baseYear: Int
  /// First year of the appraisal.
  public var firstYear: Int
  /// Last year of the appraisal.
  public var lastYear: Int
  /// Years solved by the model; years between are interpolated.
  public var modelYears: [Int]
  /// Year for which maps, routes and trade effects are shown.
  public var referenceYear: Int
  /// Currency of every figure, ISO 4217.
  public var currency: String
  /// Price year of every real figure.
  public var priceYear: Int
  /// Real discount rate of the economic appraisal in the first year after that of present values.
  public var economicDiscountRate: Double
  /// All its rates in words, "3.5 %, from year 31 3 %".
  public var economicDiscountText: String
  /// Year of the economic present values.
  public var presentValueYear: Int
  /// Nominal discount rate of the financial appraisal, a year.
  public var financialDiscountRate: Double
  /// SHA-256 over the study's files, in name order.
  public var digest: String
  /// Regions.
  public var regions: [RegionDescription]
  /// Commodities.
  public var commodities: [CommodityDescription]
}

/// A region of the study.
public struct RegionDescription: Codable, Sendable, Equatable {
  /// Id, as in `regions.csv`.
  public var id: String
  /// Name for people.
  public var name: String
  /// ISO3 code of its country, or the region's own id for a group of countries.
  public var country: String
  /// Degrees east.
  public var longitude: Double
  /// Degrees north.
  public var latitude: Double
  /// Gross domestic product in the base year, USD million.
  public var gdpUSDMillion: Double
}

/// A commodity of the study.
public struct CommodityDescription: Codable, Sendable, Equatable {
  /// Id, as in `commodities.csv`.
  public var id: String
  /// Name for people.
  public var name: String
  /// Cargo class.
  public var cargoClass: String
  /// Unit value, USD a tonne.
  public var usdPerTonne: Double
  /// Value of time, USD a tonne a day.
  public var timeValueUSDPerTonneDay: Double
  /// Trade elasticity, above zero.
  public var tradeElasticity: Double
}

/// What is built.
public struct ProjectDescription: Codable, Sendable, Equatable {
  /// Id, as in `projects/ID.toml`.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Opening date, `YYYY-MM-DD`.
  public var opening: String
  /// Life from opening, years.
  public var lifeYears: Int
  /// Countries in which it stands, ISO3.
  public var countries: [String]
  /// Investment by item, constant prices.
  public var capex: [CapexItem]
  /// Capacity, Mt a year.
  public var capacityMegatonnesPerYear: Double
  /// Ownership by country, adding to one.
  public var ownership: [CountryShare]
}

/// One item of investment.
public struct CapexItem: Codable, Sendable, Equatable {
  /// Name for people.
  public var item: String
  /// Country whose resources are used, ISO3.
  public var country: String
  /// Amount in its own currency, million.
  public var amountMillion: Double
  /// That currency.
  public var currency: String
  /// The whole amount in USD million, at exchange rates of the years in which it is spent and prices of the
  /// study's price year.
  public var usdMillion: Double
}

/// A share held by a country.
public struct CountryShare: Codable, Sendable, Equatable {
  /// ISO3 code.
  public var country: String
  /// Share, 0 to 1.
  public var share: Double
}

/// Something assumed, not observed.
public struct Assumption: Codable, Sendable, Equatable {
  /// File and line, `rates.csv:12`.
  public var place: String
  /// What is assumed.
  public var subject: String
  /// The value, as written.
  public var value: String
  /// Source ids or words.
  public var source: String
  /// Note with it.
  public var note: String
}

/// A source named in the study.
public struct SourceReference: Codable, Sendable, Equatable {
  /// Id, as in `sources.csv`.
  public var id: String
  /// Full citation.
  public var citation: String
  /// Quality grade A to D.
  public var quality: String
  /// Number of rows that rest on it.
  public var uses: Int
}

/// How a solver ended.
public struct ConvergenceRecord: Codable, Sendable, Equatable {
  /// Which solver.
  public var solver: String
  /// Scenario id.
  public var scenario: String
  /// Year.
  public var year: Int
  /// Whether it is with the project.
  public var withProject: Bool
  /// Iterations used.
  public var iterations: Int
  /// Residual reached.
  public var residual: Double
  /// Residual asked for.
  public var tolerance: Double
}
