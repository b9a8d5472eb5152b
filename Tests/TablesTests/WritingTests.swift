import Fixtures
import Foundation
import Tables
import Testing

private struct Sample: Codable, Equatable {
  var b: Double
  var a: [Double]
  var c: String
  var a10: Int
  var a9: Int?

  enum CodingKeys: String, CodingKey {
    case b
    case a
    case c = "B"
    case a10
    case a9
  }
}

@Suite("Texts, digests and whole files")
struct WritingTests {
  @Test("JSON has sorted keys and the shortest numbers, the same bytes each time")
  func json() throws {
    let sample = Sample(
      b: 0.1,
      a: [1, -0.0, 1e-7, .leastNonzeroMagnitude, 1e22],
      c: "é/\"\n",
      a10: 1,
      a9: nil
    )
    let text = String(decoding: try JSONText.compact(sample), as: UTF8.self)
    #expect(
      text == #"{"B":"é/\"\n","a":[1,-0,1e-07,5e-324,1e+22],"a10":1,"b":0.1}"#
    )
    #expect(try JSONText.data(sample) == JSONText.data(sample))
    #expect(try JSONDecoder().decode(Sample.self, from: JSONText.data(sample)) == sample)
  }

  @Test("every finite double survives JSON, bit for bit")
  func doubles() throws {
    var numbers: [Double] = [
      0, 0.1 + 0.2, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1.0 / 3,
    ]
    var state: UInt64 = 7
    for _ in 0..<5_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      if number.isFinite { numbers.append(number) }
    }
    let read = try JSONDecoder().decode([Double].self, from: JSONText.compact(numbers))
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test("a million numbers become JSON in a few seconds")
  func speed() throws {
    let numbers = (0..<1_000).map { row in (0..<1_000).map { Double(row * 1_000 + $0) / 7 } }
    let clock = ContinuousClock()
    let start = clock.now
    let data = try JSONText.compact(numbers)
    let taken = clock.now - start
    #expect(data.count > 15_000_000)
    #expect(taken < .seconds(20), "\(taken)")
    print("JSON: \(data.count) bytes in \(taken)")
  }

  @Test(
    "a number that is not finite is an error with its path",
    arguments: [Double.nan, .infinity]
  )
  func notFinite(number: Double) {
    let value = ["outer": ["inner": [1, number]]]
    let thrown = #expect(throws: EncodingError.self) { try JSONText.data(value) }
    guard case .invalidValue(_, let context)? = thrown else {
      Issue.record("not an invalid value")
      return
    }
    #expect(context.codingPath.map(\.stringValue).prefix(2) == ["outer", "inner"])
  }

  /// FIPS 180-4 examples (NIST, SHA256.pdf): one block, two blocks, nothing, a million letters.
  @Test("SHA-256 gives the published digests")
  func digest() {
    #expect(
      Digest.sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    #expect(
      Digest.sha256(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    )
    #expect(
      Digest.sha256([UInt8]())
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    #expect(
      Digest.sha256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    )
  }

  @Test(
    "a digest does not depend on how the bytes come",
    arguments: [1, 7, 55, 56, 63, 64, 65, 200]
  )
  func pieces(size: Int) {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 31) }
    var digest = Digest()
    for start in stride(from: 0, to: bytes.count, by: size) {
      digest.update(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(digest.hexadecimal() == Digest.sha256(bytes))
  }

  @Test("a file is replaced whole; what fails leaves the old one and nothing else")
  func atomic() throws {
    struct Stop: Error {}
    try withFolder { folder in
      let url = folder.appendingPathComponent("deep/er/out.json")
      try AtomicFile.write(Data("one".utf8), to: url)
      try AtomicFile.write(Data("two".utf8), to: url)
      #expect(throws: Stop.self) {
        try AtomicFile.write(to: url) { temporary in
          #expect(temporary.pathExtension == "json")
          try Data("thr".utf8).write(to: temporary)
          throw Stop()
        }
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == "two")
      #expect(try names(in: url.deletingLastPathComponent()) == ["out.json"])
      #expect(throws: OutputError.self) { try AtomicFile.write(to: url) { _ in } }
      #expect(throws: OutputError.self) {
        try AtomicFile.write(Data(), to: url.appendingPathComponent("inside-a-file.txt"))
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == "two")
    }
  }
}
