/// A researched figure of a study, from `facts.csv`.
public struct Fact: Sendable, Equatable {
  /// What is measured, such as `dprk_turnover`.
  public var series: String
  /// Of whom or what, such as `CHN`; empty where the series needs none.
  public var key: String
  /// Year.
  public var year: Int
  /// Part of the year, such as `Jan-Oct`; empty: all of it.
  public var period: String
  /// Who measured, or how: `kotra`, `customs`; several where they agree.
  public var bases: [String]
  /// Value in `unit`.
  public var value: Double
  /// Unit as written.
  public var unit: String
  /// Whether the key is a total of others, left out of sums over keys.
  public var isTotal: Bool
  /// Source ids.
  public var source: String
  /// Quality grade, A to D.
  public var quality: String
  /// Note with it.
  public var note: String
  /// Line of the file.
  public var line: Int
}
