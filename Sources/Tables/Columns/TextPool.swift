/// Different texts, numbered from 0 in the order in which they came.
///
/// Bytes are looked up without making a `String`, so that columns of millions of rows of codes cost
/// a hash each (open addressing, texts in one arena).
package struct TextPool: Sendable {
  package init() {}

  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots = [Int32](repeating: -1, count: 64)

  /// Number of different texts.
  package var count: Int { ends.count }

  /// The texts, in order of their numbers.
  package var texts: [String] {
    var start = 0
    return ends.map { end in
      defer { start = end }
      return String(decoding: arena[start..<end], as: UTF8.self)
    }
  }

  /// Number of a text, a new one where it was not seen before.
  package mutating func code(of bytes: UnsafeRawBufferPointer) -> Int32 {
    let hash = unsafe Self.hash(bytes)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[slot] >= 0 {
      let code = Int(slots[slot])
      if hashes[code] == hash, unsafe isText(code, bytes) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let code = Int32(truncatingIfNeeded: ends.count)
    slots[slot] = code
    unsafe arena.append(contentsOf: bytes)
    ends.append(arena.count)
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  private func isText(_ code: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = code == 0 ? 0 : ends[code - 1]
    guard ends[code] - start == bytes.count else { return false }
    var place = 0
    while place < bytes.count {
      if unsafe arena[start + place] != bytes[place] { return false }
      place += 1
    }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash >> 20) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: code)
    }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
    var place = 0
    while place < bytes.count {
      hash = (hash ^ UInt64(unsafe bytes[place])) &* 0x9E37_79B9_7F4A_7C15
      place += 1
    }
    return hash ^ (hash >> 29)
  }
}
