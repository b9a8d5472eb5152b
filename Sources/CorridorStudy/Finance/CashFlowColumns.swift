import ProjectAppraisal
import Tables

/// Amounts of a finance model from a CSV file: a column `year` (amounts of the year, spread over its
/// months) or `date` (amounts of the period that contains the day), then a column for each line.
final class CashFlowColumns {
  let table: CSVTable
  private let timeline: FinanceTimeline
  private let faults: FaultCollector
  private var used: Set<String> = ["year", "date", "note"]
  /// When each row's amounts are: the year's months, or one period; `nil` where that cannot be read.
  private var moments: [Moment?] = []
  /// Rows of which it was told that they are outside the timeline.
  private var told: Set<Int> = []

  private enum Moment {
    case year(Int)
    case date(CalendarDate)
  }

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
    var years: Set<Int> = []
    moments = table.rows(faults).map { row in
      guard table.has("year") else { return row.date("date").map { .date($0) } }
      guard let year = row.integer("year", in: 1...9999) else { return nil }
      if !years.insert(year).inserted {
        row.fault("year", found: "\(year) twice", expected: "every year once")
      }
      return .year(year)
    }
  }

  /// Amounts by period; `nil` where there is no such column.
  func values(_ column: String) -> [Double]? {
    guard table.has(column), column != "year", column != "date" else { return nil }
    let isFirst = used.insert(column).inserted
    // Faults of a column are told once.
    let faults = isFirst ? self.faults : FaultCollector()
    var amounts = [Double](repeating: 0, count: timeline.count)
    for (place, row) in table.rows(faults).enumerated() {
      guard let amount = row.number(column, in: CSVRow.notNegative, default: 0),
        let moment = moments[place]
      else { continue }
      let parts: [(period: Int, amount: Double)]
      switch moment {
      case .year(let year): parts = timeline.spread(amount, year: year)
      case .date(let date):
        parts = timeline.period(year: date.year, month: date.month).map { [($0, amount)] } ?? []
      }
      if parts.isEmpty, amount != 0, told.insert(place).inserted {
        switch moment {
        case .year(let year):
          row.fault("year", found: "\(year)", expected: "a year of the timeline")
        case .date(let date):
          row.fault("date", found: "\(date)", expected: "a day of the timeline")
        }
      }
      for part in parts { amounts[part.period] += part.amount }
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
