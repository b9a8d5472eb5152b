import CHDF5

extension HDF5Object {
  /// All texts of a list, of fixed or of free length.
  func texts(count: Int) -> [String]? {
    guard let type = HDF5Object(H5Dget_type(id)), let space = HDF5Object(H5Dget_space(id)) else {
      return nil
    }
    return unsafe Self.texts(type, space, count) { memory, buffer in
      unsafe H5Dread(id, memory, 0, 0, 0, buffer) >= 0
    }
  }

  /// What is said of a file, group, matrix or list, by name.
  func attributes() -> [String: MatrixAttribute] {
    var result: [String: MatrixAttribute] = [:]
    for place in 0..<max(0, min(H5Aget_num_attrs(id), 10_000)) {
      guard
        let attribute = unsafe HDF5Object(
          H5Aopen_by_idx(id, ".", H5_INDEX_NAME, H5_ITER_INC, hsize_t(place), 0, 0)
        )
      else { break }
      let length = H5Aget_name(attribute.id, 0, nil)
      guard length > 0, length < 65_536 else { continue }
      var name = [CChar](repeating: 0, count: Int(length) + 1)
      guard unsafe H5Aget_name(attribute.id, name.count, &name) == length else { continue }
      let text = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if let value = attribute.attributeValue() { result[text] = value }
    }
    return result
  }

  private func attributeValue() -> MatrixAttribute? {
    guard let type = HDF5Object(H5Aget_type(id)), let space = HDF5Object(H5Aget_space(id)) else {
      return nil
    }
    if H5Sget_simple_extent_type(space.id) == H5S_NULL {
      return H5Tget_class(type.id) == H5T_STRING ? .text("") : nil
    }
    let count = Int(H5Sget_simple_extent_npoints(space.id))
    // The trial reads what these bounds let through, by the same calls.
    let size = H5Tget_size(type.id)
    guard count > 0, count <= 100_000, size > 0, size <= 1 << 20 else { return nil }
    switch H5Tget_class(type.id) {
    case H5T_STRING:
      guard count == 1 else { return nil }
      return unsafe Self.texts(type, space, 1) { memory, buffer in
        unsafe H5Aread(id, memory, buffer) >= 0
      }?.first.map { .text($0) }
    case H5T_INTEGER where count == 1:
      var value: Int64 = 0
      return unsafe H5Aread(id, tumen_h5_int64(), &value) >= 0 ? .integer(Int(value)) : nil
    case H5T_INTEGER, H5T_FLOAT:
      var values = [Double](repeating: 0, count: count)
      guard unsafe H5Aread(id, tumen_h5_double(), &values) >= 0 else { return nil }
      return H5Sget_simple_extent_ndims(space.id) == 0 ? .number(values[0]) : .numbers(values)
    default: return nil
    }
  }

  /// Reads `count` texts of a type through `read`, which gets a type and room for it.
  private static func texts(
    _ type: borrowing HDF5Object,
    _ space: borrowing HDF5Object,
    _ count: Int,
    _ read: (hid_t, UnsafeMutableRawPointer?) -> Bool
  ) -> [String]? {
    guard H5Tget_class(type.id) == H5T_STRING else { return nil }
    if H5Tis_variable_str(type.id) > 0 {
      guard let memory = HDF5Object(H5Tcopy(tumen_h5_string())),
        H5Tset_size(memory.id, tumen_h5_variable_size()) >= 0,
        H5Tset_cset(memory.id, H5Tget_cset(type.id)) >= 0
      else { return nil }
      var pointers = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
      return unsafe pointers.withUnsafeMutableBytes { buffer in
        guard unsafe read(memory.id, buffer.baseAddress) else { return nil }
        let texts = unsafe buffer.bindMemory(to: UnsafeMutablePointer<CChar>?.self).map {
          unsafe $0.map { unsafe String(cString: $0) } ?? ""
        }
        unsafe _ = H5Dvlen_reclaim(memory.id, space.id, 0, buffer.baseAddress)
        return texts
      }
    }
    let size = H5Tget_size(type.id)
    guard size > 0, size <= 1 << 20 else { return nil }
    let (total, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, total <= 1 << 30 else { return nil }
    var bytes = [UInt8](repeating: 0, count: total)
    guard unsafe bytes.withUnsafeMutableBytes({ unsafe read(type.id, $0.baseAddress) }) else {
      return nil
    }
    let isPadded = H5Tget_strpad(type.id) == H5T_STR_SPACEPAD
    return (0..<count).map { place in
      let text = bytes[(place * size)..<((place + 1) * size)].prefix { $0 != 0 }
      guard isPadded, let last = text.lastIndex(where: { $0 != 0x20 }) else {
        return String(decoding: isPadded ? [] : text, as: UTF8.self)
      }
      return String(decoding: text[...last], as: UTF8.self)
    }
  }
}
