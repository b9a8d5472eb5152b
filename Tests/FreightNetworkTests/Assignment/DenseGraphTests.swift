import Numerics
import Testing

@testable import FreightNetwork

@Suite("Graphs too dense for a hierarchy")
struct DenseGraphTests {
  @Test("Labels by plain searches are those by the hierarchy", arguments: [1, 2, 3])
  func labels(seed: Int) throws {
    let random = CounterRandom(seed: UInt64(seed))
    let nodes = 60
    var tail: [Int32] = []
    var head: [Int32] = []
    var costs: [Double] = []
    for link in 0..<240 {
      tail.append(Int32(random.uniform(UInt64(3 * link)) * Double(nodes)))
      head.append(Int32(random.uniform(UInt64(3 * link + 1)) * Double(nodes)))
      costs.append(random.uniform(UInt64(3 * link + 2)) * 10)
    }
    let graph = try DirectedGraph(nodeCount: nodes, tail: tail, head: head)
    // Some nodes may not be passed through, among them origins.
    let isThrough = (0..<nodes).map { $0 % 7 != 0 }
    func labels(_ limit: Int) -> (isPlain: Bool, labels: [[Double]]) {
      let own = AssignmentGraph(graph, isThrough: isThrough, workLimit: limit)
      let cost = Column(own.linkOf.map { costs[Int($0)] })
      let arcs = ArcCosts(own)
      arcs.customize(own, cost: cost)
      let sweep = LabelSweep(own)
      let origins = (0..<5).map { own.nodeNumber[$0] }
      sweep.run(own, arcs, cost: cost, origins: origins[...])
      let label = Column(repeating: 0.0, count: nodes)
      let all = origins.indices.map { lane in
        sweep.extract(lane, origin: origins[lane], own, cost: cost, into: label)
        return (0..<nodes).map { label[own.nodeNumber[$0]] }
      }
      return (own.isPlain, all)
    }
    let plain = labels(0)
    let swept = labels(.max)
    #expect(plain.isPlain && !swept.isPlain)
    for (a, b) in zip(plain.labels.joined(), swept.labels.joined()) {
      #expect(a == b || abs(a - b) < 1e-12 * a)
    }
  }
}
