import Tables

/// Lines as well-known text (OGC 06-103), `LINESTRING (x y, x y)`.
enum WellKnownText {
  /// Points of a line, or of several that follow one another, as x and y in turn.
  ///
  /// Further coordinates of a point are passed over; `nil` where the text is no line.
  static func line(_ text: String) -> [Double]? {
    var text = text
    return text.withUTF8 { unsafe line($0) }
  }

  private static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> [Double]? {
    var position = 0
    var word: [UInt8] = []
    while position < bytes.count, unsafe bytes[position] != UInt8(ascii: "(") {
      let byte = unsafe bytes[position] & 0xDF
      if byte >= 0x41, byte <= 0x5A { word.append(byte) }
      position += 1
    }
    let head = String(decoding: word, as: UTF8.self)
    guard head.hasPrefix("LINESTRING") || head.hasPrefix("MULTILINESTRING") else { return nil }
    var points: [Double] = []
    var point: [Double] = []
    var depth = 0
    func close() -> Bool {
      defer { point.removeAll(keepingCapacity: true) }
      guard point.count >= 2 else { return point.isEmpty }
      let count = points.count
      if count >= 2, points[count - 2] == point[0], points[count - 1] == point[1] { return true }
      points.append(point[0])
      points.append(point[1])
      return true
    }
    while position < bytes.count {
      let byte = unsafe bytes[position]
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        guard depth >= 0, close() else { return nil }
      case UInt8(ascii: ","): guard close() else { return nil }
      case 0x20, 0x09, 0x0A, 0x0D: break
      default:
        let start = position
        while position < bytes.count, unsafe isNumeric(bytes[position]) { position += 1 }
        let part = unsafe UnsafeBufferPointer(rebasing: bytes[start..<position])
        guard position > start, depth > 0,
          let value = unsafe DecimalNumber.parse(Span(_unsafeElements: part))
        else { return nil }
        point.append(value)
        continue
      }
      position += 1
    }
    return depth == 0 && point.isEmpty && points.count >= 4 ? points : nil
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2B || byte == 0x2D || byte == 0x2E
      || byte == 0x45 || byte == 0x65
  }

  /// Text of a line.
  static func text(_ points: [Double]) -> String {
    let pairs = stride(from: 0, to: points.count - 1, by: 2).map { place in
      "\(short(points[place])) \(short(points[place + 1]))"
    }
    return "LINESTRING (\(pairs.joined(separator: ", ")))"
  }

  private static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
