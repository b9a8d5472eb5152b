import Tables
import TradePolicy

/// What the corridor would do without one measure, for draws of the day on which it ends.
///
/// Each measure is looked at by itself, beside all others as adopted.
struct EndedMeasure: Sendable {
  /// The uncertain end.
  let driver: RiskDriver
  /// Id of the measure.
  let measure: String
  /// What the solved years of the measures as adopted would be without it, less what they are.
  let without: [RiskChain.YearOutcome]
  /// What they would be if it never ended, less what they are; zero where the study gives no end.
  let lasting: [RiskChain.YearOutcome]

  /// Share of a year after an end, 0 to 1.
  static func share(of year: Int, after end: Double) -> Double {
    min(1, max(0, Double(year + 1) - end))
  }

  /// Solves the same worlds without the measure, and with it for ever where the study ends it.
  ///
  /// - Throws: `NotConverged`.
  init(
    _ driver: RiskDriver,
    _ measure: String,
    _ worlds: SolvedWorlds,
    _ calibration: Calibration,
    _ base: BaseSolution
  ) throws {
    self.driver = driver
    self.measure = measure
    let own = worlds.adoptedEffects.map { RiskChain.YearOutcome($0) }
    func change(_ policy: PolicyBook) throws -> [RiskChain.YearOutcome] {
      let years = worlds.adoptedEffects.map(\.year)
      let other = try worlds.under(policy, .asAdopted, years: years, calibration, base)
      return zip(other.adoptedEffects, own).map { RiskChain.YearOutcome($0) - $1 }
    }
    let book = worlds.model.study.policy
    without = try change(book.without { $0.id == measure })
    lasting =
      book.measures.contains { $0.id == measure && $0.to != nil }
      ? try change(Self.book(book, measure, endingAt: nil)) : own.map { $0 - $0 }
  }

  /// A book of measures of which one ends at a moment, a year with the part of it that is gone; or
  /// never.
  static func book(_ book: PolicyBook, _ measure: String, endingAt end: Double?) -> PolicyBook {
    PolicyBook(
      book.measures.compactMap { own in
        guard own.id == measure else { return own }
        var own = own
        own.to = nil
        guard let end, end < 9999 else { return own }
        // The last day in force is that before the end.
        guard let last = CalendarDate(lastBefore: end), last >= own.from ?? last else { return nil }
        own.to = last
        return own
      }
    )
  }
}
