import FreightNetwork
import Testing

@Suite("Arrays that do not fit each other")
struct UnfitRouteAssignmentTests {
  @Test("make no structure", arguments: 0..<9)
  func unfit(_ number: Int) throws {
    var start = [0, 2, 3]
    var useStart = [0, 1, 1, 2]
    var resource: [Int32] = [0, 1]
    var capacity = [4e6, 3e6]
    switch number {
    case 0: start = []
    case 1: start = [0, 3, 2]
    case 2: start = [0, 2, 4]
    case 3: start = [-1, 2, 3]
    case 4: useStart = [0, 1, 2]
    case 5: resource = [0, 2]
    case 6: resource = [0, -1]
    case 7: capacity = [4e6, 0]
    default: capacity = [.nan, 3e6]
    }
    #expect(throws: AssignmentFault.self) {
      try RouteAssignment(
        start: start,
        nest: [0, 1, 0],
        useStart: useStart,
        useResource: resource,
        capacityTonnes: capacity,
        performance: .bpr(alpha: 0.15, beta: 4)
      )
    }
  }

  @Test("figures of a state are held against the structure")
  func figures() throws {
    let structure = RouteAssignmentTests.structure
    try structure.check(RouteAssignmentTests.costs)
    var short = RouteAssignmentTests.costs
    short.useCost.removeLast()
    #expect(throws: AssignmentFault.self) { try structure.check(short) }
    var wrong = RouteAssignmentTests.costs
    wrong.base[1] = .nan
    #expect(throws: AssignmentFault.self) { try structure.check(wrong) }
    // Flows that are missing count as none.
    let none = structure.choices(RouteAssignmentTests.costs, flows: [])
    #expect(none.share == structure.choices(RouteAssignmentTests.costs, flows: [0, 0]).share)
  }
}
