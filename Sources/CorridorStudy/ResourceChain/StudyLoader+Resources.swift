import Foundation
import Tables

extension StudyLoader {
  /// Resource chains of `resources/*.toml`.
  func loadResources() -> [ResourceChain] {
    let url = folder.appendingPathComponent("resources")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [])
      .filter { $0.hasSuffix(".toml") }.sorted()
    return names.compactMap { name in
      guard let root = toml("resources/\(name)") else { return nil }
      let chain = resourceChain(root)
      root.finish()
      return chain
    }
  }

  private func resourceChain(_ root: TOMLTable) -> ResourceChain? {
    let head = root.table("resource")
    let id = head?.text("id")
    let name = head?.text("name")
    let description = head?.text("description", default: "")
    let project = head?.text("project", default: "")
    if let head, let project, !project.isEmpty {
      namedProjects.append((project, { head.fault("project", found: $0, expected: $1) }))
    }
    if let head { note(head, subject: "Resource chain") }
    let market = root.table("market")
    let price = market?.number("price_usd_per_t", in: CSVRow.positive)
    let heat = market?.number("mj_per_kg", in: CSVRow.positive)
    let growth = market?.number("price_growth", in: -0.2...0.2)
    if let market { note(market, subject: "Market of the resource") }
    let deposits = root.tables("deposit").compactMap { deposit($0) }
    if deposits.isEmpty {
      root.fault("deposit", found: "none", expected: "at least one [[deposit]]")
    }
    let steps = root.tables("step").compactMap { step($0) }
    var seen: Set<String> = []
    for part in deposits.map(\.name) + steps.flatMap({ $0.parts.map(\.name) })
    where !seen.insert(part).inserted {
      root.fault("step", found: "'\(part)' again", expected: "every name once")
    }
    let states = root.tables("state").compactMap { state($0, seen) }
    let extraction = root.table("extraction")
    let first = extraction?.integer("first_year", in: 1900...2300)
    let last = extraction?.integer("last_year", in: 1900...2300)
    let rate = extraction?.number("discount_rate", in: 0...1)
    let decline = extraction?.number("decline_share", in: 0...1)
    if let extraction { note(extraction, subject: "Extraction paths") }
    if let first, let last, last < first || last - first > 500 {
      extraction?.fault("last_year", found: "\(last)", expected: "up to 500 years from first_year")
      return nil
    }
    let loan = root.optionalTable("loan")
    let amount = loan?.number("amount_usd_m", in: CSVRow.notNegative)
    let interest = loan?.number("rate", in: 0...1)
    let years = loan?.integer("years", in: 1...200)
    if let loan { note(loan, subject: "Loan repaid in the resource") }
    guard let id, let name, let description, let project, let price, let heat, let growth,
      let first,
      let last, let rate, let decline, !deposits.isEmpty
    else { return nil }
    return ResourceChain(
      id: id,
      name: name,
      description: description,
      project: project.isEmpty ? nil : project,
      priceUSDPerTonne: price,
      referenceMegajoulesPerKilogram: heat,
      deposits: deposits,
      steps: steps,
      states: states.isEmpty ? [.init(name: "As it is", capacities: [:])] : states,
      firstYear: first,
      lastYear: last,
      discountRate: rate,
      priceGrowth: growth,
      declineShare: decline,
      loanUSDMillion: amount ?? 0,
      loanRate: interest ?? 0,
      loanYears: years ?? 1
    )
  }

  private func deposit(_ table: TOMLTable) -> ResourceChain.Deposit? {
    let name = table.text("name")
    let reserves = table.number("reserves_mt", in: CSVRow.notNegative)
    let recovery = table.number("recovery", in: 0...1)
    let heat = table.number("mj_per_kg", in: CSVRow.positive)
    let cost = table.number("cost_usd_per_t", in: CSVRow.notNegative)
    let capacity = table.number("capacity_mt_per_year", in: CSVRow.notNegative)
    note(table, subject: "Deposit \(name ?? "")")
    guard let name, let reserves, let recovery, let heat, let cost, let capacity else { return nil }
    return ResourceChain.Deposit(
      name: name,
      reservesMegatonnes: reserves,
      recovery: recovery,
      megajoulesPerKilogram: heat,
      costUSDPerTonne: cost,
      capacityMegatonnes: capacity
    )
  }

  private func step(_ table: TOMLTable) -> ResourceChain.Step? {
    guard let name = table.text("name") else { return nil }
    let parts = table.tables("part").compactMap { part -> ResourceChain.Part? in
      let name = part.text("name")
      let cost = part.number("cost_usd_per_t", in: CSVRow.notNegative)
      let capacity = part.number("capacity_mt_per_year", in: CSVRow.notNegative)
      note(part, subject: "Chain part \(name ?? "")")
      guard let name, let cost, let capacity else { return nil }
      return ResourceChain.Part(name: name, costUSDPerTonne: cost, capacityMegatonnes: capacity)
    }
    if parts.isEmpty { table.fault("part", found: "none", expected: "at least one [[step.part]]") }
    return ResourceChain.Step(name: name, parts: parts)
  }

  private func state(_ table: TOMLTable, _ known: Set<String>) -> ResourceChain.State? {
    let name = table.text("name")
    var capacities: [String: Double] = [:]
    for change in table.tables("capacity") {
      let part = change.text("part")
      let capacity = change.number("mt_per_year", in: CSVRow.notNegative)
      note(change, subject: "Capacity of \(part ?? "") when built")
      guard let part, let capacity else { continue }
      if !known.contains(part) {
        change.fault(
          "part",
          found: "unknown part '\(part)'",
          expected: "a deposit or part\(NearestName.hint(for: part, among: known.sorted()))"
        )
      }
      capacities[part] = capacity
    }
    return name.map { ResourceChain.State(name: $0, capacities: capacities) }
  }
}
