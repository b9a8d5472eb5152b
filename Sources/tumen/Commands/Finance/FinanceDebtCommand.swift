import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables

extension Command {
  /// `tumen finance debt`.
  static let financeDebt = Command(
    name: "finance debt",
    arguments: ["FILE"],
    summary: "Value a write-off, rescheduling or swap of sovereign debt",
    details: """
      Present value and grant element are those of IMF and World Bank: payments discounted at 5 % a
      year unless the file says otherwise. With exports in the file, service is set against them.
      """,
    options: [
      Option(name: "--output", value: "FILE.csv", help: "write the instalments (none)"),
      .json("all of it"),
    ],
    examples: ["tumen finance debt docs/examples/finance/debt.toml"],
    run: financeDebtRun
  )

  @Sendable private static func financeDebtRun(_ call: Call) throws -> Tumen.Status {
    let (record, warnings) = try DebtFile.value(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    if let path = call.value("--output") {
      var text = CSVText(
        columns: ["years", "interest", "principal", "to_creditor", "to_fund", "balance"]
      )
      for row in record.schedule {
        text.append(
          try [row.years, row.interest, row.principal, row.toCreditor, row.toFund, row.balance]
            .map { try CSVText.field($0) }
        )
      }
      try AtomicFile.write(Data(text.text.utf8), to: URL(fileURLWithPath: path))
    }
    Console.out(
      call.has("--json")
        ? try JSONText.text(record) : FinanceText.debt(record)
    )
    return .done
  }

  /// `tumen finance resource`.
  static let financeResource = Command(
    name: "finance resource",
    arguments: ["FILE"],
    summary: "Value a loan repaid from the proceeds of a deposit",
    details: """
      How long the reserves serve, whether the loan is repaid from the pledged sales, the price at
      which it just is, and what falls of the price do.
      """,
    options: [
      Option(name: "--output", value: "FILE.csv", help: "write the years (none)"),
      .json("all of it"),
    ],
    examples: ["tumen finance resource docs/examples/finance/coal.toml"],
    run: financeResourceRun
  )

  @Sendable private static func financeResourceRun(_ call: Call) throws -> Tumen.Status {
    let (record, warnings) = try ResourceFile.value(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    if let path = call.value("--output") {
      var text = CSVText(
        columns: [
          "year", "mt", "mt_left", "price", "sales", "cost", "royalty", "tax", "pledged", "due",
          "paid", "arrears", "balance", "reserve", "to_owner",
        ]
      )
      for year in record.years {
        let numbers = [
          year.megatonnes, year.megatonnesLeft, year.price, year.sales, year.cost, year.royalty,
          year.tax, year.pledged, year.due, year.paid, year.arrears, year.balance, year.reserve,
          year.toOwner,
        ]
        text.append([String(year.year)] + (try numbers.map { try CSVText.field($0) }))
      }
      try AtomicFile.write(Data(text.text.utf8), to: URL(fileURLWithPath: path))
    }
    Console.out(
      call.has("--json")
        ? try JSONText.text(record) : FinanceText.resource(record)
    )
    return .done
  }
}
