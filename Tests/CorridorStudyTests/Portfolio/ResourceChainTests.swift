import CorridorStudy
import Testing

@Suite("Resource chains")
struct ResourceChainTests {
  static func chain() throws -> ResourceChain { try #require(try BuiltIn.study().resources.first) }

  @Test("Every tonne passes every step, and none above its capacity")
  func conservation() throws {
    let chain = try Self.chain()
    for state in chain.states {
      let flow = chain.flow(in: state)
      for step in flow.used {
        #expect(abs(step.reduce(0, +) - flow.throughputMegatonnes) < 1e-9)
        #expect(step.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test("Shadow prices times capacities add up to the margin: strong duality")
  func duality() throws {
    let chain = try Self.chain()
    for (state, told) in zip(chain.states, chain.result().states) {
      let flow = chain.flow(in: state)
      let worth = told.parts.reduce(0) { $0 + $1.shadowUSDPerTonne * $1.capacityMegatonnes }
      #expect(abs(worth - flow.marginUSDMillion) < 1e-9 * max(1, flow.marginUSDMillion))
    }
  }

  @Test("A little more capacity at a part brings its shadow price")
  func shadow() throws {
    let chain = try Self.chain()
    let step = 1e-3
    for (state, told) in zip(chain.states, chain.result().states) {
      let before = chain.flow(in: state).marginUSDMillion
      for part in told.parts where part.capacityMegatonnes > 0 {
        var less = state
        less.capacities[part.name] = part.capacityMegatonnes - step
        let lost = (before - chain.flow(in: less).marginUSDMillion) / step
        #expect(lost >= part.shadowUSDPerTonne - 1e-6, "\(part.name)")
        var more = state
        more.capacities[part.name] = part.capacityMegatonnes + step
        let gained = (chain.flow(in: more).marginUSDMillion - before) / step
        #expect(gained <= part.shadowUSDPerTonne + 1e-6, "\(part.name)")
      }
    }
  }

  @Test("Building more never lowers output; at no price nothing moves")
  func monotone() throws {
    let chain = try Self.chain()
    let outputs = chain.states.map { chain.flow(in: $0).throughputMegatonnes }
    #expect(outputs == outputs.sorted())
    let none = chain.flow(in: chain.states.last, price: 0.01)
    #expect(none.throughputMegatonnes == 0 && none.marginUSDMillion == 0)
    #expect(none.shadow.joined().allSatisfy { $0 == 0 })
  }

  @Test("No path takes more than there is; the path worth most is worth most")
  func depletion() throws {
    var chain = try Self.chain()
    for growth in [0.0, 0.02, 0.12] {
      chain.priceGrowth = growth
      let paths = chain.depletion(in: chain.states.last)
      #expect(paths.count == 4)
      let best = try #require(paths.last)
      for path in paths {
        #expect(path.megatonnes.reduce(0, +) <= chain.recoverableMegatonnes * (1 + 1e-12))
        #expect(path.megatonnes.allSatisfy { $0 >= 0 })
        #expect(path.presentValueUSDMillion <= best.presentValueUSDMillion * (1 + 1e-12))
      }
    }
    // Prices that grow faster than the discount rate are waited for where the reserve binds: 194 of
    // 1,000 Mt that could be carried in the years looked at.
    for deposit in chain.deposits.indices { chain.deposits[deposit].reservesMegatonnes *= 0.05 }
    chain.priceGrowth = 0.12
    let late = try #require(chain.depletion(in: chain.states.last).last?.megatonnes)
    #expect((late.last ?? 0) > (late.first ?? 0))
  }
}
