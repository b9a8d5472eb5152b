import CHDF5
import Foundation

/// Writes one OMX file.
struct OMXWriter {
  let file: String
  let compression: Int

  /// Writes a set that was checked, inside `HDF5Library.locked`.
  func write(_ set: MatrixSet, to url: URL) throws(OutputError) {
    let creation = try need(HDF5Object(H5Pcreate(tumen_h5_file_create())))
    let file = try need(
      unsafe HDF5Object(H5Fcreate(url.path, tumen_h5_truncate(), creation.id, 0))
    )
    try write(attribute: "OMX_VERSION", .text("0.2"), to: file)
    try writeShape(set, to: file)
    try write(set.attributes, to: file)
    let data = try group("data", in: file)
    for matrix in set.matrices { try write(matrix, set, to: data) }
    let lookups = try group("lookup", in: file)
    for lookup in set.lookups { try write(lookup, to: lookups) }
    guard H5Fflush(file.id, H5F_SCOPE_GLOBAL) >= 0 else { throw failure() }
  }

  private func write(
    _ matrix: NamedMatrix,
    _ set: MatrixSet,
    to group: borrowing HDF5Object
  ) throws(OutputError) {
    let extents = [hsize_t(set.rowCount), hsize_t(set.columnCount)]
    let space = try need(unsafe HDF5Object(H5Screate_simple(2, extents, nil)))
    let list = try properties()
    let chunk = chunk(set)
    guard unsafe H5Pset_chunk(list.id, 2, chunk.map { hsize_t($0) }) >= 0 else { throw failure() }
    if compression > 0 {
      guard H5Pset_shuffle(list.id) >= 0,
        H5Pset_deflate(list.id, UInt32(min(9, compression))) >= 0
      else { throw failure() }
    }
    let object = try need(
      unsafe HDF5Object(
        H5Dcreate2(group.id, matrix.name, fileType(matrix.storage), space.id, 0, list.id, 0)
      )
    )
    var values = matrix.values
    if let missing = matrix.attributes["NA"]?.number {
      for place in values.indices where values[place].isNaN { values[place] = missing }
    }
    guard unsafe H5Dwrite(object.id, tumen_h5_double(), 0, 0, 0, values) >= 0 else {
      throw failure()
    }
    try write(matrix.attributes, to: object)
  }

  /// Whole rows, about 256 KiB in each chunk, so that rows are read alone and packing pays.
  private func chunk(_ set: MatrixSet) -> [Int] {
    let columns = min(set.columnCount, 32_768)
    return [min(set.rowCount, max(1, 32_768 / columns)), columns]
  }

  private func write(
    _ lookup: MatrixLookup,
    to group: borrowing HDF5Object
  ) throws(OutputError) {
    let space = try need(unsafe HDF5Object(H5Screate_simple(1, [hsize_t(lookup.count)], nil)))
    let list = try properties()
    let object: HDF5Object
    switch lookup.entries {
    case .integers(let integers):
      let isSmall = integers.allSatisfy { Int32(exactly: $0) != nil }
      let type = tumen_h5_file_integer(isSmall ? 4 : 8, 1)
      object = try need(
        unsafe HDF5Object(H5Dcreate2(group.id, lookup.name, type, space.id, 0, list.id, 0))
      )
      let values = integers.map { Int64($0) }
      guard unsafe H5Dwrite(object.id, tumen_h5_int64(), 0, 0, 0, values) >= 0 else {
        throw failure()
      }
    case .numbers(let numbers):
      let type = tumen_h5_file_float(8)
      object = try need(
        unsafe HDF5Object(H5Dcreate2(group.id, lookup.name, type, space.id, 0, list.id, 0))
      )
      guard unsafe H5Dwrite(object.id, tumen_h5_double(), 0, 0, 0, numbers) >= 0 else {
        throw failure()
      }
    case .texts(let texts):
      let bytes = fixed(texts)
      let type = try textType(bytes, count: texts.count)
      object = try need(
        unsafe HDF5Object(H5Dcreate2(group.id, lookup.name, type.id, space.id, 0, list.id, 0))
      )
      guard unsafe H5Dwrite(object.id, type.id, 0, 0, 0, bytes) >= 0 else { throw failure() }
    }
    if let dimension = lookup.dimension {
      try write(attribute: "DIM", .integer(dimension.rawValue), to: object)
    }
    try write(lookup.attributes, to: object)
  }

  private func write(
    _ attributes: [String: MatrixAttribute],
    to object: borrowing HDF5Object
  ) throws(OutputError) {
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      try write(attribute: name, value, to: object)
    }
  }

  private func write(
    attribute name: String,
    _ value: MatrixAttribute,
    to object: borrowing HDF5Object
  ) throws(OutputError) {
    switch value {
    case .text(let text):
      let space = try need(HDF5Object(H5Screate(H5S_SCALAR)))
      let bytes = fixed([text])
      let type = try textType(bytes, count: 1)
      let attribute = try create(name, type.id, space.id, on: object)
      guard unsafe H5Awrite(attribute.id, type.id, bytes) >= 0 else { throw failure() }
    case .integer(let number):
      let space = try need(HDF5Object(H5Screate(H5S_SCALAR)))
      let attribute = try create(name, tumen_h5_file_integer(8, 1), space.id, on: object)
      guard unsafe H5Awrite(attribute.id, tumen_h5_int64(), [Int64(number)]) >= 0 else {
        throw failure()
      }
    case .number(let number):
      let space = try need(HDF5Object(H5Screate(H5S_SCALAR)))
      let attribute = try create(name, tumen_h5_file_float(8), space.id, on: object)
      guard unsafe H5Awrite(attribute.id, tumen_h5_double(), [number]) >= 0 else {
        throw failure()
      }
    case .numbers(let numbers):
      guard !numbers.isEmpty else { return }
      let space = try need(unsafe HDF5Object(H5Screate_simple(1, [hsize_t(numbers.count)], nil)))
      let attribute = try create(name, tumen_h5_file_float(8), space.id, on: object)
      guard unsafe H5Awrite(attribute.id, tumen_h5_double(), numbers) >= 0 else {
        throw failure()
      }
    }
  }

  /// The shape as two whole numbers of 4 bytes, as the format wants it.
  private func writeShape(_ set: MatrixSet, to file: borrowing HDF5Object) throws(OutputError) {
    let space = try need(unsafe HDF5Object(H5Screate_simple(1, [2], nil)))
    let attribute = try create("SHAPE", tumen_h5_file_integer(4, 1), space.id, on: file)
    let shape = [Int64(set.rowCount), Int64(set.columnCount)]
    guard unsafe H5Awrite(attribute.id, tumen_h5_int64(), shape) >= 0 else { throw failure() }
  }

  private func create(
    _ name: String,
    _ type: hid_t,
    _ space: hid_t,
    on object: borrowing HDF5Object
  ) throws(OutputError) -> HDF5Object {
    try need(unsafe HDF5Object(H5Acreate2(object.id, name, type, space, 0, 0)))
  }

  /// A group that keeps the order of what is put into it.
  private func group(
    _ name: String,
    in file: borrowing HDF5Object
  ) throws(OutputError) -> HDF5Object {
    let list = try need(HDF5Object(H5Pcreate(tumen_h5_group_create())))
    let order = UInt32(H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)
    guard H5Pset_link_creation_order(list.id, order) >= 0,
      H5Pset_obj_track_times(list.id, false) >= 0
    else { throw failure() }
    return try need(unsafe HDF5Object(H5Gcreate2(file.id, name, 0, list.id, 0)))
  }

  /// Properties of a matrix or list: without the time of day, so that the same set gives the same
  /// bytes.
  private func properties() throws(OutputError) -> HDF5Object {
    let list = try need(HDF5Object(H5Pcreate(tumen_h5_dataset_create())))
    guard H5Pset_obj_track_times(list.id, false) >= 0 else { throw failure() }
    return list
  }

  private func fileType(_ storage: MatrixStorage) -> hid_t {
    storage.isWhole
      ? tumen_h5_file_integer(Int32(storage.byteCount), storage.isSigned ? 1 : 0)
      : tumen_h5_file_float(Int32(storage.byteCount))
  }

  /// Texts of one length in bytes, filled up with zeros.
  private func fixed(_ texts: [String]) -> [UInt8] {
    let size = max(1, texts.map(\.utf8.count).max() ?? 1)
    var bytes = [UInt8](repeating: 0, count: size * texts.count)
    for (place, text) in texts.enumerated() {
      for (offset, byte) in text.utf8.enumerated() { bytes[place * size + offset] = byte }
    }
    return bytes
  }

  /// The type of `count` texts that `fixed` gave.
  private func textType(_ bytes: [UInt8], count: Int) throws(OutputError) -> HDF5Object {
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    let type = try need(HDF5Object(H5Tcopy(tumen_h5_string())))
    guard H5Tset_size(type.id, max(1, bytes.count / max(1, count))) >= 0,
      H5Tset_strpad(type.id, H5T_STR_NULLPAD) >= 0,
      H5Tset_cset(type.id, isASCII ? H5T_CSET_ASCII : H5T_CSET_UTF8) >= 0
    else { throw failure() }
    return type
  }

  private func need(_ object: consuming HDF5Object?) throws(OutputError) -> HDF5Object {
    guard let object else { throw failure() }
    return object
  }

  private func failure() -> OutputError { OutputError(file: file, reason: HDF5Library.lastError) }
}
