/// Rules of an institution, with their published parameters.
public enum AppraisalPreset: String, Sendable, CaseIterable {
  /// Asian Development Bank (2017).
  case adb2017 = "adb_2017"
  /// European Commission (2021).
  case eu2021 = "eu_2021"
  /// World Bank (2016, 2017).
  case worldBank = "world_bank"
  /// United Kingdom, Transport Analysis Guidance with the Green Book.
  case ukTAG = "uk_tag"

  /// Name for people.
  public var name: String {
    switch self {
    case .adb2017: "Asian Development Bank, 2017"
    case .eu2021: "European Union, 2021–2027"
    case .worldBank: "World Bank"
    case .ukTAG: "United Kingdom, TAG"
    }
  }

  /// Where the parameters stand.
  public var source: String {
    switch self {
    case .adb2017:
      "ADB (2017), Guidelines for the Economic Analysis of Projects, doi:10.22617/TIM178607-2"
    case .eu2021:
      "European Commission (2021), Economic Appraisal Vademecum 2021–2027; EIB (2020), Climate Bank "
        + "Roadmap, annex 5; Delegated Regulation (EU) 480/2014, annex I"
    case .worldBank:
      "World Bank (2016), Discounting Costs and Benefits in Economic Analysis of World Bank "
        + "Projects; World Bank (2017), Shadow Price of Carbon in Economic Analysis: Guidance Note"
    case .ukTAG:
      "DfT, Transport Analysis Guidance, unit A1.1; HM Treasury (2022), The Green Book, annex 6; "
        + "BEIS (2021), Valuation of greenhouse gas emissions"
    }
  }

  /// Real discount rates.
  ///
  /// ADB: the minimum required economic rate of return, 9 % (6 % for social sectors, selected
  /// poverty-targeting and environmental projects: `reducedRate`). EU: 3 %. World Bank: 6 %, twice an
  /// expected growth of 3 % of consumption a head; 2 × growth where it differs. UK: declining.
  public var discount: DiscountSchedule {
    switch self {
    case .adb2017: DiscountSchedule(rate: 0.09)
    case .eu2021: DiscountSchedule(rate: 0.03)
    case .worldBank: DiscountSchedule(rate: 0.06)
    case .ukTAG: .greenBook
    }
  }

  /// Rate that the rules allow for some projects, or ask for as a test; `nil` where there is none.
  public var reducedRate: Double? { self == .adb2017 ? 0.06 : nil }

  /// Years appraised for a railway; `nil` where the rules name the asset's life alone.
  public var railwayYears: Int? {
    switch self {
    case .eu2021: 30
    case .ukTAG: 60
    case .adb2017, .worldBank: nil
    }
  }

  /// Unit of account.
  public var numeraire: ShadowPrices.Numeraire { .domesticPrice }

  /// Shadow price of CO2e in the preset's currency and prices.
  ///
  /// ADB: USD 36.3 of 2016 in 2016, rising by 2 % a year. EU: EUR 80 of 2016 in 2020, 250 in 2030,
  /// 800 in 2050. World Bank: the low path, USD 40 in 2020 and 50 in 2030, then 2.25 % a year
  /// (`carbonHigh`: twice that). UK: central values, GBP 241 of 2020 in 2020, 245 in 2021,
  /// 378 in 2050, then rising by 1.5 % a year.
  public var carbon: PricePath {
    switch self {
    case .adb2017: PricePath([(2016, 36.3)], growth: 0.02)
    case .eu2021:
      PricePath([
        (2020, 80), (2025, 165), (2030, 250), (2035, 390), (2040, 525), (2045, 660), (2050, 800),
      ])
    case .worldBank: PricePath([(2020, 40), (2030, 50)], growth: 0.0225)
    case .ukTAG:
      PricePath([(2020, 241), (2021, 245), (2030, 280), (2040, 326), (2050, 378)], growth: 0.015)
    }
  }

  /// Upper path of the World Bank's carbon price, USD 80 in 2020 and 100 in 2030.
  public static let carbonHigh = PricePath([(2020, 80), (2030, 100)], growth: 0.0225)

  /// Currency and price year of `carbon`.
  public var carbonUnit: (currency: String, priceYear: Int) {
    switch self {
    case .adb2017: ("USD", 2016)
    case .eu2021: ("EUR", 2016)
    case .worldBank: ("USD", 2017)
    case .ukTAG: ("GBP", 2020)
    }
  }

  /// Factor from factor costs to market prices where the rules count in these: 1.19 in TAG, unit A1.1.
  public var marketPriceFactor: Double { self == .ukTAG ? 1.19 : 1 }
}
