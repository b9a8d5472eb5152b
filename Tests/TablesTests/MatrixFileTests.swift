import Fixtures
import Foundation
import Tables
import Testing

@Suite("Files of matrices")
struct MatrixFileTests {
  /// Three zones, a matrix of every storage, lookups and attributes.
  static func sample() -> MatrixSet {
    var set = MatrixSet(rowCount: 3, columnCount: 3)
    for (place, storage) in MatrixStorage.allCases.enumerated() {
      var values = (0..<9).map { Double($0 * (place + 1)) }
      if !storage.isWhole { values[4] = 1.0 / 3 }
      if storage.isWhole, storage.isSigned { values[2] = -7 }
      if storage == .float32 { values[4] = Double(Float(values[4])) }
      set.matrices.append(NamedMatrix(name: "m\(storage)", values: values, storage: storage))
    }
    set.matrices[0].attributes = ["NA": .number(-1), "unit": .text("t/год")]
    set.matrices[0].values[8] = .nan
    set.lookups = [
      MatrixLookup(name: "zone", entries: .integers([101, 20, 7])),
      MatrixLookup(name: "place", dimension: .rows, entries: .texts(["Rajin", "부산", ""])),
      MatrixLookup(name: "x", dimension: .columns, entries: .numbers([0.5, -1, 2])),
    ]
    set.attributes = ["source": .text("test"), "year": .integer(2015), "box": .numbers([1, 2.5])]
    return set
  }

  @Test("OMX keeps matrices, their storage, lookups and attributes")
  func roundTrip() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      let set = Self.sample()
      for compression in [0, 1, 9] {
        try OMXFile.write(set, to: url, compression: compression)
        let (back, warnings) = try OMXFile.read(url)
        #expect(warnings.isEmpty)
        #expect(back.matrices[0].values[8].isNaN)
        var copy = back
        copy.matrices[0].values[8] = 0
        var wanted = set
        wanted.matrices[0].values[8] = 0
        #expect(copy == wanted)
        #expect(back.rowNames == ["101", "20", "7"])
      }
    }
  }

  @Test("The same set gives the same bytes")
  func sameBytes() throws {
    try withFolder { folder in
      let first = folder.appendingPathComponent("a.omx")
      let second = folder.appendingPathComponent("b.omx")
      try OMXFile.write(Self.sample(), to: first)
      Thread.sleep(forTimeInterval: 1.1)
      try OMXFile.write(Self.sample(), to: second)
      #expect(try Data(contentsOf: first) == Data(contentsOf: second))
    }
  }

  @Test("Contents name matrices, storage and lookups without reading cells")
  func contents() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      try OMXFile.write(Self.sample(), to: url)
      let (contents, _) = try OMXFile.contents(url)
      #expect(contents.version == "0.2")
      #expect(contents.matrices.map(\.storage) == MatrixStorage.allCases)
      #expect(contents.rowCount == 3 && contents.columnCount == 3)
      #expect(contents.lookups.map(\.name) == ["zone", "place", "x"])
    }
  }

  @Test("One matrix is read alone; a wrong name says which was meant")
  func someMatrices() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      try OMXFile.write(Self.sample(), to: url)
      let (set, _) = try MatrixSet.read(url, matrices: ["mint32"])
      #expect(set.matrices.map(\.name) == ["mint32"])
      let error = #expect(throws: InputFaults.self) {
        try MatrixSet.read(url, matrices: ["mint31"])
      }
      #expect(error?.faults.first?.expected.contains("did you mean 'mint32'?") == true)
    }
  }

  @Test("What a storage cannot hold is not written")
  func badSets() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      func write(_ values: [Double], _ storage: MatrixStorage, _ name: String = "m") throws {
        let matrix = NamedMatrix(name: name, values: values, storage: storage)
        try OMXFile.write(MatrixSet(rowCount: 1, columnCount: 2, matrices: [matrix]), to: url)
      }
      #expect(throws: OutputError.self) { try write([1, 256], .uint8) }
      #expect(throws: OutputError.self) { try write([1, -1], .uint64) }
      #expect(throws: OutputError.self) { try write([1, 0.5], .int64) }
      #expect(throws: OutputError.self) { try write([1, .nan], .int32) }
      #expect(throws: OutputError.self) { try write([1, 1e300], .float32) }
      #expect(throws: OutputError.self) { try write([1], .float64) }
      #expect(throws: OutputError.self) { try write([1, 2], .float64, "a/b") }
      #expect(throws: OutputError.self) { try write([1, 2], .float64, "") }
      #expect(try names(in: folder).isEmpty)
      try write([.infinity, .nan], .float32)
      let values = try OMXFile.read(url).set.matrices[0].values
      #expect(values[0] == .infinity && values[1].isNaN)
    }
  }

  @Test("Files cut short or damaged are faults, never a trap")
  func damaged() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      let broken = folder.appendingPathComponent("broken.omx")
      try OMXFile.write(Self.sample(), to: url)
      let bytes = try [UInt8](Data(contentsOf: url))
      for length in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 60)) {
        try Data(bytes[0..<length]).write(to: broken)
        #expect(throws: InputFaults.self) { try OMXFile.read(broken) }
      }
      var state: UInt64 = 12
      for _ in 0..<80 {
        var copy = bytes
        for _ in 0..<3 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          copy[Int(state >> 33) % min(copy.count, 6000)] = UInt8(truncatingIfNeeded: state >> 24)
        }
        try Data(copy).write(to: broken)
        _ = try? OMXFile.read(broken)
      }
      try Data("origin,destination,t\n".utf8).write(to: broken)
      #expect(throws: InputFaults.self) { try OMXFile.read(broken) }
      #expect(throws: InputFaults.self) { try OMXFile.read(folder) }
      #expect(throws: InputFaults.self) {
        try OMXFile.read(folder.appendingPathComponent("none.omx"))
      }
    }
  }

  @Test("Damage on which the library itself breaks, found by fuzzing, is a fault")
  func damageOfTheLibrary() throws {
    let seeds = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fuzz/Seeds/omx").standardizedFileURL
    #expect(throws: InputFaults.self) {
      try OMXFile.read(seeds.appendingPathComponent("numbers-of-odd-bits"))
    }
    // Whatever else the folder holds is read, to matrices or to a fault.
    for name in try FileManager.default.contentsOfDirectory(atPath: seeds.path) {
      _ = try? OMXFile.read(seeds.appendingPathComponent(name))
    }
    #expect(try OMXFile.read(seeds.appendingPathComponent("skim.omx")).set.matrices.count == 1)
  }

  @Test("A table of pairs and a square table give the same matrix")
  func tables() throws {
    try withFolder { folder in
      let long = folder.appendingPathComponent("long.csv")
      try Data("o,d,trips,cost\n10,9,3,1\n9,9,0.5,\n9,10,1e3,4\n".utf8).write(to: long)
      let (set, _) = try MatrixSet.read(long)
      #expect(set.rowNames == ["9", "10"])
      #expect(set["trips"]?.values == [0.5, 1000, 3, 0])
      #expect(set["cost"]?.values[0].isNaN == true)
      let square = folder.appendingPathComponent("trips.csv")
      try Data("zone,9,10\n9,0.5,1000\n10,3,0\n".utf8).write(to: square)
      let (other, _) = try MatrixSet.read(square)
      #expect(other["trips"]?.values == set["trips"]?.values)
      #expect(other.rowNames == set.rowNames && other.columnNames == set.columnNames)
      let written = folder.appendingPathComponent("again.csv")
      try other.write(to: written)
      #expect(
        try String(contentsOf: written, encoding: .utf8)
          == "origin,destination,trips\n9,9,0.5\n9,10,1000\n10,9,3\n10,10,0\n"
      )
      #expect(try MatrixSet.read(written).set == other)
    }
  }

  @Test("Faults of tables name every line")
  func badTables() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("x.csv")
      func faults(_ text: String) throws -> [String] {
        try Data(text.utf8).write(to: url)
        do {
          _ = try MatrixSet.read(url)
          return []
        } catch {
          return error.faults.map(\.description)
        }
      }
      let found = try faults("origin,destination,t\n1,2,x\n1,2,3\n1,,4\n2,1,nan\n2,2,inf\n")
      #expect(
        found.map { $0.split(separator: " ")[0] } == [
          "x.csv:4:", "x.csv:3:", "x.csv:2:", "x.csv:5:", "x.csv:6:",
        ]
      )
      for text in ["", "a", "a\n1\n", "o,d\n1,2\n", "o,d,t\n", "zone,1,2\n1,2\n"] {
        #expect(try !faults(text).isEmpty, "\(text)")
      }
    }
  }

  @Test("Pairs that a table repeats are told up to a hundred, the rest counted")
  func repeatedPairs() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("x.csv")
      let rows = (0..<12).flatMap { row in (0..<13).map { "\(row),\($0),1\n" } }
      let text = "origin,destination,t\n" + (rows + rows).joined()
      try Data(text.utf8).write(to: url)
      let error = try #require(throws: InputFaults.self) { try MatrixSet.read(url) }
      #expect(error.faults.count == 101)
      // 156 pairs again, the first on line 158.
      #expect(error.faults.first?.line == 158)
      #expect(error.faults.last?.found == "56 more pairs again")
    }
  }

  @Test(
    "openmatrix for Python reads what is written, and the other way round",
    .enabled(if: Self.python != nil, "needs a Python with openmatrix in TUMEN_PYTHON")
  )
  func openmatrix() throws {
    let python = try #require(Self.python)
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      try OMXFile.write(Self.sample(), to: url)
      let script = """
        import sys, numpy, openmatrix
        with openmatrix.open_file(sys.argv[1]) as f:
            print(f.version().decode() if isinstance(f.version(), bytes) else f.version())
            print(tuple(int(n) for n in f.shape()), sorted(f.list_matrices()) == sorted(
                'm' + n for n in 'float64 float32 int8 int16 int32 int64 uint8 uint16 uint32 uint64'
                .split()), f.list_mappings(),
                {int(k): v for k, v in f.mapping('zone').items()})
            print(f['mint16'][0, 2], f['mfloat64'][1, 1], f['mfloat64'].attrs['unit'])
        with openmatrix.open_file(sys.argv[2], 'w') as f:
            f['trips'] = numpy.arange(12.0).reshape(3, 4)
            f['count'] = numpy.arange(12, dtype='int32').reshape(3, 4)
            f.create_mapping('rows', [5, 6, 7])
        """
      let second = folder.appendingPathComponent("python.omx")
      let result = try run(python, ["-c", script, url.path, second.path])
      #expect(result.status == 0, "\(result.output)")
      #expect(
        result.output == """
          0.2
          (3, 3) True ['place', 'x', 'zone'] {101: 0, 20: 1, 7: 2}
          -7 0.3333333333333333 t/год

          """
      )
      let (set, warnings) = try OMXFile.read(second)
      #expect(warnings.isEmpty)
      #expect(set.rowCount == 3 && set.columnCount == 4)
      #expect(set["trips"]?.values == (0..<12).map(Double.init))
      #expect(set["count"]?.storage == .int32)
      #expect(set.rowNames == ["5", "6", "7"])
    }
  }

  static let python: String? = ProcessInfo.processInfo.environment["TUMEN_PYTHON"]
}
