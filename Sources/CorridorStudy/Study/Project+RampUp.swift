import Foundation
import Tables

extension RampUp {
  /// Mean share of the market to which the project is available in a year, 0 to 1: the mean over the
  /// year's days of 1 − exp(−t/T), t years after opening; zero before.
  public func share(year: Int) -> Double {
    let start = opening.yearFraction
    let from = max(Double(year), start) - start
    let to = Double(year + 1) - start
    guard to > from else { return 0 }
    guard timeConstantYears > 0 else { return to - from }
    let constant = timeConstantYears
    return max(0, to - from - constant * (exp(-from / constant) - exp(-to / constant)))
  }
}
