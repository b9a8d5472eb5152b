import FreightNetwork
import ProjectAppraisal
import Tables
import TradePolicy

/// A number in a study's files, by its address.
///
/// An address is the file or table, the row, and the column, with points between:
/// `rates.rail1520.RUS.usd_per_t_km`, `link.TMG-HNG.capacity_mt_per_year`, `terminal.RJP.dwell_h`,
/// `border.KHA-TMG.cost_usd_per_t`, `transit.ID.usd_per_t`, `commodity.coal_steam.usd_per_t`,
/// `cargo_class.dry_bulk.route_scale_per_usd`, `project.ID.capex.1.amount_m`,
/// `project.ID.operation.fixed_opex_usd_m_per_year`, `policy.ID.effective_to`, `discount.economic`, `carbon.usd_per_t`.
public struct StudyNumber: Sendable {
  /// Address.
  public let address: String
  /// Least value that has a meaning.
  let least: Double
  /// The number; of several rows that the address names, the first.
  let value: @Sendable (Study) -> Double
  /// Measure of which it is the end, a year with its part gone; `nil` for other numbers.
  var measure: String?
  /// Changes it: by the function of the present number, in every row that the address names.
  let change: @Sendable (inout Study, (Double) -> Double) -> Void

  /// The study with the number set to a value, or times it.
  func set(_ value: Double, isRelative: Bool, in study: inout Study) {
    change(&study) { max(least, isRelative ? $0 * value : value) }
  }

  /// Whether it can be drawn as a factor on the study's figure; days cannot.
  var canBeRelative: Bool { measure == nil }

  /// The least of what must be above zero.
  private static let positive = 1e-12
}

extension RiskSettings {
  /// The same with the numbers found that addresses name.
  ///
  /// - Throws: `RunRequestError` where the study has no such number.
  func resolved(in study: Study) throws -> RiskSettings {
    guard variables.contains(where: { $0.driver.isAddress && $0.number == nil }) else {
      return self
    }
    let numbers = StudyNumber.all(of: study)
    var settings = self
    for place in variables.indices where variables[place].driver.isAddress {
      let address = variables[place].driver.rawValue
      guard let number = numbers[address] else {
        throw RunRequestError(description: "the study has no number '\(address)'")
      }
      settings.variables[place].number = number
      if let fault = settings.variables[place].fault(in: study) {
        throw RunRequestError(
          description: "'\(address)': \(fault.column) is \(fault.found), not \(fault.expected)"
        )
      }
    }
    return settings
  }
}

extension StudyNumber {
  /// All numbers of a study that have an address, by it.
  static func all(of study: Study) -> [String: StudyNumber] {
    var numbers: [String: StudyNumber] = [:]
    func add<Row>(
      _ address: String,
      _ rows: any WritableKeyPath<Study, [Row]> & Sendable,
      _ places: [Int],
      _ field: any WritableKeyPath<Row, Double> & Sendable,
      isPositive: Bool = false
    ) {
      guard let first = places.first else { return }
      numbers[address] = StudyNumber(
        address: address,
        least: isPositive ? positive : 0,
        value: { $0[keyPath: rows][first][keyPath: field] },
        change: { study, change in
          for place in places {
            let old = study[keyPath: rows][place][keyPath: field]
            study[keyPath: rows][place][keyPath: field] = change(old)
          }
        }
      )
    }
    func addOptional<Row>(
      _ address: String,
      _ rows: any WritableKeyPath<Study, [Row]> & Sendable,
      _ places: [Int],
      _ field: any WritableKeyPath<Row, Double?> & Sendable
    ) {
      let places = places.filter { study[keyPath: rows][$0][keyPath: field] != nil }
      guard let first = places.first else { return }
      numbers[address] = StudyNumber(
        address: address,
        least: positive,
        value: { $0[keyPath: rows][first][keyPath: field] ?? 0 },
        change: { study, change in
          for place in places {
            guard let old = study[keyPath: rows][place][keyPath: field] else { continue }
            study[keyPath: rows][place][keyPath: field] = change(old)
          }
        }
      )
    }
    let nodes = study.network.nodes.map(\.id)
    var groups: [String: [Int]] = [:]
    for (place, rate) in study.network.rates.enumerated() {
      let carrier = "rates.\(rate.carrier.rawValue)"
      let cargo = rate.cargoClass.map { study.cargoClasses[$0].id }
      for middle in [[], [rate.country], [cargo], [rate.country, cargo]] {
        let known = middle.compactMap { $0 }
        guard known.count == middle.count else { continue }
        groups[([carrier] + known).joined(separator: "."), default: []].append(place)
      }
    }
    for (address, places) in groups {
      let rates = \Study.network.rates
      add("\(address).usd_per_t_km", rates, places, \.usdPerTonneKilometre)
      add("\(address).boarding_usd_per_t", rates, places, \.boardingUSDPerTonne)
      add(
        "\(address).speed_km_per_h",
        rates,
        places,
        \.speedKilometresPerHour,
        isPositive: true
      )
      add("\(address).g_co2e_per_t_km", rates, places, \.gramsCO2ePerTonneKilometre)
      add("\(address).external_usd_per_t_km", rates, places, \.externalUSDPerTonneKilometre)
    }
    for (place, link) in study.network.links.enumerated() {
      let links = \Study.network.links
      add("link.\(link.id).length_km", links, [place], \.lengthKilometres, isPositive: true)
      add("link.\(link.id).fee_usd_per_t", links, [place], \.feeUSDPerTonne)
      addOptional("link.\(link.id).speed_km_per_h", links, [place], \.speedKilometresPerHour)
      addOptional(
        "link.\(link.id).capacity_mt_per_year",
        links,
        [place],
        \.capacityMegatonnesPerYear
      )
    }
    for (node, places) in Dictionary(
      grouping: study.network.terminals.indices,
      by: { study.network.terminals[$0].node }
    ) {
      let rows = \Study.network.terminals
      let address = "terminal.\(nodes[node])"
      add("\(address).cost_usd_per_t", rows, places, \.costUSDPerTonne)
      add("\(address).dwell_h", rows, places, \.dwellHours)
      addOptional("\(address).capacity_mt_per_year", rows, places, \.capacityMegatonnesPerYear)
    }
    for (address, places) in Dictionary(
      grouping: study.network.borders.indices,
      by: { place -> String in
        let border = study.network.borders[place]
        return "border.\(nodes[border.from])-\(nodes[border.to])"
      }
    ) {
      let rows = \Study.network.borders
      add("\(address).cost_usd_per_t", rows, places, \.costUSDPerTonne)
      add("\(address).delay_h", rows, places, \.delayHours)
    }
    for (region, places) in Dictionary(
      grouping: study.network.connectors.indices,
      by: { study.network.connectors[$0].region }
    ) {
      let rows = \Study.network.connectors
      let address = "connector.\(study.regions[region].id)"
      add("\(address).length_km", rows, places, \.lengthKilometres)
      add("\(address).cost_usd_per_t", rows, places, \.costUSDPerTonne)
      add("\(address).delay_h", rows, places, \.delayHours)
    }
    for (place, constant) in study.network.transitConstants.enumerated() {
      let rows = \Study.network.transitConstants
      add("transit.\(constant.id).usd_per_t", rows, [place], \.usdPerTonne)
      add("transit.\(constant.id).pct_of_value", rows, [place], \.percentOfValue)
    }
    for (place, commodity) in study.commodities.enumerated() where commodity.cargoClass != nil {
      let rows = \Study.commodities
      let address = "commodity.\(commodity.id)"
      add("\(address).usd_per_t", rows, [place], \.usdPerTonne, isPositive: true)
      add("\(address).time_value_pct_per_day", rows, [place], \.timeValuePercentPerDay)
      add("\(address).trade_elasticity", rows, [place], \.tradeElasticity, isPositive: true)
    }
    for (place, cargo) in study.cargoClasses.enumerated() {
      let rows = \Study.cargoClasses
      let address = "cargo_class.\(cargo.id)"
      add("\(address).route_scale_per_usd", rows, [place], \.routeScalePerUSD, isPositive: true)
      add("\(address).mode_scale_per_usd", rows, [place], \.modeScalePerUSD, isPositive: true)
    }
    for (place, project) in study.projects.enumerated() {
      let rows = \Study.projects
      let address = "project.\(project.id)"
      let operation = "\(address).operation"
      add("\(operation).fixed_opex_usd_m_per_year", rows, [place], \.fixedOpexUSDMillionPerYear)
      add("\(operation).variable_opex_usd_per_t", rows, [place], \.variableOpexUSDPerTonne)
      add("\(operation).user_charge_usd_per_t", rows, [place], \.userChargeUSDPerTonne)
      for item in project.capex.indices {
        let own = "\(address).capex.\(item + 1)"
        for (column, isUplift) in [("amount_m", false), ("uplift", true)] {
          numbers["\(own).\(column)"] = StudyNumber(
            address: "\(own).\(column)",
            least: 0,
            value: {
              let capex = $0.projects[place].capex[item]
              return isUplift ? capex.uplift : capex.amountMillion
            },
            change: { study, change in
              var capex = study.projects[place].capex[item]
              if isUplift {
                capex.uplift = change(capex.uplift)
              } else {
                capex.amountMillion = change(capex.amountMillion)
              }
              study.projects[place].capex[item] = capex
            }
          )
        }
      }
    }
    addMeasures(study, &numbers)
    addRules(&numbers)
    return numbers
  }

  /// Ends of measures, as years with the part of the year that is gone.
  private static func addMeasures(_ study: Study, _ numbers: inout [String: StudyNumber]) {
    for (place, measure) in study.policy.measures.enumerated() where measure.rule != .note {
      let address = "policy.\(measure.id).effective_to"
      numbers[address] = StudyNumber(
        address: address,
        least: -.infinity,
        value: {
          $0.policy.measures[place].to?.yearFraction ?? Double($0.settings.lastYear + 1)
        },
        measure: measure.id,
        // Draws mix the solved worlds with and without the measure instead.
        change: { _, _ in }
      )
    }
  }

  /// Discount rates and the price of CO2e.
  private static func addRules(_ numbers: inout [String: StudyNumber]) {
    numbers["discount.economic"] = StudyNumber(
      address: "discount.economic",
      least: -0.99,
      value: { $0.settings.economicDiscountRate },
      change: { study, change in
        study.settings.appraisal.discount = study.settings.appraisal.discount.map(change)
      }
    )
    numbers["discount.financial"] = StudyNumber(
      address: "discount.financial",
      least: -0.99,
      value: { $0.settings.financialDiscountRate },
      change: { $0.settings.financialDiscountRate = $1($0.settings.financialDiscountRate) }
    )
    numbers["carbon.usd_per_t"] = StudyNumber(
      address: "carbon.usd_per_t",
      least: 0,
      value: { $0.settings.appraisal.carbon.prices.first ?? 0 },
      change: { study, change in
        // Other years move in proportion to the first.
        let path = study.settings.appraisal.carbon
        guard let first = path.prices.first else { return }
        let factor = first > 0 ? change(first) / first : 1
        study.settings.appraisal.carbon = PricePath(
          zip(path.years, path.prices).map { ($0, $1 * factor) },
          growth: path.growth
        )
      }
    )
    numbers["carbon.growth"] = StudyNumber(
      address: "carbon.growth",
      least: -0.99,
      value: { $0.settings.appraisal.carbon.growth },
      change: { study, change in
        let path = study.settings.appraisal.carbon
        study.settings.appraisal.carbon = PricePath(
          Array(zip(path.years, path.prices)),
          growth: change(path.growth)
        )
      }
    )
  }
}
