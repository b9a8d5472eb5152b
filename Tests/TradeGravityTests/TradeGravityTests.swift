import Testing
import TradeGravity

@Suite("Trade tables")
struct TradeGravityTests {
  @Test("Equal partners give 1/n, one alone gives 1, none gives 0", arguments: [1, 2, 5, 40])
  func concentration(count: Int) {
    let equal = PartnerProfile(values: Array(repeating: 3, count: count))
    #expect(abs(equal.concentration - 1 / Double(count)) < 1e-15)
    #expect(PartnerProfile(values: Array(repeating: 0, count: count)).concentration == 0)
    #expect(PartnerProfile(values: Array(repeating: 0, count: count)).largest == nil)
    #expect(PartnerProfile(values: [7]).concentration == 1)
  }

  @Test("Reports that agree are kept, and a lone report stands alone")
  func agreement() {
    let flows = [
      MirrorReconciliation.Flow(exporter: 0, importer: 1, exporterValue: 100, importerValue: 110),
      MirrorReconciliation.Flow(exporter: 1, importer: 2, exporterValue: nil, importerValue: 55),
      MirrorReconciliation.Flow(exporter: 2, importer: 0, exporterValue: 9, importerValue: nil),
      MirrorReconciliation.Flow(exporter: 2, importer: 1, exporterValue: nil, importerValue: nil),
    ]
    let made = MirrorReconciliation(flows, countryCount: 3, cifFactor: [1.1, 1.1, 1.1, 1.1])
    #expect(abs((made.values[0] ?? 0) - 100) < 1e-9)
    #expect(abs((made.values[1] ?? 0) - 50) < 1e-9)
    #expect(made.values[2] == 9)
    #expect(made.values[3] == nil)
  }

  @Test("The result lies between both reports, nearer to the more reliable reporter")
  func between() {
    var flows = [
      MirrorReconciliation.Flow(exporter: 0, importer: 1, exporterValue: 100, importerValue: 150)
    ]
    // Country 0 agrees with country 2 everywhere; country 1 never does.
    for _ in 0..<5 {
      flows.append(.init(exporter: 0, importer: 2, exporterValue: 10, importerValue: 10))
      flows.append(.init(exporter: 1, importer: 2, exporterValue: 10, importerValue: 25))
    }
    let made = MirrorReconciliation(
      flows,
      countryCount: 3,
      cifFactor: Array(repeating: 1, count: flows.count)
    )
    let value = made.values[0] ?? 0
    #expect(value > 100 && value < 125)
  }
}
