/// On what grades of figures the worth of a project rests.
public struct EvidenceReport: Codable, Sendable, Equatable {
  /// Project.
  public var project: String
  /// Scenario whose worth is looked at.
  public var scenario: String
  /// Economic net present value that the short run finds, USD million.
  public var enpvUSDMillion: Double
  /// Groups of figures, the one that matters most first.
  public var groups: [Group]
  /// Share of all effects by grade, 0 to 1: `A`, `B`, `C`, `D`.
  public var shares: [String: Double]

  /// Figures that one factor moves together.
  public struct Group: Codable, Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Files.
    public var files: String
    /// Change of the ENPV where all of them are 1 % higher, USD million.
    public var onePercentUSDMillion: Double
    /// Size of that change over the sum of sizes of all groups, 0 to 1.
    public var share: Double
    /// Number of figures by grade.
    public var figures: [String: Int]
  }
}
