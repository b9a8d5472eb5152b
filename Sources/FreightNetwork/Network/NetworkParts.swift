/// A place.
public struct NetworkNode: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// ISO3 code; empty on the high seas.
  public var country: String
  /// Degrees east.
  public var longitude: Double
  /// Degrees north.
  public var latitude: Double
  /// Kind, as in the file.
  public var kind: String

  /// A place.
  public init(
    id: String,
    name: String,
    country: String,
    longitude: Double,
    latitude: Double,
    kind: String
  ) {
    self.id = id
    self.name = name
    self.country = country
    self.longitude = longitude
    self.latitude = latitude
    self.kind = kind
  }
}

/// When something is there.
public struct Existence: Sendable, Equatable {
  /// First year open; `nil`: always.
  public var openFrom: Int?
  /// Last year open; `nil`: for ever.
  public var openTo: Int?
  /// Exists only where this project is built.
  public var project: String?

  /// When something is there.
  public init(openFrom: Int? = nil, openTo: Int? = nil, project: String? = nil) {
    self.openFrom = openFrom
    self.openTo = openTo
    self.project = project
  }

  /// Whether it is there in a year, with these projects built.
  public func isOpen(year: Int, projects: Set<String>) -> Bool {
    if let project, !projects.contains(project) { return false }
    return year >= openFrom ?? Int.min && year <= openTo ?? Int.max
  }
}

/// A line between two places.
public struct NetworkLink: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Position of the node it starts from.
  public var from: Int
  /// Position of the node it goes to.
  public var to: Int
  /// Whether it goes one way only.
  public var isDirected: Bool
  /// Carriers that use it and share its capacity.
  public var carriers: [Carrier]
  /// Length, km.
  public var lengthKilometres: Double
  /// Tracks; zero where that says nothing.
  public var tracks: Double
  /// Mean speed under way, km/h; `nil`: the rate's.
  public var speedKilometresPerHour: Double?
  /// Capacity of both directions together, Mt a year; `nil`: no limit.
  public var capacityMegatonnesPerYear: Double?
  /// Fee, USD/t.
  public var feeUSDPerTonne: Double
  /// When it is there.
  public var existence: Existence

  /// A line.
  public init(
    id: String,
    from: Int,
    to: Int,
    isDirected: Bool,
    carriers: [Carrier],
    lengthKilometres: Double,
    tracks: Double = 0,
    speedKilometresPerHour: Double? = nil,
    capacityMegatonnesPerYear: Double? = nil,
    feeUSDPerTonne: Double = 0,
    existence: Existence = Existence()
  ) {
    self.id = id
    self.from = from
    self.to = to
    self.isDirected = isDirected
    self.carriers = carriers
    self.lengthKilometres = lengthKilometres
    self.tracks = tracks
    self.speedKilometresPerHour = speedKilometresPerHour
    self.capacityMegatonnesPerYear = capacityMegatonnesPerYear
    self.feeUSDPerTonne = feeUSDPerTonne
    self.existence = existence
  }
}

/// A place where cargo goes from one carrier to another, both ways.
public struct Terminal: Sendable, Equatable {
  /// Position of the node.
  public var node: Int
  /// One carrier.
  public var fromCarrier: Carrier
  /// The other.
  public var toCarrier: Carrier
  /// Positions of the cargo classes; empty: all for which no other row speaks.
  public var cargoClasses: [Int]
  /// Cost, USD/t.
  public var costUSDPerTonne: Double
  /// Dwell time, h.
  public var dwellHours: Double
  /// Capacity of both directions together, Mt a year; `nil`: no limit.
  public var capacityMegatonnesPerYear: Double?
  /// When it is there.
  public var existence: Existence

  /// A terminal.
  public init(
    node: Int,
    fromCarrier: Carrier,
    toCarrier: Carrier,
    cargoClasses: [Int] = [],
    costUSDPerTonne: Double,
    dwellHours: Double,
    capacityMegatonnesPerYear: Double? = nil,
    existence: Existence = Existence()
  ) {
    self.node = node
    self.fromCarrier = fromCarrier
    self.toCarrier = toCarrier
    self.cargoClasses = cargoClasses
    self.costUSDPerTonne = costUSDPerTonne
    self.dwellHours = dwellHours
    self.capacityMegatonnesPerYear = capacityMegatonnesPerYear
    self.existence = existence
  }
}

/// What crossing a border costs, in one direction.
public struct BorderCrossing: Sendable, Equatable {
  /// Position of the node before the border.
  public var from: Int
  /// Position of the node behind it.
  public var to: Int
  /// Carrier.
  public var carrier: Carrier
  /// Positions of the cargo classes; empty: all for which no other row speaks.
  public var cargoClasses: [Int]
  /// Cost, USD/t.
  public var costUSDPerTonne: Double
  /// Delay, h.
  public var delayHours: Double

  /// A crossing.
  public init(
    from: Int,
    to: Int,
    carrier: Carrier,
    cargoClasses: [Int] = [],
    costUSDPerTonne: Double,
    delayHours: Double
  ) {
    self.from = from
    self.to = to
    self.carrier = carrier
    self.cargoClasses = cargoClasses
    self.costUSDPerTonne = costUSDPerTonne
    self.delayHours = delayHours
  }
}

/// How cargo of a region gets on and off the network, both ways.
public struct Connector: Sendable, Equatable {
  /// Position of the region.
  public var region: Int
  /// Position of the node.
  public var node: Int
  /// Carrier on which the cargo starts or ends.
  public var carrier: Carrier
  /// Positions of the cargo classes; empty: all for which no other row speaks.
  public var cargoClasses: [Int]
  /// Length, km.
  public var lengthKilometres: Double
  /// Cost, USD/t.
  public var costUSDPerTonne: Double
  /// Delay, h.
  public var delayHours: Double

  /// A connector.
  public init(
    region: Int,
    node: Int,
    carrier: Carrier,
    cargoClasses: [Int] = [],
    lengthKilometres: Double = 0,
    costUSDPerTonne: Double = 0,
    delayHours: Double = 0
  ) {
    self.region = region
    self.node = node
    self.carrier = carrier
    self.cargoClasses = cargoClasses
    self.lengthKilometres = lengthKilometres
    self.costUSDPerTonne = costUSDPerTonne
    self.delayHours = delayHours
  }
}

/// What a carrier charges and how fast it is, in a country, for a cargo class.
public struct CarrierRate: Sendable, Equatable {
  /// Carrier.
  public var carrier: Carrier
  /// ISO3 code; `nil`: wherever no other row speaks.
  public var country: String?
  /// Position of the cargo class; `nil`: all for which no other row speaks.
  public var cargoClass: Int?
  /// Rate, USD/t-km.
  public var usdPerTonneKilometre: Double
  /// Paid once when cargo enters this carrier, USD/t.
  public var boardingUSDPerTonne: Double
  /// Speed under way where a link gives none, km/h.
  public var speedKilometresPerHour: Double
  /// Emissions, g CO2e/t-km.
  public var gramsCO2ePerTonneKilometre: Double
  /// Cost to third parties of local pollution, accidents and noise, USD/t-km.
  public var externalUSDPerTonneKilometre: Double
  /// Currency with which `currencyShare` of the rate moves; `nil`: none.
  public var currency: String?
  /// Share of the rate that moves with that currency's rate against the dollar, 0 to 1.
  public var currencyShare: Double

  /// A rate.
  public init(
    carrier: Carrier,
    country: String? = nil,
    cargoClass: Int? = nil,
    usdPerTonneKilometre: Double,
    boardingUSDPerTonne: Double = 0,
    speedKilometresPerHour: Double,
    gramsCO2ePerTonneKilometre: Double = 0,
    externalUSDPerTonneKilometre: Double = 0,
    currency: String? = nil,
    currencyShare: Double = 0
  ) {
    self.carrier = carrier
    self.country = country
    self.cargoClass = cargoClass
    self.usdPerTonneKilometre = usdPerTonneKilometre
    self.boardingUSDPerTonne = boardingUSDPerTonne
    self.speedKilometresPerHour = speedKilometresPerHour
    self.gramsCO2ePerTonneKilometre = gramsCO2ePerTonneKilometre
    self.externalUSDPerTonneKilometre = externalUSDPerTonneKilometre
    self.currency = currency
    self.currencyShare = currencyShare
  }
}
