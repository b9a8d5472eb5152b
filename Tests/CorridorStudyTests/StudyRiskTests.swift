import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables
import Testing

@Suite("The risk of the built-in study")
struct StudyRiskTests {
  /// Two years of one scenario: enough to go through every part.
  private func small() throws -> Study {
    var study = try BuiltIn.study()
    study.settings.modelYears = [2015, 2030]
    study.trafficObservations = []
    return study
  }

  @Test("One thread and two give the same bytes, through the corridor and its Sobol indices")
  func threads() throws {
    var options = RiskOptions()
    options.scenarios = ["as_adopted"]
    options.draws = 16
    options.sampler = .sobol
    options.sobolRows = 2
    options.standpoints = []
    let study = try small()
    let one = try StudyRun.risk(study, options: options)
    options.threads = 2
    let two = try StudyRun.risk(study, options: options)
    #expect(try JSONText.data(one.report) == JSONText.data(two.report))
    #expect(one.draws.values == two.draws.values)
    #expect(one.report.chain.contains("route choice"))
  }

  @Test("Draws through the money alone move about the study's value, and say so")
  func finance() throws {
    var study = try small()
    study.risk = RiskSettings(
      draws: 2000,
      method: .latinHypercube,
      variables: [
        RiskVariableSettings(
          driver: .capex,
          distribution: .triangular(low: 0.5, mode: 1, high: 1.5),
          source: "",
          quality: "D"
        ),
        RiskVariableSettings(
          driver: .seaRate,
          distribution: .uniform(low: 0.9, high: 1.1),
          source: "",
          quality: "D"
        ),
      ],
      correlations: [RiskCorrelationSettings(first: .capex, second: .seaRate, rank: 0.7)],
      waiting: WaitingSettings(from: 2019, until: 2030, annualChance: 0.1, firstLiftYear: 2020)
    )
    var options = RiskOptions()
    options.scenarios = ["lifted_2030"]
    options.depth = .finance
    options.sobolRows = 64
    options.standpoints = [2019]
    let (report, draws) = try StudyRun.risk(study, options: options)
    let scenario = try #require(report.scenarios.first)
    // Capex alone moves the ENPV, in proportion, so its mean is the study's value.
    #expect(abs(scenario.enpv.mean - scenario.studyENPVUSDMillion) < 0.05)
    #expect(report.chain.contains("sea_rate stay as in the study"))
    #expect(abs(report.correlations[0].drawn - 0.7) < 0.02)
    #expect(draws.enpv.count == 2000)
    #expect(abs(scenario.sobolIndices[0].first - 1) < 0.05)
    let point = try #require(report.standpoints.first)
    #expect(abs(point.enpvUSDMillion - point.pastUSDMillion - point.aheadUSDMillion) < 1e-9)
    let waiting = try #require(report.waiting)
    #expect(waiting.valueOfWaitingUSDMillion >= 0)
    #expect(waiting.bestRuleUSDMillion >= waiting.bestFixedUSDMillion - 1e-9)
    #expect(throws: RunRequestError.self) {
      options.standpoints = [1900]
      _ = try StudyRun.risk(study, options: options)
    }
  }

  @Test(
    "Wrong risk files are told by their field",
    arguments: [
      ("method = \"sobel\"", "method"), ("draws = 0", "draws"),
      (
        "[[variable]]\ndriver = \"capex\"\ndistribution = \"normal\"\nmean = 1.0\n"
          + "standard_deviation = -1.0\nsource = \"risk_estimate\"\nquality = \"D\"",
        "variable[1].distribution"
      ),
      (
        "[[correlation]]\nbetween = [\"capex\", \"opex\"]\nrank = 0.5\n"
          + "source = \"risk_estimate\"\nquality = \"D\"",
        "correlation[1].between"
      ),
      (
        "[waiting]\nfrom = 2030\nuntil = 2020\nannual_chance = 0.1\nfirst_lift_year = 2031\n"
          + "source = \"risk_estimate\"\nquality = \"D\"",
        "waiting.until"
      ),
    ]
  )
  func malformed(text: String, column: String) throws {
    let folder = try BuiltIn.copy()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("risk.toml"))
    let error = #expect(throws: InputFaults.self) { _ = try Study.load(folder) }
    let faults = try #require(error).faults
    #expect(faults.contains { $0.file == "risk.toml" && $0.column == column })
  }
}
