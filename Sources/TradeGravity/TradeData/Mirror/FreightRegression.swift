import Foundation
import Numerics

/// The regression behind `FreightRate`.
struct FreightRegression {
  static let names = ["ln_distance", "contiguous", "landlocked_exporter", "landlocked_importer"]
  /// Pairs that a product needs for an effect of its own.
  static let fewestPairs = 20

  /// Regressors of each pair of countries, `nil` where the distance is not known.
  let regressors: [Int64: [Double]]

  init(_ flows: MirrorFlows, _ distances: PairDistances) {
    var regressors: [Int64: [Double]] = [:]
    for flow in 0..<flows.count {
      let key = Self.key(flows.exporters[flow], flows.importers[flow])
      if regressors[key] != nil { continue }
      let exporter = flows.countries[Int(flows.exporters[flow])]
      let importer = flows.countries[Int(flows.importers[flow])]
      guard let pair = distances.pair(exporter, importer) ?? distances.pair(importer, exporter)
      else { continue }
      regressors[key] = [
        log(max(1, pair.distanceKm)), pair.isContiguous ? 1 : 0,
        CountryCode.landlocked.contains(exporter) ? 1 : 0,
        CountryCode.landlocked.contains(importer) ? 1 : 0,
      ]
    }
    self.regressors = regressors
  }

  static func key(_ exporter: Int32, _ importer: Int32) -> Int64 {
    Int64(exporter) << 32 | Int64(importer)
  }

  func regressors(_ flows: MirrorFlows, _ flow: Int) -> [Double]? {
    regressors[Self.key(flows.exporters[flow], flows.importers[flow])]
  }

  /// Estimates the rate.
  ///
  /// - Throws: `NotConverged` where the reweighting does not settle; `SingularMatrix` cannot happen,
  ///   since regressors without variation of their own are left out.
  func fit(_ flows: MirrorFlows, largestLogRatio: Double) throws -> FreightRate? {
    var used: [Int] = []
    var withoutDistance = 0
    for flow in 0..<flows.count where flows.isPair(flow) {
      guard regressors(flows, flow) != nil else {
        withoutDistance += 1
        continue
      }
      if abs(log(flows.importerValues[flow] / flows.exporterValues[flow])) <= largestLogRatio {
        used.append(flow)
      }
    }
    guard used.count >= 10 else { return nil }
    let (groupOf, groupCount) = Self.groups(flows, used)
    let yearList = Array(Set(used.map { flows.years[$0] })).sorted()
    let yearPlace = Dictionary(
      uniqueKeysWithValues: yearList.enumerated().map { ($1, $0) }
    )
    // Year effects are ordinary regressors against the first year.
    let plain = Self.names.count
    let width = plain + yearList.count - 1
    var design = [Double](repeating: 0, count: used.count * width)
    var outcome = [Double](repeating: 0, count: used.count)
    for (row, flow) in used.enumerated() {
      let values = regressors(flows, flow) ?? []
      for (column, value) in values.enumerated() { design[row * width + column] = value }
      let year = yearPlace[flows.years[flow]] ?? 0
      if year > 0 { design[row * width + plain + year - 1] = 1 }
      outcome[row] = log(flows.importerValues[flow] / flows.exporterValues[flow])
    }
    let groups = used.map { Int(groupOf[Int(flows.productOf[$0])]) }
    let robust = try RobustRegression(
      design: design,
      width: width,
      outcome: outcome,
      groups: groups,
      groupCount: groupCount
    )
    var yearEffects: [Int16: Double] = [:]
    for (place, year) in yearList.enumerated() where place > 0 {
      yearEffects[year] = robust.coefficients[plain + place - 1]
    }
    let terms = (0..<plain).filter { robust.isUsed[$0] }.map {
      FreightRate.Term(
        name: Self.names[$0],
        estimate: robust.coefficients[$0],
        standardError: robust.standardErrors[$0]
      )
    }
    let meanEffect =
      Series.sum(groups.map { robust.groupEffects[$0] }) / Double(groups.count)
    func made(_ median: Double) -> FreightRate {
      FreightRate(
        terms: terms,
        pairs: used.count,
        pairsWithoutDistance: withoutDistance,
        medianRate: median,
        scale: robust.scale,
        convergence: robust.convergence,
        groupEffects: robust.groupEffects,
        groupOf: groupOf,
        yearEffects: yearEffects,
        meanEffect: meanEffect,
        coefficients: Array(robust.coefficients[0..<plain])
      )
    }
    let first = made(0)
    let rates = used.map { flow in
      first.rate(
        product: flows.productOf[flow],
        year: flows.years[flow],
        regressors: regressors(flows, flow),
        highest: .greatestFiniteMagnitude
      )
    }
    return made(Series.quantile(sorted: rates.sorted(), 0.5))
  }

  /// Group of each product: its chapter (first two digits of a code of digits), or itself; those with
  /// few pairs share one, and products without any pair are −1.
  static func groups(_ flows: MirrorFlows, _ used: [Int]) -> (of: [Int32], count: Int) {
    let chapters = flows.products.map { code in
      code.utf8.count >= 4 && code.utf8.allSatisfy { (48...57).contains($0) }
        ? String(code.prefix(2)) : code
    }
    var pairs: [String: Int] = [:]
    for flow in used { pairs[chapters[Int(flows.productOf[flow])], default: 0] += 1 }
    var place: [String: Int32] = [:]
    var next: Int32 = 0
    for (chapter, count) in pairs.sorted(by: { $0.key < $1.key }) where count >= fewestPairs {
      place[chapter] = next
      next += 1
    }
    if pairs.contains(where: { $0.value < fewestPairs }) {
      for (chapter, count) in pairs where count < fewestPairs { place[chapter] = next }
      next += 1
    }
    return (chapters.map { place[$0] ?? -1 }, Int(next))
  }
}
