public import Tables

/// A policy measure: whom it hits, what it does, and when.
public struct Measure: Sendable, Equatable {
  /// What a measure does.
  public enum Rule: String, Sendable, CaseIterable {
    /// Forbids.
    case ban
    /// Buyers, carriers or banks refuse a share.
    case refusal
    /// Limits the yearly amount.
    case cap
    /// Adds to the tariff.
    case tariff
    /// Costs money.
    case charge
    /// Costs time.
    case delay
    /// Cargo is opened and looked at, which costs time.
    case inspection
    /// Lets through what other measures would hit.
    case exemption
    /// Does nothing to flows; listed in the calendar.
    case note
  }

  /// Modes that a measure can name.
  public enum Mode: String, Sendable, CaseIterable {
    /// Railway of any gauge.
    case rail
    /// Road.
    case road
    /// Sea.
    case sea
    /// Pipeline.
    case pipeline
  }

  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// Who adopted it.
  public var issuer: String
  /// Paragraph of the text; empty where it is not known.
  public var paragraph = ""
  /// Day of adoption.
  public var adopted: CalendarDate?
  /// Origins hit, ISO3; empty: any.
  public var fromCountries: [String]
  /// Destinations hit; empty: any.
  public var toCountries: [String]
  /// Countries where the goods come from, `!XXX` for all but one; empty: any.
  public var originCountries: [String] = []
  /// Countries of transit hit; empty: whatever the route.
  public var transitCountries: [String]
  /// Places on the route that are hit; empty: any.
  public var places: [String]
  /// Mode hit; `nil`: any.
  public var mode: Mode?
  /// Share of each commodity hit; empty: all of all.
  public var commodities: [String: Double]
  /// Codes of the Harmonized System that it names; empty: those of `commodities`.
  public var hs = ProductScope()
  /// The same as written.
  public var hsWritten = ""
  /// Codes of the Standard International Trade Classification that it names.
  public var sitc = ProductScope()
  /// The same as written.
  public var sitcWritten = ""
  /// What it does.
  public var rule: Rule
  /// Share, amount, rate, USD/t or hours, as the rule needs; zero where it needs none.
  public var value: Double
  /// Unit of `value`.
  public var unit: String
  /// First day in force; `nil`: ever since.
  public var from: CalendarDate?
  /// Last day in force; `nil`: until further notice.
  public var to: CalendarDate?
  /// Ids of the measures from which an exemption frees.
  public var exempts: [String]
  /// Conditions of what it lets through, in words.
  public var condition = ""
  /// What of it is doubtful, in words; empty: nothing.
  public var doubt = ""
  /// Note with it.
  public var note = ""
  /// Source ids.
  public var source: String
  /// Quality grade.
  public var quality = ""

  /// Whether it is in force on a day.
  public func isInForce(on date: CalendarDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (to.map { date <= $0 } ?? true)
  }

  /// Whether goods of a country of origin are meant.
  func hitsOrigin(_ country: String) -> Bool {
    originCountries.isEmpty
      || originCountries.contains {
        $0.hasPrefix("!") ? $0.dropFirst() != country : $0 == country
      }
  }

  /// What a cap allows a year, and its unit: an amount for the whole of a time is stretched to a year.
  var yearlyCap: (amount: Double, unit: String) {
    guard unit == "t" || unit == "usd", let from, let to else { return (value, unit) }
    let days = Double(to.daysSince1970 - from.daysSince1970 + 1)
    return (value * 365 / days, "\(unit)_per_year")
  }

  /// Whether it names a part of the route, so that other routes escape it.
  public var isAboutRoute: Bool { !transitCountries.isEmpty || !places.isEmpty || mode != nil }

  /// Days of a year on which it is in force, as a range of days of the year from 1; empty: none.
  public func days(in year: Int) -> Range<Int> {
    let last = CalendarDate.days(inYear: year)
    var first = 1
    var end = last + 1
    if let from {
      if from.year > year { return 0..<0 }
      if from.year == year { first = from.dayOfYear }
    }
    if let to {
      if to.year < year { return 0..<0 }
      if to.year == year { end = to.dayOfYear + 1 }
    }
    return first < end ? first..<end : 0..<0
  }
}

/// What is carried from where to where.
public struct FlowKey: Sendable, Hashable {
  /// Origin, ISO3.
  public var origin: String
  /// Destination, ISO3.
  public var destination: String
  /// Commodity id.
  public var commodity: String

  /// A flow.
  public init(origin: String, destination: String, commodity: String) {
    self.origin = origin
    self.destination = destination
    self.commodity = commodity
  }
}

/// The way that a flow takes.
public struct RouteKey: Sendable, Hashable {
  /// Countries passed, origin and destination included, ISO3.
  public var countries: [String]
  /// Ids of the nodes passed.
  public var nodes: [String]
  /// Modes used.
  public var modes: [Measure.Mode]

  /// A way.
  public init(countries: [String], nodes: [String], modes: [Measure.Mode]) {
    self.countries = countries
    self.nodes = nodes
    self.modes = modes
  }
}

/// What the measures do to a flow, or to a flow on a route, in one year.
public struct Treatment: Sendable, Equatable {
  /// Share that is let through, 0 to 1, averaged over the days of the year.
  public var allowed = 1.0
  /// Yearly limits.
  public var caps: [Cap] = []
  /// Added to the tariff, on the value.
  public var tariff = 0.0
  /// Money, USD/t.
  public var chargeUSDPerTonne = 0.0
  /// Time, h.
  public var delayHours = 0.0
  /// Ids of the measures that hit.
  public var measures: [String] = []

  /// A yearly limit.
  public struct Cap: Sendable, Equatable {
    /// Amount, on the share of the year in which the cap is in force.
    public var amount: Double
    /// `usd_per_year` or `t_per_year`.
    public var unit: String
    /// Share of the year in which it is in force, 0 to 1.
    public var shareOfYear: Double
    /// Share of the commodity hit.
    public var shareOfCommodity: Double
  }

  /// Nothing.
  public init() {}
}
