import CHDF5
import Fixtures
import Foundation
import Testing

@testable import Tables

@Suite("Packed pieces of matrices")
struct MatrixChunkTests {
  private struct NotWritten: Error {}

  /// A file of square matrices in packed pieces of a shape, each number its place + the matrix's.
  private static func write(_ names: [String], side: Int, chunk: [Int], to url: URL) throws {
    try HDF5Library.locked {
      let extents = [hsize_t(side), hsize_t(side)]
      guard
        let file = unsafe HDF5Object(H5Fcreate(url.path, tumen_h5_truncate(), 0, 0)),
        let group = unsafe HDF5Object(H5Gcreate2(file.id, "data", 0, 0, 0)),
        let space = unsafe HDF5Object(H5Screate_simple(2, extents, nil)),
        let list = HDF5Object(H5Pcreate(tumen_h5_dataset_create()))
      else { throw NotWritten() }
      #expect(unsafe H5Pset_chunk(list.id, 2, chunk.map { hsize_t($0) }) >= 0)
      #expect(H5Pset_deflate(list.id, 1) >= 0)
      for (number, name) in names.enumerated() {
        let type = tumen_h5_file_float(8)
        guard
          let data = unsafe HDF5Object(
            H5Dcreate2(group.id, name, type, space.id, 0, list.id, 0)
          )
        else { throw NotWritten() }
        let values = (0..<side * side).map { Double($0 + number) }
        #expect(unsafe H5Dwrite(data.id, tumen_h5_double(), 0, 0, 0, values) >= 0)
      }
    }
  }

  @Test(
    "Pieces that cross all rows are unpacked once, not for every row",
    .timeLimit(.minutes(1))
  )
  func tall() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("tall.omx")
      let side = 2000
      try Self.write(["a", "b"], side: side, chunk: [side, 10], to: url)
      let (set, _) = try OMXFile.read(url, matrices: ["b"])
      #expect(set.matrices[0].values[side * side - 1] == Double(side * side))
      #expect(try OMXFile.contents(url).contents.matrices.map(\.name) == ["a", "b"])
    }
  }

  @Test("The matrices to be tried are listed by name, each ended by a zero")
  func list() {
    #expect(HDF5Trial.list(["a", "", "bc", "d\0e"]) == [97, 0, 98, 99, 0, 0])
    #expect(HDF5Trial.list([]) == [0])
  }

  @Test("A file tried without harm is known as long as it stays the same")
  func known() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("m.omx")
      for (number, names) in [["a"], ["a", "b"]].enumerated() {
        try Self.write(names, side: 20, chunk: [5, 20], to: url)
        // An hour and more old, so that it counts as settled.
        let changed = Date(timeIntervalSince1970: 1_600_000_000 + Double(number))
        try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: url.path)
        for wanted in [[], ["a"], ["a", "none"], nil, ["a"]] as [[String]?] {
          #expect(HDF5Library.locked { HDF5Trial.signal(url, matrices: wanted) } == 0)
        }
        #expect(try OMXFile.read(url).set.matrices.map(\.name) == names)
      }
      // Damage leads to a fault, though the file of before was known.
      try Data([UInt8](repeating: 7, count: 100)).write(to: url)
      #expect(throws: InputFaults.self) { try OMXFile.read(url) }
    }
  }
}
