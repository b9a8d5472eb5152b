public import Foundation
public import Tables

extension GasStudy {
  /// Reads a file of gas chains.
  ///
  /// - Parameter file: the file.
  /// - Returns: the chains and the warnings met.
  /// - Throws: `InputFaults` with every fault found.
  public static func read(
    _ file: URL
  ) throws(InputFaults) -> (study: GasStudy, warnings: [InputFault]) {
    let faults = FaultCollector()
    var found: GasStudy?
    if let root = TOMLTable.read(file, name: file.lastPathComponent, faults: faults) {
      found = GasReader().study(root)
      root.finish()
    }
    try faults.throwIfAny()
    guard let found else { throw InputFaults(faults.faults) }
    return (found, faults.warnings)
  }
}

/// Reads gas chains.
struct GasReader {
  /// Told of every table with a source and what it says.
  var note: (TOMLTable, String) -> Void = { table, _ in
    _ = table.text("source", default: "")
    _ = table.text("quality", default: "")
    _ = table.text("note", default: "")
  }

  private static let share = 0.0...0.9

  private enum StepName: String, CaseIterable {
    case pipeline, transit, liquefaction, shipping, regasification
  }

  private enum GroundName: String, CaseIterable { case onshore, offshore }

  func study(_ root: TOMLTable) -> GasStudy? {
    let head = root.table("gas")
    let id = head?.text("id")
    let name = head?.text("name")
    let description = head?.text("description", default: "")
    let density = head?.number("kg_per_m3", in: 0.1...3)
    let heat = head?.number("mj_per_m3", in: 5...100)
    let volume = head?.number("delivered_bcm_per_year", in: 1e-6...1e4)
    let price = head?.number("market_usd_per_mmbtu", in: CSVRow.notNegative)
    let premium = head?.number("replacement_premium_usd_per_mmbtu", in: CSVRow.notNegative)
    if let head { note(head, "Gas: volume, price and units") }
    let chains = root.tables("chain").compactMap { chain($0) }
    if chains.isEmpty { root.fault("chain", found: "none", expected: "at least one [[chain]]") }
    let grounds = root.tables("ground").compactMap { ground($0) }
    guard let id, let name, let description, let density, let heat, let volume, let price,
      let premium, !chains.isEmpty
    else { return nil }
    return GasStudy(
      id: id,
      name: name,
      description: description,
      units: GasUnits(kilogramsPerCubicMetre: density, megajoulesPerCubicMetre: heat),
      deliveredBCM: volume,
      marketUSDPerMMBTU: price,
      replacementPremiumUSDPerMMBTU: premium,
      chains: chains,
      grounds: grounds
    )
  }

  private func chain(_ table: TOMLTable) -> GasChain? {
    let id = table.text("id")
    let name = table.text("name")
    let supply = table.number("supply_usd_per_mmbtu", in: CSVRow.notNegative)
    note(table, "Gas at the field of \(name ?? "")")
    let steps = table.tables("step").compactMap { step($0) }
    if steps.isEmpty {
      table.fault("step", found: "none", expected: "at least one [[chain.step]]")
    }
    guard let id, let name, let supply, !steps.isEmpty else { return nil }
    return GasChain(id: id, name: name, supplyUSDPerMMBTU: supply, steps: steps)
  }

  private func step(_ table: TOMLTable) -> GasStep? {
    let name = table.text("name")
    let kind = table.choice("kind", of: StepName.self)
    if kind == nil { table.leaveUnread() }
    let outage = table.number("outage", in: 0...1, default: 0)
    var fuel: Double? = 0
    var found: GasStep.Kind?
    switch kind {
    case .pipeline:
      let length = table.number("length_km", in: CSVRow.positive)
      fuel = table.number("fuel_share_per_1000_km", in: Self.share)
      if table.has("investment_usd_m") {
        let investment = table.number("investment_usd_m", in: CSVRow.notNegative)
        let capacity = table.number("capacity_bcm_per_year", in: CSVRow.positive)
        let rate = table.number("rate", in: 0...1)
        let years = table.integer("years", in: 1...200)
        let upkeep = table.number("upkeep_share", in: 0...1)
        if let length, let investment, let capacity, let rate, let years, let upkeep {
          found = .costPipeline(
            kilometres: length,
            investmentUSDMillion: investment,
            capacityBCM: capacity,
            rate: rate,
            years: years,
            upkeep: upkeep
          )
        }
      } else {
        let tariff = table.number("usd_per_mcm_100_km", in: CSVRow.notNegative)
        if let length, let tariff {
          found = .tariffPipeline(kilometres: length, usdPerThousandCubicMetres100km: tariff)
        }
      }
    case .transit:
      let length = table.number("length_km", in: CSVRow.positive)
      let tariff = table.number("usd_per_mcm_100_km", in: CSVRow.notNegative)
      if let length, let tariff {
        found = .transitFee(kilometres: length, usdPerThousandCubicMetres100km: tariff)
      }
    case .liquefaction, .regasification:
      fuel = table.number("fuel_share", in: Self.share)
      found = table.number("usd_per_mmbtu", in: CSVRow.notNegative).map {
        .plant(usdPerMMBTU: $0)
      }
    case .shipping:
      let length = table.number("length_km", in: CSVRow.positive)
      let speed = table.number("speed_km_per_h", in: CSVRow.positive)
      let cargo = table.number("cargo_t", in: CSVRow.positive)
      let hire = table.number("usd_per_day", in: CSVRow.notNegative)
      let days = table.number("port_days", in: CSVRow.notNegative)
      let dues = table.number("port_usd", in: CSVRow.notNegative)
      let boilOff = table.number("boil_off_per_day", in: 0...0.1)
      if let length, let speed, let cargo, let hire, let days, let dues, let boilOff {
        found = .shipping(
          GasStep.Shipping(
            kilometres: length,
            speed: speed,
            cargoTonnes: cargo,
            usdPerDay: hire,
            portDays: days,
            portUSD: dues,
            boilOffPerDay: boilOff
          )
        )
      }
    case nil: break
    }
    note(table, "Gas: \(name ?? "")")
    guard let name, let outage, let fuel, let found else { return nil }
    return GasStep(name: name, kind: found, fuelShare: fuel, outage: outage)
  }

  private func ground(_ table: TOMLTable) -> GasStudy.Ground? {
    let name = table.text("name")
    let kind = table.choice("kind", of: GroundName.self)
    let tariff = table.number("usd_per_mcm_100_km", in: CSVRow.positive)
    let fuel = table.number("fuel_share_per_1000_km", in: Self.share)
    let published =
      table.has("published_km") ? table.number("published_km", in: CSVRow.positive) : nil
    let source = table.text("source")
    note(table, "Gas pipeline: \(name ?? "")")
    guard let name, let kind, let tariff, let fuel, let source else { return nil }
    return GasStudy.Ground(
      name: name,
      isOffshore: kind == .offshore,
      usdPerThousandCubicMetres100km: tariff,
      fuelShare: fuel,
      publishedKilometres: published,
      source: source
    )
  }
}

extension StudyLoader {
  /// Gas chains of `gas/*.toml`.
  func loadGas() -> [GasStudy] {
    let url = folder.appendingPathComponent("gas")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [])
      .filter { $0.hasSuffix(".toml") }.sorted()
    return names.compactMap { name in
      guard let root = toml("gas/\(name)") else { return nil }
      let study = GasReader(note: { self.note($0, subject: $1) }).study(root)
      root.finish()
      return study
    }
  }
}
