import Tables

/// Finds the columns of tables of nodes and links by the names that people give them.
struct NodeLinkColumns {
  /// Other names of the columns that a network needs, by the name that GMNS has for them.
  private static let others: [String: [String]] = [
    "node_id": ["id", "node", "nodeid", "fid", "n"],
    "x_coord": ["x", "lon", "longitude", "lng", "long", "xcoord", "easting"],
    "y_coord": ["y", "lat", "latitude", "ycoord", "northing"],
    "link_id": ["id", "link", "linkid"],
    "from_node_id": [
      "from", "from_node", "a", "a_node", "source", "u", "init_node", "start_node", "from_id",
      "tail",
    ],
    "to_node_id": [
      "to", "to_node", "b_node", "b", "target", "v", "term_node", "end_node", "to_id", "head",
    ],
    "directed": ["is_directed"],
    "geometry": ["wkt", "geom", "wkt_geom"],
    "zone_id": ["zone", "taz"],
  ]

  /// Names that GMNS gives to columns of nodes and links, for names that were cut to ten letters.
  private static let gmns = [
    "node_id", "x_coord", "y_coord", "z_coord", "node_type", "ctrl_type", "zone_id",
    "parent_node_id", "link_id", "parent_link_id", "from_node_id", "to_node_id", "directed",
    "geometry_id", "geometry", "dir_flag", "length", "grade", "facility_type", "capacity",
    "free_speed", "lanes", "bike_facility", "ped_facility", "parking", "allowed_uses", "toll",
    "jurisdiction", "row_width",
  ]

  /// Names of the file's columns by what they mean.
  private var found: [String: String] = [:]
  /// What each column of the file means.
  private(set) var meaning: [String: String] = [:]
  /// Columns whose names were cut to ten letters, as shapefiles do.
  private(set) var cut: [String] = []

  /// Finds the columns `wanted` among those of a file.
  init(_ columns: [String], wanted: [String]) {
    for name in wanted {
      let names = [name] + (Self.others[name] ?? [])
      for candidate in names where found[name] == nil {
        guard
          let column = columns.first(where: { $0.lowercased() == candidate && meaning[$0] == nil })
        else { continue }
        found[name] = column
        meaning[column] = name
      }
    }
    for column in columns where meaning[column] == nil {
      let short = column.lowercased()
      if Self.gmns.contains(short) {
        meaning[column] = short
        if found[short] == nil { found[short] = column }
        continue
      }
      let whole = Self.gmns.filter { $0.hasPrefix(short) && $0.count > 10 }
      guard short.count == 10, whole.count == 1, found[whole[0]] == nil else {
        meaning[column] = column
        continue
      }
      found[whole[0]] = column
      meaning[column] = whole[0]
      cut.append(column)
    }
  }

  /// The file's name of a column; `nil` where it has none.
  subscript(name: String) -> String? { found[name] }

  /// Whether a column of this meaning holds names, not numbers, whatever they look like.
  static func isWord(_ meaning: String) -> Bool { words.contains(meaning.lowercased()) }

  private static let words: Set<String> = [
    "node_id", "link_id", "from_node_id", "to_node_id", "zone_id", "name", "parent_node_id",
    "parent_link_id", "geometry_id", "geometry", "node_type", "ctrl_type", "facility_type",
    "bike_facility", "ped_facility", "parking", "allowed_uses", "jurisdiction", "osm_id", "mode",
    "iso3", "country", "source", "status", "ref", "port_code", "port_size",
  ]
}
