import Numerics
import ProjectAppraisal
import Testing

@Suite struct IncidenceMatrixTests {
  private static func item(
    _ name: String,
    _ kind: AppraisalItem.Kind,
    _ country: String,
    _ party: String,
    _ amounts: [Double]
  ) -> AppraisalItem {
    AppraisalItem(
      name: name,
      kind: kind,
      country: country,
      party: party,
      cashFlow: CashFlow(firstYear: 2020, amounts: amounts)
    )
  }

  /// A railway paid by a Russian owner with a Chinese loan of 60 at 5 % over two years.
  static let items: [AppraisalItem] = [
    item("line", .capex, "RUS", "railway", [-100, 0, 0]),
    item("time", .userBenefit, "PRK", "shippers", [0, 70, 70]),
    item("charge", .revenue, "RUS", "railway", [0, 10, 10]),
    item("tax", .transfer, "RUS", "railway", [0, -2, -2]),
    item("tax", .transfer, "PRK", "government", [0, 2, 2]),
    item("loan", .financing, "RUS", "railway", [60, -33, -31.5]),
    item("loan", .financing, "CHN", "lenders", [-60, 33, 31.5]),
  ]

  @Test("rows, columns and everything add up, before and after transfers")
  func adds() {
    let appraisal = EconomicAppraisal(items: Self.items, rate: 0.09, presentValueYear: 2020)
    let matrix = IncidenceMatrix(appraisal)
    let total = appraisal.netPresentValue
    #expect(abs(matrix.total - total) < 1e-12)
    #expect(abs(matrix.imbalance) < 1e-12)
    #expect(abs(Series.sum(matrix.rows.map(\.beforeTransfers)) - total) < 1e-12)
    #expect(abs(Series.sum(matrix.columnTotals) - total) < 1e-12)
    #expect(abs(Series.sum(matrix.countries.map(\.total)) - total) < 1e-12)
    #expect(abs(Series.sum(matrix.parties.map(\.total)) - total) < 1e-12)
    for row in matrix.rows { #expect(abs(Series.sum(row.values) - row.total) < 1e-12) }
    for (place, kind) in matrix.kinds.enumerated() {
      #expect(abs(matrix.columnTotals[place] - appraisal.presentValue { $0.kind == kind }) < 1e-12)
    }
    #expect(matrix.rows.map(\.country) == ["CHN", "PRK", "PRK", "RUS"])
  }

  // At 5 % the loan is worth its face: lenders neither gain nor lose. At 9 % they lose.
  @Test("a loan at the discount rate leaves its lender as before")
  func lender() throws {
    for (rate, sign) in [(0.05, 0.0), (0.09, -1)] {
      let appraisal = EconomicAppraisal(items: Self.items, rate: rate, presentValueYear: 2020)
      let row = try #require(IncidenceMatrix(appraisal).rows.first { $0.party == "lenders" })
      #expect(row.beforeTransfers == 0)
      #expect(sign == 0 ? abs(row.total) < 1e-12 : row.total < 0)
    }
  }

  @Test("transfers that do not cancel are told")
  func imbalance() {
    let appraisal = EconomicAppraisal(
      items: Self.items + [Self.item("gift", .transfer, "CHN", "government", [5])],
      rate: 0.09,
      presentValueYear: 2020
    )
    #expect(abs(IncidenceMatrix(appraisal).imbalance - 5) < 1e-12)
  }

  @Test("indicators follow from the net amounts")
  func indicators() throws {
    let appraisal = EconomicAppraisal(items: Self.items, rate: 0.09, presentValueYear: 2020)
    // −100, 80, 80: undiscounted back after the second year, 2022; discounted too.
    #expect(appraisal.paybackYear(isDiscounted: false) == 2022)
    #expect(appraisal.paybackYear() == 2022)
    let slow = EconomicAppraisal(items: Self.items, rate: 0.9, presentValueYear: 2020)
    #expect(slow.paybackYear() == nil)
    let ratio = try #require(appraisal.netPresentValuePerInvestment)
    #expect(abs(ratio - appraisal.netPresentValue / 100) < 1e-13)
    #expect(appraisal.rateOfReturnRemark == nil)
    let two = EconomicAppraisal(
      items: [Self.item("odd", .userBenefit, "X", "y", [-100, 230, -132])],
      rate: 0.15,
      presentValueYear: 2020
    )
    #expect(two.rateOfReturnRemark?.contains("2 rates of return (10.0 %, 20.0 %)") == true)
    let switches = appraisal.switchingValues
    #expect(switches.map(\.driver) == ["line", "time", "charge"])
    // Worth something without any charge, so no factor on it makes it nil.
    #expect(switches[2].factor == nil)
    for value in switches.prefix(2) {
      let factor = try #require(value.factor)
      #expect(abs(appraisal.netPresentValue + (factor - 1) * value.presentValue) < 1e-12)
    }
    // NPV of −100 and 80 + 80 at a rate is zero at the rate of return.
    let grid = (0...100).map { Double($0) / 100 }
    let rates = EconomicAppraisal.switchingValues(on: grid) {
      appraisal.net.presentValue(rate: $0, year: 2020)
    }
    #expect(abs(rates[0] - appraisal.internalRatesOfReturn[0]) < 1e-12)
  }
}
