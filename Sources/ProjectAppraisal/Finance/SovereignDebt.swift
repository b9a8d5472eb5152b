import Foundation

/// A write-off and rescheduling of sovereign debt.
public struct SovereignDebt: Sendable, Equatable {
  /// Stock before.
  public var stock: Double
  /// Written off.
  public var writtenOff: Double
  /// Number of equal instalments of principal and interest, the first one period ahead.
  public var instalments: Int
  /// Instalments a year.
  public var instalmentsPerYear: Int
  /// Interest on what is left, a year.
  public var interestRate: Double
  /// Rate at which the operation is valued, a year.
  public var discountRate: Double

  /// An operation.
  public init(
    stock: Double,
    writtenOff: Double,
    instalments: Int,
    instalmentsPerYear: Int,
    interestRate: Double,
    discountRate: Double
  ) {
    self.stock = stock
    self.writtenOff = writtenOff
    self.instalments = instalments
    self.instalmentsPerYear = instalmentsPerYear
    self.interestRate = interestRate
    self.discountRate = discountRate
  }

  /// Left to pay.
  public var remaining: Double { stock - writtenOff }

  /// One instalment: the annuity of what is left.
  public var instalment: Double {
    let rate = interestRate / Double(instalmentsPerYear)
    guard rate > 0 else { return remaining / Double(instalments) }
    return remaining * rate / (1 - pow(1 + rate, -Double(instalments)))
  }

  /// Present value of the instalments at the discount rate, compounded yearly.
  public var presentValue: Double {
    (1...max(1, instalments)).reduce(0) {
      $0 + instalment * pow(1 + discountRate, -Double($1) / Double(instalmentsPerYear))
    }
  }

  /// Share of the stock that the creditor gives up: 1 − present value / stock (the grant element of
  /// IMF and World Bank, here over the whole claim).
  public var grantElement: Double { stock > 0 ? 1 - presentValue / stock : 0 }
}
