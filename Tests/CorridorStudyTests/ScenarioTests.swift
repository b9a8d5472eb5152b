import CorridorStudy
import Foundation
import Tables
import Testing

@Suite("Scenarios")
struct ScenarioTests {
  /// The built-in study, two model years, with scenarios of the tests added.
  static let result = Result { () throws -> StudyResult in
    let folder = try BuiltIn.copy()
    let file = folder.appendingPathComponent("study.toml")
    let text =
      try String(contentsOf: file, encoding: .utf8) + """

        [[scenario]]
        id = "later"
        name = "Changes after the year compared"
        policy = "none"
        default = false
        [[scenario.change]]
        kind = "close"
        nodes = ["SUZ"]
        from = 2040
        [[scenario.change]]
        kind = "rate"
        rates = ["rail", "sea"]
        factor = 2.0
        from = 2040
        [[scenario]]
        id = "coal_freed"
        name = "The ban on coal ends"
        policy = "as_adopted"
        default = false
        [[scenario.change]]
        kind = "measure"
        measures = ["un2371_coal"]
        in_force_to = 2025-12-31
        [[scenario]]
        id = "never"
        name = "Never lifted"
        policy = "hazard"
        hazard = 0.0
        first_lift_year = 2026
        default = false
        [[scenario]]
        id = "surely"
        name = "Surely lifted in 2030"
        policy = "hazard"
        hazard = 1.0
        first_lift_year = 2030
        default = false
        """
    try text.write(to: file, atomically: true, encoding: .utf8)
    var study = try Study.load(folder).study
    study.settings.modelYears = [2015, 2030]
    study.trafficObservations = []
    study.tradeTests = []
    var options = RunOptions()
    options.scenarios = [
      "as_adopted", "lifted_2030", "suez_closed", "border_closed", "war_risk", "later",
      "coal_freed",
      "never", "surely",
    ]
    options.draws = 0
    options.threads = 2
    return try StudyRun.appraise(study, options: options, version: "test")
  }

  static func effect(_ id: String) throws -> ScenarioEffect {
    try #require(try result.get().scenarioEffects.first { $0.scenario == id })
  }

  @Test("Suez closed raises the corridor's flow, and no ship passes the canal")
  func suez() throws {
    let effect = try Self.effect("suez_closed")
    #expect(effect.projectTonnesAfter > effect.projectTonnesBefore)
    let canal = try #require(effect.links.first { $0.link == "S-SUZ-PSD" })
    #expect(canal.beforeMegatonnes > 0 && canal.afterMegatonnes == 0)
  }

  @Test("A war-risk premium takes ships off the Red Sea and does not lower the corridor's flow")
  func warRisk() throws {
    let effect = try Self.effect("war_risk")
    #expect(effect.projectTonnesAfter >= effect.projectTonnesBefore)
    let strait = try #require(effect.links.first { $0.link == "S-XBAB-SUZ" })
    #expect(strait.afterMegatonnes < strait.beforeMegatonnes)
  }

  @Test("A closed border costs real income most where trade hangs on it most")
  func border() throws {
    let effect = try Self.effect("border_closed")
    #expect(effect.realIncome.first?.region == "PRK")
    #expect((effect.realIncome.first?.percent ?? 0) < 0)
  }

  @Test("A ban that ends does not lower any flow of the good that it bans")
  func freed() throws {
    let effect = try Self.effect("coal_freed")
    let coal = effect.trade.filter { $0.exporter == "PRK" && $0.commodity.hasPrefix("coal") }
    #expect(!coal.isEmpty)
    for row in coal { #expect(row.afterUSDMillion >= row.beforeUSDMillion) }
  }

  @Test("Changes that are not in force change nothing, to the last bit")
  func later() throws {
    let effect = try Self.effect("later")
    #expect(effect.links.isEmpty && effect.trade.isEmpty)
    #expect(effect.realIncome.allSatisfy { $0.percent == 0 })
    #expect(effect.projectTonnesBefore == effect.projectTonnesAfter)
  }

  @Test(
    "Measures that surely go in a year are worth as much as those lifted then; never, as adopted"
  )
  func hazard() throws {
    let worth = Dictionary(
      uniqueKeysWithValues: try Self.result.get().scenarios.map {
        ($0.id, $0.economics.enpvUSDMillion)
      }
    )
    let never = try #require(worth["never"])
    let surely = try #require(worth["surely"])
    #expect(abs(never - (worth["as_adopted"] ?? 0)) < 1e-9)
    #expect(abs(surely - (worth["lifted_2030"] ?? 0)) < 1e-9)
  }

  @Test("Scenarios that are not default are left out unless asked for")
  func standard() throws {
    let study = try BuiltIn.study()
    let standard = study.settings.scenarios.filter(\.isDefault).map(\.id)
    #expect(standard == ["as_adopted", "lifted_2030", "no_measures"])
    #expect(study.settings.scenarios.contains { $0.id == "suez_closed" && !$0.isDefault })
  }

  @Test(
    "Changes that cannot be made are faults",
    arguments: [
      ("kind = \"close\"", "kind"), ("kind = \"close\"\nnodes = [\"NIX\"]", "nodes"),
      ("kind = \"rate\"\nrates = [\"sea\"]", "factor"),
      ("kind = \"open\"\ngroup = \"nix\"", "group"),
      ("kind = \"measure\"\nmeasures = [\"nix\"]\nin_force_to = 2020-01-01", "measures"),
      ("kind = \"price\"\nyears = [2030, 2020]\nfactors = [1.0, 2.0]", "years"),
      ("kind = \"charge\"\nnodes = [\"SUZ\"]", "kind"), ("kind = \"melt\"", "kind"),
      ("kind = \"income\"\nfactor = 0.5", "regions"),
      ("kind = \"capacity\"\nfactor = 0.5", "links"),
      (
        "kind = \"measure\"\nmeasures = [\"un2371_coal\"]\nin_force_to = 2025-12-31\nfrom = 2020",
        "from"
      ), ("kind = \"price\"\nyears = [2020.2, 2030]\nfactors = [1.0, 2.0]", "years"),
      ("kind = \"price\"\nyears = [2020, 2030]\nfactors = [1.0, 2.0]\nfactor = 3.0", "factor"),
      ("kind = \"price\"\nregions = [\"KOR\"]\nfactor = 3.0", "regions"),
      ("kind = \"close\"\nnodes = [\"SUZ\"]\nusd_per_t = 5.0", "usd_per_t"),
      ("kind = \"rate\"\nrates = [\"sea\"]\nfactor = 2.0\nmonths = 5", "months"),
    ]
  )
  func faults(change: String, key: String) throws {
    let folder = try BuiltIn.copy()
    let file = folder.appendingPathComponent("study.toml")
    let text =
      try String(contentsOf: file, encoding: .utf8)
      + "\n[[scenario]]\nid = \"x\"\nname = \"X\"\npolicy = \"none\"\n[[scenario.change]]\n\(change)\n"
    try text.write(to: file, atomically: true, encoding: .utf8)
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    let columns = error.faults.compactMap(\.column)
    #expect(columns.contains { $0.hasSuffix(".\(key)") }, "\(error)")
  }
}

@Suite("Dependence")
struct DependenceTests {
  static let report = Result { () throws -> DependenceReport in
    var options = RunOptions()
    options.threads = 2
    var study = try BuiltIn.study()
    study.trafficObservations = []
    return try StudyRun.dependence(study, country: nil, year: 2015, options: options)
  }

  @Test("The country is the smallest of the project's, the worlds those without and with it")
  func worlds() throws {
    let report = try Self.report.get()
    #expect(report.country == "PRK")
    #expect(report.worlds.map(\.withProject) == [false, true, false, true])
    #expect(report.worlds.map(\.measures) == ["as adopted", "as adopted", "none", "none"])
    let study = try BuiltIn.study()
    let pipeline = try #require(study.project("gas-pipeline-korea"))
    #expect(study.smallestCountry(of: pipeline) == "PRK")
    var elsewhere = pipeline
    elsewhere.countries = ["CHN", "KOR"]
    #expect(study.smallestCountry(of: elsewhere) == "KOR")
    elsewhere.countries = ["XXX"]
    #expect(study.smallestCountry(of: elsewhere) == nil)
  }

  @Test("A project without routes leaves a world as it is, and is told to stand in it")
  func withoutRoutes() throws {
    var options = RunOptions()
    options.threads = 2
    options.project = "kaesong-2015"
    var study = try BuiltIn.study()
    study.trafficObservations = []
    let report = try StudyRun.dependence(study, country: "PRK", year: 2015, options: options)
    #expect(report.worlds.map(\.withProject) == [false, true, false, true])
    try #require(report.worlds.count == 4)
    for place in [0, 2] {
      var without = report.worlds[place]
      without.withProject = true
      #expect(without == report.worlds[place + 1])
    }
    #expect(report.worlds[0].partners != report.worlds[2].partners)
  }

  @Test("Shares add up to one, and an index is the sum of their squares")
  func shares() throws {
    let report = try Self.report.get()
    #expect(report.worlds.count == 4)
    for world in report.worlds {
      let partners = world.partners.map(\.share)
      #expect(abs(partners.reduce(0, +) - 1) < 1e-9)
      #expect(abs(partners.reduce(0) { $0 + $1 * $1 } - world.tradeConcentration) < 1e-9)
      #expect(abs(world.crossings.reduce(0) { $0 + $1.share } - 1) < 1e-9)
      #expect(abs(world.commodities.reduce(0) { $0 + $1.exportShare } - 1) < 1e-9)
    }
  }

  @Test("To lose a partner or a border costs real income, most where most trade goes")
  func losses() throws {
    for world in try Self.report.get().worlds {
      let solved = world.partners.filter { $0.realIncomePercent != nil }
      #expect(solved.first?.country == "CHN")
      for row in solved where row.share > 0.01 { #expect((row.realIncomePercent ?? 0) < 0) }
      let worst = solved.min { ($0.realIncomePercent ?? 0) < ($1.realIncomePercent ?? 0) }
      #expect(worst?.country == "CHN")
      for border in world.borders { #expect(border.realIncomePercent <= 1e-9) }
    }
  }
}
