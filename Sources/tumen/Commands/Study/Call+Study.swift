import CorridorStudy
import Foundation
import Tables

extension Call {
  /// Loads the study that the first argument names; warnings go to standard error.
  ///
  /// - Throws: `InputFaults` with every fault found.
  func study() throws -> Study {
    let (study, warnings) = try Study.load(URL(fileURLWithPath: arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    return study
  }
}
