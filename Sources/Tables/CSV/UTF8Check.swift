/// Whether bytes are UTF-8 (RFC 3629).
enum UTF8Check {
  /// Line of the first byte that cannot stand there; `nil` where all is well.
  static func lineOfFirstFault(_ bytes: [UInt8]) -> Int? {
    var position = 0
    let count = bytes.count
    while position < count {
      let byte = bytes[position]
      if byte < 0x80 {
        position += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let isWhole =
        byte >= 0xC2 && byte <= 0xF4 && position + length <= count
        && bytes[(position + 1)..<(position + length)].allSatisfy { $0 & 0xC0 == 0x80 }
        && !(byte == 0xE0 && bytes[position + 1] < 0xA0)
        && !(byte == 0xED && bytes[position + 1] >= 0xA0)
        && !(byte == 0xF0 && bytes[position + 1] < 0x90)
        && !(byte == 0xF4 && bytes[position + 1] >= 0x90)
      guard isWhole else {
        return bytes[0..<position].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      }
      position += length
    }
    return nil
  }
}
