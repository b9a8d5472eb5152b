import CHDF5

extension HDF5Object {
  /// Names in a group: in the order in which they were made where the file keeps it, or sorted.
  func names() -> [String] {
    var info = H5G_info_t()
    guard unsafe H5Gget_info(id, &info) >= 0 else { return [] }
    var names: [String] = []
    for place in 0..<min(info.nlinks, Self.nameLimit) {
      guard
        let name = name(place, H5_INDEX_CRT_ORDER) ?? name(place, H5_INDEX_NAME)
      else { break }
      names.append(name)
    }
    return names
  }

  /// Names that are read of a group; more than any file of matrices has.
  private static let nameLimit: UInt64 = 100_000

  private func name(_ place: UInt64, _ index: H5_index_t) -> String? {
    let length = unsafe H5Lget_name_by_idx(id, ".", index, H5_ITER_INC, place, nil, 0, 0)
    guard length > 0, length < 65_536 else { return nil }
    var text = [CChar](repeating: 0, count: Int(length) + 1)
    let read = unsafe H5Lget_name_by_idx(
      id,
      ".",
      index,
      H5_ITER_INC,
      place,
      &text,
      text.count,
      0
    )
    guard read == length else { return nil }
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Extents of a matrix or list; `nil` where it has none or too many.
  func extents() -> [Int]? {
    guard let space = HDF5Object(H5Dget_space(id)) else { return nil }
    let rank = H5Sget_simple_extent_ndims(space.id)
    guard rank > 0, rank <= 32 else { return nil }
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    guard unsafe H5Sget_simple_extent_dims(space.id, &extents, nil) == rank else { return nil }
    return extents.map { Int(clamping: $0) }
  }

  /// How the numbers of a matrix or list are kept; `nil` where they are no numbers.
  func storage() -> MatrixStorage? {
    guard let type = HDF5Object(H5Dget_type(id)) else { return nil }
    return type.storageOfType()
  }

  /// How numbers of a type are kept; the type's own bytes may be the other way round.
  func storageOfType() -> MatrixStorage? {
    let size = H5Tget_size(id)
    switch H5Tget_class(id) {
    case H5T_FLOAT: return size == 8 ? .float64 : size == 4 || size == 2 ? .float32 : nil
    case H5T_INTEGER:
      let isSigned = H5Tget_sign(id) == H5T_SGN_2
      switch size {
      case 1: return isSigned ? .int8 : .uint8
      case 2: return isSigned ? .int16 : .uint16
      case 4: return isSigned ? .int32 : .uint32
      case 8: return isSigned ? .int64 : .uint64
      default: return nil
      }
    default: return nil
    }
  }

  /// Name of a filter that this library lacks, with which a matrix was packed.
  func missingFilter() -> String? {
    guard let list = HDF5Object(H5Dget_create_plist(id)) else { return nil }
    for place in 0..<max(0, H5Pget_nfilters(list.id)) {
      var flags: UInt32 = 0
      var count = 0
      var configuration: UInt32 = 0
      var name = [CChar](repeating: 0, count: 64)
      let filter = unsafe H5Pget_filter2(
        list.id,
        UInt32(place),
        &flags,
        &count,
        nil,
        name.count - 1,
        &name,
        &configuration
      )
      if filter >= 0, H5Zfilter_avail(filter) <= 0 {
        let text = String(
          decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
          as: UTF8.self
        )
        return text.isEmpty ? "number \(filter)" : "'\(text)'"
      }
    }
    return nil
  }

  /// Whether the numbers of a matrix are in this very file.
  func isSelfContained() -> Bool {
    guard let list = HDF5Object(H5Dget_create_plist(id)) else { return false }
    switch H5Pget_layout(list.id) {
    case H5D_COMPACT, H5D_CHUNKED: return true
    case H5D_CONTIGUOUS: return H5Pget_external_count(list.id) == 0
    default: return false
    }
  }

  /// All numbers of a matrix or list; `nil` where the library cannot read them.
  func numbers(count: Int) -> [Double]? {
    var isRead = false
    let values = unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe buffer.initialize(repeating: 0)
      initialized = count
      unsafe isRead = H5Dread(id, tumen_h5_double(), 0, 0, 0, buffer.baseAddress) >= 0
    }
    return isRead ? values : nil
  }

  /// All whole numbers of a list.
  func integers(count: Int) -> [Int]? {
    var values = [Int64](repeating: 0, count: count)
    guard unsafe H5Dread(id, tumen_h5_int64(), 0, 0, 0, &values) >= 0 else { return nil }
    return values.map { Int($0) }
  }
}
