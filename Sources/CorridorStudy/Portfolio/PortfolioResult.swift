/// All projects of a study side by side: each alone, each as the last of all, and all together.
///
/// Written as `portfolio/portfolio.json`.
public struct PortfolioResult: Codable, Sendable, Equatable {
  /// Version of the layout that this program writes: minor parts add keys, major ones change them.
  public static let currentSchemaVersion = "1.0"

  /// Version of this layout, `major.minor`; documented in `docs/portfolio-schema.md`.
  public var schemaVersion: String
  /// Version of the program that made it.
  public var tumenVersion: String
  /// What was studied.
  public var study: StudyDescription
  /// Projects, by opening and id.
  public var projects: [PortfolioProject]
  /// Projects that stand in the world to which proposals are added: those open by the base year.
  public var reference: [String]
  /// Projects built together: of each group of variants the one that is worth most by itself, on the
  /// mean over the scenarios.
  public var members: [String]
  /// One entry per scenario.
  public var scenarios: [PortfolioScenario]
  /// Gas chains compared.
  public var gas: [GasResult]
  /// Resource chains.
  public var resources: [ResourceResult]
  /// Special zones, modelled beside observed.
  public var zones: [ZoneResult]
  /// Worlds solved: years × measures × sets of projects.
  public var worldsSolved: Int
}

/// A project of a portfolio.
public struct PortfolioProject: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Group of variants of which one alone can be built.
  public var group: String?
  /// Opening date, `YYYY-MM-DD`.
  public var opening: String
  /// Countries in which it stands, ISO3.
  public var countries: [String]
  /// Investment, USD million at constant prices, not discounted.
  public var capexUSDMillion: Double
  /// Investment within the horizon, present value, USD million.
  public var capexPresentValueUSDMillion: Double
  /// Capacity, Mt a year.
  public var capacityMegatonnesPerYear: Double
}

/// A portfolio under one scenario.
public struct PortfolioScenario: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Projects by economic net present value alone, the greatest first.
  public var ranking: [PortfolioRow]
  /// All members together.
  public var together: PortfolioTogether
}

/// A project in a portfolio under one scenario.
public struct PortfolioRow: Codable, Sendable, Equatable {
  /// Project.
  public var project: String
  /// Place by ENPV, from 1.
  public var rank: Int
  /// Place by ENPV over investment, from 1; `nil` where nothing is invested.
  public var rankPerInvestment: Int?
  /// ENPV of the project alone, USD million: with it against without it, the reference projects being
  /// there.
  public var enpvUSDMillion: Double
  /// Economic rates of return.
  public var eirr: [Double]
  /// Benefits over costs.
  public var benefitCostRatio: Double?
  /// ENPV over the present value of investment.
  public var npvPerInvestment: Double?
  /// Financial net present value of its company, USD million.
  public var fnpvUSDMillion: Double
  /// Year of reference: the study's, or the first model year after a later opening.
  public var referenceYear: Int
  /// Traffic over it in that year, Mt.
  public var referenceMegatonnes: Double
  /// ENPV as the last of the members, USD million: all members against all but this; `nil` for a
  /// variant left out.
  public var lastInENPVUSDMillion: Double?
  /// Traffic over it in the reference year with all members there, Mt.
  public var togetherMegatonnes: Double?
}

/// All members of a portfolio together, against none of them.
public struct PortfolioTogether: Codable, Sendable, Equatable {
  /// ENPV, USD million.
  public var enpvUSDMillion: Double
  /// Economic rates of return.
  public var eirr: [Double]
  /// Benefits over costs.
  public var benefitCostRatio: Double?
  /// ENPV over the present value of investment.
  public var npvPerInvestment: Double?
  /// Sum of the members' ENPV alone, USD million.
  public var sumOfAloneUSDMillion: Double
  /// What they do to each other: ENPV together less the sum of those alone; below zero where they
  /// compete.
  public var interactionUSDMillion: Double
  /// Benefit to users, present value, USD million.
  public var userBenefitUSDMillion: Double
  /// Present values by country and party; the cells add up to the ENPV.
  public var incidence: [IncidenceCell]
}
