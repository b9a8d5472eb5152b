import CorridorStudy
import Fixtures
import Foundation
import FreightNetwork
import ProjectAppraisal
import Tables
import Testing

/// The built-in study, and runs of it that several tests share.
enum BuiltIn {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("studies/northeast-asia")

  static func study() throws -> Study { try Study.load(folder).study }

  static func run(threads: Int, draws: Int) throws -> StudyResult {
    var options = RunOptions()
    options.scenarios = ["as_adopted"]
    options.threads = threads
    options.draws = draws
    return try StudyRun.appraise(study(), options: options, version: "test")
  }

  /// Measures as adopted, two threads, a few draws.
  static let result = Result { try run(threads: 2, draws: 12) }

  /// A copy of the study in a temporary folder.
  static func copy() throws -> URL {
    let place = try ScratchFolder.make().appendingPathComponent("study")
    try FileManager.default.copyItem(at: folder, to: place)
    return place
  }
}

@Suite("The built-in study")
struct BuiltInStudyTests {
  @Test("It loads without a fault and has the size asked for")
  func size() throws {
    let (study, warnings) = try Study.load(BuiltIn.folder)
    #expect(warnings.isEmpty)
    #expect(study.regions.count >= 30)
    #expect(study.commodities.count >= 11)
    #expect(study.network.nodes.count >= 240)
    #expect(study.network.links.count >= 420)
    #expect(study.sources.allSatisfy { ["A", "B", "C", "D"].contains($0.quality) })
  }

  @Test("The parts by country and party add up to the whole")
  func partsAddUp() throws {
    let result = try BuiltIn.result.get()
    for scenario in result.scenarios {
      let economics = scenario.economics
      let cells = economics.incidence.reduce(0) { $0 + $1.presentValueUSDMillion }
      let items = economics.items.reduce(0) { $0 + $1.presentValueUSDMillion }
      #expect(abs(cells - economics.enpvUSDMillion) < 1e-9 * max(1, abs(economics.enpvUSDMillion)))
      #expect(abs(items - economics.enpvUSDMillion) < 1e-9 * max(1, abs(economics.enpvUSDMillion)))
      let parts = economics.userBenefits
      let users = economics.items.filter { $0.kind == "user_benefit" }
        .reduce(0) { $0 + $1.presentValueUSDMillion }
      let sum = parts.existingUSDMillion + parts.divertedUSDMillion + parts.generatedUSDMillion
      #expect(abs(sum - users) < 1e-9 * max(1, abs(users)))
      let transfers = economics.items.filter { ["transfer", "financing"].contains($0.kind) }
        .reduce(0) { $0 + $1.presentValueUSDMillion }
      #expect(abs(transfers) < 1e-9)
    }
  }

  @Test("The EIRR is the rate at which the ENPV is zero")
  func rateOfReturn() throws {
    for scenario in try BuiltIn.result.get().scenarios {
      let economics = scenario.economics
      var net = CashFlow(firstYear: economics.presentValueYear, amounts: [])
      for item in economics.items {
        net = net + CashFlow(firstYear: item.firstYear, amounts: item.usdMillion)
      }
      let value = net.presentValue(rate: economics.discountRate, year: economics.presentValueYear)
      #expect(abs(value - economics.enpvUSDMillion) < 1e-8)
      for rate in economics.eirr {
        #expect(abs(net.presentValue(rate: rate, year: economics.presentValueYear)) < 1e-8)
      }
    }
  }

  @Test("Every solver reached its tolerance, and the base year is its own solution at once")
  func convergence() throws {
    let result = try BuiltIn.result.get()
    #expect(result.convergence.allSatisfy { $0.residual <= $0.tolerance && $0.tolerance <= 1e-10 })
    #expect(result.tradeBase.largestImbalance == 0)
    let base = result.convergence.first {
      $0.solver == "trade and assignment" && $0.year == result.study.baseYear && $0.withProject
        && $0.scenario == "as adopted"
    }
    #expect(base?.iterations == 1)
  }

  @Test("Observed routes are met on the expected track")
  func routes() throws {
    let checks = try BuiltIn.result.get().validation.routes
    #expect(!checks.isEmpty)
    for check in checks { #expect(check.within, "\(check.name): \(check.modelled ?? -1)") }
    let transSiberian = checks.first { $0.id == "mow_vvo" }
    #expect(transSiberian?.route.contains("Chita") == true)
    #expect(transSiberian?.route.contains("Harbin") == false)
  }

  @Test("Traffic of 2018 and 2019 is near zero, and out of the refusals")
  func stop() throws {
    let rows = try BuiltIn.result.get().validation.backTest.rows
    for year in [2018, 2019] {
      let row = try #require(rows.first { $0.year == year })
      #expect(row.modelled < 0.3)
      #expect(row.modelledWithoutRefusals > 5 * row.modelled)
      #expect(row.measures.contains("ship2397"))
    }
    for row in rows where row.use == "calibration" {
      let middle = (row.observedLow + row.observedHigh) / 2
      #expect(abs(row.modelled / middle - 1) < 0.02)
    }
  }

  @Test("One thread and two give the same bytes")
  func threads() throws {
    let two = try JSONText.data(try BuiltIn.result.get())
    let one = try JSONText.data(try BuiltIn.run(threads: 1, draws: 12))
    #expect(one == two)
  }

  @Test("Draws that leave every number as it is give the deterministic ENPV")
  func quietDraws() throws {
    var study = try BuiltIn.study()
    study.risk = RiskSettings(
      draws: 3,
      method: .monteCarlo,
      variables: [
        RiskVariableSettings(
          driver: .opex,
          distribution: .uniform(low: 1 - 1e-13, high: 1 + 1e-13),
          source: "",
          quality: "D"
        )
      ]
    )
    var options = RunOptions()
    options.scenarios = ["as_adopted"]
    options.threads = 2
    let scenario = try StudyRun.appraise(study, options: options, version: "test").scenarios[0]
    let draws = try #require(scenario.risk).enpvUSDMillion
    for draw in draws { #expect(abs(draw - scenario.economics.enpvUSDMillion) < 1e-6) }
  }

  @Test("A project that never opens changes nothing, to the last bit")
  func nothingChanges() throws {
    var study = try BuiltIn.study()
    for place in study.network.links.indices
    where study.network.links[place].existence.project != nil {
      study.network.links[place].existence.openFrom = 3000
    }
    for place in study.network.terminals.indices
    where study.network.terminals[place].existence.project != nil {
      study.network.terminals[place].existence.openFrom = 3000
    }
    study.trafficObservations = []
    study.settings.modelYears = [2015, 2030]
    var options = RunOptions()
    options.scenarios = ["as_adopted"]
    options.threads = 2
    options.draws = 0
    let scenario = try StudyRun.appraise(study, options: options, version: "test").scenarios[0]
    for region in scenario.tradeEffects {
      #expect(region.exportsPercent == 0)
      #expect(region.realIncomePercent == 0)
      #expect(region.wagePercent == 0)
    }
    #expect(scenario.years.allSatisfy { $0.tonnes == 0 && $0.userBenefitUSDMillion == 0 })
  }
}
