import Foundation
import Numerics
import ProjectAppraisal
import Tables

extension StudyLoader {
  func loadRisk() -> RiskSettings? {
    guard let root = toml("risk.toml", isOptional: true) else { return nil }
    let draws = root.integer("draws", in: 1...10_000_000, default: 1000)
    let method =
      root.has("method") ? root.choice("method", of: SamplingMethod.self) : .latinHypercube
    var variables: [RiskVariableSettings] = []
    for table in root.tables("variable") {
      guard let variable = variable(table) else { continue }
      if variables.contains(where: { $0.driver == variable.driver }) {
        table.fault(
          "driver",
          found: "'\(variable.driver.rawValue)' again",
          expected: "every driver once"
        )
      } else {
        variables.append(variable)
      }
    }
    let correlations = correlations(root, variables)
    let standpoints = (root.has("standpoints") ? root.numbers("standpoints", in: 1900...2200) : [])
      .map { $0.map { Int($0.rounded()) } }
    let waiting = root.optionalTable("waiting").flatMap { self.waiting($0) }
    root.finish()
    guard let draws, let method else { return nil }
    return RiskSettings(
      draws: draws,
      method: method,
      variables: variables,
      correlations: correlations,
      standpoints: Array(Set(standpoints ?? [])).sorted(),
      waiting: waiting
    )
  }

  private func waiting(_ table: TOMLTable) -> WaitingSettings? {
    let from = table.integer("from", in: 1900...2200)
    let until = table.integer("until", in: 1900...2300)
    let chance = table.number("annual_chance", in: 0...1)
    let first = table.integer("first_lift_year", in: 1900...2300)
    note(table, subject: "Right to build later")
    if let from, let until, until < from {
      table.fault("until", found: "\(until)", expected: "a year not before \(from)")
      return nil
    }
    guard let from, let until, let chance, let first else { return nil }
    return WaitingSettings(from: from, until: until, annualChance: chance, firstLiftYear: first)
  }

  private func correlations(
    _ root: TOMLTable,
    _ variables: [RiskVariableSettings]
  ) -> [RiskCorrelationSettings] {
    var found: [RiskCorrelationSettings] = []
    for table in root.tables("correlation") {
      let rank = table.number("rank", in: -1...1)
      note(table, subject: "Rank correlation")
      guard let names = table.texts("between") else { continue }
      let drivers = names.compactMap { name in variables.first { $0.driver.rawValue == name } }
      guard names.count == 2, drivers.count == 2, drivers[0].driver != drivers[1].driver else {
        let known = variables.map(\.driver.rawValue)
        let hint = names.first { !known.contains($0) }
          .map { NearestName.hint(for: $0, among: known) }
        table.fault(
          "between",
          found: names.joined(separator: ", "),
          expected: "the drivers of two different [[variable]]s\(hint ?? "")"
        )
        continue
      }
      guard let rank else { continue }
      found.append(
        RiskCorrelationSettings(first: drivers[0].driver, second: drivers[1].driver, rank: rank)
      )
      if RiskSettings.rankCorrelations(variables, found) == nil {
        table.fault(
          "rank",
          found: "\(rank), which contradicts the correlations before it",
          expected: "a correlation that some joint distribution has together with these"
        )
        found.removeLast()
      }
    }
    return found
  }

  private func variable(_ table: TOMLTable) -> RiskVariableSettings? {
    let driver = driver(table)
    let source = table.text("source", default: "") ?? ""
    let quality = table.text("quality", default: "") ?? ""
    note(table, subject: "Spread of \(driver?.rawValue ?? "")")
    let isRelative = table.flag("relative", default: false)
    guard let distribution = DistributionReader.read(table), let driver, let isRelative else {
      return nil
    }
    if isRelative, !driver.isAddress {
      table.fault("relative", found: "true", expected: "the address of a number as driver")
    }
    let variable = RiskVariableSettings(
      driver: driver,
      distribution: distribution,
      isRelative: isRelative,
      source: source,
      quality: quality
    )
    if !driver.isAddress, distribution.lowest < driver.least {
      table.fault(
        "distribution",
        found: "\(distribution.text), which reaches \(distribution.lowest)",
        expected: driver.least < 0
          ? "values above \(driver.least)"
          : driver.least > 0 ? "values above zero" : "values not below zero"
      )
    }
    return variable
  }

  /// A named driver, or the address of a number, which is looked up once the study is read.
  private func driver(_ table: TOMLTable) -> RiskDriver? {
    guard let text = table.text("driver") else { return nil }
    let driver = RiskDriver(rawValue: text)
    if driver.isAddress {
      addressTables[driver] = table
      return driver
    }
    let names = RiskDriver.named.map(\.rawValue)
    guard names.contains(text) else {
      table.fault(
        "driver",
        found: "'\(text)'",
        expected: "the address of a number of the study, or one of "
          + names.joined(separator: ", ") + NearestName.hint(for: text, among: names)
      )
      return nil
    }
    return driver
  }

  /// Finds the numbers that drivers with an address name.
  func resolveNumbers(_ study: inout Study) {
    guard var risk = study.risk, !addressTables.isEmpty else { return }
    let numbers = StudyNumber.all(of: study)
    for place in risk.variables.indices where risk.variables[place].driver.isAddress {
      let driver = risk.variables[place].driver
      if let number = numbers[driver.rawValue] {
        risk.variables[place].number = number
        if let fault = risk.variables[place].fault(in: study) {
          addressTables[driver]?
            .fault(fault.column, found: fault.found, expected: fault.expected)
        }
      } else {
        addressTables[driver]?.fault(
          "driver",
          found: "'\(driver.rawValue)'",
          expected: "the address of a number of the study"
            + hint(for: driver.rawValue, among: numbers.keys)
        )
      }
    }
    study.risk = risk
  }

  /// Addresses near to one that there is not: those with the longest common beginning first.
  private func hint(for address: String, among known: some Collection<String>) -> String {
    let nearest = known.map { (common: $0.commonPrefix(with: address).count, address: $0) }
      .sorted { ($0.common, $1.address) > ($1.common, $0.address) }
      .prefix(400).map(\.address)
    let hint = NearestName.hint(for: address, among: nearest)
    if !hint.isEmpty { return hint }
    return "; near it: " + nearest.prefix(4).joined(separator: ", ")
  }
}

extension RiskSettings {
  /// Correlations by position of the variables; `nil` where they contradict one another.
  static func rankCorrelations(
    _ variables: [RiskVariableSettings],
    _ correlations: [RiskCorrelationSettings]
  ) -> RankCorrelations? {
    let places = Dictionary(
      variables.enumerated().map { ($1.driver, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return RankCorrelations(
      dimensions: variables.count,
      pairs: correlations.compactMap { pair in
        guard let first = places[pair.first], let second = places[pair.second] else { return nil }
        return (first, second, pair.rank)
      }
    )
  }
}
