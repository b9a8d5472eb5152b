import Testing

@testable import FreightNetwork

@Suite("Directed graph")
struct DirectedGraphTests {
  @Test("Stars hold every link once, by node, in the order given")
  func stars() throws {
    let graph = try DirectedGraph(nodeCount: 4, tail: [2, 0, 2, 1, 2], head: [0, 1, 3, 1, 0])
    #expect(graph.forwardStart == [0, 1, 2, 5, 5])
    #expect(graph.forwardLink == [1, 3, 0, 2, 4])
    #expect(graph.backwardStart == [0, 2, 4, 4, 5])
    #expect(graph.backwardLink == [0, 4, 1, 3, 2])
  }

  @Test("Links to nodes that there are not are refused, and a graph may be empty")
  func faults() throws {
    #expect(throws: DirectedGraph.Fault.unknownNode(link: 1, node: 2, nodeCount: 2)) {
      try DirectedGraph(nodeCount: 2, tail: [0, 2], head: [1, 0])
    }
    #expect(throws: DirectedGraph.Fault.unequalEnds(tails: 1, heads: 2)) {
      try DirectedGraph(nodeCount: 2, tail: [0], head: [1, 0])
    }
    #expect(try DirectedGraph(nodeCount: 0, tail: [], head: []).forwardStart == [0])
  }
}
