import Fixtures
import Foundation
import FoundationXML
import Tables
import Testing

@Suite("Geodata")
struct GeoPackageTests {
  static func point(_ longitude: Double, _ latitude: Double) -> GeoPoint {
    GeoPoint(longitude: longitude, latitude: latitude)
  }

  static func square(_ west: Double, _ south: Double, _ size: Double) -> [GeoPoint] {
    [
      point(west, south), point(west + size, south), point(west + size, south + size),
      point(west, south + size), point(west, south),
    ]
  }

  static func sample() -> [VectorLayer] {
    let fields = [
      GeoField("id", .text), GeoField("flow_mt", .real), GeoField("tracks", .integer),
    ]
    let links = VectorLayer(
      name: "links",
      title: "Links & flows",
      kind: .line,
      fields: fields,
      features: [
        GeoFeature(
          geometry: .line([point(130.64, 42.42), point(130.3, 42.24)]),
          values: [.text("KHA–RJP \"54 km\""), .real(1.0 / 3), .integer(1)]
        ),
        GeoFeature(
          geometry: .line([point(129, 35), point(170, 40), point(190, 38), point(238, 37)]),
          values: [.text("PUS-LAX"), .null, .integer(-9_007_199_254_740_993)]
        ),
        GeoFeature(geometry: nil, values: [.null, .real(0), .null]),
      ],
      style: LayerStyle(
        name: "flows",
        summary: "Width by flow",
        colour: 0x1F78B4,
        sizeMillimetres: 0.4,
        sizeExpression: "0.2 + 0.5 * sqrt(\"flow_mt\")",
        colourExpression: "if(\"flow_mt\" > 1 AND \"tracks\" < 2, '#b2182b', '#2166ac')"
      )
    )
    let nodes = VectorLayer(
      name: "nodes",
      kind: .point,
      fields: [GeoField("name", .text)],
      features: [
        GeoFeature(geometry: .point(point(130.3, 42.24)), values: [.text("라진 Rajin")]),
        GeoFeature(geometry: .point(point(-179.99, -89.5)), values: [.text("")]),
      ],
      style: LayerStyle(
        name: "nodes",
        colour: 0x333333,
        sizeMillimetres: 2,
        labelExpression: "\"name\""
      )
    )
    let areas = VectorLayer(
      name: "areas",
      kind: .polygons,
      fields: [],
      features: [
        GeoFeature(geometry: .polygon([square(0, 0, 10), square(4, 4, 1)]), values: []),
        GeoFeature(geometry: .polygons([[square(20, 0, 1)], [square(30, 0, 1)]]), values: []),
      ],
      style: LayerStyle(name: "areas", colour: 0xE0DCCA, sizeMillimetres: 0.2)
    )
    let table = VectorLayer(
      name: "notes",
      kind: .none,
      fields: [GeoField("note", .text)],
      features: [GeoFeature(geometry: nil, values: [.text("line 1\nline 2")])]
    )
    return [links, nodes, areas, table]
  }

  @Test("what is written is read back: shapes, attributes, order")
  func roundTrip() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.gpkg")
      try GeoPackageWriter.write(Self.sample(), to: url)
      #expect(try names(in: folder) == ["a.gpkg"])
      for layer in Self.sample() {
        let read = try VectorLayer.read(url, layer: layer.name)
        #expect(read.kind == layer.kind)
        #expect(read.fields == layer.fields)
        #expect(read.features.map(\.values) == layer.features.map(\.values))
        #expect(read.features.map(\.geometry) == layer.features.map(\.geometry))
      }
    }
  }

  @Test("the same layers have the same bytes")
  func bytes() throws {
    try withFolder { folder in
      let urls = ["a.gpkg", "b.gpkg"].map { folder.appendingPathComponent($0) }
      for url in urls { try GeoPackageWriter.write(Self.sample(), to: url) }
      #expect(try Data(contentsOf: urls[0]) == Data(contentsOf: urls[1]))
      // Writing over an old file gives the same as writing anew.
      try GeoPackageWriter.write(Self.sample(), to: urls[0])
      #expect(try Data(contentsOf: urls[0]) == Data(contentsOf: urls[1]))
    }
  }

  @Test("each layer has its default style where QGIS looks for it, as well-formed XML")
  func styles() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.gpkg")
      try GeoPackageWriter.write(Self.sample(), to: url)
      let styles = try VectorLayer.read(url, layer: "layer_styles")
      #expect(
        styles.values(of: "f_table_name") == [.text("links"), .text("nodes"), .text("areas")]
      )
      #expect(styles.values(of: "useAsDefault") == [.integer(1), .integer(1), .integer(1)])
      #expect(styles.values(of: "f_geometry_column").allSatisfy { $0 == .text("geom") })
      for style in styles.values(of: "styleQML") {
        let parser = XMLParser(data: Data((style.text ?? "").utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
      }
    }
  }

  @Test(
    "a GeoPackage has a spatial index and its reference system",
    .enabled(if: program("python3") != nil, "python3 is not installed")
  )
  func index() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.gpkg")
      try GeoPackageWriter.write(Self.sample(), to: url, date: CalendarDate("2021-05-06"))
      let queries = [
        "select count(*) from rtree_links_geom", "select count(*) from gpkg_extensions",
        "select group_concat(distinct srs_id) from gpkg_geometry_columns",
        "select group_concat(distinct last_change) from gpkg_contents", "pragma integrity_check",
      ]
      let script =
        "import sqlite3,sys\nc=sqlite3.connect(sys.argv[1])\n"
        + "for q in sys.argv[2:]: print(c.execute(q).fetchone()[0])"
      let python = try #require(program("python3"))
      let result = try run(python, ["-c", script, url.path] + queries)
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 5, "\(result.output)")
      #expect(lines.first == "2", "the object without a shape is not in the index")
      #expect(lines.dropFirst(2) == ["4326", "2021-05-06T00:00:00.000Z", "ok"])
    }
  }

  @Test("clipping, filters, fields and simplification")
  func selection() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.gpkg")
      try GeoPackageWriter.write(Self.sample(), to: url)
      let box = GeoBox(west: 5, south: -1, east: 25, north: 5)
      let areas = try VectorLayer.read(url, layer: "areas", clippedTo: box)
      #expect(areas.features.count == 2)
      for feature in areas.features {
        for point in try #require(feature.geometry).parts.joined() {
          #expect((5...25).contains(point.longitude) && (-1...5).contains(point.latitude))
        }
      }
      let links = try VectorLayer.read(
        url,
        layer: "links",
        where: "flow_mt > 0.1",
        fields: ["tracks", "id"]
      )
      #expect(links.fields.map(\.name) == ["tracks", "id"])
      #expect(links.features.map { $0.values.first } == [.integer(1)])
      let whole = try VectorLayer.read(
        url,
        layer: "nodes",
        clippedTo: GeoBox(west: -1, south: -1, east: 1, north: 1)
      )
      #expect(whole.features.isEmpty)
      // A tolerance larger than every bend leaves the ends.
      let simple = try VectorLayer.read(
        url,
        layer: "links",
        where: "id = 'PUS-LAX'",
        toleranceDegrees: 30
      )
      #expect(simple.features.first?.geometry?.parts.first?.count == 2)
    }
  }

  @Test("what is not there is a fault that says what is")
  func missing() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.gpkg")
      try GeoPackageWriter.write(Self.sample(), to: url)
      let none = folder.appendingPathComponent("none.gpkg")
      let text = folder.appendingPathComponent("text.gpkg")
      try Data("not a database".utf8).write(to: text)
      let layer = #expect(throws: InputFault.self) { try VectorLayer.read(url, layer: "link") }
      #expect(layer?.expected.contains("links, nodes, areas") == true)
      let field = #expect(throws: InputFault.self) {
        try VectorLayer.read(url, layer: "links", fields: ["flow"])
      }
      #expect(field?.column == "flow")
      #expect(throws: InputFault.self) { try VectorLayer.read(url, layer: "links", where: "x = (") }
      #expect(throws: InputFault.self) { try VectorLayer.read(none) }
      #expect(throws: InputFault.self) { try VectorLayer.read(text) }
      #expect(throws: InputFault.self) {
        try VectorLayer.read(url, clippedTo: GeoBox(west: 1, south: 0, east: 1, north: 1))
      }
      #expect(throws: InputFault.self) { try VectorLayer.read(url, toleranceDegrees: .nan) }
    }
  }

  @Test(
    "what cannot stand in a layer is an error that says where, and no file is left",
    arguments: [
      ("NaN", "object 0: real(nan) in field 'flow_mt'"), ("kind", "integer(3) in field 'id'"),
      ("short", "2 values, 3 fields"), ("pole", "latitude 91"), ("far", "longitude inf"),
      ("one point", "less than 2 points"), ("shape", "a shape of kind point in a layer of line"),
      ("ring", "does not end where it begins"), ("name", "layer name 'a b'"),
      ("twice", "two layers are named 'LINKS'"), ("fid", "field 'FID'"), ("none", "no layers"),
      ("reserved", "layer name 'gpkg_x'"),
    ]
  )
  func refused(what: String, reason: String) throws {
    var layers = [Self.sample()[0]]
    let point = Self.point(0, 0)
    switch what {
    case "NaN": layers[0].features[0].values[1] = .real(.nan)
    case "kind": layers[0].features[0].values[0] = .integer(3)
    case "short": layers[0].features[0].values.removeLast()
    case "pole": layers[0].features[0].geometry = .line([point, Self.point(0, 91)])
    case "far": layers[0].features[0].geometry = .line([point, Self.point(.infinity, 0)])
    case "one point": layers[0].features[0].geometry = .line([point])
    case "shape": layers[0].features[0].geometry = .point(point)
    case "ring":
      layers[0].kind = .polygons
      layers[0].features[0].geometry = .polygon([
        Array(Self.square(0, 0, 1).dropLast()) + [Self.point(5, 5)]
      ])
    case "name": layers[0].name = "a b"
    case "twice":
      layers.append(layers[0])
      layers[1].name = "LINKS"
    case "fid": layers[0].fields[0].name = "FID"
    case "none": layers = []
    case "reserved": layers[0].name = "gpkg_x"
    default: break
    }
    try withFolder { folder in
      let thrown = #expect(throws: OutputError.self) {
        try GeoPackageWriter.write(layers, to: folder.appendingPathComponent("x.gpkg"))
      }
      #expect(thrown?.description.contains(reason) == true, "\(String(describing: thrown))")
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }

  static let worldMap = [
    ".web/world_map.gpkg", "/usr/share/qgis/resources/data/world_map.gpkg",
  ].map { URL(fileURLWithPath: $0) }.first { FileManager.default.fileExists(atPath: $0.path) }

  @Test(
    "Natural Earth's countries are read, cut and simplified in a few seconds",
    .enabled(if: worldMap != nil, "no world_map.gpkg here")
  )
  func world() throws {
    let url = try #require(Self.worldMap)
    let clock = ContinuousClock()
    let start = clock.now
    let all = try VectorLayer.read(url, layer: "countries", fields: ["ISO_A3", "NAME"])
    let middle = clock.now
    let box = GeoBox(west: 60, south: -10, east: 180, north: 75)
    let cut = try VectorLayer.read(
      url,
      layer: "countries",
      clippedTo: box,
      fields: ["ISO_A3"],
      toleranceDegrees: 0.1
    )
    let done = clock.now
    #expect(all.features.count > 200)
    #expect(all.values(of: "ISO_A3").contains(.text("PRK")))
    #expect(cut.features.count < all.features.count)
    #expect(cut.values(of: "ISO_A3").contains(.text("PRK")))
    let points = [all, cut].map {
      $0.features.reduce(0) { $0 + ($1.geometry?.parts.joined().count ?? 0) }
    }
    #expect(points[1] < points[0] / 4)
    for feature in cut.features {
      for point in try #require(feature.geometry).parts.joined() {
        #expect((60...180).contains(point.longitude) && (-10...75).contains(point.latitude))
      }
    }
    print("world: \(points[0]) points in \(middle - start); cut: \(points[1]) in \(done - middle)")
  }
}
