import Foundation
import Tables

/// Makes networks of the lines of geodata.
struct LineNetworkReader {
  let options: NetworkReadOptions
  let faults: FaultCollector

  init(_ options: NetworkReadOptions, _ faults: FaultCollector) {
    self.options = options
    self.faults = faults
  }

  /// Reads a file of lines; `nil` with faults where there is an error.
  func read(_ url: URL) -> TransportNetwork? {
    do {
      return network(try LineLayer.read(url, layer: options.layer), url.lastPathComponent)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Makes the network of a layer.
  func network(_ layer: LineLayer, _ file: String) -> TransportNetwork? {
    if layer.otherCount > 0 {
      faults.warning(
        file,
        found: "\(layer.otherCount) objects that are no lines",
        expected: "lines; these are left out"
      )
    }
    guard !layer.lines.isEmpty else {
      faults.error(file, found: "no lines", expected: "at least one line")
      return nil
    }
    let isGeographic = layer.isGeographic ?? layer.lines.allSatisfy(Self.looksGeographic)
    if isGeographic, let line = layer.lines.firstIndex(where: { !Self.looksGeographic($0) }) {
      faults.error(
        file,
        line: layer.numbers[Int(layer.objects[line])],
        found: "coordinates that are no degrees",
        expected: "longitude −540 to 540, latitude −90 to 90"
      )
      return nil
    }
    let topology = LineTopology(
      layer.lines,
      isGeographic: isGeographic,
      snapMetres: options.snapMetres,
      splitting: options.splitting
    )
    tellEmpty(topology, layer, file)
    guard let ways = directions(layer, file) else { return nil }
    var pieces = NetworkPieces()
    pieces.from = topology.from
    pieces.to = topology.to
    let objects = topology.line.map { layer.objects[Int($0)] }
    pieces.ways = objects.map { ways[Int($0)] }
    guard !pieces.from.isEmpty, var network = try? pieces.network(nodeCount: topology.x.count)
    else {
      faults.error(file, found: "no lines with a length", expected: "at least one")
      return nil
    }
    network.source = file
    (network.x, network.y) = (topology.x, topology.y)
    network.isGeographic = isGeographic
    network.figures["cuts"] = Double(topology.cutCount)
    network.figures["crossings"] = Double(topology.crossingCount)
    network.figures["snapped_ends"] = Double(topology.snappedCount)
    let partCounts = Self.counts(topology.line, layer.lines.count)
    var places = [Int](repeating: 0, count: layer.lines.count)
    var names: [String] = []
    for piece in topology.line.indices {
      let line = Int(topology.line[piece])
      let number = "\(layer.numbers[Int(layer.objects[line])])"
      places[line] += 1
      names.append(partCounts[line] > 1 ? "\(number).\(places[line])" : number)
    }
    network.linkNames = pieces.pieces.map { names[Int($0)] }
    network.linkShapes = pieces.pieces.indices.map { link in
      let shape = topology.shapes[Int(pieces.pieces[link])]
      return pieces.isReverse[link] ? shape.reversedPoints : shape
    }
    let rows = pieces.pieces.map { Int(objects[Int($0)]) }
    for column in layer.columns {
      switch column.values {
      case .numbers(let numbers): network.linkNumbers[column.name] = rows.map { numbers[$0] }
      case .texts(let codes, let list):
        network.linkWords[column.name] = rows.map { codes[$0] < 0 ? "" : list[Int(codes[$0])] }
      }
    }
    addLengths(&network)
    if options.stitchMetres > 0 { network.stitch(within: options.stitchMetres) }
    return network
  }

  private func addLengths(_ network: inout TransportNetwork) {
    if network.isGeographic {
      network.addGeodesicLengths()
      return
    }
    network.linkNumbers["length_in_plane"] = network.linkShapes.indices.map { link -> Double in
      // Both directions alike, to the last digit.
      let reverse = network.reverseLinks.isEmpty ? -1 : Int(network.reverseLinks[link])
      let shape = network.linkShapes[reverse >= 0 ? min(reverse, link) : link]
      var sum = 0.0
      for place in stride(from: 2, to: shape.count - 1, by: 2) {
        sum += hypot(shape[place] - shape[place - 2], shape[place + 1] - shape[place - 1])
      }
      return sum
    }
    network.units["length_in_plane"] = "unit of the coordinates"
  }

  private static func counts(_ lines: [Int32], _ count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for line in lines { counts[Int(line)] += 1 }
    return counts
  }

  private static func looksGeographic(_ points: [Double]) -> Bool {
    for place in stride(from: 0, to: points.count - 1, by: 2)
    where abs(points[place]) > 540 || abs(points[place + 1]) > 90 {
      return false
    }
    return true
  }

  private func tellEmpty(_ topology: LineTopology, _ layer: LineLayer, _ file: String) {
    guard let first = topology.emptyLines.first else { return }
    faults.warning(
      file,
      line: layer.numbers[Int(layer.objects[first])],
      found: "\(topology.emptyLines.count) lines without a length, of which this is the first",
      expected: "lines with a length; these are left out"
    )
  }

  /// Direction of each object.
  private func directions(_ layer: LineLayer, _ file: String) -> [Int8]? {
    let count = layer.numbers.count
    switch options.direction {
    case .oneway: return [Int8](repeating: 1, count: count)
    case .twoway: return [Int8](repeating: 0, count: count)
    case .file: break
    }
    let names = layer.columns.map(\.name)
    let wanted = options.directionColumn.map { [$0] } ?? LinkDirection.columnNames
    guard
      let column = layer.columns.first(where: { column in
        wanted.contains { $0.lowercased() == column.name.lowercased() }
      })
    else {
      guard let name = options.directionColumn else { return [Int8](repeating: 0, count: count) }
      faults.error(
        file,
        column: name,
        found: "no such field",
        expected:
          "one of \(names.joined(separator: ", "))\(NearestName.hint(for: name, among: names))"
      )
      return nil
    }
    var unknown = 0
    var first: (object: Int, text: String)?
    let ways = (0..<count).map { object -> Int8 in
      let text = column.text(object)
      if let way = LinkDirection.way(text) { return way }
      unknown += 1
      if first == nil { first = (object, text) }
      return 0
    }
    guard let first else { return ways }
    if options.directionColumn != nil {
      faults.error(
        file,
        line: layer.numbers[first.object],
        column: column.name,
        found: "'\(first.text)'" + (unknown > 1 ? " and \(unknown - 1) more" : ""),
        expected: LinkDirection.expected
      )
      return nil
    }
    faults.warning(
      file,
      line: layer.numbers[first.object],
      column: column.name,
      found: "'\(first.text)'" + (unknown > 1 ? " and \(unknown - 1) more" : ""),
      expected: LinkDirection.expected + "; such lines are taken for two-way"
    )
    return ways
  }
}
