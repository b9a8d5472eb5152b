import Foundation
import ProjectAppraisal
import Tables

extension Command {
  /// `tumen finance loan`.
  static let financeLoan = Command(
    name: "finance loan",
    arguments: [],
    summary: "Schedule of a loan: annuity, equal principal or bullet",
    details: """
      The rate is a year's, divided by the periods a year; rates of zero and below are allowed. The
      effective rate is a year's with compounding. --balloon is what is left after the last period.
      """,
    options: [
      Option(name: "--amount", value: "X", help: "amount lent (needed)"),
      Option(name: "--rate", value: "R", help: "nominal rate a year, such as 0.06 (needed)"),
      Option(name: "--periods", value: "N", help: "number of periods (needed)"),
      Option(name: "--per-year", value: "N", help: "periods a year (12)"),
      Option(name: "--balloon", value: "X", help: "left at the end (0)"),
      Option(
        name: "--type",
        value: "TYPE",
        help: "annuity, equal_principal or bullet (annuity)"
      ),
      Option(name: "--output", value: "FILE.csv", help: "write the schedule (none)"),
      .json("payment and schedule"),
    ],
    examples: ["tumen finance loan --amount 200000 --rate 0.06 --periods 360"],
    run: financeLoanRun
  )

  @Sendable private static func financeLoanRun(_ call: Call) throws -> Tumen.Status {
    for name in ["--amount", "--rate", "--periods"] { _ = try call.required(name) }
    let perYear = try call.number("--per-year", from: 1) ?? 12
    let schedule = try LoanSchedule(
      amount: call.real("--amount", in: 0...1e15) ?? 0,
      rate: call.real("--rate", in: -0.9...100) ?? 0,
      periods: call.number("--periods", from: 1) ?? 1,
      perYear: perYear,
      balloon: call.real("--balloon", in: 0...1e15) ?? 0,
      type: call.choice("--type", LoanSchedule.Kind.self) ?? .annuity
    )
    guard let schedule else {
      throw Call.Fault(
        description: "no such loan: at most 1200 periods, a balloon not above the amount"
      )
    }
    if let path = call.value("--output") {
      var text = CSVText(columns: ["period", "payment", "interest", "principal", "balance"])
      for row in schedule.rows {
        text.append(
          [String(row.period)]
            + (try [row.payment, row.interest, row.principal, row.balance].map {
              try CSVText.field($0)
            })
        )
      }
      try AtomicFile.write(Data(text.text.utf8), to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(schedule))
    } else {
      let first = schedule.rows.first?.payment ?? 0
      let lines = [
        "First payment   \(FinanceText.number(first, 6))",
        "Interest, all   \(FinanceText.number(schedule.totalInterest, 6))",
        "Effective rate  \(FinanceText.percent(schedule.effectiveRate, 6))",
      ]
      Console.out(lines.joined(separator: "\n"))
    }
    return .done
  }
}
