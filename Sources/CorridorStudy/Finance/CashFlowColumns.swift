import ProjectAppraisal
import Tables

/// Amounts of a finance model from a CSV file: a column `year` (amounts of the year, spread over its
/// months) or `date` (amounts of the period that contains the day), then a column for each line.
final class CashFlowColumns {
  let table: CSVTable
  private let timeline: FinanceTimeline
  private let faults: FaultCollector
  private var used: Set<String> = ["year", "date", "note"]

  init?(_ table: CSVTable, _ timeline: FinanceTimeline, _ faults: FaultCollector) {
    self.table = table
    self.timeline = timeline
    self.faults = faults
    guard table.has("year") != table.has("date") else {
      faults.error(
        table.file,
        line: 1,
        column: "year",
        found: table.has("year") ? "columns 'year' and 'date'" : "neither 'year' nor 'date'",
        expected: "a column 'year' or a column 'date'"
      )
      return nil
    }
  }

  /// Amounts by period; `nil` where there is no such column.
  func values(_ column: String) -> [Double]? {
    guard table.has(column), column != "year", column != "date" else { return nil }
    let isFirst = used.insert(column).inserted
    // Faults of a column are told once.
    let faults = isFirst ? self.faults : FaultCollector()
    var amounts = [Double](repeating: 0, count: timeline.count)
    for row in table.rows(faults) {
      guard let amount = row.number(column, in: CSVRow.notNegative, default: 0) else { continue }
      if table.has("year") {
        guard let year = row.integer("year", in: 1...9999) else { continue }
        let months = (1...12).compactMap { timeline.period(year: year, month: $0) }
        if months.count < 12, amount != 0, months.isEmpty {
          row.fault("year", found: "\(year)", expected: "a year of the timeline")
          continue
        }
        for period in months { amounts[period] += amount / Double(months.count) }
      } else {
        guard let date = row.date("date") else { continue }
        guard let period = timeline.period(year: date.year, month: date.month) else {
          row.fault("date", found: "\(date)", expected: "a day of the timeline")
          continue
        }
        amounts[period] += amount
      }
    }
    return amounts
  }

  /// Warns of columns that no line names.
  func finish() {
    for column in table.columns where !used.contains(column) {
      faults.warning(
        table.file,
        line: 1,
        column: column,
        found: "a column that no line uses",
        expected: "a column named by a line of the finance file"
      )
    }
  }
}
