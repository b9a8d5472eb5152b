import Foundation
import Numerics
import Tables

/// Estimates a gravity regression.
public enum GravityEstimator {
  /// Estimates a model on a data set.
  ///
  /// - Parameters:
  ///   - model: the regression.
  ///   - table: the data set, with the columns that `model.columns` names.
  ///   - effects: whether the absorbed effects are wanted too.
  /// - Returns: the fit, and the absorbed effects where wanted.
  /// - Throws: `InputFaults` for what the data set cannot give; `NotConverged`.
  public static func fit(
    _ model: GravityModel,
    _ table: consuming GravityData,
    effects: Bool = false
  ) throws -> (fit: GravityFit, effects: [FixedEffect]) {
    let name = table.name
    let lines = table.lines
    let line: (Int) -> Int? = { row in lines?.line(row) }
    var design = try DesignBuilder.build(model, table)
    let fit = try estimate(&design, model, file: name)
    let result = try GravityFit(model, design, fit, file: name, line: line)
    return (result, effects ? try FixedEffect.recover(design, fit) : [])
  }

  private static func estimate(
    _ design: inout GravityDesign,
    _ model: GravityModel,
    file: String
  ) throws -> IterativeFit {
    var watchesZeros = model.family == .poisson || model.family == .negbin
    if watchesZeros, model.searchesExactly, ExactSeparation.isSmall(design) {
      watchesZeros = false
      let places = ExactSeparation.find(design)
      if !places.isEmpty { design.removeSeparated(places, reason: .rectifier) }
      try checkLeft(design, file)
    }
    while true {
      let fit = IterativeFit(design, family: model.family, threads: model.threads)
      let drifting: [Int] = try fit.run(
        tolerance: model.tolerance,
        limit: model.iterationLimit,
        watchesZeros: watchesZeros
      )
      if drifting.isEmpty {
        try fit.finish()
        return fit
      }
      design.removeSeparated(drifting, reason: SeparationReason.drift)
      try checkLeft(design, file)
    }
  }

  private static func checkLeft(_ design: GravityDesign, _ file: String) throws {
    guard design.response.contains(where: { $0 != design.response[0] }) else {
      let dropped = design.dropped
      throw InputFaults([
        InputFault(
          file: file,
          found: "no row left, or all outcomes alike: \(dropped.separated) rows are separated, "
            + "\(dropped.singletons) alone in a level of an absorbed effect",
          expected: "outcomes that vary"
        )
      ])
    }
  }
}
