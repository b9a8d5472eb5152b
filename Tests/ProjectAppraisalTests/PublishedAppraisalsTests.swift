import Foundation
import Numerics
import ProjectAppraisal
import Testing

/// Appraisals whose inputs and results are both in print.
@Suite struct PublishedAppraisalsTests {
  typealias Shares = [ShadowPrices.Component: Double]

  // European Commission (2008), Guide to cost-benefit analysis of investment projects, table 4.41,
  // p. 173: conversion factors and what each kind of cost consists of. Local goods are at the
  // standard conversion factor, 0.96; imported goods at 0.85, the rest of their price being duties;
  // profits at 0; skilled labour at 1.00, unskilled at 0.60, land at 1.4 times the standard factor.
  // Factors are printed to two decimals. "Materials" of maintenance are those for civil works.
  @Test("conversion factors of the EU guide are rebuilt from what the costs consist of")
  func conversionFactors() {
    let prices = ShadowPrices(
      numeraire: .worldPrice,
      standardConversionFactor: 0.96,
      shadowWageRateFactor: 0.60 / 0.96,
      skilledWageFactor: 1.00 / 0.96,
      landFactor: 1.4
    )
    func mix(_ parts: [(Double, Shares)]) -> Shares {
      parts.reduce(into: [:]) { whole, part in
        for (component, share) in part.1 { whole[component, default: 0] += part.0 * share }
      }
    }
    let local: Shares = [.nontraded: 1]
    let imported: Shares = [.traded: 0.85, .tax: 0.15]
    let profit: Shares = [.tax: 1]
    let equipment = mix([(0.50, local), (0.40, imported), (0.10, profit)])
    let building = mix([(0.75, local), (0.15, imported), (0.10, profit)])
    let materials = mix([(0.55, equipment), (0.45, building)])
    let maintenance = mix([
      (0.15, [.skilledLabour: 1]), (0.65, [.unskilledLabour: 1]), (0.20, materials),
    ])
    let rentals = mix([
      (0.03, [.skilledLabour: 1]), (0.37, [.unskilledLabour: 1]), (0.30, local),
      (0.20, maintenance), (0.10, profit),
    ])
    let printed: [(name: String, shares: Shares, factor: Double)] = [
      ("skilled labour", [.skilledLabour: 1], 1.00),
      ("unskilled labour", [.unskilledLabour: 1], 0.60),
      ("land", [.land: 1], 1.34),
      ("yard labour", [.skilledLabour: 0.10, .unskilledLabour: 0.90], 0.64),
      ("materials for civil works", materials, 0.83),
      ("rentals and transport", rentals, 0.68),
      ("equipment", equipment, 0.82),
      ("building materials", building, 0.85),
      ("energy", local, 0.96),
      ("maintenance", maintenance, 0.71),
    ]
    for row in printed {
      #expect(abs(prices.factor(row.shares) - row.factor) < 0.005, "\(row.name)")
    }
  }

  // The by-pass that comes with transport-cba 0.1.2 (P. Vanya 2023, MIT; pypi.org/project/
  // transport-cba), a program for the rules of the Slovak ministry of transport, which apply the EU
  // guide of 2014: 5 %, 30 years from 2020. Printed: ENPV 3.336 million, ERR 5.62 %, B/C 1.076.
  // Inputs are its tables: cost by item, shares and conversion factors of material, labour and fuel,
  // lives of assets, traffic, unit values. The benefits by year are those that it works out from
  // them, in euros, rounded to the cent there.
  enum Bypass {
    static let prices = ShadowPrices(shadowWageRateFactor: 0.9)
    // Fuel counts half: the other half of its price is tax.
    static func shares(labour: Double, fuel: Double) -> Shares {
      [.unskilledLabour: labour, .tax: 0.5 * fuel]
    }
    static let construction = shares(labour: 0.25, fuel: 0.15)
    static let supervision = shares(labour: 0.50, fuel: 0.20)
    static let investment: [(name: String, shares: Shares, perYear: Double)] = [
      ("planning and design", construction, 150_000), ("land", [:], 300_000),
      ("pavements", construction, 14_000_000), ("bridges", construction, 1_500_000),
      ("noise barriers", construction, 300_000), ("supervision", supervision, 20_000),
    ]
    // From 2023, with periodic work in 2034, 2037 and 2046.
    static let upkeep: [Double] = (2023...2049).map {
      [2034: 929_375.72, 2037: 655_261.95, 2046: 929_375.72][$0] ?? 87_935.90
    }
    static let time: [Double] = [
      1_444_438.47, 1_458_422.49, 1_470_232.58, 1_485_354.36, 1_499_453.25, 1_514_782.51,
      1_529_016.17, 1_543_127.86, 1_556_662.89, 1_569_698.13, 1_583_739.14, 1_596_521.17,
      1_610_688.62, 1_626_147.78, 1_642_902.30, 1_658_220.94, 1_674_008.76, 1_689_470.13,
      1_706_276.72, 1_723_261.45, 1_739_902.67, 1_757_084.06, 1_774_438.07, 1_791_841.73,
      1_809_423.51, 1_825_759.36, 1_843_028.27,
    ]
    static let vehicles: [Double] = [
      610_608.50, 616_696.70, 622_598.75, 630_565.97, 638_368.94, 646_418.29, 654_248.63,
      660_895.28, 667_306.51, 674_205.00, 680_911.88, 687_646.13, 694_407.76, 703_021.03,
      711_689.04, 720_406.34, 729_129.11, 736_454.66, 743_802.11, 751_182.41, 758_584.61,
      766_019.66, 773_482.08, 780_993.79, 788_538.33, 796_137.64, 802_284.96,
    ]
    static let accidents: [Double] = [
      221_804.96, 223_865.98, 225_690.04, 227_909.12, 230_055.21, 232_316.82, 234_482.24,
      236_681.79, 238_614.03, 240_608.02, 242_678.71, 244_584.87, 246_677.62, 249_074.58,
      251_504.94, 253_775.82, 256_234.01, 258_636.04, 261_225.61, 263_842.87, 266_283.67,
      268_935.95, 271_613.61, 274_311.88, 277_037.83, 279_605.57, 282_277.20,
    ]
    static let fuel: [Double] = [
      159_101.27, 160_688.78, 162_232.92, 164_194.77, 166_118.17, 168_103.58, 170_038.23,
      171_762.58, 173_432.47, 175_225.13, 176_973.20, 178_727.43, 180_492.90, 182_621.46,
      184_767.43, 186_924.48, 189_087.85, 190_991.40, 192_899.86, 194_820.81, 196_746.69,
      198_685.04, 200_634.64, 202_595.33, 204_568.49, 206_559.06, 208_272.40,
    ]
    static let carbon: [Double] = [
      32_658.63, 33_852.48, 35_054.44, 36_368.31, 37_695.11, 39_056.75, 40_428.34, 41_766.60,
      42_641.85, 43_555.60, 44_468.22, 45_391.78, 46_327.62, 47_370.79, 48_429.95, 49_503.59,
      50_590.60, 51_616.03, 52_653.05, 53_703.70, 54_766.06, 55_842.21, 56_931.92, 58_035.22,
      59_152.60, 60_285.54, 61_344.33,
    ]
    static let pollution: [Double] = [
      256_850.05, 259_409.99, 261_949.15, 265_132.40, 268_297.23, 271_500.03, 274_678.51,
      277_482.84, 280_261.08, 283_114.66, 285_946.87, 282_485.21, 285_271.43, 288_663.47,
      292_071.67, 295_485.18, 298_909.55, 246_679.39, 249_156.80, 251_646.26, 254_137.39,
      256_640.57, 259_155.39, 261_673.97, 264_204.59, 266_748.94, 269_007.31,
    ]
    static let noise: [Double] = [
      388_864.61, 392_491.38, 395_812.38, 399_725.03, 403_569.98, 407_500.72, 411_439.79,
      415_308.73, 418_919.30, 422_318.48, 426_026.57, 429_316.55, 433_027.69, 437_205.43,
      441_473.52, 445_392.76, 449_674.39, 453_890.46, 458_480.29, 463_098.78, 467_433.45,
      472_077.80, 476_750.79, 481_423.83, 486_125.51, 490_541.00, 495_266.38,
    ]

    static func item(
      _ name: String,
      _ kind: AppraisalItem.Kind,
      from year: Int,
      _ amounts: [Double]
    ) -> AppraisalItem {
      AppraisalItem(
        name: name,
        kind: kind,
        country: "SVK",
        party: "all",
        cashFlow: CashFlow(firstYear: year, amounts: amounts)
      )
    }

    static var appraisal: EconomicAppraisal {
      func economic(_ name: String) -> Double {
        let own = investment.filter { $0.name == name }
        return Series.sum(own.map { 3 * $0.perYear * prices.factor($0.shares) })
      }
      // 27 years of use. What is left is counted at the cost of renewal, of pavements 0.75 and of
      // barriers half of the first cost; barriers are renewed after 20 years, which is no cost there.
      let left =
        economic("land")
        + ResidualValue.straightLine(
          cost: 0.75 * economic("pavements"),
          lifeYears: 30,
          ageYears: 27
        )
        + ResidualValue.straightLine(cost: economic("bridges"), lifeYears: 100, ageYears: 27)
        + ResidualValue.straightLine(
          cost: 0.5 * economic("noise barriers"),
          lifeYears: 20,
          ageYears: 7
        )
      let works = investment.map { part in
        item(
          part.name,
          .capex,
          from: 2020,
          [Double](repeating: -part.perYear * prices.factor(part.shares), count: 3)
        )
      }
      return EconomicAppraisal(
        items: works + [
          item("upkeep", .opex, from: 2023, upkeep.map { -$0 }),
          item("value left", .residualValue, from: 2049, [left]),
          item("time", .userBenefit, from: 2023, time),
          item("vehicles", .userBenefit, from: 2023, vehicles),
          item("fuel", .userBenefit, from: 2023, fuel),
          item("accidents", .externality, from: 2023, accidents),
          item("CO2e", .externality, from: 2023, carbon),
          item("pollution", .externality, from: 2023, pollution),
          item("noise", .externality, from: 2023, noise),
        ],
        rate: 0.05,
        presentValueYear: 2020
      )
    }
  }

  @Test("a by-pass by the EU guide's rules is worth what is printed")
  func bypass() throws {
    let appraisal = Bypass.appraisal
    #expect(abs(appraisal.netPresentValue / 1e6 - 3.336) < 0.0005)
    #expect(appraisal.internalRatesOfReturn.count == 1)
    let rate = try #require(appraisal.internalRatesOfReturn.first)
    #expect(abs(100 * rate - 5.62) < 0.005)
    // There what is left is a benefit; the guide's own ratio, and ours, takes it from the cost.
    let cost = -appraisal.presentValue { $0.kind == .capex || $0.kind == .opex }
    let gain = appraisal.presentValue { $0.kind != .capex && $0.kind != .opex }
    #expect(abs(gain / cost - 1.076) < 0.0005)
    let left = appraisal.presentValue { $0.kind == .residualValue }
    let ratio = try #require(appraisal.benefitCostRatio)
    #expect(abs(ratio - (gain - left) / (cost - left)) < 1e-12)
  }

  // What goes round in 2023, a day: 5,000 cars, 900 lorries, 10 buses, from 0.5 + 4.0 + 0.4 km at
  // 80, 50, 80 km/h (lorries 70, 50, 70; buses 75, 50, 75) to 3.9 km at 85 (80; 85) km/h. Values of
  // time and of a kilometre of vehicle, in euros. Buses that stay go at 70 instead of 75 km/h.
  @Test("its users gain what the rule of half makes of traffic, speeds and unit values")
  func bypassUsers() {
    func hours(_ outer: Double, _ inner: Double) -> Double { 0.9 / outer + 4.0 / inner }
    let kinds: [(flow: Double, time: Double, perKilometre: Double, old: Double, new: Double)] = [
      (5000, 12.25, 0.15, hours(80, 50), 3.9 / 85),
      (900, 28.59, 1.02, hours(70, 50), 3.9 / 80),
      (10, 96.50, 0.49, hours(75, 50), 3.9 / 85),
    ]
    var time = 0.0
    var vehicles = 0.0
    func gain(_ without: Double, _ with: Double, _ flow: Double) -> Double {
      365
        * UserSurplus(
          costWithout: without,
          costWith: with,
          quantityWithout: flow,
          quantityWith: flow,
          divertedShare: 1
        ).total
    }
    for kind in kinds {
      time += gain(kind.time * kind.old, kind.time * kind.new, kind.flow)
      vehicles += gain(kind.perKilometre * 4.9, kind.perKilometre * 3.9, kind.flow)
    }
    time += gain(96.50 * hours(75, 50), 96.50 * hours(70, 50), 10)
    #expect(abs(time - Bypass.time[0]) < 0.01)
    #expect(abs(vehicles - Bypass.vehicles[0]) < 0.01)
  }

  /// A section of road with what is printed of its appraisal.
  struct RoadSection: Sendable, CustomTestStringConvertible {
    var name: String
    var worksAtMarketPrices: Double
    var netPresentValue: Double
    var rateOfReturn: Double
    /// From year 6, that of the overlay, to year 20.
    var netBenefits: [Double]
    var testDescription: String { name }
  }

  // Provincial roads of Ha Giang, Viet Nam: github.com/vnopenroads/roads-cba-py, tests/example_data,
  // section_*.output.json (commit 07b1c19), taken there from the spreadsheet that plans their upkeep,
  // to all digits. 12 %, twenty years, the first not discounted; economic cost of works 0.91 of the
  // financial one, the rest being taxes. Cost of the agency and of users, with less without works.
  static let sections: [RoadSection] = [
    RoadSection(
      name: "614835_302",
      worksAtMarketPrices: 58.92882653374703,
      netPresentValue: 10.045667331462514,
      rateOfReturn: 0.20888198812785563,
      netBenefits: [
        -52.043062904790446, 1.7175697805517203, 1.8657290025004087, 2.0278444925109973,
        119.87975078845986, -0.981185546100587, -1.0588828333585063, -1.1438530699608336,
        -54.41720523182176, -0.8520593064261313, -0.9177627158646011, -0.989613666096183,
        53.37085408895642, -0.2781016778767196, -0.30406008058044165,
      ]
    ),
    RoadSection(
      name: "603159_298",
      worksAtMarketPrices: 11.524500191476733,
      netPresentValue: 2.22125121790616,
      rateOfReturn: 0.22188161967262188,
      netBenefits: [
        -10.068350974834086, 0.4564021537422551, 0.497379370351438, 0.5422038200564767,
        23.45178326974374, -0.18455849810127756, -0.1997534791411315, -0.2163708049151749,
        -10.634850067155037, -0.15930574047168644, -0.17215512165223146, -0.18620675543501974,
        10.43754736597748, -0.054387352140889966, -0.05946394426949819,
      ]
    ),
    RoadSection(
      name: "615080_303",
      worksAtMarketPrices: 7.923714578720843,
      netPresentValue: 1.5420783402612848,
      rateOfReturn: 0.231775999176423,
      netBenefits: [
        -6.786180163059965, 0.4609472984042142, 0.5009485865418881, 0.5447290161658325,
        15.999572997896927, -0.2611825661510627, -0.28202245660357583, -0.3048203000557965,
        -7.421093333910353, -0.2266189928226492, -0.24423623985664022, -0.2635079906273212,
        7.142431098557529, -0.07452883842134739, -0.081511560280763,
      ]
    ),
    RoadSection(
      name: "614761_296",
      worksAtMarketPrices: 4.837594078990605,
      netPresentValue: 0.8819431875516527,
      rateOfReturn: 0.219803733566184,
      netBenefits: [
        -4.207385099427474, 0.21149849460921955, 0.22974255826208312, 0.249705171995926,
        9.803829086776785, -0.12082144683864815, -0.13038895290235564, -0.1408520370410451,
        -4.499732772192102, -0.10492107084523417, -0.11301167207976892, -0.12185927057753654,
        4.370886949417105, -0.03424494706720527, -0.037441418707810925,
      ]
    ),
  ]

  @Test(
    "overlays of roads are worth what is printed, at the rate that is printed",
    arguments: sections
  )
  func overlay(section: RoadSection) {
    let works = ShadowPrices().factor([.tax: 0.09]) * section.worksAtMarketPrices
    var others = section.netBenefits
    others[0] += works
    let appraisal = EconomicAppraisal(
      items: [
        Bypass.item("overlay", .capex, from: 6, [-works]),
        Bypass.item("users and upkeep", .userBenefit, from: 6, others),
      ],
      rate: 0.12,
      presentValueYear: 1
    )
    #expect(abs(appraisal.netPresentValue / section.netPresentValue - 1) < 1e-12)
    // Amounts change sign more than once: there is another rate, below zero.
    let rates = appraisal.internalRatesOfReturn.filter { $0 > 0 }
    #expect(rates.count == 1)
    #expect(rates.allSatisfy { abs($0 - section.rateOfReturn) < 1e-12 })
  }
}
