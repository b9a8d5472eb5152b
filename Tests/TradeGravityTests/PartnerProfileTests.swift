import Testing
import TradeGravity

@Suite("Partner shares")
struct PartnerProfileTests {
  @Test("Equal partners give 1/n, one alone gives 1, none gives 0", arguments: [1, 2, 5, 40])
  func concentration(count: Int) {
    let equal = PartnerProfile(values: Array(repeating: 3, count: count))
    #expect(abs(equal.concentration - 1 / Double(count)) < 1e-15)
    #expect(PartnerProfile(values: Array(repeating: 0, count: count)).concentration == 0)
    #expect(PartnerProfile(values: Array(repeating: 0, count: count)).largest == nil)
    #expect(PartnerProfile(values: [7]).concentration == 1)
  }
}
