public import Foundation
import FreightNetwork
public import Tables
import TradePolicy

extension Study {
  /// Loads and checks a study.
  ///
  /// - Parameter folder: the study's folder.
  /// - Returns: the study and the warnings met.
  /// - Throws: `InputFaults` with every fault found, errors and warnings.
  public static func load(
    _ folder: URL
  ) throws(InputFaults) -> (study: Study, warnings: [InputFault]) {
    let loader = StudyLoader(folder)
    let study = loader.load()
    try loader.faults.throwIfAny()
    guard let study else { throw InputFaults(loader.faults.faults) }
    return (study, loader.faults.warnings)
  }
}

/// Reads the files of a study, one after the other; what is wrong goes to `faults`.
final class StudyLoader {
  let folder: URL
  let faults = FaultCollector()
  /// Rows of quality D.
  var assumptions: [Assumption] = []
  /// Number of rows that rest on each source.
  var sourceUses: [String: Int] = [:]
  /// Number of figures by place, `file|kind`, and grade.
  var grades: [String: [String: Int]] = [:]
  /// Where each source was named first, for faults.
  var sourcePlaces: [(id: String, file: String, line: Int)] = []
  /// Bytes read, for the digest.
  private var filesRead: [String] = []

  var regionIDs: [String: Int] = [:]
  var commodityIDs: [String: Int] = [:]
  var classIDs: [String: Int] = [:]
  var nodeIDs: [String: Int] = [:]
  var countries: Set<String> = []
  /// Tables of uncertain numbers that give an address.
  var addressTables: [RiskDriver: TOMLTable] = [:]
  var zoneIDs: [String] = []
  /// Ids of projects, and names of the files of those that could not be read.
  var projectIDs: Set<String> = []
  /// Where projects are named before they are read, each with what tells a fault there.
  var namedProjects: [(id: String, tell: (_ found: String, _ expected: String) -> Void)] = []
  /// Changes of scenarios, put together once all is read.
  var pendingChanges: [PendingChange] = []
  /// Keys of capacity series, with their lines, checked once the network is read.
  var capacityKeys: [(id: String, line: Int)] = []

  init(_ folder: URL) { self.folder = folder }

  func load() -> Study? {
    var isFolder = false
    if let values = try? folder.resourceValues(forKeys: [.isDirectoryKey]) {
      isFolder = values.isDirectory == true
    }
    guard isFolder else {
      faults.error(folder.path, found: "no such folder", expected: "the folder of a study")
      return nil
    }
    var settings = loadSettings()
    let classes = loadClasses()
    let regions = loadRegions()
    let commodities = loadCommodities()
    let network = loadNetwork()
    let trade = loadTrade(settings)
    let tariffs = loadTariffs()
    let series = loadSeries(regions, commodities)
    let policy = loadPolicy()
    let scenarioLinks = loadScenarioLinks(network)
    let changes = resolveChanges(
      network,
      policy.measures.map(\.id),
      Set(scenarioLinks.compactMap(\.existence.project))
    )
    for place in settings?.scenarios.indices ?? 0..<0 {
      let id = settings?.scenarios[place].id ?? ""
      settings?.scenarios[place].changes = changes[id] ?? []
    }
    let routes = loadRouteObservations()
    let traffic = loadTrafficObservations()
    let effects = loadEffects()
    let adjustments = loadAdjustments()
    let facts = FactBook(loadFacts())
    let claims = loadClaims()
    let zones = loadZones()
    let gas = loadGas()
    let resources = loadResources()
    let tradeTests = loadTradeTests(facts)
    let projects = loadProjects(settings)
    let risk = loadRisk()
    let sources = loadSources()
    checkNetwork(network)
    for (name, ids) in [
      ("regions.csv", regionIDs), ("commodities.csv", commodityIDs),
      ("cargo_classes.csv", classIDs), ("network/node.csv", nodeIDs),
    ] where ids.isEmpty && !faults.faults.contains(where: { $0.file.hasPrefix(name) }) {
      faults.error(name, found: "a header alone", expected: "at least one row")
    }
    guard let settings, !faults.hasErrors else { return nil }
    var study = Study(
      id: folder.standardizedFileURL.lastPathComponent,
      settings: settings,
      regions: regions,
      commodities: commodities,
      cargoClasses: classes,
      trade: trade,
      tariffs: tariffs,
      timeSeries: series,
      policy: policy,
      network: network,
      scenarioLinks: scenarioLinks,
      projects: projects,
      zones: zones,
      gas: gas,
      resources: resources,
      risk: risk,
      routeObservations: routes,
      trafficObservations: traffic,
      effectObservations: effects,
      tradeTests: tradeTests,
      facts: facts,
      claims: claims,
      tradeAdjustments: adjustments,
      assumptions: assumptions,
      sources: sources,
      grades: grades,
      digest: digest()
    )
    resolveNumbers(&study)
    return study
  }

  /// Reads a table, `.csv` or `.csv.gz`; `nil` where it is missing and may be, or is broken.
  func table(_ name: String, isOptional: Bool = false) -> CSVTable? {
    for candidate in [name, name + ".gz"] {
      let url = folder.appendingPathComponent(candidate)
      if FileManager.default.fileExists(atPath: url.path) {
        filesRead.append(candidate)
        return CSVTable.read(url, name: candidate, faults: faults)
      }
    }
    if !isOptional { faults.error(name, found: "no such file", expected: "a table \(name)") }
    return nil
  }

  /// Reads a table and checks its columns.
  func table(
    _ name: String,
    required: [String],
    optional: [String] = [],
    isOptional: Bool = false
  ) -> CSVTable? {
    guard let table = table(name, isOptional: isOptional) else { return nil }
    let complete = table.expect(
      required,
      optional: optional + ["source", "quality", "note"],
      faults: faults
    )
    return complete ? table : nil
  }

  /// Reads TOML; `nil` where it is broken or missing.
  func toml(_ name: String, isOptional: Bool = false) -> TOMLTable? {
    let url = folder.appendingPathComponent(name)
    if isOptional, !FileManager.default.fileExists(atPath: url.path) { return nil }
    filesRead.append(name)
    return TOMLTable.read(url, name: name, faults: faults)
  }

  /// Takes note of a row's source and quality.
  ///
  /// What `subject` and `value` say stands in the list of
  /// assumptions where the quality is D.
  func note(_ row: CSVRow, subject: @autoclosure () -> String, value: @autoclosure () -> String) {
    guard let quality = row.optionalText("quality") else {
      row.fault("quality", found: "an empty cell", expected: "A, B, C or D")
      return
    }
    let kind = row.optionalText("carrier") ?? row.optionalText("series") ?? ""
    grades["\(row.table.file)|\(kind)", default: [:]][quality, default: 0] += 1
    let sources = row.list("source")
    if sources.isEmpty { row.fault("source", found: "an empty cell", expected: "a source id") }
    count(sources, row.table.file, row.line)
    switch quality {
    case "A", "B", "C": break
    case "D":
      assumptions.append(
        Assumption(
          place: "\(row.table.file):\(row.line)",
          subject: subject(),
          value: value(),
          source: sources.joined(separator: ";"),
          note: row.optionalText("note") ?? ""
        )
      )
    default: row.fault("quality", found: "'\(quality)'", expected: "A, B, C or D")
    }
  }

  /// The same for a table of TOML.
  func note(_ table: TOMLTable, subject: String) {
    let source = table.text("source", default: "") ?? ""
    let quality = table.text("quality", default: "") ?? ""
    let note = table.text("note", default: "") ?? ""
    let sources = source.split(separator: ";").map(String.init)
    count(sources, table.file, table.line)
    grades["\(table.file)|\(subject)", default: [:]][quality, default: 0] += 1
    guard ["A", "B", "C", "D"].contains(quality) else {
      table.fault("quality", found: "'\(quality)'", expected: "A, B, C or D")
      return
    }
    if quality == "D" {
      assumptions.append(
        Assumption(
          place: "\(table.file):\(table.line)",
          subject: subject,
          value: table.summary(),
          source: source,
          note: note
        )
      )
    }
  }

  private func count(_ sources: [String], _ file: String, _ line: Int) {
    for source in sources {
      if sourceUses[source] == nil { sourcePlaces.append((source, file, line)) }
      sourceUses[source, default: 0] += 1
    }
  }

  /// Puts an id into an index; a second one is a fault.
  func index(
    _ ids: inout [String: Int],
    _ id: String,
    _ row: CSVRow,
    _ column: String,
    _ place: Int
  ) {
    if ids[id] != nil {
      row.fault(column, found: "'\(id)' again", expected: "every id once")
    } else {
      ids[id] = place
    }
  }

  private func loadSources() -> [SourceReference] {
    var citations: [String: SourceReference] = [:]
    let names =
      ["sources.csv"]
      + ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasPrefix("sources-") && $0.hasSuffix(".csv") }.sorted()
    for name in names {
      guard
        let table = table(
          name,
          required: ["source_id", "citation", "quality"],
          optional: ["url"]
        )
      else { continue }
      for row in table.rows(faults) {
        let id = row.text("source_id")
        let citation = row.text("citation")
        guard let id, let citation else { continue }
        citations[id] = SourceReference(
          id: id,
          citation: citation,
          quality: row.optionalText("quality") ?? "",
          uses: sourceUses[id] ?? 0
        )
      }
    }
    let known = citations.keys.sorted()
    for place in sourcePlaces where citations[place.id] == nil {
      faults.error(
        place.file,
        line: place.line,
        column: "source",
        found: "unknown source '\(place.id)'",
        expected: "an id of sources.csv\(NearestName.hint(for: place.id, among: known))"
      )
    }
    return known.compactMap { citations[$0] }
  }

  private func digest() -> String {
    var digest = Digest()
    for name in filesRead.sorted() {
      digest.update(Array(name.utf8))
      let url = folder.appendingPathComponent(name)
      digest.update([UInt8]((try? Data(contentsOf: url)) ?? Data()))
    }
    return digest.hexadecimal()
  }
}

extension FaultCollector {
  /// Whether there is an error among the faults.
  var hasErrors: Bool { faults.contains { $0.severity == .error } }
}
