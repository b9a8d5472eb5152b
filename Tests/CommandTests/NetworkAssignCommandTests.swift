import Fixtures
import Foundation
import Testing

@Suite("Assignment on the command line")
struct NetworkAssignCommandTests {
  /// Two parallel ways from zone 1 to zone 2 whose costs are 1 + x and 2 + y.
  static let net = """
    <NUMBER OF ZONES> 2
    <NUMBER OF NODES> 4
    <FIRST THRU NODE> 3
    <NUMBER OF LINKS> 4
    <END OF METADATA>

    ~ init term capacity length fft b power speed toll type ;
    1 3 1 1 1 1 1 0 0 1 ;
    3 2 1 0 0 0 0 0 0 1 ;
    1 4 2 2 2 1 1 0 1 2 ;
    4 2 1 0 0 0 0 0 0 1 ;

    """

  private func folder(_ files: [String: String] = [:]) throws -> URL {
    let all = ["net.tntp": Self.net, "trips.csv": "origin,destination,trips\n1,2,5\n"]
    return try ScratchFolder.make(all.merging(files) { $1 })
  }

  private func assign(
    _ folder: URL,
    _ words: String...
  ) throws -> (
    status: Int32, out: String, err: String
  ) {
    try Program.run(all: ["network", "assign", "--net", "net.tntp"] + words, in: folder)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func rows(_ folder: URL, _ name: String) throws -> [[String]] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("The report has the fields that are documented, and the table its columns")
  func report() throws {
    let place = try folder()
    let run = try assign(
      place,
      "--trips",
      "trips.csv",
      "--gap",
      "1e-12",
      "--threads",
      "2",
      "--output",
      "flows.csv",
      "--json"
    )
    #expect(run.status == 0)
    let report = try json(run.out)
    #expect(
      report.keys.sorted() == [
        "converged", "demand", "iterations", "links", "nodes", "objective", "relativeGap",
        "seconds", "threads", "totalSystemTravelTime", "zones",
      ]
    )
    #expect(report["zones"] as? Int == 2)
    #expect(report["nodes"] as? Int == 4)
    #expect(report["links"] as? Int == 4)
    #expect(report["threads"] as? Int == 2)
    #expect(report["demand"] as? Double == 5)
    #expect(report["converged"] as? Bool == true)
    // 1 + x = 2 + y, x + y = 5: x = 3, cost 4; objective 3 + 9/2 + 4 + 2.
    #expect(abs((report["totalSystemTravelTime"] as? Double ?? 0) - 20) < 1e-9)
    #expect(abs((report["objective"] as? Double ?? 0) - 13.5) < 1e-9)
    let flows = try rows(place, "flows.csv")
    #expect(flows.count == 5)
    #expect(flows[0] == ["from", "to", "flow", "cost"])
    #expect(flows[1].prefix(2) == ["1", "3"])
    #expect(abs((Double(flows[1][2]) ?? 0) - 3) < 1e-9)
    #expect(abs((Double(flows[1][3]) ?? 0) - 4) < 1e-9)
  }

  @Test("A preload, other cost functions and the system optimum change the flows as they should")
  func variants() throws {
    let place = try folder([
      "before.csv": "from,to,volume\n1,3,1\n",
      "points.csv": "ratio,factor,type\n0,1,\n1,2,\n10,11,\n0,1,2\n1,1,2\n",
    ])
    // 1 + (x + 1) = 2 + y, x + y = 5: x = 2.5.
    var run = try assign(
      place,
      "--trips",
      "trips.csv",
      "--preload",
      "before.csv",
      "--output",
      "a.csv"
    )
    #expect(run.status == 0)
    #expect(abs((Double(try rows(place, "a.csv")[1][2]) ?? 0) - 2.5) < 1e-6)
    // Marginal costs 1 + 2x = 2 + 2y: x = 2.75, toll x.
    run = try assign(place, "--trips", "trips.csv", "--system-optimum", "--output", "b.csv")
    #expect(run.status == 0)
    let optimum = try rows(place, "b.csv")
    #expect(optimum[0] == ["from", "to", "flow", "cost", "toll"])
    #expect(abs((Double(optimum[1][2]) ?? 0) - 2.75) < 1e-6)
    #expect(abs((Double(optimum[1][4]) ?? 0) - 2.75) < 1e-6)
    // The second way always costs 2, the first 1 + x.
    run = try assign(
      place,
      "--trips",
      "trips.csv",
      "--cost-function",
      "table",
      "--cost-table",
      "points.csv",
      "--output",
      "c.csv"
    )
    #expect(run.status == 0)
    #expect(abs((Double(try rows(place, "c.csv")[1][2]) ?? 0) - 1) < 1e-6)
    for name in ["conical", "davidson", "akcelik", "rail-queue"] {
      run = try assign(place, "--trips", "trips.csv", "--cost-function", name, "--json")
      #expect(run.status == 0, "\(name)")
      #expect(try json(run.out)["converged"] as? Bool == true)
    }
  }

  @Test("Classes pay their own tolls and take their own room")
  func classes() throws {
    let place = try folder([
      "classes.csv": "name,trips,units,toll_factor\ncars,trips.csv,1,0\nlorries,trips.csv,2,0.5\n"
    ])
    let run = try Program.run(
      "network",
      "assign",
      "--net",
      "net.tntp",
      "--classes",
      "classes.csv",
      "--output",
      "flows.csv",
      "--json",
      in: place
    )
    #expect(run.status == 0)
    #expect(try json(run.out)["demand"] as? Double == 10)
    let flows = try rows(place, "flows.csv")
    #expect(
      flows[0] == [
        "from", "to", "flow", "cost", "flow_cars", "cost_cars", "flow_lorries", "cost_lorries",
      ]
    )
    // 15 units; the toll is on the second way, so that lorries stay where 1 + x = 2 + y + 0.5.
    let first = flows[1].compactMap(Double.init)
    let second = flows[3].compactMap(Double.init)
    #expect(abs(first[2] + second[2] - 15) < 1e-6)
    #expect(abs(first[2] - first[4] - 2 * first[6]) < 1e-6)
    #expect(abs(first[3] - (1 + first[2])) < 1e-6)
    #expect(abs(second[7] - (2 + second[2] + 0.5)) < 1e-6)
  }

  @Test("With elastic demand the trips made are written, and fit their cost")
  func elastic() throws {
    let place = try folder()
    let run = try assign(
      place,
      "--trips",
      "trips.csv",
      "--demand",
      "linear",
      "--demand-parameter",
      "0.2",
      "--trips-output",
      "made.csv",
      "--output",
      "flows.csv",
      "--json"
    )
    #expect(run.status == 0)
    // u0 = 1: q = 5 (1 - 0.2 (u - 1)) = 6 - u; q = (u - 1) + (u - 2) for u > 2: u = 3, q = 3.
    let made = try rows(place, "made.csv")
    #expect(made[0] == ["origin", "destination", "trips"])
    #expect(abs((Double(made[1][2]) ?? 0) - 3) < 1e-6)
    #expect(abs((Double(try rows(place, "flows.csv")[1][3]) ?? 0) - 3) < 1e-6)
    #expect(abs((try json(run.out)["demand"] as? Double ?? 0) - 3) < 1e-6)
  }

  @Test("Wrong calls end with 2, wrong files with 1, and a gap not reached with 3")
  func faults() throws {
    let place = try folder([
      "bad.csv": "from,to,volume\n1,9,1\n1,3,-2\n", "none.csv": "origin,destination,trips\n2,1,5\n",
    ])
    #expect(try assign(place).status == 2)
    #expect(try assign(place, "--trips", "trips.csv", "--cost-function", "bqr").status == 2)
    #expect(try assign(place, "--trips", "trips.csv", "--demand", "power").status == 2)
    #expect(try assign(place, "--trips", "trips.csv", "--cost-function", "table").status == 2)
    let bad = try assign(place, "--trips", "trips.csv", "--preload", "bad.csv")
    #expect(bad.status == 1)
    #expect(bad.err.contains("bad.csv") && bad.err.contains("'9'"))
    #expect(try assign(place, "--trips", "absent.csv").status == 1)
    let none = try assign(place, "--trips", "none.csv")
    #expect(none.status == 1)
    #expect(none.err.contains("2 to 1"))
    #expect(
      try assign(
        place,
        "--trips",
        "trips.csv",
        "--gap",
        "0",
        "--algorithm",
        "msa",
        "--max-seconds",
        "0"
      ).status == 3
    )
  }

  @Test("Types of links without points in the cost table are named with their links")
  func lacking() throws {
    let place = try folder(["table.csv": "ratio,factor,type\n0,1,1\n1,2,1\n"])
    let words = ["--trips", "trips.csv", "--cost-function", "table", "--cost-table", "table.csv"]
    let run = try Program.run(
      all: ["network", "assign", "--net", "net.tntp"] + words,
      in: place
    )
    #expect(run.status == 1)
    #expect(run.err.contains("type '2' on 1 link"), "\(run.err)")
    #expect(run.err.contains("1 to 4"))
  }

  @Test(
    "Options that would change nothing beside others are a wrong call",
    arguments: [
      (["--alpha", "3"], "--alpha"), (["--delay", "0.2"], "--delay"),
      (["--cost-function", "conical", "--variation", "1"], "--variation"),
      (["--period", "2"], "--period"), (["--reference-cost", "trips.csv"], "--reference-cost"),
      (["--algorithm", "msa", "--demand", "power", "--demand-parameter", "1"], "--demand"),
      (["--algorithm", "bfw", "--warm", "trips.csv"], "--warm"),
    ]
  )
  func combinations(_ words: [String], _ named: String) throws {
    let run = try Program.run(
      all: ["network", "assign", "--net", "net.tntp", "--trips", "trips.csv"] + words,
      in: try folder()
    )
    #expect(run.status == 2)
    #expect(run.err.contains(named), "\(run.err)")
  }

  @Test("An earlier run's flows begin a run, and what they are not is told by line")
  func warm() throws {
    let place = try folder(["wrong.csv": "from,to,flow\n1,3,-2\n9,9,1\n"])
    let first = try assign(place, "--trips", "trips.csv", "--gap", "1e-12", "--output", "f.csv")
    #expect(first.status == 0)
    let again = try assign(
      place,
      "--trips",
      "trips.csv",
      "--gap",
      "1e-12",
      "--warm",
      "f.csv",
      "--json"
    )
    #expect(again.status == 0, "\(again.err)")
    let report = try json(again.out)
    #expect(abs((report["objective"] as? Double ?? 0) - 13.5) < 1e-9)
    let wrong = try assign(place, "--trips", "trips.csv", "--warm", "wrong.csv")
    #expect(wrong.status == 1)
    #expect(wrong.err.contains("wrong.csv:2") && wrong.err.contains("wrong.csv:3"), "\(wrong.err)")
  }
}
