import CorridorStudy
import Fixtures
import Foundation
import Tables
import Testing

@Suite("Gas chains")
struct GasTests {
  static func study() throws -> GasStudy { try #require(try BuiltIn.study().gas.first) }

  @Test("Bcm, million Btu and tonnes stand for the same gas")
  func units() {
    let units = GasUnits(kilogramsPerCubicMetre: 0.73, megajoulesPerCubicMetre: 37.3)
    // 37.3 MJ/m³ × 1e9 m³ = 37.3 PJ; over 1.05506 GJ a million Btu.
    #expect(abs(units.trillionBTU(bcm: 1) - 37.3e6 / 1.05505585262e3 / 1e3) < 1e-9)
    #expect(abs(units.bcm(megatonnes: units.megatonnes(bcm: 3.7)) - 3.7) < 1e-12)
    // A price in USD/t times tonnes is the price in USD/MMBtu times million Btu.
    let usd = units.usdPerTonne(8) * units.megatonnes(bcm: 2)
    #expect(abs(usd - 8 * units.trillionBTU(bcm: 2)) < 1e-9)
  }

  @Test(
    "What is taken is what is delivered and what is lost; costs add up; netback is zero at cost"
  )
  func balance() throws {
    let study = try Self.study()
    for chain in study.chains {
      let outcome = chain.outcome(
        deliveredBCM: study.deliveredBCM,
        price: study.marketUSDPerMMBTU,
        study.units
      )
      let lost = outcome.lostBCM.reduce(0, +)
      #expect(abs(outcome.takenBCM - study.deliveredBCM - lost) < 1e-12)
      #expect(outcome.lostBCM.allSatisfy { $0 >= 0 })
      let sum = outcome.supplyUSDPerMMBTU + outcome.stepUSDPerMMBTU.reduce(0, +)
      #expect(abs(outcome.deliveredUSDPerMMBTU - sum) < 1e-12)
      // Sold at what it costs, the gas is worth at the field what it costs there.
      let atCost = chain.outcome(
        deliveredBCM: study.deliveredBCM,
        price: outcome.deliveredUSDPerMMBTU,
        study.units
      )
      #expect(abs(atCost.netbackUSDPerMMBTU - chain.supplyUSDPerMMBTU) < 1e-12)
      let netbacks = outcome.netbacksUSDPerMMBTU
      #expect(abs(netbacks[0] - outcome.netbackUSDPerMMBTU) < 1e-9)
    }
  }

  @Test("A chain carries a volume where each step has room for what enters that step")
  func capacity() throws {
    var study = try Self.study()
    let place = try #require(
      study.chains.firstIndex { $0.steps.contains { $0.capacityBCM < .infinity } }
    )
    let step = try #require(
      study.chains[place].steps.firstIndex { $0.capacityBCM < .infinity }
    )
    let room = study.chains[place].steps[step].capacityBCM
    // What enters the narrow step when it is just full.
    let leaving = study.chains[place].steps[step...].reduce(room) { $0 * $1.yield }
    study.deliveredBCM = leaving
    #expect(study.result().chains[place].withinCapacity)
    study.deliveredBCM = leaving * 1.001
    #expect(!study.result().chains[place].withinCapacity)
  }

  @Test("At the break-even distance both cost the same; nearer the pipeline is cheaper")
  func breakEven() throws {
    let study = try Self.study()
    for ground in study.grounds {
      let distance = try #require(study.breakEvenKilometres(ground))
      let ship = try #require(study.shippedUSDPerMMBTU(kilometres: distance))
      #expect(abs(study.pipedUSDPerMMBTU(ground, kilometres: distance) - ship) < 1e-5)
      let near = try #require(study.shippedUSDPerMMBTU(kilometres: distance / 2))
      #expect(study.pipedUSDPerMMBTU(ground, kilometres: distance / 2) < near)
      // Published: about 1,130 km under the sea and 3,540 km on land.
      let published = try #require(ground.publishedKilometres)
      #expect(distance > 0.5 * published && distance < 2 * published, "\(ground.name) \(distance)")
    }
    let offshore = study.grounds.filter(\.isOffshore).compactMap(study.breakEvenKilometres)
    let onshore = study.grounds.filter { !$0.isOffshore }.compactMap(study.breakEvenKilometres)
    #expect((offshore.max() ?? 0) < (onshore.min() ?? 0))
  }

  @Test("The transit fee is the published tariff on what crosses: USD 140 m at 10 bcm and 700 km")
  func transitFee() throws {
    let pipeline = try #require(try Self.study().result().chains.first { $0.id == "pipeline" })
    #expect(abs(pipeline.transitFeesUSDMillion - 140) < 1)
  }

  @Test("A file of gas chains with faults tells them all")
  func faults() throws {
    let url = try ScratchFolder.file(
      "gas.toml",
      "[gas]\nid = 3\nkg_per_m3 = -1\n[[chain]]\nname = \"x\"\n"
    )
    let error = try #require(throws: InputFaults.self) { _ = try GasStudy.read(url) }
    #expect(error.faults.count > 5)
  }
}
