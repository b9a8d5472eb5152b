public import Foundation

extension MatrixSet {
  /// Reads matrices of a file: `.omx`, or a table `.csv` or `.csv.gz`.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it; `nil`: its last path component.
  ///   - matrices: names of the matrices wanted; `nil`: all.
  /// - Returns: the matrices, and what the reader should look at.
  /// - Throws: `InputFaults` where the file cannot be read, or a matrix is not there.
  public static func read(
    _ url: URL,
    name: String? = nil,
    matrices: [String]? = nil
  ) throws(InputFaults) -> (set: MatrixSet, warnings: [InputFault]) {
    let file = name ?? url.lastPathComponent
    let ending = url.lastPathComponent.lowercased()
    if ending.hasSuffix(".omx") || ending.hasSuffix(".h5") || ending.hasSuffix(".hdf5") {
      return try OMXFile.read(url, name: file, matrices: matrices)
    }
    guard ending.hasSuffix(".csv") || ending.hasSuffix(".csv.gz") else {
      throw InputFaults([
        InputFault(file: file, found: "a file of another kind", expected: ".omx, .csv or .csv.gz")
      ])
    }
    var (set, warnings) = try MatrixTable.read(url, name: file)
    guard let matrices else { return (set, warnings) }
    let known = set.matrices.map(\.name)
    let faults = matrices.filter { !known.contains($0) }.map { name in
      InputFault(
        file: file,
        column: name,
        found: "no such matrix",
        expected:
          "one of \(known.joined(separator: ", "))\(NearestName.hint(for: name, among: known))"
      )
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    set.matrices = set.matrices.filter { matrices.contains($0.name) }
    return (set, warnings)
  }

  /// Writes matrices as a file `.omx` or a table `.csv`, whole file or nothing.
  /// - Throws: `OutputError` where the set is not a valid one or the file cannot be written.
  public func write(to url: URL) throws {
    switch url.pathExtension.lowercased() {
    case "omx": try OMXFile.write(self, to: url)
    case "csv": try MatrixTable.write(self, to: url)
    default:
      throw OutputError(file: url.lastPathComponent, reason: "expected the ending .omx or .csv")
    }
  }
}
