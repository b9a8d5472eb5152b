import CorridorStudy
import Foundation
import FreightNetwork
import ProjectAppraisal
import Tables
import Testing

@Suite("The portfolio")
struct PortfolioTests {
  /// Few projects and years of the built-in study, so that runs are short.
  static func small(_ projects: [String], years: [Int] = [2015, 2036]) throws -> Study {
    var study = try BuiltIn.study()
    study.projects.removeAll { !projects.contains($0.id) }
    study.settings.modelYears = years
    study.settings.referenceYear = years.last ?? 2036
    study.settings.scenarios.removeAll { $0.id != "no_measures" }
    study.trafficObservations = []
    return study
  }

  static func run(_ study: Study, threads: Int = 2) throws -> PortfolioResult {
    var options = RunOptions()
    options.threads = threads
    return try StudyRun.portfolio(study, options: options, version: "test").portfolio
  }

  static let three = Result {
    try run(
      small([
        "khasan-rajin", "trans-korean-west-minimal", "trans-korean-west-full",
        "tumen-road-bridge", "kaesong-2015",
      ])
    )
  }

  @Test("Of variants one alone is built, and the ranking holds every project once")
  func variants() throws {
    let result = try Self.three.get()
    #expect(result.members.filter { $0.hasPrefix("trans-korean-west") }.count == 1)
    #expect(result.reference == ["khasan-rajin"])
    for scenario in result.scenarios {
      #expect(Set(scenario.ranking.map(\.project)) == Set(result.projects.map(\.id)))
      #expect(scenario.ranking.map(\.rank) == Array(1...result.projects.count))
      let worth = scenario.ranking.map(\.enpvUSDMillion)
      #expect(worth == worth.sorted(by: >))
      for row in scenario.ranking {
        #expect((row.lastInENPVUSDMillion != nil) == result.members.contains(row.project))
      }
    }
  }

  @Test("Parts by country and party add up to the whole, and so do those alone and the interaction")
  func sums() throws {
    for scenario in try Self.three.get().scenarios {
      let all = scenario.together
      let cells = all.incidence.reduce(0) { $0 + $1.presentValueUSDMillion }
      #expect(abs(cells - all.enpvUSDMillion) < 1e-6)
      #expect(
        abs(all.sumOfAloneUSDMillion + all.interactionUSDMillion - all.enpvUSDMillion) < 1e-9
      )
      let alone = try Self.three.get().members.compactMap { id in
        scenario.ranking.first { $0.project == id }?.enpvUSDMillion
      }.reduce(0, +)
      #expect(abs(alone - all.sumOfAloneUSDMillion) < 1e-9)
    }
  }

  @Test("A zone without links is worth the same alone and as the last of all")
  func apart() throws {
    for scenario in try Self.three.get().scenarios {
      let row = try #require(scenario.ranking.first { $0.project == "kaesong-2015" })
      #expect(row.lastInENPVUSDMillion == row.enpvUSDMillion)
    }
  }

  @Test("A portfolio of one proposal is that proposal")
  func one() throws {
    let study = try Self.small(["tumen-road-bridge"])
    let result = try Self.run(study)
    let scenario = try #require(result.scenarios.first)
    let row = try #require(scenario.ranking.first)
    #expect(abs(scenario.together.enpvUSDMillion - row.enpvUSDMillion) < 1e-9)
    #expect(row.lastInENPVUSDMillion == row.enpvUSDMillion)
    var options = RunOptions()
    options.draws = 0
    options.threads = 2
    let single = try StudyRun.appraise(study, options: options, version: "test")
    #expect(single.scenarios[0].economics.enpvUSDMillion == row.enpvUSDMillion)
  }

  @Test("Every key of portfolio.json is documented, under the schema's version")
  func schema() throws {
    let docs = BuiltIn.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs")
    let pages = try ["portfolio-schema.md", "results-schema.md"].map {
      try String(contentsOf: docs.appendingPathComponent($0), encoding: .utf8)
    }
    let version = PortfolioResult.currentSchemaVersion
    #expect(pages[0].hasPrefix("# Portfolio schema \(version)\n"))
    var keys: Set<String> = []
    func walk(_ value: Any) {
      if let table = value as? [String: Any] {
        keys.formUnion(table.keys)
        table.values.forEach(walk)
      } else if let list = value as? [Any] {
        list.forEach(walk)
      }
    }
    let data = try JSONText.data(try Self.three.get())
    walk(try JSONSerialization.jsonObject(with: data))
    let missing = keys.filter { key in !pages.contains { $0.contains("| `\(key)` |") } }.sorted()
    #expect(keys.count > 100)
    #expect(missing.isEmpty, "not documented: \(missing)")
  }

  @Test("One thread and two give the same bytes")
  func threads() throws {
    let study = try Self.small(["khasan-rajin", "tumen-road-bridge"])
    let two = try JSONText.data(try Self.run(study, threads: 2))
    let one = try JSONText.data(try Self.run(study, threads: 1))
    #expect(one == two)
  }

  @Test("Links of proposals leave the built line's worth as it was without them")
  func unbuilt() throws {
    let study = try Self.small(["khasan-rajin"])
    var bare = study
    bare.network.links.removeAll { ($0.existence.project ?? "khasan-rajin") != "khasan-rajin" }
    bare.network.terminals.removeAll { ($0.existence.project ?? "khasan-rajin") != "khasan-rajin" }
    var options = RunOptions()
    options.draws = 0
    options.threads = 2
    let with = try StudyRun.appraise(study, options: options, version: "test").scenarios[0]
    let without = try StudyRun.appraise(bare, options: options, version: "test").scenarios[0]
    let worth = without.economics.enpvUSDMillion
    #expect(abs(with.economics.enpvUSDMillion - worth) < 1e-6 * max(1, abs(worth)))
  }

  @Test("Whoever follows docs/add-a-project.md has a study with one project more")
  func walk() throws {
    let page = try String(
      contentsOf: BuiltIn.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/add-a-project.md"),
      encoding: .utf8
    )
    func block(_ language: String) -> [String] {
      guard let open = page.range(of: "```\(language)\n"),
        let close = page.range(of: "\n```", range: open.upperBound..<page.endIndex)
      else { return [] }
      return page[open.upperBound..<close.lowerBound].split(separator: "\n").map(String.init)
    }
    let copies = block("sh").filter { $0.hasPrefix("cp my-study/") }
    let names = try #require(copies.first).split(separator: " ").map(String.init)
    let study = try BuiltIn.copy()
    func place(_ name: String) -> URL {
      study.appendingPathComponent(String(name.dropFirst("my-study/".count)))
    }
    var lines = try String(contentsOf: place(names[1]), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for change in block("toml") {
      let key = try #require(change.split(separator: "=").first)
      let line = try #require(lines.firstIndex { $0.hasPrefix(key + "=") }, "\(key)")
      lines[line] = change
      // The traffic builds up from the opening on.
      if key == "opening " {
        for later in lines.indices where lines[later].hasPrefix("opening =") {
          lines[later] = change
        }
      }
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: place(names[2]))
    let table = study.appendingPathComponent("network/link.csv")
    let rows = block("csv").joined(separator: "\n") + "\n"
    let before = try String(contentsOf: table, encoding: .utf8)
    try Data((before + rows).utf8).write(to: table)

    let (loaded, warnings) = try Study.load(study)
    #expect(warnings.isEmpty)
    let project = try #require(loaded.project("second-bridge"))
    #expect(project.opening.year == 2034)
    #expect(loaded.network.links.filter { $0.existence.project == "second-bridge" }.count == 3)
    var short = loaded
    short.settings.modelYears = [2015, 2036]
    short.settings.referenceYear = 2036
    short.settings.scenarios.removeAll { $0.id != "no_measures" }
    short.trafficObservations = []
    var options = RunOptions()
    options.project = "second-bridge"
    options.draws = 0
    options.threads = 2
    let result = try StudyRun.appraise(short, options: options, version: "test")
    #expect(result.project.id == "second-bridge")
    #expect(result.scenarios[0].years.last.map { $0.tonnes > 0 } == true)
  }
}
