public import Foundation
public import ProjectAppraisal
public import Tables

/// A finance model read from a TOML file, with an optional CSV file of amounts beside it.
public final class FinanceFile {
  /// The model.
  public let model: FinanceModel
  /// Unit of amounts, `million`.
  public let unit: String
  /// What the reader should look at.
  public let warnings: [InputFault]

  private let fields: FinanceFieldTables
  private let faults: FaultCollector

  init(
    model: FinanceModel,
    unit: String,
    fields: FinanceFieldTables,
    faults: FaultCollector
  ) {
    self.model = model
    self.unit = unit
    self.fields = fields
    self.faults = faults
    warnings = faults.warnings
  }

  /// Reads a file.
  ///
  /// - Throws: `InputFaults` with everything that is wrong, by file, line and field.
  public static func read(_ url: URL) throws(InputFaults) -> FinanceFile {
    let faults = FaultCollector()
    let reader = FinanceReader(url, faults)
    guard let file = reader.read() else {
      try faults.throwIfAny()
      throw InputFaults([
        InputFault(file: url.lastPathComponent, found: "no model", expected: "a finance model")
      ])
    }
    file.fields.tell(file.model.faults)
    try faults.throwIfAny()
    return file
  }

  /// Solves the model.
  ///
  /// - Returns: the solved model.
  /// - Throws: `InputFaults` where tranches do not add up or a loan is not repaid, `NotConverged`.
  public func solve() throws -> FinanceOutcome {
    do {
      return try model.solve()
    } catch let error as FinanceModelFaults {
      fields.tell(error.faults)
      throw InputFaults(faults.faults)
    }
  }
}
