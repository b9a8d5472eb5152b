import Fixtures
import Foundation
import FreightNetwork
import Tables
import Testing

@Suite("Networks of lines")
struct LineNetworkTests {
  static func network(
    _ lines: [([(Double, Double)], String)],
    _ change: (inout NetworkReadOptions) -> Void = { _ in }
  ) throws -> TransportNetwork {
    try withFolder { folder in
      let url = try folder.put("x.geojson", geoJSON(lines))
      var options = NetworkReadOptions()
      change(&options)
      return try TransportNetwork.read(url, options: options).network
    }
  }

  /// A cross of two lines, a line that ends upon the first, and one whose end is 8 m short of it.
  static let cross: [([(Double, Double)], String)] = [
    ([(0, 0), (2, 0)], "\"id\":1"), ([(1, -1), (1, 1)], "\"id\":2"),
    ([(0.5, 0), (0.5, 1)], "\"id\":3"), ([(1.5, 0.00007), (1.5, 1)], "\"id\":4"),
  ]

  @Test("Lines that cross stay apart unless they are to be cut there")
  func crossings() throws {
    let apart = try Self.network(Self.cross)
    #expect(apart.graph.nodeCount == 8 && apart.graph.linkCount == 8)
    #expect(NetworkComponents(apart.graph).sizes == [2, 2, 2, 2])
    let cut = try Self.network(Self.cross) { $0.splitting = .crossings }
    // (1,0) and (0.5,0) are nodes; the fourth line stays apart.
    #expect(cut.graph.nodeCount == 9 && cut.graph.linkCount == 2 * 7)
    #expect(NetworkComponents(cut.graph).sizes == [7, 2])
    let snapped = try Self.network(Self.cross) {
      $0.splitting = .crossings
      $0.snapMetres = 10
    }
    #expect(NetworkComponents(snapped.graph).sizes == [9])
    #expect(snapped.graph.linkCount == 2 * 8)
    // The cut pieces are as long as the whole.
    let before = try #require(apart.linkNumbers["length_km"]).reduce(0, +)
    let after = try #require(cut.linkNumbers["length_km"]).reduce(0, +)
    #expect(abs(before - after) < 1e-6)
  }

  @Test("Lines are cut at points that they have in common, or at their ends alone")
  func sharedPoints() throws {
    let lines: [([(Double, Double)], String)] = [
      ([(0, 0), (1, 0), (2, 0)], ""), ([(1, 1), (1, 0), (1, -1)], ""),
    ]
    let points = try Self.network(lines)
    #expect(points.graph.nodeCount == 5 && points.graph.linkCount == 8)
    #expect(points.linkNames.prefix(4) == ["0.1", "0.1", "0.2", "0.2"])
    let ends = try Self.network(lines) { $0.splitting = .ends }
    #expect(ends.graph.nodeCount == 4 && ends.graph.linkCount == 4)
  }

  @Test("Dangling ends are counted, and stitched only when asked")
  func stitching() throws {
    let lines: [([(Double, Double)], String)] = [
      ([(0, 0), (1, 0)], ""), ([(1.0005, 0), (2, 0)], ""), ([(1, 0), (1, 1)], ""),
    ]
    let gap = try Self.network(lines)
    #expect(NetworkComponents(gap.graph).sizes == [3, 2])
    #expect(gap.danglingNodes.count == 4)
    let near = try Self.network(lines) { $0.stitchMetres = 50 }
    #expect(NetworkComponents(near.graph).sizes == [3, 2])
    let stitched = try Self.network(lines) { $0.stitchMetres = 60 }
    #expect(NetworkComponents(stitched.graph).sizes == [5])
    #expect(stitched.linkWords["mode"]?.suffix(2) == ["stitch", "stitch"])
    // 0.0005 degrees of the equator; the iteration ends at 1e-12 radians, 6 micrometres.
    let length = try #require(stitched.linkNumbers["length_km"]?.last)
    #expect(abs(length - 0.0005 * 6378.137 * .pi / 180) < 1e-8)
  }

  @Test("Both directions of a line are alike to the bit, and one line again when written")
  func bothDirections() throws {
    try withFolder { folder in
      // Sums of uneven lengths differ by the end from which they are added up.
      let points = (0..<40).map { (Double($0 * $0) * 0.0137, Double($0) * 0.01931) }
      let url = try folder.put("x.geojson", geoJSON([(points, "\"id\":1")]))
      let first = try TransportNetwork.read(url).network
      let lengths = try #require(first.linkNumbers["length_km"])
      #expect(lengths.count == 2 && lengths[0] == lengths[1])
      let written = folder.appendingPathComponent("x.gpkg")
      try first.write(to: written)
      let second = try TransportNetwork.read(written).network
      #expect(second.reverseLinks == [1, 0] && second.linkNumbers["length_km"] == lengths)
      #expect(second.linkShapes == first.linkShapes)
    }
  }

  @Test("A column of directions is followed")
  func directions() throws {
    let lines: [([(Double, Double)], String)] = [
      ([(0, 0), (1, 0)], "\"oneway\":\"yes\""), ([(1, 0), (2, 0)], "\"oneway\":\"-1\""),
      ([(2, 0), (3, 0)], "\"oneway\":\"no\""),
    ]
    let network = try Self.network(lines)
    #expect(network.graph.tail == [0, 2, 2, 3] && network.graph.head == [1, 1, 3, 2])
    let oneway = try Self.network(lines) { $0.direction = .oneway }
    #expect(oneway.graph.linkCount == 3)
    #expect(throws: InputFaults.self) {
      try Self.network(lines) { $0.directionColumn = "onway" }
    }
  }

  @Test("Lines meet across the date line, and lengths do not go round the earth")
  func dateLine() throws {
    let network = try Self.network([
      ([(170, 0), (180, 0)], ""), ([(-180, 0), (-170, 0)], ""), ([(190, 0), (200, 0)], ""),
    ])
    #expect(network.graph.nodeCount == 4)
    #expect(NetworkComponents(network.graph).sizes == [4])
    let lengths = try #require(network.linkNumbers["length_km"])
    let tenDegrees = 10 * 6378.137 * Double.pi / 180
    #expect(lengths.allSatisfy { abs($0 - tenDegrees) < 1e-6 })
  }

  @Test("Geodesic lengths are those of the ellipsoid")
  func geodesics() {
    // Vincenty (1975) on other ellipsoids apart: Flinders Peak to Buninyong, GRS 80, 54,972.271 m
    // (Geoscience Australia).
    func degrees(_ d: Double, _ m: Double, _ s: Double) -> Double { d + m / 60 + s / 3600 }
    let metres = Geodesic.metres(
      degrees(144, 25, 29.52440),
      -degrees(37, 57, 3.72030),
      degrees(143, 55, 35.38390),
      -degrees(37, 39, 10.15610)
    )
    #expect(abs(metres - 54_972.271) < 0.001)
    // A quarter of the meridian: 10,001,965.729 m.
    #expect(abs(Geodesic.metres(0, 0, 0, 90) - 10_001_965.729) < 0.001)
    #expect(Geodesic.metres(12, 34, 12, 34) == 0)
    // Antipodes: half a meridian's ellipse, to half a percent.
    #expect(abs(Geodesic.metres(0, 0, 180, 0) - 20_003_931) < 100_000)
  }

  @Test("Many lines are cut at all their crossings, found by looking at every pair")
  func randomCrossings() throws {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var lines: [([(Double, Double)], String)] = []
    for _ in 0..<100 {
      let size = random() < 0.3 ? 1.0 : 0.1
      let (x, y) = (random(), random())
      lines.append(([(x, y), (x + (random() - 0.5) * size, y + (random() - 0.5) * size)], ""))
    }
    var crossings = 0
    for first in 0..<100 {
      for second in 0..<first {
        let (a, b) = (lines[first].0[0], lines[first].0[1])
        let (c, d) = (lines[second].0[0], lines[second].0[1])
        func side(_ p: (Double, Double), _ q: (Double, Double), _ r: (Double, Double)) -> Double {
          (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
        }
        if side(a, b, c) * side(a, b, d) < 0, side(c, d, a) * side(c, d, b) < 0 { crossings += 1 }
      }
    }
    let network = try Self.network(lines) { $0.splitting = .crossings }
    #expect(crossings > 50)
    #expect(network.graph.nodeCount == 200 + crossings)
    #expect(network.graph.linkCount == 2 * (100 + 2 * crossings))
  }

  @Test(
    "Broken geodata is a fault",
    arguments: [
      "", "{", "[]", "{\"type\":\"FeatureCollection\",\"features\":[]}",
      "{\"type\":\"Point\",\"coordinates\":[0,0]}",
      "{\"type\":\"LineString\",\"coordinates\":[[0,0]]}",
      "{\"type\":\"LineString\",\"coordinates\":[[0,0],[0,0]]}",
    ]
  )
  func broken(text: String) throws {
    try withFolder { folder in
      for ending in ["geojson", "gpkg", "osm", "pbf", "shp"] {
        let isBad = try isFaulty(folder, "x.\(ending)", text)
        #expect(isBad, "\(ending)")
      }
    }
  }

  @Test("OpenStreetMap railways are cut at nodes in common, with gauge and electrification")
  func openStreetMap() throws {
    let osm = """
      <?xml version="1.0"?><osm version="0.6">
      <node id="1" lat="42.0" lon="130.0"/><node id="2" lat="42.1" lon="130.0"/>
      <node id="3" lat="42.2" lon="130.0"/><node id="4" lat="42.1" lon="130.1"/>
      <node id="5" lat="42.1" lon="129.9"/>
      <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="railway" v="rail"/>
      <tag k="gauge" v="1520;1435"/><tag k="electrified" v="no"/><tag k="usage" v="main"/></way>
      <way id="11"><nd ref="2"/><nd ref="4"/><tag k="railway" v="rail"/><tag k="gauge" v="1520"/></way>
      <way id="12"><nd ref="2"/><nd ref="5"/><tag k="railway" v="abandoned"/></way>
      <way id="13"><nd ref="4"/><nd ref="5"/><tag k="highway" v="primary"/>
      <tag k="oneway" v="yes"/><tag k="maxspeed" v="30 mph"/></way>
      </osm>
      """
    try withFolder { folder in
      let url = try folder.put("x.osm", osm)
      let rail = try TransportNetwork.read(url).network
      #expect(rail.graph.nodeCount == 4 && rail.graph.linkCount == 6)
      #expect(rail.linkNumbers["gauge"] == [1520, 1520, 1520, 1520, 1520, 1520])
      #expect(rail.linkWords["gauge_as_mapped"]?.first == nil || true)
      #expect(rail.linkWords["usage"] == ["main", "main", "main", "main", "", ""])
      #expect(rail.linkWords["osm_id"]?.last == "11")
      var options = NetworkReadOptions()
      options.ways = .road
      let road = try TransportNetwork.read(url, options: options).network
      #expect(road.graph.linkCount == 1)
      #expect(abs((road.linkNumbers["maxspeed"]?.first ?? 0) - 48.28032) < 1e-9)
    }
  }
}
