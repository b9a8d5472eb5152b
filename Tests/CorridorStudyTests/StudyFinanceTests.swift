import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables
import Testing

@Suite("Finance of a study's project")
struct StudyFinanceTests {
  static let file = "projects/khasan-rajin.toml"

  /// The study with an edited project file.
  static func study(_ edit: (String) -> String) throws -> Study {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    try edit(text).write(to: url, atomically: true, encoding: .utf8)
    return try Study.load(folder).study
  }

  /// The file with its finance and tax replaced.
  static func replacing(_ text: String, with finance: String) -> String {
    guard let start = text.range(of: "[finance]"), let end = text.range(of: "[debt]") else {
      return text
    }
    return text[..<start.lowerBound] + finance + "\n" + text[end.lowerBound...]
  }

  @Test("A list of tranches is the table with yearly periods")
  func list() throws {
    let source = "source = \"finance_estimate\"\nquality = \"D\"\n"
    let list = try Self.study {
      Self.replacing(
        $0,
        with: """
          [[finance]]
          name = "Loan"
          kind = "loan"
          lender = "RUS"
          share = 0.6
          rate = 0.08
          grace_years = 2
          term_years = 12
          repayment = "equal_principal"
          \(source)
          [[finance]]
          name = "Owners"
          kind = "equity"
          lender = "RUS"
          share = 0.4
          \(source)
          [tax]
          corporate_rate = 0.14
          country = "PRK"
          \(source)
          """
      )
    }
    let table = try Self.study {
      Self.replacing(
        $0,
        with: """
          [finance]
          period = "year"
          \(source)
          [[finance.tranche]]
          name = "Loan"
          kind = "senior"
          lender = "RUS"
          share = 0.6
          rate = 0.08
          grace_years = 2
          repayment_years = 12
          repayment = "equal_principal"
          \(source)
          [[finance.tranche]]
          name = "Owners"
          kind = "equity"
          lender = "RUS"
          share = 0.4
          \(source)
          [tax]
          rate = 0.14
          country = "PRK"
          \(source)
          """
      )
    }
    #expect(list.projects[0].funding == table.projects[0].funding)
    let timeline = table.projects[0].funding.model.timeline
    // Open on 2013-09-22: yearly, from 2014 on.
    #expect(timeline.startYear == 2008 && timeline.constructionPeriods == 6)
    #expect(timeline.year(timeline.count - 1) == 2043)
  }

  @Test("Without finance all is equity")
  func none() throws {
    let study = try Self.study {
      Self.replacing(
        $0,
        with: "[tax]\nrate = 0.1\ncountry = \"PRK\"\nsource = \"rason_tax\"\nquality = \"C\"\n"
      )
    }
    #expect(study.projects[0].funding.model.tranches.map(\.kind) == [.equity])
    #expect(study.projects[0].funding.model.taxRate == YearPath(0.1))
  }

  @Test(
    "A fault of the finance names its field",
    arguments: [
      ("opening = 2014-07-01", "opening = 2007-01-01", "finance.opening"),
      ("share = 0.6", "share = 0.7", "shares that add up to 1.1"),
      ("repayment_years = 12", "repayment_years = 0", "finance.tranche[2].repayment_years"),
      ("repayment_years = 12", "repayment_years = 80", "finance.tranche[2].repayment_years"),
      ("grace_years = 1.5", "grace_years = 1.3", "finance.tranche[2].grace_years"),
      ("rate = 0.08", "rate = -3", "finance.tranche[2].rate"),
      ("period = \"half_year\"", "period = \"week\"", "finance.period"),
      ("period = \"half_year\"", "start = 2011-01-01\nperiod = \"half_year\"", "finance.start"),
      ("period = \"half_year\"", "price_index = \"x\"\nperiod = \"half_year\"", "price_index"),
      ("currency = \"RUB\"", "currency = \"KRW\"", "[[finance.currency]]"),
    ]
  )
  func faults(old: String, new: String, expected: String) throws {
    do {
      _ = try Self.study { text in
        #expect(text.contains(old))
        return text.replacingOccurrences(of: old, with: new)
      }
      Issue.record("the study loaded")
    } catch let error as InputFaults {
      #expect(error.description.contains(Self.file))
      #expect(error.description.contains(expected), "\(error.description)")
    }
  }
}
