import Foundation
import FreightNetwork
import ProjectAppraisal
import Tables
import Testing
import TradePolicy

@testable import CorridorStudy

@Suite("Risk against the appraisal of the study itself")
struct RiskMoneyTests {
  /// Solved worlds of a project in two years.
  struct Solved {
    var worlds: SolvedWorlds
    var calibration: Calibration
    var base: BaseSolution
    var appraiser: ProjectAppraiser { ProjectAppraiser(worlds.model) }

    init(_ id: String, _ edit: (inout Study) -> Void = { _ in }) throws {
      var study = try BuiltIn.study()
      study.settings.modelYears = [2015, 2030]
      study.settings.scenarios = [
        ScenarioSettings(id: "a", name: "", description: "", policy: .asAdopted),
        ScenarioSettings(id: "b", name: "", description: "", policy: .lifted(year: 2030)),
        ScenarioSettings(id: "c", name: "", description: "", policy: .none),
        ScenarioSettings(
          id: "d",
          name: "",
          description: "",
          policy: .hazard(rate: 0.1, first: 2025, last: 2060)
        ),
      ]
      study.trafficObservations.removeAll { $0.use != .calibration }
      edit(&study)
      let project = try #require(study.project(id))
      let model = try CorridorModel(study, project, threads: 1)
      calibration = try Calibration(model)
      base = try model.solveBase(calibration.parameters)
      worlds = try SolvedWorlds(model, calibration, base) { _ in }
    }

    func analysis(
      _ variables: [RiskVariableSettings] = [],
      depth: RiskDepth = .finance
    ) throws -> RiskAnalysis {
      try RiskAnalysis(
        worlds,
        appraiser,
        RiskSettings(draws: 1, method: .monteCarlo, variables: variables),
        calibration,
        base,
        depth: depth
      )
    }

    func economics(_ policy: PolicySetting) throws -> EconomicAppraisal {
      let timeline = worlds.timeline(policy)
      return try appraiser.economics(timeline, finance: appraiser.finance(timeline))
    }

    /// ENPV by scenario under one draw.
    func values(_ draw: RiskDraw, _ analysis: RiskAnalysis) throws -> [Double] {
      try analysis.netPresentValues(draw)
    }
  }

  static func variable(
    _ driver: String,
    _ distribution: ProjectAppraisal.Distribution = .uniform(low: 2000, high: 2100),
    isRelative: Bool = false
  ) -> RiskVariableSettings {
    RiskVariableSettings(
      driver: RiskDriver(rawValue: driver),
      distribution: distribution,
      isRelative: isRelative,
      source: "",
      quality: "D"
    )
  }

  @Test(
    "A draw that moves nothing is worth what the study is, zones and all",
    arguments: ["khasan-rajin", "kaesong-2015"]
  )
  func emptyDraw(project: String) throws {
    let solved = try Solved(project)
    let drawn = try solved.values(RiskDraw(), solved.analysis())
    for (scenario, value) in zip(solved.worlds.model.study.settings.scenarios, drawn) {
      let own = try solved.economics(scenario.policy)
      #expect(abs(value - own.netPresentValue) < 1e-9 * max(1, abs(own.netPresentValue)))
      // What everybody along the corridor shares is what users and third parties gain.
      for item in own.items {
        #expect((item.scope == .corridor) == [.userBenefit, .externality].contains(item.kind))
      }
    }
    if project == "kaesong-2015" {
      #expect(try solved.economics(.none).items.contains { $0.name.hasPrefix("Zone: earnings") })
      // Opening later costs years of the zone.
      var late = RiskDraw()
      late[.openingDelay] = 2
      #expect(try solved.values(late, solved.analysis())[2] < drawn[2] - 1)
    }
  }

  // In 2022 coal is dear and every port full: there the queues are hardest to solve.
  @Test("draws at the ends of their distributions are solved, queues and all")
  func ends() throws {
    let solved = try Solved("khasan-rajin") { $0.settings.modelYears = [2015, 2022, 2036] }
    let ends: [(driver: RiskDriver, low: Double, high: Double)] = [
      (.demand, 0.5, 1.3), (.coalPrice, 0.4, 2), (.railRate, 0.85, 1.2), (.seaRate, 0.4, 2),
      (.routeScale, 0.6, 1.5),
    ]
    let analysis = try solved.analysis(
      ends.map { Self.variable($0.driver.rawValue) },
      depth: .corridor
    )
    var found: Set<[Double]> = []
    for corner in 0..<(1 << ends.count) {
      var draw = RiskDraw()
      for (place, end) in ends.enumerated() {
        draw[end.driver] = corner >> place & 1 == 1 ? end.high : end.low
      }
      let values = try solved.values(draw, analysis)
      #expect(values.allSatisfy { $0.isFinite })
      found.insert(values)
    }
    #expect(found.count == 1 << ends.count)
  }

  @Test("Numbers beyond reason are held, not trapped: a year of lifting, a rate, a delay")
  func extremes() throws {
    let solved = try Solved("khasan-rajin")
    let analysis = try solved.analysis()
    let own = try solved.values(RiskDraw(), analysis)
    for (year, same) in [(1e300, own[0]), (-1e300, own[2])] {
      var draw = RiskDraw()
      draw[.liftedYear] = year
      #expect(abs(try solved.values(draw, analysis)[1] - same) < 1e-9 * max(1, abs(same)))
    }
  }

  @Test("A measure that ends at once is the same world without it; its own end is the study")
  func endedMeasure() throws {
    let solved = try Solved("khasan-rajin")
    let id = "un2375_jv"
    let address = "policy.\(id).effective_to"
    let analysis = try solved.analysis([Self.variable(address)], depth: .corridor)
    func value(_ end: Double) throws -> Double {
      var draw = RiskDraw()
      draw[RiskDriver(rawValue: address)] = end
      return try solved.values(draw, analysis)[0]
    }
    let own = try solved.economics(.asAdopted).netPresentValue
    #expect(abs(try value(3000) - own) < 1e-9 * max(1, abs(own)))
    let other = try solved.worlds.under(
      solved.worlds.model.study.policy.without { $0.id == id },
      .asAdopted,
      years: solved.worlds.adoptedEffects.map(\.year),
      solved.calibration,
      solved.base
    )
    let timeline = other.timeline(.asAdopted)
    let appraiser = ProjectAppraiser(other.model)
    let without = try appraiser.economics(timeline, finance: appraiser.finance(timeline))
      .netPresentValue
    let ended = try value(1950)
    #expect(abs(ended - without) < 1e-9 * max(1, abs(without)), "\(ended) and \(without)")
    // It matters, and the longer the less it is there.
    #expect(ended > own + 0.1, "\(ended) and \(own)")
    let half = try value(2040)
    #expect(half > own && half < ended)
  }

  @Test("Ends of a measure that the study dates can be drawn later than it does")
  func laterEnd() throws {
    let id = "un2375_jv"
    func dated(_ end: Int?) throws -> Solved {
      try Solved("khasan-rajin") { study in
        study.policy = PolicyBook(
          study.policy.measures.map { measure in
            guard measure.id == id else { return measure }
            var own = measure
            own.to = end.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
            return own
          }
        )
      }
    }
    let address = "policy.\(id).effective_to"
    let early = try dated(2026)
    let analysis = try early.analysis([Self.variable(address)], depth: .corridor)
    var draw = RiskDraw()
    draw[RiskDriver(rawValue: address)] = 9000
    let never = try early.values(draw, analysis)[0]
    let own = try early.economics(.asAdopted).netPresentValue
    let lasting = try dated(nil).economics(.asAdopted).netPresentValue
    #expect(abs(never - lasting) < 1e-4 * max(1, abs(lasting)), "\(never) and \(lasting)")
    #expect(never < own - 0.01)
  }

  @Test("Days cannot be drawn as factors, and no number below what it can be")
  func bounds() throws {
    let study = try BuiltIn.study()
    func isRefused(_ variable: RiskVariableSettings) -> Bool {
      let settings = RiskSettings(draws: 1, method: .monteCarlo, variables: [variable])
      return (try? settings.resolved(in: study)) == nil
    }
    let end = "policy.un2375_jv.effective_to"
    #expect(isRefused(Self.variable(end, .uniform(low: 0.9, high: 1.1), isRelative: true)))
    #expect(!isRefused(Self.variable(end)))
    let place = try #require(
      study.network.links.first { $0.capacityMegatonnesPerYear ?? 0 > 0 }
    )
    let capacity = "link.\(place.id).capacity_mt_per_year"
    #expect(isRefused(Self.variable(capacity, .uniform(low: -1, high: 10))))
    #expect(isRefused(Self.variable(capacity, .normal(mean: 1, standardDeviation: 1))))
    #expect(!isRefused(Self.variable(capacity, .normal(mean: 10, standardDeviation: 1))))
    #expect(!isRefused(Self.variable("discount.economic", .uniform(low: -0.02, high: 0.1))))
    #expect(isRefused(Self.variable("carbon.growth", .uniform(low: -2, high: 0.1))))
    // Held at the bound where a draw of an endless distribution falls below it.
    let normal = Self.variable("capex", .normal(mean: 1, standardDeviation: 0.2))
    #expect(normal.value(at: 1e-12) == 0)
  }

  @Test("A negative rate of discount and a falling price of CO2e are drawn as they are")
  func negativeRates() throws {
    let solved = try Solved("khasan-rajin")
    let analysis = try solved.analysis([
      Self.variable("discount.economic", .uniform(low: -0.02, high: -0.01))
    ])
    var draw = RiskDraw()
    draw[RiskDriver(rawValue: "discount.economic")] = -0.015
    var named = RiskDraw()
    named[.discountRate] = -0.015
    let values = try solved.values(draw, analysis)
    #expect(values == (try solved.values(named, analysis)))
    #expect(values != (try solved.values(RiskDraw(), analysis)))
  }

  @Test("Standpoints and the right to wait go by the study's rates and year of present values")
  func schedule() throws {
    let solved = try Solved("khasan-rajin") {
      $0.settings.appraisal.discount = DiscountSchedule(steps: [
        .init(fromYear: 1, rate: 0.09), .init(fromYear: 8, rate: 0.02),
      ])
      $0.settings.appraisal.comparisonYear = 2012
    }
    let settings = solved.worlds.model.study.settings
    let analysis = try solved.analysis()
    let last = try #require(
      try Standpoints(solved.worlds, solved.calibration, solved.base, analysis)
        .rows([settings.lastYear]).first
    )
    // From the last year nothing is unknown any more: the appraisal of the measures as adopted.
    let adopted = try solved.economics(.asAdopted)
    #expect(adopted.presentValueYear == 2012)
    #expect(
      abs(last.enpvInPresentValueYearUSDMillion - adopted.netPresentValue)
        < 1e-9 * max(1, abs(adopted.netPresentValue))
    )
    let factor = settings.appraisal.discount.factor(year: settings.lastYear, presentValueYear: 2012)
    #expect(abs(last.enpvUSDMillion * factor - last.enpvInPresentValueYearUSDMillion) < 1e-6)
  }

  @Test("A project's own exchange rates stay; investment counts at them in the years of its own")
  func exchangeRates() throws {
    let own = FinancePath(name: "RUB", path: YearPath(48.5))
    let solved = try Solved("khasan-rajin") { study in
      for place in study.projects.indices where study.projects[place].id == "khasan-rajin" {
        study.projects[place].funding.model.exchangeRates = [own]
      }
    }
    let appraiser = solved.appraiser
    let timeline = solved.worlds.timeline(.none)
    let model = appraiser.financeModel(
      charges: appraiser.charges(timeline),
      zone: nil,
      opex: appraiser.opex(timeline)
    )
    #expect(model.exchangeRates.first { $0.name == "RUB" } == own)
    for line in model.capex {
      if let currency = line.currency {
        #expect(model.exchangeRates.contains { $0.name == currency })
      }
    }
  }
}
