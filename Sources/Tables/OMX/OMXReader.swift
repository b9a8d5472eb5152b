import CHDF5
import Foundation

/// Reads one OMX file.
struct OMXReader: ~Copyable {
  let name: String
  let faults = FaultCollector()
  private let file: HDF5Object

  /// Opens a file, inside `HDF5Library.locked`.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  ///   - matrices: names of the matrices whose numbers will be read; `nil`: all.
  /// - Throws: `InputFaults` where there is no such file, or it is not whole.
  init(_ url: URL, file name: String, matrices: [String]?) throws(InputFaults) {
    self.name = name
    let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    guard FileManager.default.fileExists(atPath: url.path), !isFolder else {
      throw Self.fault(name, isFolder ? "a folder" : "no such file", "an OMX file")
    }
    let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
    guard size > 0 else { throw Self.fault(name, "an empty file", "an OMX file") }
    guard unsafe H5Fis_hdf5(url.path) > 0 else {
      throw Self.fault(name, "a file that is not HDF5", "an OMX file")
    }
    // Some damage makes the library itself use memory that is not its own.
    let signal = HDF5Trial.signal(url, matrices: matrices)
    guard signal <= 0 else {
      throw Self.fault(
        name,
        signal == SIGALRM ? "HDF5 that cannot be read to its end" : "damaged HDF5",
        "a whole OMX file"
      )
    }
    guard let access = HDF5Object(H5Pcreate(tumen_h5_file_access())) else {
      throw Self.fault(name, HDF5Library.lastError, "an OMX file")
    }
    // A reader locks nothing, so that files on read-only disks can be read.
    _ = H5Pset_file_locking(access.id, false, true)
    guard let opened = unsafe HDF5Object(H5Fopen(url.path, tumen_h5_read_only(), access.id)) else {
      throw Self.fault(name, "damaged HDF5: \(HDF5Library.lastError)", "a whole OMX file")
    }
    file = opened
  }

  /// What the file holds.
  func contents() throws(InputFaults) -> OMXContents {
    guard let top = open("/") else { throw Self.fault(name, "no root group", "an OMX file") }
    let root = top.attributes()
    var result = OMXContents(
      version: root["OMX_VERSION"].map { $0.text ?? $0.number?.shortText ?? "" },
      rowCount: 0,
      columnCount: 0,
      matrices: [],
      lookups: [],
      attributes: root.filter { !Self.systemNames.contains($0.key) }
    )
    if result.version == nil {
      faults.warning(name, found: "no OMX_VERSION", expected: "the version of the format")
    }
    guard let data = open("data"), H5Iget_type(data.id) == H5I_GROUP else {
      throw Self.fault(name, "no group /data", "an OMX file with matrices in /data")
    }
    var shape: [Int]?
    if case .numbers(let given) = root["SHAPE"], given.count == 2 {
      shape = given.compactMap { Int(exactly: $0) }
    }
    for matrix in data.names() {
      guard let entry = entry(matrix, in: data, shape: &shape) else { continue }
      result.matrices.append(entry)
    }
    guard let shape, shape.count == 2, !result.matrices.isEmpty else {
      if faults.errors.isEmpty {
        faults.error(name, found: "no matrices in /data", expected: "at least one")
      }
      throw InputFaults(faults.faults)
    }
    (result.rowCount, result.columnCount) = (shape[0], shape[1])
    if let group = open("lookup"), H5Iget_type(group.id) == H5I_GROUP {
      for lookup in group.names() {
        if let entries = self.lookup(lookup, in: group, shape) { result.lookups.append(entries) }
      }
    }
    try faults.throwIfAny()
    return result
  }

  /// The matrices wanted, with all that belongs to them.
  func set(_ wanted: [String]?) throws(InputFaults) -> MatrixSet {
    let contents = try contents()
    var set = MatrixSet(
      rowCount: contents.rowCount,
      columnCount: contents.columnCount,
      lookups: contents.lookups,
      attributes: contents.attributes
    )
    let known = contents.matrices.map(\.name)
    for matrix in wanted ?? [] where !known.contains(matrix) {
      faults.error(
        name,
        column: matrix,
        found: "no such matrix",
        expected:
          "one of \(known.joined(separator: ", "))\(NearestName.hint(for: matrix, among: known))"
      )
    }
    try faults.throwIfAny()
    guard let data = open("data") else {
      throw Self.fault(name, "no group /data", "an OMX file with matrices in /data")
    }
    for entry in contents.matrices where wanted?.contains(entry.name) ?? true {
      if let matrix = matrix(entry, in: data, contents) { set.matrices.append(matrix) }
    }
    try faults.throwIfAny()
    return set
  }

  /// Attributes that the format or the library of another program keeps for itself.
  private static let systemNames: Set<String> = [
    "OMX_VERSION", "SHAPE", "CLASS", "VERSION", "FLAVOR", "FILTERS", "PYTABLES_FORMAT_VERSION",
    "DIM", "rhdf5-NA.OK",
  ]

  private func open(_ group: String) -> HDF5Object? {
    guard unsafe group == "/" || tumen_h5_link_kind(file.id, group) == 0 else { return nil }
    return unsafe HDF5Object(H5Oopen(file.id, group, 0))
  }

  /// What a matrix is; `nil` with a fault where it cannot be read.
  private func entry(
    _ matrix: String,
    in group: borrowing HDF5Object,
    shape: inout [Int]?
  ) -> OMXContents.Entry? {
    func fail(_ found: String, _ expected: String) -> OMXContents.Entry? {
      faults.error(name, column: matrix, found: found, expected: expected)
      return nil
    }
    guard unsafe tumen_h5_link_kind(group.id, matrix) == 0 else {
      return fail("a name for something elsewhere", "a matrix of this file")
    }
    guard let object = unsafe HDF5Object(H5Oopen(group.id, matrix, 0)) else {
      return fail("damaged HDF5: \(HDF5Library.lastError)", "a matrix")
    }
    guard H5Iget_type(object.id) == H5I_DATASET else {
      faults.warning(name, column: matrix, found: "no matrix in /data", expected: "matrices alone")
      return nil
    }
    guard let extents = object.extents(), extents.count == 2 else {
      return fail("an array that is not of rows and columns", "a matrix of two dimensions")
    }
    guard let storage = object.storage() else {
      return fail("values that are no numbers", "whole or floating numbers of 1 to 8 bytes")
    }
    guard object.isSelfContained() else {
      return fail("numbers kept in another file", "a matrix of this file")
    }
    if let filter = object.missingFilter() {
      return fail("numbers packed by filter \(filter)", "zlib, or no packing")
    }
    guard extents[0] > 0, extents[1] > 0, extents[0] <= Self.sideLimit,
      extents[1] <= Self.sideLimit
    else {
      return fail("\(extents[0]) rows, \(extents[1]) columns", "1 to \(Self.sideLimit) of each")
    }
    let wanted = shape ?? extents
    guard extents == wanted else {
      return fail(
        "\(extents[0]) rows, \(extents[1]) columns",
        wanted.map(String.init).joined(separator: " × ") + " as the file or its first matrix says"
      )
    }
    shape = wanted
    let stored = H5Dget_storage_size(object.id)
    // zlib packs 1,032 to 1 at best (RFC 1951), so that more cells than that are no real matrix.
    let cells = Double(extents[0]) * Double(extents[1]) * Double(storage.byteCount)
    guard cells <= 1100 * Double(stored) + Double(1 << 28) else {
      return fail(
        "\(extents[0]) rows, \(extents[1]) columns in \(stored) bytes",
        "bytes for every cell"
      )
    }
    return OMXContents.Entry(name: matrix, storage: storage, storedBytes: Int(clamping: stored))
  }

  /// Rows or columns that a matrix may have.
  private static let sideLimit = 1_000_000

  private func matrix(
    _ entry: OMXContents.Entry,
    in group: borrowing HDF5Object,
    _ contents: OMXContents
  ) -> NamedMatrix? {
    guard let object = unsafe HDF5Object(H5Dopen2(group.id, entry.name, 0)),
      var values = object.numbers(count: contents.rowCount * contents.columnCount)
    else {
      faults.error(
        name,
        column: entry.name,
        found: "numbers that cannot be read: \(HDF5Library.lastError)",
        expected: "a whole file"
      )
      return nil
    }
    let attributes = object.attributes().filter { !Self.systemNames.contains($0.key) }
    if let missing = attributes["NA"]?.number {
      for place in values.indices where values[place] == missing { values[place] = .nan }
    }
    if entry.storage == .int64 || entry.storage == .uint64,
      values.contains(where: { abs($0) > 9_007_199_254_740_992 })
    {
      faults.warning(
        name,
        column: entry.name,
        found: "whole numbers beyond 2^53",
        expected: "numbers that a double can hold"
      )
    }
    return NamedMatrix(
      name: entry.name,
      values: values,
      storage: entry.storage,
      attributes: attributes
    )
  }

  private func lookup(
    _ lookup: String,
    in group: borrowing HDF5Object,
    _ shape: [Int]
  ) -> MatrixLookup? {
    guard unsafe tumen_h5_link_kind(group.id, lookup) == 0,
      let object = unsafe HDF5Object(H5Oopen(group.id, lookup, 0)),
      H5Iget_type(object.id) == H5I_DATASET, let extents = object.extents(), extents.count == 1,
      object.isSelfContained(), shape.contains(extents[0])
    else {
      faults.warning(
        name,
        column: lookup,
        found: "a lookup that is no list of rows or columns",
        expected: "\(shape[0]) or \(shape[1]) entries"
      )
      return nil
    }
    let attributes = object.attributes()
    let count = extents[0]
    let entries: MatrixLookup.Entries? =
      if let storage = object.storage() {
        storage.isWhole
          ? object.integers(count: count).map { .integers($0) }
          : object.numbers(count: count).map { .numbers($0) }
      } else {
        object.texts(count: count).map { .texts($0) }
      }
    guard let entries else {
      faults.warning(
        name,
        column: lookup,
        found: "a lookup that cannot be read",
        expected: "numbers or texts"
      )
      return nil
    }
    var dimension = attributes["DIM"]?.number.flatMap { Int(exactly: $0) }
      .flatMap { MatrixLookup.Dimension(rawValue: $0) }
    if shape[0] != shape[1] { dimension = count == shape[0] ? .rows : .columns }
    return MatrixLookup(
      name: lookup,
      dimension: dimension,
      entries: entries,
      attributes: attributes.filter { !Self.systemNames.contains($0.key) }
    )
  }

  private static func fault(_ file: String, _ found: String, _ expected: String) -> InputFaults {
    InputFaults([InputFault(file: file, found: found, expected: expected)])
  }
}
