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
  ///   - reference: country whose inward resistance is one in each year; `nil`: no resistances.
  ///   - predicts: whether other rows are to be predicted.
  /// - Returns: the fit, the absorbed effects and the multilateral resistances where wanted, and what
  ///   predicts other rows.
  /// - Throws: `InputFaults` for what the data set cannot give; `NotConverged`.
  public static func fit(
    _ model: GravityModel,
    _ table: consuming GravityData,
    effects: Bool = false,
    resistances reference: String? = nil,
    predicts: Bool = false
  ) throws -> (
    fit: GravityFit, effects: [FixedEffect], resistances: [MultilateralResistance],
    predictor: GravityPredictor?
  ) {
    let name = table.name
    let lines = table.lines
    let line: (Int) -> Int? = { row in lines?.line(row) }
    var design = try DesignBuilder.build(model, table)
    let fit = try estimate(&design, model, file: name)
    let result = try GravityFit(model, design, fit, file: name, line: line)
    let recovered =
      effects || predicts || reference != nil ? try FixedEffect.recover(design, fit) : []
    let resistances = try reference.map {
      try MultilateralResistance.make(design, recovered, reference: $0, file: name)
    }
    let predictor = predicts ? GravityPredictor(model, design, fit, recovered) : nil
    return (result, recovered, resistances ?? [], predictor)
  }

  private static func estimate(
    _ design: inout GravityDesign,
    _ model: GravityModel,
    file: String
  ) throws -> IterativeFit {
    let watchesZeros = model.family == .poisson || model.family == .negbin
    if watchesZeros, model.searchesExactly, ExactSeparation.isSmall(design) {
      let places = ExactSeparation.find(design)
      let search = LargeSeparation(design: design, isExplicit: true, threads: model.threads)
      let down = [Double](repeating: -1, count: design.rowCount)
      let found = try search.certified(places, direction: down)
      if !found.isEmpty { design.removeSeparated(found, reason: .rectifier) }
      try checkLeft(design, file)
    }
    while true {
      let fit = IterativeFit(design, family: model.family, threads: model.threads)
      let separated = watchesZeros ? try settle(fit, design, model) : []
      if separated.isEmpty {
        if !fit.isConverged {
          _ = try fit.run(
            tolerance: model.tolerance,
            limit: model.iterationLimit - fit.iterations,
            watchesZeros: false
          )
        }
        if model.family == .negbin { try fitDispersion(fit, design, model) }
        try fit.finish()
        return fit
      }
      design.removeSeparated(separated, reason: .drift)
      try checkLeft(design, file)
    }
  }

  /// Iterations that the fit of a large sample has before the search for separated rows takes over.
  private static let watchedIterations = 60

  /// Fits until nothing drifts off.
  ///
  /// - Returns: separated rows; none where the fit shows that there are none.
  private static func settle(
    _ fit: IterativeFit,
    _ design: GravityDesign,
    _ model: GravityModel
  ) throws -> [Int] {
    let search = LargeSeparation(
      design: design,
      isExplicit: model.searchesExactly && ExactSeparation.isSmall(design),
      threads: model.threads
    )
    do {
      while true {
        let drifting = try fit.run(
          tolerance: model.tolerance,
          limit: min(model.iterationLimit, Self.watchedIterations) - fit.iterations,
          watchesZeros: true
        )
        if drifting.isEmpty { return [] }
        let found = try search.certified(drifting, direction: fit.step)
        if !found.isEmpty { return found }
        fit.watchStart = fit.iterations + 4
      }
    } catch let fault as NotConverged {
      if search.isExplicit, ExactSeparation.find(design).isEmpty {
        // Nothing is separated: outcomes of zero come to rest, if slowly.
        let drifting = try fit.run(
          tolerance: model.tolerance,
          limit: model.iterationLimit - fit.iterations,
          watchesZeros: true
        )
        guard drifting.isEmpty else { throw fault }
        return []
      }
      let found = try search.search()
      if found.isEmpty, fit.iterations < Self.watchedIterations { throw fault }
      return found
    }
  }

  /// Change of ln α by the last turn at which both rest.
  private static let dispersionTolerance = 1e-9

  /// Turns between means and α until both rest.
  ///
  /// The information on them is block-diagonal, so that few turns do. Outcomes that vary no more than
  /// Poisson ones have their best α at zero.
  private static func fitDispersion(
    _ fit: IterativeFit,
    _ design: GravityDesign,
    _ model: GravityModel
  ) throws {
    var change = Double.infinity
    for _ in 1...100 {
      let best = try Dispersion.estimate(
        design.response,
        means: fit.rows.predictor.map { exp($0) },
        weights: design.weights,
        threads: model.threads,
        start: fit.dispersion
      )
      change = abs(log(best.alpha / fit.dispersion))
      fit.resume(dispersion: best.alpha)
      _ = try fit.run(
        tolerance: model.tolerance,
        limit: model.iterationLimit,
        watchesZeros: false
      )
      if change < Self.dispersionTolerance || best.isPoisson { return }
    }
    throw NotConverged(
      solver: "the dispersion of the negative binomial fit",
      residual: change,
      tolerance: Self.dispersionTolerance,
      iterations: 100,
      advice: "fit the Poisson family, whose estimates need no dispersion"
    )
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
