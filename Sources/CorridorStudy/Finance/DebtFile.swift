public import Foundation
import ProjectAppraisal
public import Tables

/// A treatment of sovereign debt read from a TOML file, and what it comes to.
public enum DebtFile {
  /// An instalment.
  public struct Row: Codable, Sendable {
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
  }

  /// Debt against exports in a year.
  public struct Burden: Codable, Sendable {
    /// Year.
    public var year: Int
    /// Exports.
    public var exports: Double
    /// Paid in the year.
    public var service: Double
    /// Service over exports, per cent.
    public var serviceToExportsPercent: Double
    /// Whether it is above the threshold.
    public var isAboveThreshold: Bool
  }

  /// All of it.
  public struct Record: Codable, Sendable {
    /// Name.
    public var name: String
    /// Currency and unit.
    public var money: String
    /// Stock before.
    public var stock: Double
    /// Written off.
    public var writtenOff: Double
    /// Left to pay.
    public var remaining: Double
    /// Instalments.
    public var instalments: Int
    /// First instalment.
    public var firstInstalment: Double
    /// Discount rate.
    public var discountRate: Double
    /// Present value of what is due.
    public var presentValue: Double
    /// Grant element of the new claim.
    public var grantElement: Double
    /// Share of the stock that the creditor gives up.
    public var grantElementOfOperation: Double
    /// Whether the new claim is concessional (35 %).
    public var isConcessional: Bool
    /// Present value of what the creditor gets.
    public var presentValueToCreditor: Double
    /// Present value of what the fund gets.
    public var presentValueToFund: Double
    /// Paid into the fund, all years.
    public var fundTotal: Double
    /// Present value over exports of the first year, per cent.
    public var presentValueToExportsPercent: Double?
    /// Thresholds of service and of present value over exports, per cent.
    public var thresholdsPercent: [Double]?
    /// Debt against exports by year.
    public var burden: [Burden]
    /// Instalments.
    public var schedule: [Row]
  }

  /// Reads a file and works it out.
  ///
  /// - Throws: `InputFaults`.
  public static func value(
    _ url: URL
  ) throws(InputFaults) -> (record: Record, warnings: [InputFault]) {
    let faults = FaultCollector()
    guard let root = TOMLTable.read(url, name: url.lastPathComponent, faults: faults),
      let table = root.table("debt")
    else {
      try faults.throwIfAny()
      throw InputFaults([])
    }
    let name = table.text("name") ?? ""
    let currency = table.text("currency", default: "USD") ?? ""
    let unit = table.text("unit", default: "million") ?? ""
    let stock = table.number("stock", in: 1e-9...1e15) ?? 1
    let written: Double
    if table.has("written_off_share") {
      written = stock * (table.number("written_off_share", in: 0...1) ?? 0)
    } else {
      written = table.number("written_off", in: CSVRow.notNegative) ?? 0
    }
    if written > stock {
      table.fault("written_off", found: "\(written)", expected: "not above the stock \(stock)")
    }
    var treatment = DebtTreatment(
      stock: stock,
      writtenOff: written,
      instalments: table.integer("instalments", in: 1...2000) ?? 1
    )
    treatment.instalmentsPerYear =
      table.integer("instalments_per_year", in: 1...12, default: 2) ?? 2
    treatment.graceInstalments =
      table.integer("grace_instalments", in: 0...2000, default: 0) ?? 0
    if treatment.graceInstalments >= treatment.instalments {
      table.fault(
        "grace_instalments",
        found: "\(treatment.graceInstalments)",
        expected: "fewer than the \(treatment.instalments) instalments"
      )
    }
    treatment.interestRate = table.number("interest_rate", in: -0.5...1) ?? 0
    treatment.discountRate = table.number("discount_rate", in: -0.5...1, default: 0.05) ?? 0.05
    if table.has("repayment") {
      treatment.repayment =
        table.choice("repayment", of: DebtTreatment.Repayment.self) ?? .equalInstalments
    }
    if let swap = root.optionalTable("swap") {
      treatment.swapShare = swap.number("share", in: 0...1) ?? 0
      treatment.swapPrice = swap.number("price", in: 0...10, default: 1) ?? 1
    }
    var exports: (first: Int, values: [Double], other: [Double], group: DebtCapacityClass?)?
    if let table = root.optionalTable("exports") {
      let first = table.integer("first_year", in: 1900...2300)
      let values = table.numbers("values", in: CSVRow.positive)
      let other =
        table.has("other_service") ? table.numbers("other_service", in: CSVRow.notNegative) : []
      let group = table.has("capacity") ? table.choice("capacity", of: DebtCapacityClass.self) : nil
      if let values, values.isEmpty {
        table.fault("values", found: "none", expected: "exports by year")
      }
      if let values, let other, !other.isEmpty, other.count != values.count {
        table.fault(
          "other_service",
          found: "\(other.count) years",
          expected: "\(values.count) years"
        )
      }
      if let first, let values, let other { exports = (first, values, other, group) }
    }
    root.finish()
    try faults.throwIfAny()
    let schedule = treatment.schedule
    var record = Record(
      name: name,
      money: "\(currency) \(unit)",
      stock: stock,
      writtenOff: written,
      remaining: treatment.remaining,
      instalments: treatment.instalments,
      firstInstalment: schedule.first?.paid ?? 0,
      discountRate: treatment.discountRate,
      presentValue: treatment.presentValue,
      grantElement: treatment.grantElement,
      grantElementOfOperation: treatment.grantElementOfOperation,
      isConcessional: treatment.isConcessional,
      presentValueToCreditor: treatment.presentValueToCreditor,
      presentValueToFund: treatment.presentValueToFund,
      fundTotal: schedule.reduce(0) { $0 + $1.toFund },
      burden: [],
      schedule: schedule.map {
        Row(
          years: $0.years,
          interest: $0.interest,
          principal: $0.principal,
          toCreditor: $0.toCreditor,
          toFund: $0.toFund,
          balance: $0.balance
        )
      }
    )
    if let exports, let firstValue = exports.values.first {
      let service = treatment.serviceByYear
      record.presentValueToExportsPercent = 100 * treatment.presentValue / firstValue
      record.thresholdsPercent = exports.group.map {
        [$0.serviceToExportsPercent, $0.presentValueToExportsPercent]
      }
      for place in exports.values.indices {
        let paid =
          (place < service.count ? service[place] : 0)
          + (exports.other.isEmpty ? 0 : exports.other[place])
        let ratio = 100 * paid / exports.values[place]
        record.burden.append(
          Burden(
            year: exports.first + place,
            exports: exports.values[place],
            service: paid,
            serviceToExportsPercent: ratio,
            isAboveThreshold: exports.group.map { ratio > $0.serviceToExportsPercent } ?? false
          )
        )
      }
    }
    return (record, faults.warnings)
  }
}
