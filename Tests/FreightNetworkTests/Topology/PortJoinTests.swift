import Fixtures
import Foundation
import FreightNetwork
import Tables
import Testing

@Suite("Networks joined at ports")
struct PortJoinTests {
  /// Length of the shortest path between two nodes by `length_km`.
  static func kilometres(_ network: TransportNetwork, _ from: Int, _ to: Int) throws -> Double {
    let search = try PathSearch(
      network.graph,
      isThrough: network.isThrough,
      costs: try network.costs("length_km")
    )
    return try search.tree(from, targets: [Int32(to)]).cost[to]
  }

  static func node(_ network: TransportNetwork, _ name: String) throws -> Int {
    try #require(network.nodeNames.firstIndex(of: name), "\(name)")
  }

  @Test("Rail and sea are joined at the ports within reach, with links as long as the way")
  func joining() throws {
    try withFolder { folder in
      try folder.put("rail_nodes.csv", "id,lon,lat\n1,130,42\n2,131,42\n")
      let rail = try TransportNetwork.read(folder.put("rail_links.csv", "from,to,km\n1,2,90\n"))
        .network
      let sea = try TransportNetwork.read(
        folder.put("sea.geojson", geoJSON([([(131.2, 42), (135, 40)], "\"passage\":\"x\"")]))
      ).network
      #expect(rail.likelyMode == "rail" && sea.likelyMode == "sea")
      var network = try NetworkJoin.side(bySide: [rail, sea], modes: ["rail", "sea"])
      #expect(network.graph.nodeCount == 4 && network.graph.linkCount == 4)
      #expect(Set(network.nodeNames).count == 4)
      let ports = [
        SeaPort(name: "Near", code: "XX1", longitude: 131.1, latitude: 42),
        SeaPort(name: "Seaside", longitude: 135, latitude: 40.1),
        SeaPort(name: "Far", longitude: 10, latitude: 50),
      ]
      let report = try NetworkJoin.connect(
        &network,
        at: ports,
        within: ["sea": 15],
        otherwise: 10
      )
      #expect(report.joinedToAll == 1 && report.joinedToSome == 1 && report.leftOut == ["Far"])
      #expect(report.connectors == 3 && network.graph.linkCount == 4 + 6)
      #expect(NetworkComponents(network.graph).sizes == [6])
      let way = try Self.kilometres(network, 0, 3)
      let wanted =
        90
        + (Geodesic.metres(131, 42, 131.1, 42) + Geodesic.metres(131.1, 42, 131.2, 42)
          + Geodesic.metres(131.2, 42, 135, 40)) / 1000
      #expect(abs(way - wanted) < 1e-9)
      network.makePortsZones()
      #expect(network.namesOfZones == ["Near", "Seaside"])
      // It all comes back from a GeoPackage.
      let url = folder.appendingPathComponent("world.gpkg")
      try network.write(to: url)
      let back = try TransportNetwork.read(url).network
      #expect(back.graph == network.graph && back.namesOfZones == network.namesOfZones)
      #expect(back.linkWords["mode"] == network.linkWords["mode"])
    }
  }

  @Test("Tables of ports are known by their header, and bad places are told")
  func portTables() throws {
    try withFolder { folder in
      let url = try folder.put(
        "p.csv",
        "Main Port Name,UN/LOCODE,Harbor Size,Latitude,Longitude\nRajin,KP RJN,Small,42.2,130.3\n"
      )
      #expect(SeaPortReader.isPortTable(url))
      let ports = try SeaPortReader.read(url).ports
      #expect(
        ports == [
          SeaPort(name: "Rajin", code: "KP RJN", longitude: 130.3, latitude: 42.2, size: "Small")
        ]
      )
      for text in ["", "name\n", "name,lat,lon\n", "name,lat,lon\nx,91,0\n", "name,lat,lon\nx,,\n"]
      {
        try folder.put("p.csv", text)
        #expect(throws: InputFaults.self) { try SeaPortReader.read(url) }
      }
    }
  }

  static let hasSea =
    hasNetworkData("geo/marnet_searoute.geojson")
    && hasNetworkData("geo/WPI_UpdatedPub150.csv")

  /// The sea network with some passages closed, and the ports joined to it.
  static func sea(without passages: [String]) throws -> TransportNetwork {
    var options = NetworkReadOptions()
    options.without = [("passage", passages)]
    let sea = try TransportNetwork.read(
      networkData.appendingPathComponent("geo/marnet_searoute.geojson"),
      options: options
    ).network
    let ports = try SeaPortReader.read(
      networkData.appendingPathComponent("geo/WPI_UpdatedPub150.csv")
    ).ports
    var network = try NetworkJoin.side(bySide: [sea], modes: ["sea"])
    try NetworkJoin.connect(&network, at: ports, within: [:], otherwise: 100)
    return network
  }

  @Test(
    "Busan to Rotterdam is some 10,900 nautical miles by Suez, 14,200 by the Cape",
    .enabled(if: hasSea, "needs the sea network and ports beside the checkout")
  )
  func suezAndCape() throws {
    let ice = ["northwest", "bering"]
    let suez = try Self.sea(without: ice)
    let from = try Self.node(suez, "Busan")
    let to = try Self.node(suez, "Rotterdam")
    let bySuez = try Self.kilometres(suez, from, to) / 1.852
    #expect(abs(bySuez / 10_900 - 1) < 0.03, "\(bySuez)")
    let cape = try Self.sea(without: ice + ["suez", "panama"])
    let byCape = try Self.kilometres(cape, from, to) / 1.852
    #expect(abs(byCape / 14_200 - 1) < 0.03, "\(byCape)")
  }

  /// Stations of the Trans-Siberian, degrees: Moscow, Kirov, Perm, Yekaterinburg, Omsk, Novosibirsk,
  /// Krasnoyarsk, Irkutsk, Chita, Khabarovsk, Vladivostok.
  static let stations: [(Double, Double)] = [
    (37.6567, 55.7767), (49.651, 58.583), (56.19, 58.005), (60.605, 56.858), (73.386, 54.940),
    (82.897, 55.035), (92.832, 56.006), (104.259, 52.283), (113.497, 52.029), (135.163, 48.496),
    (131.8817, 43.1117),
  ]

  @Test(
    "Moscow to Vladivostok by Perm, Irkutsk and Chita is some 9,288 km by rail",
    .enabled(if: hasNetworkData("geo/rail_world_links.csv.gz"), "needs the world's railways")
  )
  func transSiberian() throws {
    let rail = try TransportNetwork.read(
      networkData.appendingPathComponent("geo/rail_world_links.csv.gz")
    ).network
    #expect(rail.graph.nodeCount == 274_974 && rail.graph.linkCount == 657_500)
    let country = try #require(rail.nodeWords["iso3"])
    // The shortest way of all leads through Manchuria.
    let russia = rail.keepingLinks { link in
      country[Int(rail.graph.tail[link])] == "RUS" && country[Int(rail.graph.head[link])] == "RUS"
    }
    let parts = NetworkComponents(russia.graph).part
    let search = try PathSearch(
      russia.graph,
      isThrough: russia.isThrough,
      costs: try russia.costs("length_km")
    )
    let nodes = try Self.stations.map { x, y in
      let near = rail.x.indices.filter {
        parts[$0] == 0 && abs(rail.x[$0] - x) < 0.3 && abs(rail.y[$0] - y) < 0.3
      }
      func metres(_ node: Int) -> Double { Geodesic.metres(rail.x[node], rail.y[node], x, y) }
      return try #require(near.min { metres($0) < metres($1) })
    }
    var way = 0.0
    for (from, to) in zip(nodes, nodes.dropFirst()) {
      way += try search.tree(from, targets: [Int32(to)]).cost[to]
    }
    #expect(abs(way / 9288 - 1) < 0.025, "\(way)")
  }
}
