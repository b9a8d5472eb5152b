import Foundation
import Numerics
import ProjectAppraisal
import Tables

extension AppraisalFileReader {
  /// A market: origin, destination and commodity.
  private struct Market: Hashable {
    var origin: String
    var destination: String
    var commodity: String
  }

  /// One year of a market.
  private struct MarketYear {
    var year: Int
    var surplus: UserSurplus
    var producer: Double
    var government: Double
  }

  /// `[flows]`: users' gains by the rule of half for each origin, destination and commodity, with
  /// existing, diverted and generated traffic apart, and what carriers and governments gain.
  ///
  /// Between the years of a market its gains lie on straight lines; before its first they are zero,
  /// after its last they stay.
  func flows(_ table: TOMLTable, _ file: AppraisalFile) -> [AppraisalStream] {
    let scale = table.number("scale", in: CSVRow.positive, default: 1)
    let share = table.number("origin_share", in: 0...1, default: 0.5)
    let carrier = table.text("carrier_country", default: "–")
    let government = table.text("government_country", default: "–")
    guard let name = table.text("file"), let scale, let share, let carrier, let government else {
      return []
    }
    let place = url.deletingLastPathComponent().appendingPathComponent(name)
    let required = [
      "year", "origin", "destination", "commodity", "quantity_without", "quantity_with",
      "cost_without", "cost_with",
    ]
    let optional = [
      "diverted_share", "margin_without", "margin_with", "tax_without", "tax_with",
    ]
    guard let read = CSVTable.read(place, name: name, faults: faults),
      read.expect(required, optional: optional, faults: faults)
    else { return [] }
    var markets: [Market] = []
    var years: [Market: [MarketYear]] = [:]
    for row in read.rows(faults) {
      guard let (market, year) = marketYear(row, read, file) else { continue }
      if years[market] == nil { markets.append(market) }
      if years[market]?.contains(where: { $0.year == year.year }) == true {
        row.fault("year", found: "\(year.year) again", expected: "every year of a market once")
      }
      years[market, default: []].append(year)
    }
    var sums = FlowSums(file, scale: scale, originShare: share)
    for market in markets {
      let own = (years[market] ?? []).sorted { $0.year < $1.year }
      let places = own.map { Double($0.year) }
      func line(_ value: (MarketYear) -> Double) -> [Double] {
        let values = own.map(value)
        return file.years.map {
          Double($0) < places[0] ? 0 : Series.interpolate(places, values, at: Double($0))
        }
      }
      sums.add("existing", market.origin, market.destination, line { $0.surplus.existing })
      sums.add("diverted", market.origin, market.destination, line { $0.surplus.diverted })
      sums.add("generated", market.origin, market.destination, line { $0.surplus.generated })
      sums.add(.producerSurplus, carrier, "carriers", line(\.producer))
      sums.add(.governmentSurplus, government, "government", line(\.government))
    }
    return sums.streams
  }

  private func marketYear(
    _ row: CSVRow,
    _ table: CSVTable,
    _ file: AppraisalFile
  ) -> (Market, MarketYear)? {
    let year = row.integer("year", in: file.years)
    let origin = row.text("origin")
    let destination = row.text("destination")
    let commodity = row.text("commodity")
    let before = row.number("quantity_without", in: CSVRow.notNegative)
    let after = row.number("quantity_with", in: CSVRow.notNegative)
    let costBefore = row.number("cost_without")
    let costAfter = row.number("cost_with")
    func optional(_ column: String, _ range: ClosedRange<Double> = CSVRow.anyNumber) -> Double? {
      table.has(column) ? row.number(column, in: range, default: 0) : 0
    }
    let diverted = optional("diverted_share", 0...1)
    let margins = (optional("margin_without"), optional("margin_with"))
    let taxes = (optional("tax_without"), optional("tax_with"))
    guard let year, let origin, let destination, let commodity, let before, let after,
      let costBefore, let costAfter, let diverted, let marginBefore = margins.0,
      let marginAfter = margins.1, let taxBefore = taxes.0, let taxAfter = taxes.1
    else { return nil }
    return (
      Market(origin: origin, destination: destination, commodity: commodity),
      MarketYear(
        year: year,
        surplus: UserSurplus(
          costWithout: costBefore,
          costWith: costAfter,
          quantityWithout: before,
          quantityWith: after,
          divertedShare: diverted
        ),
        producer: marginAfter * after - marginBefore * before,
        government: taxAfter * after - taxBefore * before
      )
    )
  }
}

/// Gains of flows, added up by who has them.
private struct FlowSums {
  private let years: ClosedRange<Int>
  private let scale: Double
  private let originShare: Double
  private var found: [AppraisalStream] = []
  private var places: [String: Int] = [:]

  init(_ file: AppraisalFile, scale: Double, originShare: Double) {
    years = file.years
    self.scale = scale
    self.originShare = originShare
  }

  /// Streams that are not zero throughout, in the order in which they came up.
  var streams: [AppraisalStream] { found.filter { $0.amounts.contains { $0 != 0 } } }

  /// Adds users' gains of one sort, shared between both ends.
  mutating func add(_ sort: String, _ origin: String, _ destination: String, _ amounts: [Double]) {
    let name = "Users, \(sort) traffic"
    add(.userBenefit, name, origin, "shippers", amounts, originShare)
    add(.userBenefit, name, destination, "consignees", amounts, 1 - originShare)
  }

  /// Adds the gains of another party.
  mutating func add(
    _ kind: AppraisalItem.Kind,
    _ country: String,
    _ party: String,
    _ amounts: [Double]
  ) {
    let name = kind == .producerSurplus ? "Carriers' surplus" : "Government revenue"
    add(kind, name, country, party, amounts, 1)
  }

  private mutating func add(
    _ kind: AppraisalItem.Kind,
    _ name: String,
    _ country: String,
    _ party: String,
    _ amounts: [Double],
    _ share: Double
  ) {
    let key = [name, country, party].joined(separator: "|")
    let place =
      places[key]
      ?? {
        found.append(
          AppraisalStream(
            id: key,
            name: name,
            kind: kind,
            country: country,
            party: party,
            amounts: [Double](repeating: 0, count: years.count),
            conversionFactor: 1,
            uplift: 0
          )
        )
        places[key] = found.count - 1
        return found.count - 1
      }()
    for (year, amount) in amounts.enumerated() {
      found[place].amounts[year] += amount * share * scale
    }
  }
}
