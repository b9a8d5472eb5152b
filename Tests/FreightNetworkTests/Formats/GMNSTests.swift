import Fixtures
import Foundation
import FreightNetwork
import Tables
import Testing

@Suite("GMNS and tables of nodes and links")
struct GMNSTests {
  static let nodes = """
    node_id,x_coord,y_coord,node_type,zone_id,name
    A,130.0,42.0,centroid,7,"Rajin, port"
    B,130.1,42.0,,7,
    C,130.1,42.1,,,
    007,130.2,42.1,centroid,9,

    """
  static let links = """
    link_id,from_node_id,to_node_id,directed,length,capacity,free_speed,lanes,geometry,allowed_uses
    1,A,B,0,8.3,1000,60,2,"LINESTRING (130 42, 130.05 42.01, 130.1 42)",rail;auto
    2,B,C,1,11.1,900,50,1,,
    3,C,007,true,8.3,,50,,"LINESTRING (130.2 42.1, 130.1 42.1)",

    """

  @Test("Nodes, links, zones, lanes, shapes and directions are read, movements told")
  func reading() throws {
    try withFolder { folder in
      try folder.put("node.csv", Self.nodes)
      try folder.put("link.csv", Self.links)
      try folder.put("config.csv", "dataset_name,long_length,speed,crs\nx,km,kph,EPSG:4326\n")
      try folder.put("movement.csv", "mvmt_id,node_id\n1,B\n2,C\n")
      let (network, warnings) = try TransportNetwork.read(folder)
      #expect(network.graph.nodeCount == 4 && network.graph.linkCount == 4)
      #expect(network.nodeNames == ["A", "B", "C", "007"])
      #expect(network.zoneNodes == [0, 3] && network.namesOfZones == ["7", "9"])
      #expect(network.isThrough == [false, true, true, false])
      #expect(network.reverseLinks == [1, 0, -1, -1])
      #expect(network.linkNumbers["capacity"]?.prefix(3) == [2000, 2000, 900])
      #expect(network.linkNumbers["free_flow_time"]?.prefix(2) == [8.3, 8.3])
      #expect(network.linkShapes[0] == [130, 42, 130.05, 42.01, 130.1, 42])
      #expect(network.linkShapes[1] == [130.1, 42, 130.05, 42.01, 130, 42])
      // Drawn from its end to its beginning, and turned round.
      #expect(network.linkShapes[3] == [130.1, 42.1, 130.2, 42.1])
      #expect(network.linkWords["allowed_uses"] == ["rail;auto", "rail;auto", "", ""])
      #expect(warnings.contains { $0.file == "movement.csv" && $0.found == "a table of 2 rows" })
    }
  }

  @Test(
    "What is written as GMNS or GeoPackage is read back the same",
    arguments: ["again", "a.gpkg"]
  )
  func roundTrip(name: String) throws {
    try withFolder { folder in
      try folder.put("in/node.csv", Self.nodes)
      try folder.put("in/link.csv", Self.links)
      try folder.put("in/config.csv", "dataset_name,long_length,speed,crs\nx,km,kph,EPSG:4326\n")
      let first = try TransportNetwork.read(folder.appendingPathComponent("in")).network
      let url = folder.appendingPathComponent(name)
      try first.write(to: url)
      let second = try TransportNetwork.read(url).network
      #expect(second.graph == first.graph)
      #expect(second.nodeNames == first.nodeNames && second.linkNames == first.linkNames)
      #expect(second.x == first.x && second.y == first.y)
      #expect(second.zoneNodes == first.zoneNodes && second.namesOfZones == first.namesOfZones)
      #expect(second.isThrough == first.isThrough && second.reverseLinks == first.reverseLinks)
      #expect(second.linkShapes == first.linkShapes && second.units == first.units)
      #expect(second.linkWords == first.linkWords)
      #expect(Set(second.linkNumbers.keys) == Set(first.linkNumbers.keys))
      for (column, values) in first.linkNumbers {
        let back = try #require(second.linkNumbers[column])
        #expect(zip(values, back).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(column)")
      }
      #expect(second.nodeWords["name"] == first.nodeWords["name"])
    }
  }

  @Test("Faults name file, line and column, all in one go")
  func faults() throws {
    try withFolder { folder in
      try folder.put("node.csv", "node_id,x_coord,y_coord\n1,0,0\n1,1,\n,2,2\n")
      try folder.put("link.csv", Self.links)
      let nodeFaults = networkFaults(folder)
      #expect(nodeFaults.contains { $0.hasPrefix("node.csv:3: column 'node_id'") })
      #expect(nodeFaults.contains { $0.hasPrefix("node.csv:3: column 'y_coord'") })
      #expect(nodeFaults.contains { $0.hasPrefix("node.csv:4: column 'node_id'") })
      try folder.put("node.csv", "node_id,x_coord,y_coord\n1,0,0\n2,1,1\n")
      try folder.put(
        "link.csv",
        "link_id,from_node_id,to_node_id,directed,length,capacity\n"
          + "1,1,2,maybe,1,1\n2,1,3,1,-4,1\n3,,2,1,1,1\n4,1,2,1,1\n"
      )
      let found = networkFaults(folder)
      for wanted in [
        "link.csv:2: column 'directed'", "link.csv:3: column 'to_node_id'",
        "link.csv:3: column 'length'", "link.csv:4: column 'from_node_id'", "link.csv:5:",
      ] {
        #expect(found.contains { $0.hasPrefix(wanted) }, "\(wanted) among \(found)")
      }
    }
  }

  @Test(
    "Garbage is a fault, never a trap",
    arguments: [
      "", "\n", "a", "a,b\n", "from_node_id,to_node_id\n", "\u{0}\u{1}", "\"",
      "from_node_id,to_node_id\n1\n", "from_node_id,from_node_id,to_node_id\n1,1,1\n",
      "from_node_id,to_node_id,length\n1,2,x\n",
      "from_node_id,to_node_id,geometry\n1,2,POINT (1 2)\n",
      "from_node_id,to_node_id,geometry\n1,2,\"LINESTRING (1 2, 3\"\n",
    ]
  )
  func garbage(text: String) throws {
    try withFolder { folder in
      #expect(try isFaulty(folder, "x_links.csv", text))
      try folder.put("g/link.csv", text)
      #expect(!networkFaults(folder.appendingPathComponent("g")).isEmpty)
      try folder.put("g/node.csv", text)
      #expect(!networkFaults(folder.appendingPathComponent("g")).isEmpty)
    }
  }

  @Test("One coordinate alone is a fault, though lengths look for their unit by coordinates")
  func oneCoordinate() throws {
    try withFolder { folder in
      try folder.put("node.csv", "node_id,x_coord\n1,-71.1\n2,-71.2\n")
      try folder.put("link.csv", "link_id,from_node_id,to_node_id,length\n1,1,2,10\n")
      try folder.put("config.csv", "dataset_name,crs\nd,EPSG:4326\n")
      let error = try #require(throws: InputFaults.self) { try TransportNetwork.read(folder) }
      #expect(error.faults.contains { $0.column == "y_coord" && $0.file == "node.csv" })
    }
  }

  @Test("Tables without directions are two-way, unless a pair is there both ways")
  func directions() throws {
    try withFolder { folder in
      let url = try folder.put("x_links.csv", "from,to,km\n1,2,5\n2,3,6\n")
      let (network, warnings) = try TransportNetwork.read(url)
      #expect(network.graph.linkCount == 4 && warnings.count == 1)
      #expect(network.linkNumbers["length_km"] == [5, 5, 6, 6])
      #expect(network.nodeNames == ["1", "2", "3"])
      try folder.put("x_links.csv", "from,to,km\n1,2,5\n2,1,6\n")
      #expect(try TransportNetwork.read(url).network.graph.linkCount == 2)
      var options = NetworkReadOptions()
      options.direction = .twoway
      #expect(try TransportNetwork.read(url, options: options).network.graph.linkCount == 4)
    }
  }

  @Test("Names cut to ten letters are known, and lengths tell their unit by coordinates")
  func cutNames() throws {
    try withFolder { folder in
      let nodes = (0..<12).map { "\($0),\(130 + Double($0) * 0.01),42" }.joined(separator: "\n")
      // A hundredth of a degree of longitude at 42° north is 828.5 m.
      let links = (0..<11).map { "\($0),\($0),\($0 + 1),1,830,auto" }.joined(separator: "\n")
      try folder.put("node.csv", "node_id,x_coord,y_coord\n\(nodes)\n")
      try folder.put(
        "link.csv",
        "link_id,from_node_,to_node_id,directed,length,allowed_us\n\(links)\n"
      )
      let (network, warnings) = try TransportNetwork.read(folder)
      #expect(network.units["length"] == "m")
      #expect(network.linkNumbers["length_km"]?.allSatisfy { abs($0 - 0.83) < 1e-12 } == true)
      #expect(network.linkWords["allowed_uses"]?.first == "auto")
      #expect(warnings.contains { $0.found.hasPrefix("names cut to ten letters") })
    }
  }

  @Test(
    "The published examples are read, and written the same",
    .enabled(if: hasNetworkData("geo/gmns"), "needs the data of GMNS beside the checkout"),
    arguments: [("Cambridge_Multimodal_Network", 1693, 3169), ("Lima_GMNS", 2232, 6095)]
  )
  func examples(name: String, nodes: Int, links: Int) throws {
    try withFolder { folder in
      let first = try TransportNetwork.read(
        networkData.appendingPathComponent("geo/gmns/\(name)")
      ).network
      #expect(first.graph.nodeCount == nodes && first.graph.linkCount == links)
      let url = folder.appendingPathComponent("again")
      try first.write(to: url)
      let second = try TransportNetwork.read(url).network
      #expect(second.graph == first.graph && second.linkShapes == first.linkShapes)
      #expect(second.linkWords == first.linkWords && second.zoneNodes == first.zoneNodes)
      #expect(second.isThrough == first.isThrough && second.namesOfZones == first.namesOfZones)
      for (column, values) in first.linkNumbers {
        let back = try #require(second.linkNumbers[column])
        #expect(zip(values, back).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(column)")
      }
    }
  }

  @Test(
    "TNTP goes to GMNS, GeoPackage and back without loss",
    .enabled(if: hasNetworkData("tntp"), "needs the TNTP networks beside the checkout"),
    arguments: ["SiouxFalls", "Anaheim"]
  )
  func fromTNTP(name: String) throws {
    try withFolder { folder in
      let first = try TransportNetwork.read(
        networkData.appendingPathComponent("tntp/\(name)_net.tntp")
      ).network
      for target in ["a", "b.gpkg", "c.tntp"] {
        let url = folder.appendingPathComponent(target)
        try first.write(to: url)
        let second = try TransportNetwork.read(url).network
        #expect(second.graph == first.graph && second.zoneNodes == first.zoneNodes)
        #expect(second.isThrough == first.isThrough, "\(target)")
        for (column, values) in first.linkNumbers {
          #expect(second.linkNumbers[column] == values, "\(target) \(column)")
        }
        #expect(second.figures["toll_factor"] == first.figures["toll_factor"])
      }
    }
  }
}
