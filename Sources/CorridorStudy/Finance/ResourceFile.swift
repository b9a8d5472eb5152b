public import Foundation
public import ProjectAppraisal
public import Tables

/// A resource-backed loan read from a TOML file, and what it comes to.
public enum ResourceFile {
  /// What a fall of all prices does.
  public struct PriceFall: Codable, Sendable {
    /// Fall, per cent.
    public var fallPercent: Double
    /// Year in which the loan is repaid; `nil`: never.
    public var repaidYear: Int?
    /// Whether every instalment is paid when due.
    public var isPaidOnTime: Bool
    /// Most that is in arrears in a year.
    public var largestArrears: Double
    /// Not paid when the deposit is exhausted.
    public var unpaid: Double
    /// Reserve life cover.
    public var reserveLifeCover: Double?
    /// Present value of the owner's cash.
    public var ownerNetPresentValue: Double
  }

  /// All of it.
  public struct Record: Codable, Sendable {
    /// Name.
    public var name: String
    /// Currency and unit.
    public var money: String
    /// Years that the reserves serve.
    public var lifeYears: Int
    /// Last year of production.
    public var lastYear: Int
    /// Loan at the start of production.
    public var debtAtStart: Double
    /// Year in which the loan is repaid.
    public var repaidYear: Int?
    /// Whether every instalment is paid when due.
    public var isPaidOnTime: Bool
    /// Not paid when the deposit is exhausted.
    public var unpaid: Double
    /// Least cover of what is due.
    public var minimumCover: Double?
    /// Reserve life cover.
    public var reserveLifeCover: Double?
    /// Share of the reserves left when the loan is repaid.
    public var reserveTail: Double?
    /// Present value of the owner's cash.
    public var ownerNetPresentValue: Double
    /// Least factor on prices at which every instalment is paid when due.
    public var breakEvenPriceFactor: Double?
    /// What falls of the price do.
    public var priceFalls: [PriceFall]
    /// Year by year.
    public var years: [ResourceDeal.Year]
  }

  /// Reads a file and works it out.
  ///
  /// - Throws: `InputFaults`.
  public static func value(
    _ url: URL
  ) throws(InputFaults) -> (record: Record, warnings: [InputFault]) {
    let faults = FaultCollector()
    let file = url.lastPathComponent
    guard let root = TOMLTable.read(url, name: file, faults: faults) else {
      throw InputFaults(faults.faults)
    }
    let tables = ["deposit", "cost", "price", "loan", "offtake"].map { root.table($0) }
    guard let deposit = tables[0], let cost = tables[1], let price = tables[2],
      let loan = tables[3], let offtake = tables[4]
    else { throw InputFaults(faults.faults) }
    let fiscal = root.optionalTable("fiscal")
    let reader = FinanceReader(url, faults)
    let falls = price.has("falls") ? price.numbers("falls", in: 0...1) : [0.1, 0.2, 0.3, 0.4, 0.5]
    let firstYear = deposit.integer("first_year", in: 1900...2300) ?? 2000
    let deal = ResourceDeal(
      reservesMegatonnes: deposit.number("reserves_mt", in: CSVRow.positive) ?? 1,
      recovery: deposit.number("recovery", in: 0...1, default: 1) ?? 1,
      capacityMegatonnes: deposit.number("capacity_mt_per_year", in: CSVRow.positive) ?? 1,
      rampUp: deposit.has("ramp_up") ? deposit.numbers("ramp_up", in: 0...1) ?? [] : [],
      firstYear: firstYear,
      loanYear: loan.integer("year", in: 1900...2300, default: firstYear) ?? firstYear,
      fixedCost: cost.number("fixed_per_year", in: CSVRow.notNegative, default: 0) ?? 0,
      unitCost: cost.number("per_t", in: CSVRow.notNegative) ?? 0,
      depletionCostRise: cost.number("depletion_rise", in: 0...100, default: 0) ?? 0,
      costGrowth: cost.number("growth", in: -0.5...1, default: 0) ?? 0,
      price: reader.path(price, "per_t", in: CSVRow.notNegative) ?? YearPath(0),
      royalty: fiscal?.number("royalty", in: 0...1, default: 0) ?? 0,
      taxRate: fiscal?.number("tax_rate", in: 0...1, default: 0) ?? 0,
      loan: loan.number("amount", in: CSVRow.notNegative) ?? 0,
      interestRate: loan.number("rate", in: -0.5...2) ?? 0,
      graceYears: loan.integer("grace_years", in: 0...100, default: 0) ?? 0,
      repaymentYears: loan.integer("repayment_years", in: 1...200) ?? 1,
      pledgedShare: offtake.number("pledged_share", in: 0...1) ?? 0,
      order: offtake.choice("order", of: ResourceDeal.Order.self) ?? .lenderFirst,
      reserveYears: offtake.number("reserve_years", in: 0...20, default: 0) ?? 0,
      discountRate: offtake.number("discount_rate", in: -0.9...10, default: 0.08) ?? 0.08
    )
    let name = deposit.text("name") ?? ""
    let money = (
      root.text("currency", default: "USD") ?? "", root.text("unit", default: "million") ?? ""
    )
    root.finish()
    try faults.throwIfAny()
    do {
      let outcome = try deal.outcome()
      var record = Record(
        name: name,
        money: "\(money.0) \(money.1)",
        lifeYears: outcome.lifeYears,
        lastYear: firstYear + outcome.lifeYears - 1,
        debtAtStart: outcome.debtAtStart,
        repaidYear: outcome.repaidYear,
        isPaidOnTime: outcome.isPaidOnTime,
        unpaid: outcome.unpaid,
        minimumCover: outcome.minimumCover,
        reserveLifeCover: outcome.reserveLifeCover,
        reserveTail: outcome.reserveTail,
        ownerNetPresentValue: outcome.ownerNetPresentValue,
        breakEvenPriceFactor: try deal.breakEvenPriceFactor(),
        priceFalls: [],
        years: outcome.years
      )
      for fall in falls ?? [] {
        let lower = try deal.outcome(priceFactor: 1 - fall)
        record.priceFalls.append(
          PriceFall(
            fallPercent: 100 * fall,
            repaidYear: lower.repaidYear,
            isPaidOnTime: lower.isPaidOnTime,
            largestArrears: lower.years.map(\.arrears).max() ?? 0,
            unpaid: lower.unpaid,
            reserveLifeCover: lower.reserveLifeCover,
            ownerNetPresentValue: lower.ownerNetPresentValue
          )
        )
      }
      return (record, faults.warnings)
    } catch {
      for fault in error.faults {
        let key = fault.field.split(separator: ".").last.map(String.init) ?? fault.field
        let head = fault.field.split(separator: ".").first.map(String.init) ?? ""
        let place = ["deposit", "cost", "price", "loan", "offtake"].firstIndex(of: head)
        (place.flatMap { tables[$0] } ?? fiscal ?? root)
          .fault(key, found: fault.found, expected: fault.expected)
      }
      throw InputFaults(faults.faults)
    }
  }
}
