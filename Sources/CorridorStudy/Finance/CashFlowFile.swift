public import Foundation
import Numerics
import ProjectAppraisal
public import Tables

/// Cash flows read from a CSV file, a column for each, and what they are worth.
///
/// A column `date`, `year` or `period` says when; without one the rows are even periods. Every other
/// column of numbers is a cash flow. Columns `cfads` and `debt_service` together also give cover
/// ratios.
public struct CashFlowFile: Sendable {
  /// How to value.
  public struct Settings: Sendable {
    /// Discount rate a year.
    public var rate: Double
    /// Rate of finance of the modified rate of return; `nil`: the discount rate.
    public var financeRate: Double?
    /// Rate of reinvestment; `nil`: the discount rate.
    public var reinvestmentRate: Double?
    /// Rows a year, where no column says when.
    public var perYear: Int
    /// Columns to value; empty: all.
    public var columns: [String]

    /// Settings.
    public init(
      rate: Double,
      financeRate: Double? = nil,
      reinvestmentRate: Double? = nil,
      perYear: Int = 1,
      columns: [String] = []
    ) {
      self.rate = rate
      self.financeRate = financeRate
      self.reinvestmentRate = reinvestmentRate
      self.perYear = perYear
      self.columns = columns
    }
  }

  /// A cash flow and what it is worth.
  public struct Flow: Codable, Sendable {
    /// Column.
    public var column: String
    /// Sum.
    public var sum: Double
    /// Changes of sign.
    public var signChanges: Int
    /// Net present value at the first row's moment (`XNPV` with dates).
    public var npv: Double
    /// Net present value one period before the first row, as spreadsheets' `NPV`; without dates.
    public var npvEndOfPeriod: Double?
    /// Every rate of return a year (`IRR`, `XIRR` with dates).
    public var irr: [Double]
    /// The same a period, where a year has several.
    public var irrPerPeriod: [Double]?
    /// Modified rate of return a year.
    public var mirr: Double?
    /// Years until the money is back.
    public var paybackYears: Double?
    /// Years until the discounted money is back.
    public var discountedPaybackYears: Double?
    /// Present value of receipts over that of payments.
    public var profitabilityIndex: Double?
  }

  /// Cover of debt service.
  public struct Cover: Codable, Sendable {
    /// By row; `nil` where no debt is served.
    public var dscr: [Double?]
    /// Least.
    public var dscrMinimum: Double?
    /// Mean.
    public var dscrAverage: Double?
    /// Debt one period before the first row: the present value of debt service.
    public var debt: Double
    /// Loan life cover.
    public var llcr: Double?
    /// Project life cover.
    public var plcr: Double?
  }

  /// All of it.
  public struct Record: Codable, Sendable {
    /// Discount rate a year.
    public var rate: Double
    /// What says when: `date`, `year`, `period` or `row`.
    public var timing: String
    /// Rows.
    public var count: Int
    /// Cash flows.
    public var flows: [Flow]
    /// Cover, where there are such columns.
    public var cover: Cover?
  }

  /// Reads and values.
  ///
  /// - Throws: `InputFaults`.
  public static func value(_ url: URL, _ settings: Settings) throws(InputFaults) -> Record {
    let faults = FaultCollector()
    let name = url.lastPathComponent
    let table = CSVTable.read(url, name: name, faults: faults)
    try faults.throwIfAny()
    guard let table else {
      throw InputFaults([InputFault(file: name, found: "no table", expected: "a CSV table")])
    }
    let timing = ["date", "year", "period"].first { table.has($0) } ?? "row"
    var years: [Double] = []
    var first: Int?
    for (place, row) in table.rows(faults).enumerated() {
      switch timing {
      case "date":
        let day = row.date("date")?.daysSince1970 ?? 0
        if first == nil { first = day }
        years.append(Double(day - (first ?? day)) / 365)
      case "year", "period":
        let scale = timing == "year" ? 1 : Double(max(1, settings.perYear))
        let number = row.number(timing, in: -1e6...1e6) ?? 0
        years.append(number / scale)
      default: years.append(Double(place) / Double(max(1, settings.perYear)))
      }
    }
    if timing != "date", let start = years.first { years = years.map { $0 - start } }
    if table.rowCount == 0 {
      faults.error(name, found: "no rows", expected: "at least one row of amounts")
    }
    var columns = table.columns.filter { $0 != timing && $0 != "note" }
    for column in settings.columns where !columns.contains(column) {
      faults.error(
        name,
        line: 1,
        column: column,
        found: "no such column",
        expected: "a column of amounts" + NearestName.hint(for: column, among: columns)
      )
    }
    if !settings.columns.isEmpty { columns = columns.filter { settings.columns.contains($0) } }
    if columns.isEmpty {
      faults.error(name, line: 1, found: "no column of amounts", expected: "at least one")
    }
    let amounts = columns.map { column in
      table.rows(faults).map { $0.number(column, in: -1e300...1e300, default: 0) ?? 0 }
    }
    try faults.throwIfAny()
    let isEven = timing != "date"
    var flows: [Flow] = []
    for (column, amounts) in zip(columns, amounts) {
      guard let flow = flow(column, amounts, years, isEven: isEven, settings) else {
        throw InputFaults([
          InputFault(
            file: name,
            column: column,
            found: "amounts whose present value at \(settings.rate) is no finite number",
            expected: "smaller amounts, fewer years, or another rate"
          )
        ])
      }
      flows.append(flow)
    }
    var cover: Cover?
    if let cash = columns.firstIndex(of: "cfads"),
      let service = columns.firstIndex(of: "debt_service")
    {
      cover = self.cover(amounts[cash], amounts[service], years, settings)
    }
    return Record(
      rate: settings.rate,
      timing: timing,
      count: table.rowCount,
      flows: flows,
      cover: cover
    )
  }

  private static func flow(
    _ column: String,
    _ amounts: [Double],
    _ years: [Double],
    isEven: Bool,
    _ settings: Settings
  ) -> Flow? {
    let flow = TimedCashFlow(years: years, amounts: amounts)
    let step = 1 / Double(max(1, settings.perYear))
    let sum = Series.sum(amounts)
    guard let npv = flow.presentValue(rate: settings.rate), sum.isFinite else { return nil }
    let rates = flow.ratesOfReturn
    let later = TimedCashFlow(years: years.map { $0 + step }, amounts: amounts)
    return Flow(
      column: column,
      sum: sum,
      signChanges: flow.signChangeCount,
      npv: npv,
      npvEndOfPeriod: isEven ? later.presentValue(rate: settings.rate) : nil,
      irr: rates,
      irrPerPeriod: isEven && settings.perYear > 1
        ? rates.map { expm1(log1p($0) * step) } : nil,
      mirr: flow.modifiedRateOfReturn(
        financeRate: settings.financeRate ?? settings.rate,
        reinvestmentRate: settings.reinvestmentRate ?? settings.rate
      ),
      paybackYears: flow.paybackYears(),
      discountedPaybackYears: flow.paybackYears(rate: settings.rate),
      profitabilityIndex: flow.profitabilityIndex(rate: settings.rate)
    )
  }

  private static func cover(
    _ cash: [Double],
    _ service: [Double],
    _ years: [Double],
    _ settings: Settings
  ) -> Cover {
    let step = years.count > 1 ? years[1] - years[0] : 1 / Double(max(1, settings.perYear))
    let last = service.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
    func value(_ amounts: some Sequence<Double>) -> Double {
      let list = Array(amounts)
      let later = TimedCashFlow(years: years.map { $0 + step }, amounts: list)
      return later.presentValue(rate: settings.rate) ?? 0
    }
    let ratios = CoverRatios.debtService(cash: cash, service: service)
    let covers = ratios.compactMap { $0 }.filter(\.isFinite)
    let debt = value(service)
    return Cover(
      dscr: ratios,
      dscrMinimum: covers.min(),
      dscrAverage: covers.isEmpty ? nil : Series.sum(covers) / Double(covers.count),
      debt: debt,
      llcr: debt > 0 ? value(cash.prefix(last)) / debt : nil,
      plcr: debt > 0 ? value(cash) / debt : nil
    )
  }
}
