import Testing

@testable import ProjectAppraisal

@Suite struct TaxAccountTests {
  // Losses of 10, 20 and 5, then profits of 12, 12 and 40; half of a profit may be offset, each loss
  // for three periods after its own. Period 4: 6 of the first 10. Period 5: the 4 left of the first
  // have expired; 6 of the 20. Period 6: the 14 left of the second have expired; 5 of the third.
  @Test("losses are used oldest first and expire")
  func losses() {
    var model = FinanceModelTests.railway()
    model.lossUseLimit = 0.5
    model.lossLifePeriods = 3
    var account = TaxAccount(model)
    var taxes: [Double] = []
    var expired: [Double] = []
    for profit in [-10.0, -20, -5, 12, 12, 40] {
      taxes.append(account.tax(profit: profit, rate: 1))
      expired.append(account.expired)
    }
    #expect(taxes == [0, 0, 0, 6, 6, 35])
    #expect(expired == [0, 0, 0, 0, 4, 14])
    #expect(account.losses == 0)
    // Without end, nothing is lost.
    model.lossLifePeriods = 0
    account = TaxAccount(model)
    taxes = [-10.0, -20, -5, 12, 12, 40].map { account.tax(profit: $0, rate: 1) }
    #expect(taxes == [0, 0, 0, 6, 6, 20])
    #expect(account.losses == 3)
  }
}
