public import Foundation

/// Files of matrices in the Open Matrix format (OMX 0.2, HDF5), as `openmatrix` for Python and
/// `omxr` for R read and write them.
public enum OMXFile {
  /// Reads matrices, names of rows and columns, and attributes.
  ///
  /// Whole and floating numbers of every size are read. A matrix with an attribute `NA` has NaN where
  /// the file has that number. Files that point to other files are not followed.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it; `nil`: its last path component.
  ///   - matrices: names of the matrices wanted; `nil`: all.
  /// - Returns: the matrices in file order, and what the reader should look at.
  /// - Throws: `InputFaults` where the file is missing, damaged, cut short or no OMX file, or where a
  ///   matrix is not there.
  public static func read(
    _ url: URL,
    name: String? = nil,
    matrices: [String]? = nil
  ) throws(InputFaults) -> (set: MatrixSet, warnings: [InputFault]) {
    let file = name ?? url.lastPathComponent
    return try HDF5Library.locked { () throws(InputFaults) in
      let reader = try OMXReader(url, file: file, matrices: matrices)
      let set = try reader.set(matrices)
      return (set, reader.faults.warnings)
    }
  }

  /// Reads what a file holds without the numbers of its matrices.
  /// - Throws: `InputFaults` as ``read(_:name:matrices:)``.
  public static func contents(
    _ url: URL,
    name: String? = nil
  ) throws(InputFaults) -> (contents: OMXContents, warnings: [InputFault]) {
    let file = name ?? url.lastPathComponent
    return try HDF5Library.locked { () throws(InputFaults) in
      let reader = try OMXReader(url, file: file, matrices: [])
      let contents = try reader.contents()
      return (contents, reader.faults.warnings)
    }
  }

  /// Writes matrices, whole file or nothing; the same set gives the same bytes.
  ///
  /// Cells that are NaN are written as the matrix's attribute `NA` where it has one.
  ///
  /// - Parameters:
  ///   - set: at least one matrix; every one `rowCount` × `columnCount`.
  ///   - url: the file, with the ending `.omx`.
  ///   - compression: zlib's level, 0 (none) to 9.
  /// - Throws: `OutputError` where the set cannot be kept as it says, or the file not be written.
  public static func write(_ set: MatrixSet, to url: URL, compression: Int = 1) throws {
    let file = url.lastPathComponent
    try OMXCheck(file: file).check(set)
    try AtomicFile.write(to: url) { temporary in
      try HDF5Library.locked {
        try OMXWriter(file: file, compression: compression).write(set, to: temporary)
      }
    }
  }
}
