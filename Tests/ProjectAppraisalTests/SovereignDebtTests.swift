import Foundation
import ProjectAppraisal
import Testing

@Suite struct SovereignDebtTests {
  // The operation of 2012–2014: 10.96 bn, nine tenths off, the rest in 40 half-yearly instalments
  // without interest: 1,090 / 40 = 27.25 m each.
  static let operation = SovereignDebt(
    stock: 10_960,
    writtenOff: 9_870,
    instalments: 40,
    instalmentsPerYear: 2,
    interestRate: 0,
    discountRate: 0.05
  )

  @Test("instalments without interest share what is left")
  func instalments() {
    #expect(Self.operation.remaining == 1090)
    #expect(Self.operation.instalment == 27.25)
  }

  // Half-yearly: v = 1.05^−½, Σ v^t = v (1 − v⁴⁰) / (1 − v).
  @Test("the present value is the geometric sum")
  func presentValue() {
    let v = pow(1.05, -0.5)
    let sum = 27.25 * v * (1 - pow(v, 40)) / (1 - v)
    #expect(abs(Self.operation.presentValue - sum) < 1e-9)
    #expect(abs(Self.operation.grantElement - (1 - sum / 10_960)) < 1e-12)
    #expect(Self.operation.grantElement > 0.9)
  }

  // Interest of r half-yearly and a discount of (1 + r/2)² − 1 a year are the same money.
  @Test("a loan at the discount rate is worth its face", arguments: [0.01, 0.05, 0.12])
  func fairLoan(rate: Double) {
    let loan = SovereignDebt(
      stock: 100,
      writtenOff: 0,
      instalments: 30,
      instalmentsPerYear: 2,
      interestRate: rate,
      discountRate: pow(1 + rate / 2, 2) - 1
    )
    #expect(abs(loan.presentValue - 100) < 1e-10)
    #expect(abs(loan.grantElement) < 1e-12)
  }

  @Test("the whole written off is a grant, and no debt has no grant element")
  func limits() {
    var gone = Self.operation
    gone.writtenOff = gone.stock
    #expect(gone.grantElement == 1)
    var none = Self.operation
    none.stock = 0
    none.writtenOff = 0
    #expect(none.grantElement == 0)
  }
}
