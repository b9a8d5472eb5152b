public import Tables

/// One thing that a scenario changes, from `[[scenario.change]]`.
public struct ScenarioChange: Sendable, Equatable {
  /// What is changed.
  public enum Kind: String, Sendable, CaseIterable {
    /// Places, links or a border are closed for some months of a year.
    case close
    /// Links of `network/scenario_link.csv` are open for some months of a year.
    case open
    /// Ways through places, links or a border, or by a carrier, cost more money or time.
    case charge
    /// Factor on the rates of carriers.
    case rate
    /// Factor on the price of commodities.
    case price
    /// Factor on the real price of the dollar in roubles.
    case exchangeRate = "exchange_rate"
    /// Factor on trade.
    case demand
    /// Factor on the income of regions.
    case income
    /// Factor on the capacity of links and of the terminals of nodes.
    case capacity
    /// Other dates of measures.
    case measure
  }

  /// Part of carriage whose rate a factor can move.
  public enum RatePart: String, Sendable, CaseIterable { case rail, sea, road, handling }

  /// What is changed.
  public var kind: Kind
  /// First and last year of the change.
  public var years: ClosedRange<Int>
  /// Months of a year for which places are closed or links open.
  public var months = 12.0
  /// Nodes, by position.
  public var nodes: [Int] = []
  /// Links, by position.
  public var links: [Int] = []
  /// Two countries whose common land border is meant; empty: none.
  public var border: [String] = []
  /// Carrier families of the ways meant, `sea`; empty: any.
  public var carriers: [String] = []
  /// Group of links that is opened.
  public var group = ""
  /// Parts of carriage whose rates move.
  public var rates: [RatePart] = []
  /// Commodities, by position; empty: all.
  public var commodities: [Int] = []
  /// Exporting regions, by position; empty: all.
  public var exporters: [Int] = []
  /// Importing regions, by position; empty: all.
  public var importers: [Int] = []
  /// Regions whose income moves.
  public var regions: [Int] = []
  /// Measures that get other dates.
  public var measures: [String] = []
  /// First day in force of those, in place of their own; `nil`: their own.
  public var inForceFrom: CalendarDate?
  /// Last day in force of those; `nil`: their own.
  public var inForceTo: CalendarDate?
  /// Money, USD/t.
  public var usdPerTonne = 0.0
  /// Money as a share of the goods' value.
  public var shareOfValue = 0.0
  /// Time, days.
  public var days = 0.0
  /// Factor by year, rising; straight lines between, held at the ends; one point: a constant.
  public var path: [YearFactor] = []

  /// A factor of a year.
  public struct YearFactor: Sendable, Equatable {
    /// Year.
    public var year: Int
    /// Factor.
    public var factor: Double
  }

  /// A change of a kind over years.
  public init(_ kind: Kind, years: ClosedRange<Int>) {
    self.kind = kind
    self.years = years
  }

  /// Factor in a year; one where the change is not in force.
  public func factor(_ year: Int) -> Double {
    guard years.contains(year), let first = path.first, let last = path.last else { return 1 }
    if year <= first.year { return first.factor }
    if year >= last.year { return last.factor }
    for (left, right) in zip(path, path.dropFirst()) where year <= right.year {
      let part = Double(year - left.year) / Double(right.year - left.year)
      return left.factor + part * (right.factor - left.factor)
    }
    return last.factor
  }

  /// Whether it is about ways through places, links, a border or by carriers.
  var isAboutWays: Bool { kind == .close || kind == .charge }
}
