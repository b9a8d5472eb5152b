import Foundation
import Tables
import TradeGravity

extension Command {
  /// `tumen gravity fit`.
  static let gravityFit = Command(
    name: "gravity fit",
    arguments: [],
    summary: "Estimate a gravity regression with absorbed effects",
    details: """
      The formula has two parts: what is explained by which terms, and after a bar the absorbed
      effects. Terms: columns, log(x) and other arithmetic, a:b and a*b, i(year, x) for a column for
      each level (ref = LEVEL leaves one out), C(x) for all levels but the first, offset(x). Effects
      are crossed by ^ (exporter^year); country[trend] has a slope for each level too. Groups:
      total(x, exporter, year), mean(x, …), count(…), over all rows of the file. See docs/gravity.md.
      """,
    options: [
      Option(
        name: "--data",
        value: "FILE",
        help: "CSV (.gz), .dta, .xlsx, .ods or a folder of plain columns with meta.json; needed"
      ),
      Option(name: "--formula", value: "F", help: "the regression; needed"),
      Option(
        name: "--family",
        value: "NAME",
        help: "poisson, gaussian, gamma or negbin (poisson)"
      ),
      Option(
        name: "--cluster",
        value: "A[,B]",
        help: "clusters, crossed by ^; or dyadic(A,B), robust, homoskedastic (robust)"
      ),
      Option(
        name: "--ssc",
        value: "NAME",
        help: "small samples: stata, fixest, none, clusters or full (stata)"
      ),
      Option(name: "--weights", value: "W", help: "weights of rows (none)"),
      Option(name: "--where", value: "EXPR", help: "rows to use (all)"),
      Option(name: "--tolerance", value: "T", help: "last step, as a share of what is left (1e-8)"),
      Option(name: "--iterations", value: "N", help: "most iterations (200)"),
      Option(name: "--confidence", value: "P", help: "level of intervals (0.95)"),
      Option(name: "--bias-correction", value: nil, help: "correct as Weidner & Zylkin (2021)"),
      Option(name: "--fixed-effects", value: "FILE", help: "write the absorbed effects as CSV"),
      Option(
        name: "--resistances",
        value: "FILE",
        help: "write multilateral resistances to the power 1 − σ as CSV; needs --reference"
      ),
      Option(
        name: "--reference",
        value: "COUNTRY",
        help: "importer whose resistance is one in each year; with --json resistances are listed"
      ),
      Option(name: "--predictions", value: "FILE", help: "write means and residuals as CSV"),
      Option(
        name: "--predict",
        value: "DATA",
        help: "predict the rows of this file, for --predictions and --json (the rows used)"
      ),
      Option(
        name: "--tariff-elasticity",
        value: "E",
        help: "elasticity of trade to tariffs, for tariff equivalents (none)"
      ),
      .threads,
      Option(name: "--json", value: nil, help: "print JSON"),
    ],
    examples: [
      "tumen gravity fit --data trade.csv --formula 'trade ~ rta | exporter^year + importer^year' "
        + "--predict scenario.csv --predictions predicted.csv",
      "tumen gravity fit --data trade.csv.gz --cluster pair "
        + "--formula 'trade ~ rta | exporter^year + importer^year + pair'",
      "tumen gravity fit --data trade.csv --family gaussian --where 'exporter != importer && "
        + "trade > 0 && year in 1986..2006 step 4' --formula 'log(trade) ~ log(dist) + cntg'",
    ],
    run: gravityFitRun
  )

  @Sendable private static func gravityFitRun(_ call: Call) throws -> Tumen.Status {
    let start = Date()
    let elasticity = try call.real("--tariff-elasticity", in: 0.01...1000)
    let model = try gravityModel(call)
    let path = try call.required("--data")
    let reference =
      try call.value("--reference")
      ?? call.value("--resistances").map { _ in try call.required("--reference") }
    let table = try GravityData.read(
      URL(fileURLWithPath: path),
      name: path,
      columns: model.columns
    )
    let effectsPath = call.value("--fixed-effects")
    let resistancesPath = call.value("--resistances")
    let predictPath = call.value("--predict")
    let predictionsPath = call.value("--predictions")
    if predictPath != nil, predictionsPath == nil, !call.has("--json") {
      throw Call.Fault(description: "--predict needs --predictions FILE or --json to tell them")
    }
    let lines = table.lines
    let (fit, effects, resistances, predictor) = try GravityEstimator.fit(
      model,
      table,
      effects: effectsPath != nil,
      resistances: reference,
      predicts: predictPath != nil
    )
    var predictions: [GravityPrediction]?
    if let predictPath, let predictor {
      predictions = try predictor.predict(
        GravityData.read(
          URL(fileURLWithPath: predictPath),
          name: predictPath,
          columns: predictor.columns,
          optional: predictor.outcomeColumns
        )
      )
    } else if predictionsPath != nil {
      predictions = fit.predictions { lines?.line($0) }
    }
    if let resistancesPath {
      try MultilateralResistance.write(resistances, to: URL(fileURLWithPath: resistancesPath))
    }
    if let predictionsPath, let predictions {
      try GravityPrediction.write(predictions, to: URL(fileURLWithPath: predictionsPath))
    }
    if let effectsPath {
      try FixedEffect.write(effects, to: URL(fileURLWithPath: effectsPath))
    }
    let seconds = Date().timeIntervalSince(start)
    if call.has("--json") {
      let report = GravityFitReport(
        fit,
        seconds: seconds,
        elasticity: elasticity,
        resistances: reference == nil ? nil : resistances,
        predictions: predictions
      )
      Console.out(try JSONText.text(report))
    } else {
      Console.out(GravityFitTable.text(fit, seconds: seconds))
      if let elasticity { Console.out(GravityFitTable.policyText(fit, elasticity: elasticity)) }
      if predictPath != nil, let predictions {
        let missing = predictions.filter { $0.mean == nil }
        var text = "Predicted: \(predictions.count - missing.count) of \(predictions.count) rows"
        if let reason = missing.first?.reason { text += "; the first without: \(reason)" }
        Console.out(text)
      }
    }
    return .done
  }

  private static func gravityModel(_ call: Call) throws -> GravityModel {
    do {
      var model = GravityModel(try GravityFormula(call.required("--formula")))
      model.family = try call.choice("--family", GravityModel.Family.self) ?? .poisson
      if let text = call.value("--cluster") { model.errors = try ErrorStructure(text) }
      model.smallSample = try call.choice("--ssc", SmallSample.self) ?? .stata
      model.weights = try call.value("--weights").map(GravityFormula.condition)
      model.condition = try call.value("--where").map(GravityFormula.condition)
      model.tolerance = try call.real("--tolerance", in: 1e-14...0.1) ?? 1e-8
      model.iterationLimit = try call.number("--iterations", from: 1) ?? 200
      model.confidence = try call.real("--confidence", in: 0.5...0.999999) ?? 0.95
      model.correctsBias = call.has("--bias-correction")
      model.threads = try call.threads()
      return model
    } catch let fault as FormulaFault {
      throw Call.Fault(description: fault.description)
    }
  }
}
