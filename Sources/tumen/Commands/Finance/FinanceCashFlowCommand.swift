import CorridorStudy
import Foundation
import Tables

extension Command {
  /// `tumen finance cashflow`.
  static let financeCashFlow = Command(
    name: "finance cashflow",
    arguments: ["FILE"],
    summary: "Value the cash flows of a CSV file: NPV, all rates of return, payback, covers",
    details: """
      A column date, year or period says when; without one the rows are even periods. Every other
      column is a cash flow. With dates the values are those of XNPV and XIRR (years of 365 days).
      All rates of return above -100 % are found. Columns cfads and debt_service also give DSCR, LLCR
      and PLCR at the rate, the first row a period after the debt.
      """,
    options: [
      Option(name: "--rate", value: "R", help: "discount rate a year, such as 0.08 (needed)"),
      Option(name: "--finance-rate", value: "R", help: "rate of finance of MIRR (--rate)"),
      Option(name: "--reinvest-rate", value: "R", help: "rate of reinvestment of MIRR (--rate)"),
      Option(
        name: "--per-year",
        value: "N",
        help: "rows a year where there is no date or year (1)"
      ),
      Option(name: "--column", value: "NAME", help: "column; may be repeated (all)", repeats: true),
      .json("the values"),
    ],
    examples: [
      "tumen finance cashflow flows.csv --rate 0.08",
      "tumen finance cashflow flows.csv --rate 0.05 --per-year 2 --column equity --json",
    ],
    run: financeCashFlowRun
  )

  @Sendable private static func financeCashFlowRun(_ call: Call) throws -> Tumen.Status {
    _ = try call.required("--rate")
    let range = -0.999999...1e6
    let settings = CashFlowFile.Settings(
      rate: try call.real("--rate", in: range) ?? 0,
      financeRate: try call.real("--finance-rate", in: range),
      reinvestmentRate: try call.real("--reinvest-rate", in: range),
      perYear: try call.number("--per-year", from: 1) ?? 1,
      columns: call.list("--column")
    )
    let record = try CashFlowFile.value(URL(fileURLWithPath: call.arguments[0]), settings)
    Console.out(
      call.has("--json")
        ? try JSONText.text(record)
        : FinanceText.cashFlows(record)
    )
    return .done
  }
}
