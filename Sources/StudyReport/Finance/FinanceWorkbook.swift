public import Foundation
import Numerics
public import ProjectAppraisal
public import Tables

/// A finance model as a workbook that computes itself.
///
/// Inputs are blue, formulas black, checks green or red, and no formula holds a number of the model.
/// What is circular (commitments that pay their own fees and interest, debt sized by cash that it
/// lowers through tax, reserve targets that look ahead) stands as solved inputs; beside each, live
/// formulas work out what it should be, and a check says whether it still holds.
public struct FinanceWorkbook {
  /// Largest difference that a check passes.
  static let tolerance = 1e-6

  let outcome: FinanceOutcome
  let unit: String
  let book: ModelBook

  var model: FinanceModel { outcome.model }
  var base: FinanceBase { outcome.base }
  var periods: FinancePeriods { outcome.periods }
  var timeline: FinanceTimeline { outcome.model.timeline }
  var money: String { "\(model.currency) \(unit == "million" ? "m" : unit)" }
  var loans: [Int] { model.tranches.indices.filter { model.tranches[$0].kind.isLoan } }
  var seniors: [Int] { model.tranches.indices.filter { model.tranches[$0].kind.isSenior } }
  var sculpted: [Int] { model.tranches.indices.filter { model.tranches[$0].isSculpted } }

  /// Fills the book; `sheetName` names the sheet of each page.
  init(
    _ outcome: FinanceOutcome,
    unit: String,
    sheetName: @escaping (String) -> String = { $0 }
  ) {
    self.outcome = outcome
    self.unit = unit
    let timeline = outcome.model.timeline
    book = ModelBook(
      periodLabels: timeline.indices.map { period in
        let (year, month) = timeline.start(period)
        return timeline.periodMonths == 12 && month == 1
          ? "\(year)" : "\(year)-\(month < 10 ? "0" : "")\(month)"
      },
      constructionPeriods: timeline.constructionPeriods,
      sheetName: sheetName
    )
    addSummary()
    addInputs()
    addTiming()
    addOperation()
    addConstruction()
    addDebt()
    addWaterfall()
    addStatements()
    addRatios()
    addChecks()
  }

  /// The workbook of a solved model.
  public static func workbook(_ outcome: FinanceOutcome, unit: String) -> Workbook {
    let maker = FinanceWorkbook(outcome, unit: unit)
    return Workbook(
      title: outcome.model.name,
      remarks: "Finance model of Tumen",
      sheets: maker.book.sheets()
    )
  }

  /// Writes the workbook, whole or not at all.
  ///
  /// - Throws: `OutputError`.
  public static func write(_ outcome: FinanceOutcome, unit: String, to url: URL) throws {
    try WorkbookWriter.write(workbook(outcome, unit: unit), to: url)
  }

  /// Values by period.
  func values(_ value: (Int) -> Double) -> [Double] { timeline.indices.map(value) }

  /// Whether nothing is left of the senior loans at the end.
  private var isRepaid: Bool { (periods.seniorDebt.last ?? 0) <= Self.tolerance }

  /// Whether debt service that cash does not pay is left unpaid.
  var leavesArrears: Bool { model.arrears != nil && !seniors.isEmpty }

  /// Value in the period before; zero before the first.
  func before(_ list: [Double], _ period: Int) -> Double { period > 0 ? list[period - 1] : 0 }

  /// Sum of rows, by key; a zero where there are none.
  func sum(_ keys: [String]) -> String {
    keys.isEmpty ? "0" : keys.map { "{\($0)}" }.joined(separator: "+")
  }

  /// A path by year as inputs, under a key.
  func addPath(_ key: String, _ label: String, _ unit: String, _ path: YearPath) {
    if path.values.count == 1 {
      book.input(key, label, unit, path.values[0])
    } else {
      book.list("\(key)_years", "\(label): years", path.years.map(Double.init))
      book.list(key, label, path.values)
    }
  }

  /// The value of a path in a period's year.
  func lookup(_ key: String, _ path: YearPath) -> String {
    path.values.count == 1
      ? "{#\(key)}" : "LOOKUP(MAX({year},{#\(key)_years}),{#\(key)_years:},{#\(key):})"
  }

  private func addSummary() {
    book.page("Summary", "\(model.name), \(money)", hasPeriods: false)
    book.heading("How to read this workbook")
    book.text("Blue on yellow", "an input; change it and everything follows")
    book.text("Black", "a formula; none of them holds a number of the model")
    book.text("OK or ERROR", "a check on the sheet Checks; the one below sums them up")
    book.text("Solved inputs", "what is circular: see the foot of the sheet Inputs")
    book.heading("All checks")
    book.single("summary_checks", "All checks", "check", "{#all_checks}", isRepaid ? 1 : 0)
    book.heading("Project")
    let ratios = outcome.ratios
    book.single("s_fnpv", "FNPV after tax", money, "{#fnpv}", ratios.netPresentValue)
    book.single("s_pirr", "Project IRR after tax", "%", "{#project_irr}", ratios.projectRates.first)
    book.single(
      "s_pirr0",
      "Project IRR before tax",
      "%",
      "{#project_irr_before_tax}",
      ratios.projectRatesBeforeTax.first
    )
    book.single("s_eirr", "Equity IRR", "%", "{#equity_irr}", ratios.equityRates.first)
    book.heading("Lenders")
    book.single(
      "s_debt",
      "Senior debt at the opening",
      money,
      "{#debt_at_opening}",
      ratios.seniorDebtAtOpening
    )
    book.single("s_gearing", "Gearing", "%", "{#gearing}", ratios.gearing)
    book.single("s_min", "DSCR, least", "x", "{#dscr_min}", ratios.minimumCover)
    book.single("s_avg", "DSCR, average", "x", "{#dscr_avg}", ratios.averageCover)
    book.single("s_llcr", "LLCR at the opening", "x", "{#llcr_opening}", ratios.loanLifeCover)
    book.single("s_plcr", "PLCR at the opening", "x", "{#plcr_opening}", ratios.projectLifeCover)
    book.single("s_capacity", "Debt capacity", money, "{#debt_capacity}", ratios.debtCapacity)
    book.heading("Sources of funds")
    for (place, tranche) in model.tranches.enumerated() {
      book.single(
        "s_source_\(place)",
        tranche.name,
        money,
        "SUM({drawn_\(place):})",
        Series.sum(periods.tranches[place].drawn)
      )
    }
    book.single("s_uses", "Uses of funds", money, "{#uses_total}", ratios.uses)
  }
}
