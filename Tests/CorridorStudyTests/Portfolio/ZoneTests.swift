import Foundation
import Tables
import Testing

@testable import CorridorStudy

@Suite("Special zones")
struct ZoneTests {
  static func model() throws -> ZoneModel {
    ZoneModel(try #require(try BuiltIn.study().zones.first))
  }

  @Test("Output of 2005–2015 is met: the total to 5 %, predicted years after 2005 to 35 % each")
  func backTest() throws {
    let checks = try Self.model().backTest()
    let outputs = checks.filter { $0.measure == "output_usd_m" }
    #expect(outputs.count == 11)
    let modelled = outputs.reduce(0) { $0 + $1.modelled }
    let observed = outputs.reduce(0) { $0 + $1.observed }
    #expect(abs(modelled / observed - 1) < 0.05)
    for check in outputs where check.use == "prediction" && check.year > 2005 {
      #expect(abs(check.errorPercent) < 35, "\(check.year): \(check.errorPercent)")
    }
  }

  @Test("The wage rule gives the minimum wages agreed, to a tenth of a per cent")
  func wages() throws {
    for check in try Self.model().backTest()
    where check.measure == "minimum_wage_usd_per_month" {
      #expect(abs(check.errorPercent) < 0.1, "\(check.year)")
    }
  }

  @Test("Workers stay within room, supply and intake; shut, it makes nothing")
  func limits() throws {
    let model = try Self.model()
    for room in [1000.0, 54_988, 700_000, 1e9] {
      let years = model.years(2031...2080, opening: 2031, room: room) { _ in 1 }
      var before = 0.0
      for year in years {
        #expect(year.workers <= min(room, model.zone.labour.supplyMaximum))
        #expect(year.workers - before <= model.zone.labour.intakePerYear * (1 + 1e-12))
        before = year.workers
      }
    }
    let shut = model.years(2031...2040, opening: 2031, room: 50_000) { $0 < 2035 ? 1 : 0 }
    #expect(shut.filter { $0.year >= 2035 }.allSatisfy { $0.outputUSDMillion == 0 })
    #expect(shut.filter { $0.year < 2035 }.allSatisfy { $0.outputUSDMillion > 0 })
  }

  @Test("A duty on its goods cannot raise its output; firms, workers and state share what it adds")
  func customs() throws {
    let free = try Self.model()
    var zone = free.zone
    zone.customs.isDutyFree = false
    let taxed = ZoneModel(zone)
    let one = free.years(2031...2031, opening: 2031, room: 10_000) { _ in 1 }[0]
    let other = taxed.years(2031...2031, opening: 2031, room: 10_000) { _ in 1 }[0]
    #expect(other.outputUSDMillion < one.outputUSDMillion)
    #expect(zone.customs.access < 1 && zone.customs.access > 0)
    let wages = one.wagesUSDMillion
    let added =
      one.outputUSDMillion
      * (1 - zone.firms.materialShare - zone.firms.otherShare)
    let alternative = one.workers * zone.labour.alternativeUSDPerMonth * 12 / 1e6
    #expect(abs(one.valueAddedAboveAlternative - (added - alternative)) < 1e-9)
    #expect(wages > 0)
  }

  @Test(
    "A closure costs what the zone would earn with its last workers, at its last pay and output"
  )
  func closure() throws {
    let study = try BuiltIn.study()
    let model = try Self.model()
    let zone = model.zone
    let last = model.observedYears.upperBound
    let sales = model.outputPerWorker(last) * model.workers(last) * zone.customs.access / 1e6
    let alternative = model.workers(last) * zone.labour.alternativeUSDPerMonth * 12 / 1e6
    let added = sales * (1 - zone.firms.materialShare - zone.firms.otherShare) - alternative
    let result = model.result(study)
    #expect(abs(result.closureOutputUSDMillion / sales - 1) < 1e-12)
    #expect(abs(result.closureIncomeUSDMillion / added - 1) < 1e-12)
  }

  @Test("Two zones of one id are a fault of the second file")
  func twice() throws {
    let folder = try BuiltIn.copy()
    let zones = folder.appendingPathComponent("zones")
    let first = try #require(
      try FileManager.default.contentsOfDirectory(atPath: zones.path).first {
        $0.hasSuffix(".toml")
      }
    )
    try FileManager.default.copyItem(
      at: zones.appendingPathComponent(first),
      to: zones.appendingPathComponent("zz.toml")
    )
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    #expect(
      error.faults.contains { $0.file == "zones/zz.toml" && $0.column == "zone.id" },
      "\(error)"
    )
  }
}
