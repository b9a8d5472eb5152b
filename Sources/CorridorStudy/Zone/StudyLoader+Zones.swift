import Foundation
import Tables

extension StudyLoader {
  /// Zones of `zones/*.toml`, with what was observed of each.
  func loadZones() -> [SpecialZone] {
    let url = folder.appendingPathComponent("zones")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [])
      .filter { $0.hasSuffix(".toml") }.sorted()
    var zones: [SpecialZone] = []
    for name in names {
      guard let root = toml("zones/\(name)") else { continue }
      if let zone = zone(root), !zones.contains(where: { $0.id == zone.id }) { zones.append(zone) }
      root.finish()
    }
    guard !zones.isEmpty else { return [] }
    loadZoneObservations(&zones)
    for zone in zones {
      for measure in [ZoneObservation.Measure.output, .workers, .averageWage] {
        let count = zone.observed.count { $0.measure == measure && $0.use == .calibration }
        if count < 2 {
          faults.error(
            "observed/zones.csv",
            column: "measure",
            found: "\(count) rows of \(measure.rawValue) of \(zone.id) for calibration",
            expected: "at least two"
          )
        }
      }
    }
    return zones
  }

  private func zone(_ root: TOMLTable) -> SpecialZone? {
    let share = 0.0...1.0
    let head = root.table("zone")
    let id = head?.text("id")
    if let head, let id {
      if zoneIDs.contains(id) {
        head.fault("id", found: "'\(id)' again", expected: "every id once")
      } else {
        zoneIDs.append(id)
      }
    }
    let name = head?.text("name")
    let description = head?.text("description", default: "")
    let host = head?.text("host")
    let market = head?.text("market")
    let commodity = head?.text("commodity")
    if let head { note(head, subject: "Zone") }
    if let commodity, commodityIDs[commodity] == nil {
      head?.fault("commodity", found: "'\(commodity)'", expected: "an id of commodities.csv")
    }
    for place in [host, market].compactMap({ $0 }) where !countries.contains(place) {
      head?.fault("host", found: "unknown country '\(place)'", expected: "a country of the study")
    }
    let labour = root.table("labour")
    let supply = labour?.number("supply_maximum", in: CSVRow.positive)
    let intake = labour?.number("intake_per_year", in: CSVRow.positive)
    let alternative = labour?.number("alternative_usd_per_month", in: CSVRow.notNegative)
    if let labour { note(labour, subject: "Labour of the zone") }
    let wage = root.table("wage")
    let minimum = wage?.number("minimum_usd_per_month", in: CSVRow.positive)
    let raise = wage?.integer("first_raise", in: 1900...2200)
    let cap = wage?.number("raise_cap", in: share)
    let inflation = wage?.number("inflation", in: -0.1...0.5)
    let levy = wage?.number("employer_levy", in: share)
    let state = wage?.number("state_share", in: share)
    if let wage { note(wage, subject: "Wage rule of the zone") }
    let firms = root.table("firms")
    let material = firms?.number("material_share", in: share)
    let other = firms?.number("other_share", in: share)
    let growth = firms?.number("growth_after", in: -0.2...0.2)
    if let firms { note(firms, subject: "Firms of the zone") }
    let customs = root.table("customs")
    let isFree = customs?.flag("duty_free", default: true)
    let tariff = customs?.number("tariff", in: 0...10)
    let elasticity = customs?.number("elasticity", in: CSVRow.positive)
    if let customs { note(customs, subject: "Customs treatment of the zone") }
    guard let id, let name, let description, let host, let market, let commodity, let supply,
      let intake, let alternative, let minimum, let raise, let cap, let inflation, let levy,
      let state, let material, let other, let growth, let isFree, let tariff, let elasticity
    else { return nil }
    return SpecialZone(
      id: id,
      name: name,
      description: description,
      host: host,
      market: market,
      commodity: commodity,
      labour: .init(
        supplyMaximum: supply,
        intakePerYear: intake,
        alternativeUSDPerMonth: alternative
      ),
      wage: .init(
        minimumUSDPerMonth: minimum,
        firstRaise: raise,
        raiseCap: cap,
        inflation: inflation,
        employerLevy: levy,
        stateShare: state
      ),
      firms: .init(materialShare: material, otherShare: other, growthAfter: growth),
      customs: .init(isDutyFree: isFree, tariff: tariff, elasticity: elasticity),
      observed: []
    )
  }

  private func loadZoneObservations(_ zones: inout [SpecialZone]) {
    guard
      let table = table(
        "observed/zones.csv",
        required: ["zone", "year", "measure", "value", "use"],
        isOptional: true
      )
    else { return }
    let places = Dictionary(uniqueKeysWithValues: zones.enumerated().map { ($1.id, $0) })
    for row in table.rows(faults) {
      let place = row.reference("zone", in: places, called: "zone")
      let year = row.integer("year", in: 1900...2200)
      let measure = row.choice("measure", of: ZoneObservation.Measure.self)
      let value = row.number("value", in: measure == .openShare ? 0...1 : CSVRow.positive)
      let use = row.choice("use", of: TrafficObservation.Use.self)
      note(
        row,
        subject: "Zone \(row.optionalText("zone") ?? ""), \(measure?.rawValue ?? "")",
        value: "\(year ?? 0): \(value ?? 0)"
      )
      guard let place, let year, let measure, let value, let use else { continue }
      if zones[place].observed.contains(where: { $0.year == year && $0.measure == measure }) {
        row.fault("year", found: "\(year) again", expected: "every year of a measure once")
      }
      zones[place].observed.append(
        ZoneObservation(
          year: year,
          measure: measure,
          value: value,
          use: use,
          source: row.list("source").joined(separator: ";")
        )
      )
    }
  }
}
