import FreightNetwork
import Tables
import TradePolicy

extension StudyLoader {
  func loadNetwork() -> StudyNetwork {
    let nodes = loadNodes()
    let links = loadLinks()
    let terminals = loadTerminals()
    let borders = loadBorders()
    let connectors = loadConnectors()
    let rates = loadRates()
    let transit = loadTransitConstants()
    return StudyNetwork(
      nodes: nodes,
      links: links,
      terminals: terminals,
      borders: borders,
      connectors: connectors,
      rates: rates,
      transitConstants: transit,
      geometry: loadGeometry(links)
    )
  }

  private func loadNodes() -> [NetworkNode] {
    guard
      let table = table(
        "network/node.csv",
        required: ["node_id", "name", "country", "x_coord", "y_coord", "node_type"]
      )
    else { return [] }
    var nodes: [NetworkNode] = []
    for row in table.rows(faults) {
      let id = row.text("node_id")
      let name = row.text("name")
      let x = row.number("x_coord", in: -180...180)
      let y = row.number("y_coord", in: -90...90)
      guard let id else { continue }
      note(row, subject: "Place of \(name ?? id)", value: "\(x ?? 0), \(y ?? 0)")
      index(&nodeIDs, id, row, "node_id", nodes.count)
      let country = row.optionalText("country") ?? ""
      if !country.isEmpty { countries.insert(country) }
      nodes.append(
        NetworkNode(
          id: id,
          name: name ?? id,
          country: country,
          longitude: x ?? 0,
          latitude: y ?? 0,
          kind: row.optionalText("node_type") ?? ""
        )
      )
    }
    return nodes
  }

  private func existence(_ row: CSVRow) -> Existence {
    let from = row.optionalInteger("open_from", in: 1000...3000)
    let to = row.optionalInteger("open_to", in: 1000...3000)
    if let from, let to, to < from {
      row.fault("open_to", found: "\(to)", expected: "a year not before open_from \(from)")
    }
    let project = row.optionalText("project")
    if let project, row.table.file != "network/scenario_link.csv" {
      namedProjects.append((project, { row.fault("project", found: $0, expected: $1) }))
    }
    return Existence(openFrom: from, openTo: to, project: project)
  }

  private func carrier(_ row: CSVRow, _ column: String) -> Carrier? {
    row.choice(column, of: Carrier.self)
  }

  private func classes(_ row: CSVRow) -> [Int] {
    row.list("cargo_class").compactMap { id in
      if let place = classIDs[id] { return place }
      if classIDs.isEmpty { return nil }
      row.fault(
        "cargo_class",
        found: "unknown cargo class '\(id)'",
        expected: "ids of cargo classes"
          + NearestName.hint(for: id, among: classIDs.keys.sorted())
      )
      return nil
    }
  }

  /// Links that scenarios open; the column `project` names their group.
  func loadScenarioLinks(_ network: StudyNetwork) -> [NetworkLink] {
    let links = loadLinks("network/scenario_link.csv", isOptional: true)
    let known = Set(network.links.map(\.id))
    for (place, link) in links.enumerated() {
      if known.contains(link.id) || link.existence.project == nil {
        faults.error(
          "network/scenario_link.csv",
          line: place + 2,
          column: known.contains(link.id) ? "link_id" : "project",
          found: known.contains(link.id) ? "'\(link.id)' again" : "an empty cell",
          expected: known.contains(link.id)
            ? "an id that link.csv has not" : "the group of the link"
        )
      }
    }
    return links
  }

  private func loadLinks(
    _ file: String = "network/link.csv",
    isOptional: Bool = false
  ) -> [NetworkLink] {
    guard
      let table = table(
        file,
        required: ["link_id", "from_node_id", "to_node_id", "carrier", "length_km"],
        optional: [
          "directed", "tracks", "speed_km_per_h", "capacity_mt_per_year", "fee_usd_per_t",
          "open_from", "open_to", "project",
        ],
        isOptional: isOptional
      )
    else { return [] }
    var links: [NetworkLink] = []
    var ids: [String: Int] = [:]
    for row in table.rows(faults) {
      let id = row.text("link_id")
      let from = row.reference("from_node_id", in: nodeIDs, called: "node")
      let to = row.reference("to_node_id", in: nodeIDs, called: "node")
      let length = row.number("length_km", in: CSVRow.positive)
      let isDirected = row.flag("directed", default: false)
      let tracks = row.number("tracks", in: CSVRow.notNegative, default: 0)
      let speed = row.optionalNumber("speed_km_per_h", in: CSVRow.positive)
      let capacity = row.optionalNumber("capacity_mt_per_year", in: CSVRow.positive)
      let fee = row.number("fee_usd_per_t", in: CSVRow.notNegative, default: 0)
      let existence = existence(row)
      let names = (row.optionalText("carrier") ?? "").split(separator: "+").map(String.init)
      let carriers = names.compactMap { Carrier(rawValue: $0) }
      if names.isEmpty || carriers.count != names.count {
        row.fault(
          "carrier",
          found: "'\(row.optionalText("carrier") ?? "")'",
          expected: "carriers joined by +, of "
            + Carrier.allCases.map(\.rawValue).joined(separator: ", ")
        )
      }
      if let id { index(&ids, id, row, "link_id", links.count) }
      guard let id, let from, let to, let length, let isDirected, let tracks, let fee,
        !carriers.isEmpty
      else { continue }
      if from == to { row.fault("to_node_id", found: "the same node", expected: "another node") }
      note(row, subject: "Link \(id)", value: "\(length) km, \(names.joined(separator: "+"))")
      links.append(
        NetworkLink(
          id: id,
          from: from,
          to: to,
          isDirected: isDirected,
          carriers: carriers,
          lengthKilometres: length,
          tracks: tracks,
          speedKilometresPerHour: speed,
          capacityMegatonnesPerYear: capacity,
          feeUSDPerTonne: fee,
          existence: existence
        )
      )
    }
    return links
  }

  private func loadTerminals() -> [Terminal] {
    guard
      let table = table(
        "network/terminal.csv",
        required: ["node_id", "from_carrier", "to_carrier", "cost_usd_per_t", "dwell_h"],
        optional: ["cargo_class", "capacity_mt_per_year", "open_from", "open_to", "project"]
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let node = row.reference("node_id", in: nodeIDs, called: "node")
      let from = carrier(row, "from_carrier")
      let to = carrier(row, "to_carrier")
      let cost = row.number("cost_usd_per_t", in: CSVRow.notNegative)
      let dwell = row.number("dwell_h", in: CSVRow.notNegative)
      let capacity = row.optionalNumber("capacity_mt_per_year", in: CSVRow.positive)
      let classes = classes(row)
      let existence = existence(row)
      note(
        row,
        subject: "Terminal at \(row.optionalText("node_id") ?? "")",
        value: "USD \(cost ?? 0)/t, \(dwell ?? 0) h"
      )
      guard let node, let from, let to, let cost, let dwell else { return nil }
      return Terminal(
        node: node,
        fromCarrier: from,
        toCarrier: to,
        cargoClasses: classes,
        costUSDPerTonne: cost,
        dwellHours: dwell,
        capacityMegatonnesPerYear: capacity,
        existence: existence
      )
    }
  }

  private func loadBorders() -> [BorderCrossing] {
    guard
      let table = table(
        "network/border.csv",
        required: ["from_node_id", "to_node_id", "carrier", "cost_usd_per_t", "delay_h"],
        optional: ["cargo_class"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let from = row.reference("from_node_id", in: nodeIDs, called: "node")
      let to = row.reference("to_node_id", in: nodeIDs, called: "node")
      let carrier = carrier(row, "carrier")
      let cost = row.number("cost_usd_per_t", in: CSVRow.notNegative)
      let delay = row.number("delay_h", in: CSVRow.notNegative)
      let classes = classes(row)
      note(
        row,
        subject: "Border \(row.optionalText("from_node_id") ?? "")–"
          + "\(row.optionalText("to_node_id") ?? "")",
        value: "USD \(cost ?? 0)/t, \(delay ?? 0) h"
      )
      guard let from, let to, let carrier, let cost, let delay else { return nil }
      return BorderCrossing(
        from: from,
        to: to,
        carrier: carrier,
        cargoClasses: classes,
        costUSDPerTonne: cost,
        delayHours: delay
      )
    }
  }

  private func loadConnectors() -> [Connector] {
    guard
      let table = table(
        "network/connector.csv",
        required: ["region_id", "node_id", "carrier", "cost_usd_per_t", "delay_h"],
        optional: ["cargo_class", "length_km"]
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let region = row.reference("region_id", in: regionIDs, called: "region")
      let node = row.reference("node_id", in: nodeIDs, called: "node")
      let carrier = carrier(row, "carrier")
      let length = row.number("length_km", in: CSVRow.notNegative, default: 0)
      let cost = row.number("cost_usd_per_t", in: CSVRow.notNegative)
      let delay = row.number("delay_h", in: CSVRow.notNegative)
      let classes = classes(row)
      note(
        row,
        subject: "Way from \(row.optionalText("region_id") ?? "") to the network at "
          + "\(row.optionalText("node_id") ?? "")",
        value: "USD \(cost ?? 0)/t, \(delay ?? 0) h"
      )
      guard let region, let node, let carrier, let length, let cost, let delay else { return nil }
      return Connector(
        region: region,
        node: node,
        carrier: carrier,
        cargoClasses: classes,
        lengthKilometres: length,
        costUSDPerTonne: cost,
        delayHours: delay
      )
    }
  }

  private func loadRates() -> [CarrierRate] {
    guard
      let table = table(
        "rates.csv",
        required: ["carrier", "country", "cargo_class", "usd_per_t_km", "speed_km_per_h"],
        optional: [
          "boarding_usd_per_t", "g_co2e_per_t_km", "external_usd_per_t_km", "currency",
          "currency_share",
        ]
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let carrier = carrier(row, "carrier")
      let country = row.optionalText("country")
      let cargoClass =
        row.optionalText("cargo_class") == nil
        ? nil : row.reference("cargo_class", in: classIDs, called: "cargo class")
      let rate = row.number("usd_per_t_km", in: CSVRow.notNegative)
      let boarding = row.number("boarding_usd_per_t", in: CSVRow.notNegative, default: 0)
      let speed = row.number("speed_km_per_h", in: CSVRow.positive)
      let grams = row.number("g_co2e_per_t_km", in: CSVRow.notNegative, default: 0)
      let external = row.number("external_usd_per_t_km", in: CSVRow.notNegative, default: 0)
      let share = row.number("currency_share", in: 0...1, default: 0)
      note(
        row,
        subject: "Rate of \(row.optionalText("carrier") ?? "") \(country ?? "")"
          + " for \(row.optionalText("cargo_class") ?? "all cargo")",
        value: "USD \(rate ?? 0)/t-km, \(speed ?? 0) km/h"
      )
      guard let carrier, let rate, let boarding, let speed, let grams, let external, let share
      else { return nil }
      return CarrierRate(
        carrier: carrier,
        country: country,
        cargoClass: cargoClass,
        usdPerTonneKilometre: rate,
        boardingUSDPerTonne: boarding,
        speedKilometresPerHour: speed,
        gramsCO2ePerTonneKilometre: grams,
        externalUSDPerTonneKilometre: external,
        currency: row.optionalText("currency"),
        currencyShare: share
      )
    }
  }

  private func loadTransitConstants() -> [TransitConstant] {
    guard
      let table = table(
        "network/transit.csv",
        required: ["transit_id", "name", "country", "mode", "usd_per_t"],
        optional: ["cargo_class", "pct_of_value"],
        isOptional: true
      )
    else { return [] }
    var known: [String: Int] = [:]
    var constants: [TransitConstant] = []
    for row in table.rows(faults) {
      let id = row.text("transit_id")
      let name = row.text("name")
      let country = row.text("country")
      let mode = row.choice("mode", of: Carrier.Family.self)
      let constant = row.number("usd_per_t", in: CSVRow.notNegative)
      let percent = row.number("pct_of_value", in: CSVRow.notNegative, default: 0)
      let classes = classes(row)
      if let country, !countries.contains(country) {
        row.fault(
          "country",
          found: "unknown country '\(country)'",
          expected: "the country of a node"
            + NearestName.hint(for: country, among: countries.sorted())
        )
      }
      note(
        row,
        subject: name ?? "Constant of transit",
        value: "USD \(constant ?? 0)/t and \(percent ?? 0) % of the value"
      )
      guard let id, let name, let country, let mode, let constant, let percent else { continue }
      index(&known, id, row, "transit_id", constants.count)
      if constants.count == 64 {
        row.fault("transit_id", found: "a 65th row", expected: "at most 64 constants of transit")
      }
      constants.append(
        TransitConstant(
          id: id,
          name: name,
          country: country,
          family: mode,
          cargoClasses: classes,
          usdPerTonne: constant,
          percentOfValue: percent
        )
      )
    }
    return constants
  }

  private func loadGeometry(_ links: [NetworkLink]) -> [String: [[Double]]] {
    guard
      let table = table(
        "network/link_geometry.csv",
        required: ["link_id", "sequence", "x_coord", "y_coord"],
        isOptional: true
      )
    else { return [:] }
    let known = Set(links.map(\.id))
    var geometry: [String: [[Double]]] = [:]
    for row in table.rows(faults) {
      let id = row.text("link_id")
      let x = row.number("x_coord", in: -540...540)
      let y = row.number("y_coord", in: -90...90)
      guard let id, let x, let y else { continue }
      if !links.isEmpty, !known.contains(id) {
        row.fault("link_id", found: "unknown link '\(id)'", expected: "an id of link.csv")
      }
      geometry[id, default: []].append([x, y])
    }
    return geometry
  }

  /// What no single row can show: places that nothing reaches, unknown projects, regions cut off.
  func checkNetwork(_ network: StudyNetwork) {
    let file = "network/node.csv"
    var reached = Set<Int>()
    for link in network.links { reached.formUnion([link.from, link.to]) }
    for (place, node) in network.nodes.enumerated() where !reached.contains(place) {
      faults.error(
        file,
        line: place + 2,
        column: "node_id",
        found: "node '\(node.id)' that no link reaches",
        expected: "a link to it, or no such node"
      )
    }
    let places = Set(network.nodes.map(\.id)).union(network.links.map(\.id))
    for key in capacityKeys where !places.contains(key.id) {
      faults.error(
        "timeseries.csv",
        line: key.line,
        column: "key",
        found: "unknown link or node '\(key.id)'",
        expected: "an id of the network"
      )
    }
    for (id, tell) in namedProjects where !projectIDs.isEmpty && !projectIDs.contains(id) {
      tell(
        "unknown project '\(id)'",
        "the id of a project\(NearestName.hint(for: id, among: projectIDs.sorted()))"
      )
    }
    let connected = Set(network.connectors.map(\.region))
    for (id, region) in regionIDs.sorted(by: { $0.value < $1.value })
    where !connected.contains(region) {
      faults.error(
        "network/connector.csv",
        column: "region_id",
        found: "no connector of region '\(id)'",
        expected: "a way from every region to the network"
      )
    }
  }
}
