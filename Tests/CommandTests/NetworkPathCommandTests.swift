import Fixtures
import Foundation
import Testing

@Suite("Paths and analyses on the command line")
struct NetworkPathCommandTests {
  /// Two ways from zone 1 to zone 2: over 3 at a cost of 2, over 4 at a cost of 3.
  static let net = """
    <NUMBER OF ZONES> 2
    <NUMBER OF NODES> 4
    <FIRST THRU NODE> 3
    <NUMBER OF LINKS> 6
    <END OF METADATA>

    ~ init term capacity length fft b power speed toll type ;
    1 3 100 10 1 0.15 4 0 0 1 ;
    3 2 100 10 1 0.15 4 0 0 1 ;
    1 4 100 5 1.5 0.15 4 0 0 1 ;
    4 2 100 5 1.5 0.15 4 0 0 1 ;
    2 3 100 10 1 0.15 4 0 0 1 ;
    3 1 100 10 1 0.15 4 0 0 1 ;

    """

  /// A folder with a network, trips and what else a test needs.
  private func folder(_ files: [String: String] = [:]) throws -> URL {
    let all = ["net.tntp": Self.net, "trips.csv": "origin,destination,trips\n1,2,10\n2,1,4\n"]
    return try ScratchFolder.make(all.merging(files) { $1 })
  }

  private func read(_ folder: URL, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("A skim is written as a table, with sums along the cheapest path")
  func skim() throws {
    let place = try folder()
    let run = try Program.run(
      "network",
      "skim",
      "--net",
      "net.tntp",
      "--sum",
      "length",
      "--output",
      "s.csv",
      "--json",
      in: place
    )
    #expect(run.status == 0)
    #expect(
      try read(place, "s.csv") == """
        origin,destination,free_flow_time,length
        1,1,0,0
        1,2,2,20
        2,1,2,20
        2,2,0,0

        """
    )
    let report = try json(run.out)
    #expect(report["zones"] as? Int == 2 && report["connectedPairs"] as? Int == 2)
    let omx = try Program.run(
      "network",
      "skim",
      "--net",
      "net.tntp",
      "--output",
      "s.omx",
      in: place
    )
    #expect(omx.status == 0)
    #expect(try Program.run("network", "skim", in: place).status == 2)
    let bad = try Program.run("network", "skim", "--net", "net.tntp", "--cost", "lenght", in: place)
    #expect(bad.status == 1 && bad.err.contains("did you mean 'length'"))
  }

  @Test("Routes come in order of cost, and turns are heeded")
  func route() throws {
    let place = try folder(["turns.csv": "from,via,to,penalty\n1,3,2,\n"])
    let two = try Program.run(
      "network",
      "route",
      "--net",
      "net.tntp",
      "--from",
      "1",
      "--to",
      "2",
      "--k",
      "5",
      "--json",
      in: place
    )
    let routes = try #require(try json(two.out)["routes"] as? [[String: Any]])
    #expect(routes.map { $0["cost"] as? Double } == [2, 3])
    #expect(routes[0]["nodes"] as? [String] == ["1", "3", "2"])
    let turned = try Program.run(
      "network",
      "route",
      "--net",
      "net.tntp",
      "--from",
      "1",
      "--to",
      "2",
      "--turns",
      "turns.csv",
      "--output",
      "r.csv",
      in: place
    )
    #expect(turned.status == 0 && turned.out.contains("1 4 2"))
    #expect(try read(place, "r.csv").hasPrefix("route,step,from,to,free_flow_time\n1,1,1,4,1.5\n"))
    let none = try Program.run(
      "network",
      "route",
      "--net",
      "net.tntp",
      "--from",
      "1",
      "--to",
      "x",
      in: place
    )
    #expect(none.status == 1 && none.err.contains("no node 'x'"))
  }

  @Test("Critical links, selections and what lies within reach")
  func analyses() throws {
    let place = try folder()
    let critical = try Program.run(
      "network",
      "critical",
      "--net",
      "net.tntp",
      "--trips",
      "trips.csv",
      "--output",
      "c.csv",
      in: place
    )
    #expect(critical.status == 0)
    let rows = try read(place, "c.csv").split(separator: "\n")
    #expect(rows[1] == "1,3,10,10,0" && rows[5] == "2,3,4,0,4" && rows[3] == "1,4,0,0,0")
    let select = try Program.run(
      "network",
      "select",
      "--net",
      "net.tntp",
      "--trips",
      "trips.csv",
      "--link",
      "1,3",
      "--pairs",
      "p.csv",
      in: place
    )
    #expect(select.status == 0)
    #expect(try read(place, "p.csv") == "origin,destination,trips\n1,2,10\n")
    let reach = try Program.run(
      "network",
      "reach",
      "--net",
      "net.tntp",
      "--from",
      "1",
      "--limit",
      "1.2",
      "--output",
      "n.csv",
      in: place
    )
    #expect(reach.status == 0)
    #expect(try read(place, "n.csv") == "node,cost\n1,0\n3,1\n")
  }

  @Test("Stochastic equilibrium, and status 3 where it is not reached")
  func stochastic() throws {
    let place = try folder()
    let run = try Program.run(
      "network",
      "stochastic",
      "--net",
      "net.tntp",
      "--trips",
      "trips.csv",
      "--scale",
      "1",
      "--output",
      "f.csv",
      "--json",
      in: place
    )
    #expect(run.status == 0)
    let report = try json(run.out)
    #expect(try #require(report["residual"] as? Double) <= 1e-8)
    let flows = try read(place, "f.csv").split(separator: "\n").map { $0.split(separator: ",") }
    let share = try #require(Double(flows[1][2]))
    // Hardly congested: 10 / (1 + e^-1).
    #expect(abs(share - 10 / (1 + exp(-1))) < 1e-3)
    let short = try Program.run(
      "network",
      "stochastic",
      "--net",
      "net.tntp",
      "--trips",
      "trips.csv",
      "--scale",
      "1",
      "--tolerance",
      "1e-14",
      "--max-iterations",
      "1",
      in: place
    )
    #expect(short.status == 3)
    let lone = try Program.run(
      "network",
      "stochastic",
      "--net",
      "net.tntp",
      "--trips",
      "trips.csv",
      in: place
    )
    #expect(lone.status == 2)
  }

  @Test("The cost of a stochastic equilibrium holds toll and distance, as an assignment's does")
  func stochasticCost() throws {
    let place = try folder()
    let words = ["--net", "net.tntp", "--trips", "trips.csv", "--distance-factor", "0.5"]
    let rest = ["--scale", "1", "--output", "f.csv", "--json"]
    let run = try Program.run(all: ["network", "stochastic"] + words + rest, in: place)
    #expect(run.status == 0, "\(run.err)")
    let rows = try read(place, "f.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    // Free-flow time 1 and length 10 at 0.5: hardly above 6.
    #expect(abs(rows[0][3] - 6) < 1e-4)
    let total = rows.reduce(0) { $0 + $1[2] * $1[3] }
    let told = try #require(try json(run.out)["totalCost"] as? Double)
    #expect(abs(told - total) < 1e-9 * total)
  }

  @Test(
    "Options of a stochastic equilibrium that would change nothing are a wrong call",
    arguments: [
      (["--routes", "3"], "--routes"), (["--model", "markovian", "--beta", "2"], "--beta"),
      (["--model", "reasonable", "--routes", "3"], "--routes"),
      (["--matrix", "am", "--trips", "trips.tntp"], "--matrix"),
      (["--model", "path-size", "--routes", "0"], "--routes"),
      (["--tolerance", "0"], "--tolerance"),
      (["--empty-returns", "1.5"], "--empty-returns"), (["--model", "dial"], "--model"),
      (["--max-iterations", "0"], "--max-iterations"), (["--gap", "1e-6"], "--gap"),
    ]
  )
  func stochasticOptions(_ words: [String], _ named: String) throws {
    let trips = words.contains("--trips") ? [] : ["--trips", "trips.csv"]
    let run = try Program.run(
      all: ["network", "stochastic", "--net", "net.tntp", "--scale", "1"] + trips + words,
      in: try folder()
    )
    #expect(run.status == 2)
    #expect(run.err.contains(named), "\(run.err)")
  }

  @Test("Access, flows by commodity and counts")
  func tables() throws {
    let place = try folder([
      "masses.csv": "zone,mass\n1,100\n2,50\n",
      "tonnes.csv": "origin,destination,commodity,trips\n1,2,coal,7\n2,1,grain,3\n",
      "counts.csv": "from,to,count,screenline\n1,3,8,river\n3,2,6,river\n",
      "flows.csv": "from,to,flow\n1,3,8\n3,2,8\n",
    ])
    let access = try Program.run(
      "network",
      "access",
      "--net",
      "net.tntp",
      "--masses",
      "masses.csv",
      "--decay",
      "within",
      "--parameter",
      "2",
      "--output",
      "a.csv",
      in: place
    )
    #expect(access.status == 0)
    #expect(try read(place, "a.csv") == "zone,accessibility\n1,50\n2,100\n")
    let flows = try Program.run(
      "network",
      "flows",
      "--net",
      "net.tntp",
      "--trips",
      "tonnes.csv",
      "--output",
      "f.csv",
      in: place
    )
    #expect(flows.status == 0)
    let rows = try read(place, "f.csv").split(separator: "\n")
    #expect(rows[0] == "from,to,flow_coal,flow_grain,flow_total" && rows[1] == "1,3,7,0,7")
    let counts = try Program.run(
      "network",
      "counts",
      "--flows",
      "flows.csv",
      "--counts",
      "counts.csv",
      "--json",
      in: place
    )
    #expect(counts.status == 0)
    let report = try json(counts.out)
    #expect(report["bias"] as? Double == 1)
  }
}
