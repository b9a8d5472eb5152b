/// Trade or transit modelled beside observed figures.
public struct TradeBackTest: Codable, Sendable, Equatable {
  /// Id of the test.
  public var id: String
  /// Name for people.
  public var name: String
  /// What is compared, in words.
  public var description: String
  /// Unit of all figures.
  public var unit: String
  /// Year by year.
  public var rows: [Row]
  /// Mean absolute error over the predicted years, in `unit`.
  public var meanAbsoluteError: Double
  /// The same over the mean of what was observed in them.
  public var meanAbsoluteShare: Double
  /// What was met, what was missed and why.
  public var comments: [String]

  /// One year.
  public struct Row: Codable, Sendable, Equatable {
    /// Year.
    public var year: Int
    /// Key of the fact.
    public var key: String
    /// `calibration` where a parameter was set to meet the figure, else `prediction`.
    public var use: String
    /// Observed.
    public var observed: Double
    /// Modelled.
    public var modelled: Double
    /// Source ids.
    public var source: String
  }
}
