import Foundation
public import ProjectAppraisal

/// Settings of a study, from `study.toml`.
public struct StudySettings: Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Year of the trade table.
  public var baseYear: Int
  /// First year of the appraisal and year of present values.
  public var firstYear: Int
  /// Last year of the appraisal.
  public var lastYear: Int
  /// Years solved by the model, rising; the others are interpolated.
  public var modelYears: [Int]
  /// Year for which maps, routes and trade effects are shown.
  public var referenceYear: Int
  /// Currency of every figure, ISO 4217.
  public var currency: String
  /// Price year of every real figure.
  public var priceYear: Int
  /// Real discount rate of the economic appraisal in its first year.
  public var economicDiscountRate: Double { appraisal.discount.firstRate }
  /// Discount rate of the financial appraisal, a year.
  public var financialDiscountRate: Double
  /// Rules and prices of the economic appraisal.
  public var appraisal: AppraisalSettings
  /// How trade imbalances are closed in counterfactuals.
  public var closure: TradeClosure
  /// Scenarios, in file order.
  public var scenarios: [ScenarioSettings]
}

/// How trade imbalances are closed in counterfactuals.
public enum TradeClosure: String, Sendable, CaseIterable {
  /// Imbalances stay the same share of world income.
  case additive
  /// Imbalances vanish.
  case balanced
}

/// A scenario: which measures are in force.
public struct ScenarioSettings: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// A few sentences.
  public var description: String
  /// Measures in force.
  public var policy: PolicySetting
  /// Whether it is run unless a run asks for scenarios by id.
  public var isDefault = true
  /// What else it changes.
  public var changes: [ScenarioChange] = []
}

/// Which measures a scenario keeps in force.
public enum PolicySetting: Sendable, Equatable {
  /// All measures with the dates at which they were adopted and ended.
  case asAdopted
  /// As adopted until the first day of a year, none from then on.
  case lifted(year: Int)
  /// None, in any year.
  case none
  /// As adopted until they go on the first day of a year nobody knows: each year from the first on
  /// they go with a chance, given that they stand; after the last year they stay.
  case hazard(rate: Double, first: Int, last: Int)

  /// Chance that the measures are gone in a year.
  func liftedShare(_ year: Int) -> Double {
    switch self {
    case .asAdopted: return 0
    case .none: return 1
    case .lifted(let lifted): return year < lifted ? 0 : 1
    case .hazard(let rate, let first, let last):
      guard year >= first else { return 0 }
      return 1 - pow(1 - rate, Double(min(year, last) - first + 1))
    }
  }
}
