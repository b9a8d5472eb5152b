import Foundation
import FreightNetwork
import Tables
import Testing

@Suite("Published networks")
struct PublishedNetworkTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data/tntp")
  static let isThere = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("SiouxFalls_net.tntp").path
  )

  func problem(_ name: String) throws -> (TransportNetwork, AssignmentProblem) {
    let faults = FaultCollector()
    func file(_ part: String) -> URL {
      Self.folder.appendingPathComponent("\(name)_\(part).tntp")
    }
    let network = TNTPNetworkReader.read(file("net"), name: name, faults: faults)
    let trips = TNTPTripsReader.read(file("trips"), name: name, faults: faults)
    try faults.throwIfAny()
    let read = try #require(network)
    let problem = AssignmentProblem(read, trips: try #require(trips), faults: faults)
    try faults.throwIfAny()
    return (read, try #require(problem))
  }

  @Test(
    "gap at or below 1e-12, the published objective to 12 digits",
    .enabled(if: isThere, "the published networks are not beside the checkout"),
    arguments: [
      ("SiouxFalls", 42.313_352_871_074_40e5), ("Anaheim", 1_286_032.171_096_02),
      ("EMA", 26_160.345_922_910_8), ("BerlinFried", 618_038.880_728_005),
      ("Winnipeg", 827_911.494_629_963), ("ChicagoSketch", 17_313_018.738_747_7),
    ]
  )
  func objective(_ name: String, _ expected: Double) throws {
    let (_, problem) = try problem(name)
    var settings = AssignmentSettings()
    settings.gap = 1e-12
    let result = try UserEquilibrium.solve(problem, settings)
    #expect(result.isConverged)
    #expect(result.relativeGap <= 1e-12)
    #expect(abs(result.objective / expected - 1) < 1e-12)
    if name != "ChicagoSketch" {
      #expect(EquilibriumCheck(problem, result).relativeGap < 2e-12)
    }
  }

  @Test(
    "link flows as published",
    .enabled(if: isThere, "the published networks are not beside the checkout"),
    arguments: ["SiouxFalls", "Anaheim", "Winnipeg", "ChicagoSketch"]
  )
  func flows(_ name: String) throws {
    let (network, problem) = try problem(name)
    var settings = AssignmentSettings()
    settings.gap = 1e-13
    let result = try UserEquilibrium.solve(problem, settings)
    var published: [String: Double] = [:]
    let file = Self.folder.appendingPathComponent("\(name)_flow.tntp")
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count >= 3, let flow = Double(fields[2]) else { continue }
      published["\(fields[0]) \(fields[1])", default: 0] += flow
    }
    var own: [String: Double] = [:]
    var congested: Set<String> = []
    for link in 0..<network.graph.linkCount {
      let key =
        "\(network.nodeNames[Int(network.graph.tail[link])]) "
        + network.nodeNames[Int(network.graph.head[link])]
      own[key, default: 0] += result.flow[link]
      if problem.costs[link].slope(at: result.flow[link]) > 0 { congested.insert(key) }
    }
    #expect(published.count == own.count)
    let scale = own.values.max() ?? 1
    // Flows are unique where the cost rises with them.
    let worst = congested.map { abs((published[$0] ?? -1) - (own[$0] ?? 0)) }.max() ?? 0
    #expect(worst < 1e-5 * scale, "\(worst) of \(scale)")
  }
}
