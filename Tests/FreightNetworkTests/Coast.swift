import FreightNetwork

/// A coast with two ways from an inland mine (A) to a buyer over the sea (D), worked out by hand in
/// the tests: by the project's line and terminal (B, C) or by a port that is always there (E).
enum Coast {
  static let bulk = 0
  static let container = 1

  static let nodes = [
    node("A", "RUS"), node("B", "RUS"), node("C", "PRK"), node("D", "KOR"), node("E", "RUS"),
  ]

  static let project = Existence(openFrom: 2014, project: "line")

  static let links = [
    NetworkLink(
      id: "AB",
      from: 0,
      to: 1,
      isDirected: false,
      carriers: [.rail1520],
      lengthKilometres: 1000
    ),
    NetworkLink(
      id: "BC",
      from: 1,
      to: 2,
      isDirected: false,
      carriers: [.rail1520, .rail1435],
      lengthKilometres: 50,
      capacityMegatonnesPerYear: 5,
      feeUSDPerTonne: 2,
      existence: project
    ),
    NetworkLink(
      id: "AE",
      from: 0,
      to: 4,
      isDirected: false,
      carriers: [.rail1520],
      lengthKilometres: 1200
    ),
    NetworkLink(
      id: "CD",
      from: 2,
      to: 3,
      isDirected: false,
      carriers: [.sea],
      lengthKilometres: 800
    ),
    NetworkLink(
      id: "ED",
      from: 4,
      to: 3,
      isDirected: false,
      carriers: [.sea],
      lengthKilometres: 900
    ),
  ]

  static let terminals = [
    Terminal(
      node: 2,
      fromCarrier: .rail1520,
      toCarrier: .sea,
      cargoClasses: [bulk],
      costUSDPerTonne: 9,
      dwellHours: 120,
      capacityMegatonnesPerYear: 4,
      existence: project
    ),
    Terminal(
      node: 4,
      fromCarrier: .rail1520,
      toCarrier: .sea,
      cargoClasses: [bulk],
      costUSDPerTonne: 12,
      dwellHours: 48
    ),
    // For all classes; the row above goes before it for bulk.
    Terminal(
      node: 4,
      fromCarrier: .sea,
      toCarrier: .rail1520,
      costUSDPerTonne: 30,
      dwellHours: 96
    ),
  ]

  static let borders = [
    BorderCrossing(from: 1, to: 2, carrier: .rail1520, costUSDPerTonne: 8, delayHours: 72),
    BorderCrossing(
      from: 1,
      to: 2,
      carrier: .rail1520,
      cargoClasses: [bulk],
      costUSDPerTonne: 1.5,
      delayHours: 24
    ),
    BorderCrossing(from: 2, to: 1, carrier: .rail1520, costUSDPerTonne: 3, delayHours: 48),
  ]

  static let connectors = [
    Connector(
      region: 0,
      node: 0,
      carrier: .rail1520,
      lengthKilometres: 30,
      costUSDPerTonne: 1,
      delayHours: 24
    ),
    Connector(
      region: 1,
      node: 3,
      carrier: .sea,
      lengthKilometres: 50,
      costUSDPerTonne: 4,
      delayHours: 96
    ),
  ]

  static let rates = [
    CarrierRate(
      carrier: .rail1520,
      usdPerTonneKilometre: 0.03,
      speedKilometresPerHour: 25,
      gramsCO2ePerTonneKilometre: 20
    ),
    CarrierRate(
      carrier: .rail1520,
      country: "RUS",
      cargoClass: bulk,
      usdPerTonneKilometre: 0.007,
      speedKilometresPerHour: 25,
      gramsCO2ePerTonneKilometre: 20,
      currency: "RUB",
      currencyShare: 0.7
    ),
    CarrierRate(
      carrier: .rail1520,
      country: "PRK",
      usdPerTonneKilometre: 0.02,
      speedKilometresPerHour: 20,
      gramsCO2ePerTonneKilometre: 30
    ),
    CarrierRate(
      carrier: .rail1435,
      usdPerTonneKilometre: 0.05,
      speedKilometresPerHour: 25,
      gramsCO2ePerTonneKilometre: 25
    ),
    CarrierRate(
      carrier: .sea,
      usdPerTonneKilometre: 0.0006,
      boardingUSDPerTonne: 4,
      speedKilometresPerHour: 25,
      gramsCO2ePerTonneKilometre: 5
    ),
  ]

  static func network(_ cargoClass: Int = bulk) -> Supernetwork {
    Supernetwork(
      cargoClass: cargoClass,
      regionCount: 2,
      nodes: nodes,
      links: links,
      terminals: terminals,
      borders: borders,
      connectors: connectors,
      rates: rates
    )
  }

  private static func node(_ id: String, _ country: String) -> NetworkNode {
    NetworkNode(id: id, name: id, country: country, longitude: 0, latitude: 0, kind: "station")
  }
}
