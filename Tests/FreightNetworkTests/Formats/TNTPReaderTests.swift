import FreightNetwork
import Tables
import Testing

@Suite("TNTP files")
struct TNTPReaderTests {
  static let head = """
    <NUMBER OF ZONES> 2
    <NUMBER OF NODES> 3
    <FIRST THRU NODE> 3
    <NUMBER OF LINKS> 2
    <TOLL FACTOR> 0.5
    <END OF METADATA>

    ~ init term capacity length fft b power speed toll type ;

    """
  static let rows = "\t1\t3\t10\t1.5\t0.25\t0.15\t4\t0\t2\t1\t;\n3 2 5 1 1e-1 0 0;\n"

  func network(_ text: String) -> (TransportNetwork?, [InputFault]) {
    let faults = FaultCollector()
    return (TNTPNetworkReader.parse(Array(text.utf8), name: "n", faults: faults), faults.faults)
  }

  func trips(_ text: String) -> (TripTable?, [InputFault]) {
    let faults = FaultCollector()
    return (TNTPTripsReader.parse(Array(text.utf8), name: "t", faults: faults), faults.faults)
  }

  @Test("links, zones, blocked nodes and factors are read, columns may be missing at the end")
  func readsNetwork() throws {
    let (read, faults) = network(Self.head + Self.rows)
    let network = try #require(read)
    #expect(faults.isEmpty)
    #expect(network.graph.tail == [0, 2])
    #expect(network.graph.head == [2, 1])
    #expect(network.linkNumbers["capacity"] == [10, 5])
    #expect(network.linkNumbers["free_flow_time"] == [0.25, 0.1])
    #expect(network.linkNumbers["toll"] == [2, 0])
    #expect(network.isThrough == [false, false, true])
    #expect(network.zoneNodes == [0, 1])
    #expect(network.figures == ["toll_factor": 0.5])
  }

  @Test("line ends of Windows, a byte-order mark, comments and capitals do not matter")
  func readsVariants() {
    let windows = "\u{FEFF}" + (Self.head + Self.rows).replacing("\n", with: "\r\n")
    #expect(network(windows).1.isEmpty)
    #expect(network(windows).0?.graph.linkCount == 2)
    #expect(network(Self.head.lowercased() + Self.rows + "~ the end").0 != nil)
  }

  @Test(
    "a fault names its line and column",
    arguments: [
      ("1 3 10 1 1 0.15 4;\n3 9 1 1 1 1 1;", 10, "term_node"),
      ("1 3 -10 1 1 0.15 4;\n3 2 1 1 1 1 1;", 9, "capacity"),
      ("1 3 10 1 nan 0.15 4;\n3 2 1 1 1 1 1;", 9, "free_flow_time"),
      ("1 3 10 1 1 inf 4;\n3 2 1 1 1 1 1;", 9, "b"),
      ("1 3 10 1 1 1 x4;\n3 2 1 1 1 1 1;", 9, "power"),
      ("1 3 10 1 1 1;\n3 2 1 1 1 1 1;", 9, "power"),
      ("1.5 3 10 1 1 1 1;\n3 2 1 1 1 1 1;", 9, "init_node"),
      ("1 3 10 1 1 1 1 1 1 1 1 ;\n3 2 1 1 1 1 1;", 9, nil),
      ("1 3 10 1 1 0.15 4;", 4, "NUMBER OF LINKS"),
    ] as [(String, Int, String?)]
  )
  func namesFaults(_ rows: String, _ line: Int, _ column: String?) throws {
    let (read, faults) = network(Self.head + rows)
    #expect(read == nil)
    let fault = try #require(faults.first)
    #expect(fault.line == line)
    #expect(fault.column == column)
  }

  @Test("a head without its tags, or with senseless ones, is a fault")
  func checksHead() {
    for text in [
      "", "1 2 3", "<NUMBER OF ZONES> 2", "<END OF METADATA>",
      Self.head.replacing("<FIRST THRU NODE> 3", with: "<FIRST THRU NODE> 7"),
      Self.head.replacing("<FIRST THRU NODE> 3", with: "<FIRST THRU NODE> -1"),
      Self.head.replacing("<NUMBER OF ZONES> 2", with: "<NUMBER OF ZONES> 4"),
      Self.head.replacing("<NUMBER OF NODES> 3", with: "<NUMBER OF NODES> 9999999999999999999"),
      Self.head.replacing("0.5", with: "nan"),
    ] {
      let (read, faults) = network(text + (text.contains("<END") ? Self.rows : ""))
      #expect(read == nil)
      #expect(!faults.isEmpty)
    }
  }

  @Test("parallel links are kept and told of")
  func keepsParallelLinks() throws {
    let (read, faults) = network(Self.head + "1 3 10 1 1 0.15 4;\n1 3 10 1 1 0.15 4;")
    #expect(read?.graph.linkCount == 2)
    #expect(faults.map(\.severity) == [.warning])
    #expect(faults.first?.line == 10)
  }

  @Test("pairs are read over several lines; a pair given twice is added up")
  func readsTrips() throws {
    let (read, faults) = trips(
      "<NUMBER OF ZONES> 3\n<TOTAL OD FLOW> 10\n<END OF METADATA>\n\nOrigin  2 \n"
        + " 3 : 1.5; 1 :  2;\n 3:0.5;\nORIGIN 1\n 2 : 0.0; 3 : 6\n"
    )
    let table = try #require(read)
    #expect(faults.isEmpty)
    #expect(table.start == [0, 1, 3, 3])
    #expect(table.destination == [2, 0, 2])
    #expect(table.trips == [6, 2, 2])
    #expect(table.total == 10)
  }

  @Test(
    "a fault of the trips names its line",
    arguments: [
      ("1 : 2;", 3), ("Origin 4\n1 : 2;", 3), ("Origin x", 3), ("Origin 1\n 9 : 1;", 4),
      ("Origin 1\n 2 : -1;", 4), ("Origin 1\n\n 2 : nan;", 5), ("Origin 1\n 2 1;", 4),
      ("Origin 1\n 2 : 1 3 : 1;", 4), ("Origin 1 2", 3), ("Origin 1\n 2 : 1.5.2;", 4),
      ("Origin 1\n 2 : +;", 4), ("Origin 1\n 2 : .;", 4), ("Origin 1\n 2 : 1e999;", 4),
    ]
  )
  func namesTripFaults(_ text: String, _ line: Int) {
    let (read, faults) = trips("<NUMBER OF ZONES> 3\n<END OF METADATA>\n" + text)
    #expect(read == nil)
    #expect(faults.first?.line == line)
  }

  @Test("what is wrong in a pair hides nothing in the rest of its line")
  func readsOnAfterFaults() {
    let (read, faults) = trips(
      "<NUMBER OF ZONES> 3\n<END OF METADATA>\nOrigin 1\n"
        + " 2 : nan; 9 : 1; x : 1; 3 : -1;  2 : 1;\n 3 : 1;\n 0 : inf;\n"
    )
    #expect(read == nil)
    #expect(faults.map(\.line) == [4, 4, 4, 4, 6, 6])
    #expect(
      faults.map(\.column) == [
        "trips", "destination", "destination", "trips", "destination", "trips",
      ]
    )
  }

  @Test("faults are told up to two hundred, the last saying that there are more")
  func limitsFaults() throws {
    let pairs = String(repeating: " 2 : nan;\n", count: 300)
    let (read, faults) = trips("<NUMBER OF ZONES> 3\n<END OF METADATA>\nOrigin 1\n" + pairs)
    #expect(read == nil)
    #expect(faults.count == 200)
    #expect(try #require(faults.last).found == "faults beyond the first 199")
  }

  @Test("a congested link without capacity is closed and told of, one that never congests is open")
  func zeroCapacity() throws {
    let (read, _) = network(
      "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 2\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 3\n"
        + "<END OF METADATA>\n1 2 0 1 1 0.15 4;\n1 2 0 1 5 0 4;\n1 2 0 1 9 0.15 0;\n"
    )
    let faults = FaultCollector()
    let trips = try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [3])
    let network = try #require(read)
    let problem = try #require(AssignmentProblem(network, trips: trips, faults: faults))
    #expect(problem.isClosed == [true, false, false])
    #expect(faults.warnings.map(\.column) == ["capacity"])
    #expect(try UserEquilibrium.solve(problem).flow == [0, 3, 0])
  }

  @Test("a first thru node that is too high is named as what to look at")
  func wrongFirstThruNode() throws {
    let text = (Self.head + Self.rows).replacing("<FIRST THRU NODE> 3", with: "<FIRST THRU NODE> 4")
      .replacing("<NUMBER OF NODES> 3", with: "<NUMBER OF NODES> 4")
    let faults = FaultCollector()
    let trips = try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [3])
    let read = try #require(network(text).0)
    let problem = try #require(AssignmentProblem(read, trips: trips, faults: faults))
    let error = try #require(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem) }
    #expect(error.description.contains("1 to 2"))
    #expect(error.description.contains("1 of them would have one if every node could be passed"))
    #expect(error.description.contains("first thru node"))
    // Too low: zones are passed through, which is what the file then says.
    let low = Self.head.replacing("<FIRST THRU NODE> 3", with: "<FIRST THRU NODE> 1")
    #expect(network(low + Self.rows).0?.isThrough == [true, true, true])
  }

  @Test("numbers are the nearest doubles")
  func readsNumbers() throws {
    for text in ["7074.9000000000015", "0.1", "1e-07", "123456789012345678", "4.35", "1E3", "+5"] {
      let (read, _) = trips("<NUMBER OF ZONES> 3\n<END OF METADATA>\nOrigin 1\n2 : \(text);")
      #expect(read?.trips.first == Double(text))
    }
  }
}
