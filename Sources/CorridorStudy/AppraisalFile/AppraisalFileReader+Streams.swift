import Foundation
import Numerics
import ProjectAppraisal
import Tables

extension AppraisalFileReader {
  /// One `[[stream]]`.
  func stream(_ table: TOMLTable, _ file: AppraisalFile) -> AppraisalStream? {
    let id = table.text("id")
    let name = table.text("name", default: id ?? "")
    let kind = table.choice("kind", of: AppraisalItem.Kind.self)
    let country = table.text("country", default: "–")
    let party = table.text("party", default: "project")
    var receiver: (country: String, party: String)?
    if kind == .transfer || kind == .financing {
      let toCountry = table.text("to_country", default: country ?? "–")
      let toParty = table.text("to_party")
      if let toCountry, let toParty { receiver = (toCountry, toParty) }
    }
    let amounts = amounts(table, file, id ?? "")
    let conversion = conversionFactor(table, file)
    let uplift = AppraisalFields.uplift(table)
    let life = table.has("life_years") ? table.integer("life_years", in: 1...1000) : nil
    let residual =
      table.has("residual_share") ? table.number("residual_share", in: 0...1) : nil
    guard let id, let name, let kind, let country, let party, let amounts, let conversion,
      let uplift
    else { return nil }
    return AppraisalStream(
      id: id,
      name: name,
      kind: kind,
      country: country,
      party: party,
      receiver: receiver,
      amounts: amounts,
      conversionFactor: conversion,
      uplift: uplift,
      lifeYears: life,
      residualShare: residual
    )
  }

  /// Amounts by year in prices of the price year: a list, a rule, or a column of the table.
  func amounts(_ table: TOMLTable, _ file: AppraisalFile, _ id: String) -> [Double]? {
    var amounts: [Double]
    if table.has("amounts") {
      guard let given = table.numbers("amounts") else { return nil }
      let start = table.integer("from", in: file.years, default: file.firstYear) ?? file.firstYear
      guard start - file.firstYear + given.count <= file.years.count else {
        table.fault(
          "amounts",
          found: "\(given.count) years from \(start)",
          expected: "amounts that end by \(file.lastYear)"
        )
        return nil
      }
      amounts = [Double](repeating: 0, count: file.years.count)
      for (place, amount) in given.enumerated() { amounts[start - file.firstYear + place] = amount }
    } else if table.has("amount") {
      let amount = table.number("amount")
      let growth = table.number("growth", in: -1...10, default: 0)
      let from = table.integer("from", in: file.years, default: file.openingYear)
      let to = table.integer("to", in: file.years, default: file.lastYear)
      guard let amount, let growth, let from, let to else { return nil }
      guard to >= from else {
        table.fault("to", found: "\(to)", expected: "a year not before \(from)")
        return nil
      }
      amounts = file.years.map { year in
        year < from || year > to ? 0 : amount * pow(1 + growth, Double(year - from))
      }
    } else {
      let column = table.text("column", default: id) ?? id
      guard let read = self.table else {
        table.fault(
          "amounts",
          found: "nothing",
          expected: "amounts, an amount, or a table that the file names at its top"
        )
        return nil
      }
      guard read.has(column) else {
        table.fault(
          "column",
          found: "no column '\(column)' in \(read.file)",
          expected: "a column of it" + NearestName.hint(for: column, among: read.columns)
        )
        return nil
      }
      amounts = file.years.map { year in
        guard let row = rows[year] else { return 0 }
        return row.number(column, default: 0) ?? 0
      }
    }
    return atPrices(amounts, table, file)
  }

  /// Turns amounts of another price year, or at current prices, into those of the price year.
  private func atPrices(
    _ amounts: [Double],
    _ table: TOMLTable,
    _ file: AppraisalFile
  ) -> [Double]? {
    enum Prices: String, CaseIterable { case constant, current }
    let prices =
      table.has("prices") ? table.choice("prices", of: Prices.self) : Prices.constant
    let needsInflation = prices == .current || table.has("price_year")
    let inflation =
      needsInflation
      ? table.number("inflation", in: -0.9...10)
      : table.number("inflation", in: -0.9...10, default: 0)
    let year = table.integer("price_year", in: 1800...3000, default: file.priceYear)
    guard let prices, let inflation, let year else { return nil }
    let result = amounts.enumerated().map { place, amount in
      let own = prices == .current ? file.firstYear + place : year
      return amount * pow(1 + inflation, Double(file.priceYear - own))
    }
    guard result.allSatisfy(\.isFinite) else {
      table.fault(
        "inflation",
        found: "\(inflation)",
        expected: "a rate that leaves amounts finite over the years"
      )
      return nil
    }
    return result
  }

  private func conversionFactor(_ table: TOMLTable, _ file: AppraisalFile) -> Double? {
    if table.has("conversion_factor") { return table.number("conversion_factor", in: -10...10) }
    guard table.has("composition") else { return 1 }
    return AppraisalFields.composition(table).map { file.shadowPrices.factor($0) }
  }

  /// One `[[mode]]`: change of its traffic and what a tonne-kilometre does to others.
  func mode(_ table: TOMLTable, _ file: AppraisalFile) -> [AppraisalStream] {
    let id = table.text("id")
    let country = table.text("country", default: "WLD") ?? "WLD"
    let grams = table.number("grams_co2e_per_tkm", in: CSVRow.notNegative, default: 0)
    let others = ["pollution_per_tkm", "accidents_per_tkm", "noise_per_tkm"].map { key in
      (key: key, rate: table.number(key, default: 0))
    }
    let scale = table.number("scale", in: CSVRow.positive, default: 1e-6)
    guard let id, let grams, let scale, let tonneKilometres = amounts(table, file, id) else {
      return []
    }
    func stream(_ name: String, _ amounts: [Double]) -> AppraisalStream {
      AppraisalStream(
        id: "\(id) \(name)",
        name: "\(name): \(id)",
        kind: .externality,
        country: country,
        party: name == "CO2e" ? "environment" : "residents",
        amounts: amounts,
        conversionFactor: 1,
        uplift: 0
      )
    }
    var streams: [AppraisalStream] = []
    if grams > 0 {
      let tonnes = tonneKilometres.map { $0 * grams / 1e6 }
      streams.append(
        stream("CO2e", zip(file.years, tonnes).map { -$1 * file.carbon.price($0) * scale })
      )
    }
    for other in others {
      guard let rate = other.rate, rate != 0 else { continue }
      let name = String(other.key.prefix { $0 != "_" }).capitalized
      streams.append(stream(name, tonneKilometres.map { -$0 * rate * scale }))
    }
    return streams
  }
}
