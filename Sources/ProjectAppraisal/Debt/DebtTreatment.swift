import Foundation
import Numerics

/// What is done to a sovereign debt: a part is written off, the rest is paid in instalments, and a
/// part of these may go into a fund for projects in the debtor's country instead of to the creditor
/// (debt-for-development swap).
public struct DebtTreatment: Sendable, Equatable {
  /// How what is left is repaid.
  public enum Repayment: String, Sendable, CaseIterable {
    /// Equal instalments of interest and principal.
    case equalInstalments = "equal_instalments"
    /// Equal principal, with interest on what is outstanding.
    case equalPrincipal = "equal_principal"
    /// All at the end.
    case bullet
  }

  /// An instalment.
  public struct Row: Sendable, Equatable {
    /// Years from the agreement.
    public var years: Double
    /// Interest due.
    public var interest: Double
    /// Principal due.
    public var principal: Double
    /// Paid to the creditor.
    public var toCreditor: Double
    /// Paid into the fund.
    public var toFund: Double
    /// Outstanding afterwards.
    public var balance: Double

    /// What the debtor pays.
    public var paid: Double { toCreditor + toFund }
  }

  /// Stock before.
  public var stock: Double
  /// Written off.
  public var writtenOff: Double
  /// Number of instalments, the first one period ahead.
  public var instalments: Int
  /// Instalments a year.
  public var instalmentsPerYear: Int
  /// First instalments that pay interest alone.
  public var graceInstalments: Int
  /// Interest a year, shared out over its instalments.
  public var interestRate: Double
  /// How what is left is repaid.
  public var repayment: Repayment
  /// Share of each instalment that is swapped, 0 to 1.
  public var swapShare: Double
  /// Paid into the fund for one of what is swapped; 1 is par.
  public var swapPrice: Double
  /// Rate at which payments are valued, a year; 5 % by the convention of IMF and World Bank (2013).
  public var discountRate: Double

  /// A treatment.
  public init(
    stock: Double,
    writtenOff: Double,
    instalments: Int,
    instalmentsPerYear: Int = 2,
    graceInstalments: Int = 0,
    interestRate: Double = 0,
    repayment: Repayment = .equalInstalments,
    swapShare: Double = 0,
    swapPrice: Double = 1,
    discountRate: Double = 0.05
  ) {
    self.stock = stock
    self.writtenOff = writtenOff
    self.instalments = instalments
    self.instalmentsPerYear = instalmentsPerYear
    self.graceInstalments = graceInstalments
    self.interestRate = interestRate
    self.repayment = repayment
    self.swapShare = swapShare
    self.swapPrice = swapPrice
    self.discountRate = discountRate
  }

  /// Left to pay.
  public var remaining: Double { stock - writtenOff }

  /// The instalments.
  public var schedule: [Row] {
    let perYear = Double(max(1, instalmentsPerYear))
    let rate = interestRate / perYear
    var balance = remaining
    return (0..<max(0, instalments)).map { place in
      let left = instalments - place
      let interest = balance * rate
      let principal: Double
      switch repayment {
      case _ where left == 1: principal = balance
      case _ where place < graceInstalments: principal = 0
      case .equalInstalments:
        principal = balance / TimeValue.accumulation(rate, Double(left))
      case .equalPrincipal: principal = balance / Double(left)
      case .bullet: principal = 0
      }
      balance -= principal
      let due = interest + principal
      return Row(
        years: Double(place + 1) / perYear,
        interest: interest,
        principal: principal,
        toCreditor: due * (1 - swapShare),
        toFund: due * swapShare * swapPrice,
        balance: left == 1 ? 0 : balance
      )
    }
  }

  private func worth(_ amount: (Row) -> Double) -> Double {
    Series.sum(schedule.map { amount($0) * pow(1 + discountRate, -$0.years) })
  }

  /// Present value of all that is due, at the discount rate compounded yearly.
  public var presentValue: Double { worth { $0.interest + $0.principal } }
  /// Present value of what the debtor pays.
  public var presentValuePaid: Double { worth(\.paid) }
  /// Present value of what the creditor gets.
  public var presentValueToCreditor: Double { worth(\.toCreditor) }
  /// Present value of what the fund gets.
  public var presentValueToFund: Double { worth(\.toFund) }

  /// Grant element of the new claim: 1 − present value over face (IMF 2013, World Bank 2013).
  public var grantElement: Double { remaining > 0 ? 1 - presentValue / remaining : 0 }

  /// Share of the whole stock that the creditor gives up.
  public var grantElementOfOperation: Double {
    stock > 0 ? 1 - presentValueToCreditor / stock : 0
  }

  /// Whether the new claim is concessional: a grant element of 35 % or more (IMF 2013).
  public var isConcessional: Bool { grantElement >= 0.35 }

  /// Service due in each year after the agreement, from the first.
  public var serviceByYear: [Double] {
    var years: [Double] = []
    for row in schedule {
      let year = Int((row.years - 1e-9).rounded(.down))
      while years.count <= year { years.append(0) }
      years[year] += row.paid
    }
    return years
  }
}
