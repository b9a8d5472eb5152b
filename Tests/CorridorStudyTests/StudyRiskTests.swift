import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables
import Testing
import TradePolicy

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

  /// ENPV of one draw with some numbers at given values.
  private func value(
    _ study: Study,
    _ numbers: [(driver: String, value: Double, isRelative: Bool)]
  ) throws -> Double {
    var study = study
    study.risk = RiskSettings(
      draws: 1,
      method: .monteCarlo,
      variables: numbers.map {
        RiskVariableSettings(
          driver: RiskDriver(rawValue: $0.driver),
          distribution: .uniform(low: $0.value * (1 - 1e-13), high: $0.value * (1 + 1e-13)),
          isRelative: $0.isRelative,
          source: "",
          quality: "D"
        )
      }
    )
    var options = RiskOptions()
    options.scenarios = ["no_measures"]
    options.standpoints = []
    let (report, _) = try StudyRun.risk(study, options: options)
    return try #require(report.scenarios.first).enpv.mean
  }

  @Test("A number moved by its address does what the named driver over the same numbers does")
  func addresses() throws {
    let study = try small()
    let rates = ["rail1520", "rail1435", "rail1067"].map {
      (driver: "rates.\($0).usd_per_t_km", value: 1.1, isRelative: true)
    }
    let named = try value(study, [("rail_rate", 1.1, false)])
    let addressed = try value(study, rates)
    #expect(abs(named - addressed) < 1e-4 * abs(named), "\(named) and \(addressed)")
    let still = try value(study, [("rail_rate", 1, false)])
    #expect(abs(named - still) > 1)

    // Money alone: investment and the discount rate.
    let capex = try value(
      study,
      [
        ("project.khasan-rajin.capex.1.amount_m", 1.2, true),
        ("project.khasan-rajin.capex.2.amount_m", 1.2, true),
        ("discount.economic", 0.07, false),
      ]
    )
    let factor = try value(study, [("capex", 1.2, false), ("discount_rate", 0.07, false)])
    #expect(abs(capex - factor) < 1e-6 * abs(factor), "\(capex) and \(factor)")
    #expect(throws: RunRequestError.self) {
      _ = try value(study, [("link.NO-WHERE.length_km", 1, false)])
    }
  }

  @Test("An address that names nothing is a fault with near ones")
  func unknownAddress() throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent("risk.toml")
    let text = try String(contentsOf: url, encoding: .utf8)
    let variable = """

      [[variable]]
      driver = "commodity.coal_steem.usd_per_t"
      distribution = "uniform"
      low = 40
      high = 90
      source = "risk_estimate"
      quality = "D"
      """
    try (text + variable).write(to: url, atomically: true, encoding: .utf8)
    do {
      _ = try Study.load(folder)
      Issue.record("the study loaded")
    } catch {
      #expect(error.description.contains("risk.toml"))
      #expect(error.description.contains("commodity.coal_steam.usd_per_t"), "\(error)")
    }
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
    #expect(report.chain.contains("sea rate stay as in the study"))
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
        "[[variable]]\ndriver = \"policy.un2375_jv.effective_to\"\nrelative = true\n"
          + "distribution = \"uniform\"\nlow = 0.9\nhigh = 1.1\nsource = \"risk_estimate\"\n"
          + "quality = \"D\"",
        "variable[1].relative"
      ),
      (
        "[[variable]]\ndriver = \"capex\"\ndistribution = \"uniform\"\nlow = -0.5\n"
          + "high = 1.0\nsource = \"risk_estimate\"\nquality = \"D\"",
        "variable[1].distribution"
      ),
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
    try Data(text.utf8).write(to: folder.appendingPathComponent("risk.toml"))
    let error = #expect(throws: InputFaults.self) { _ = try Study.load(folder) }
    let faults = try #require(error).faults
    #expect(faults.contains { $0.file == "risk.toml" && $0.column == column })
  }
}
