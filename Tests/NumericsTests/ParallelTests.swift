import Numerics
import Testing

@Suite struct ParallelTests {
  struct Refusal: Error, Equatable {
    var index: Int
  }

  @Test("any number of threads gives the same results in order", arguments: [0, 1, 2, 3, 8, 100])
  func order(threads: Int) throws {
    let results = try Parallel.map(37, threads: threads) { index -> Double in
      // Unequal work, so that threads overtake each other.
      (0..<(index % 5) * 2000).reduce(Double(index)) { $0 + 1 / Double($1 + 1) }
    }
    #expect(
      try results
        == Parallel.map(37, threads: 1) { index -> Double in
          (0..<(index % 5) * 2000).reduce(Double(index)) { $0 + 1 / Double($1 + 1) }
        }
    )
    #expect(results.count == 37)
  }

  @Test("nothing to do is done", arguments: [1, 4])
  func empty(threads: Int) throws {
    #expect(try Parallel.map(0, threads: threads) { $0 }.isEmpty)
  }

  @Test("the error of the lowest index comes through", arguments: [1, 2, 5])
  func error(threads: Int) {
    #expect(throws: Refusal(index: 11)) {
      try Parallel.map(40, threads: threads) { index in
        if index % 20 == 11 { throw Refusal(index: index) }
        return index
      }
    }
  }
}
