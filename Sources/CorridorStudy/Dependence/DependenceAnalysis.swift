import FreightNetwork
import Numerics
import TradeEquilibrium
import TradeGravity

/// Works out a country's dependence in solved worlds.
///
/// What a partner's or a border's absence costs is solved in the trade equilibrium, with the costs of
/// carriage of the world and their queues as they stand.
struct DependenceAnalysis {
  let model: CorridorModel
  let base: BaseSolution
  let country: String
  /// Partners whose absence is solved.
  static let partnersSolved = 6

  private var study: Study { model.study }
  private var isOurs: [Bool] { study.regions.map { $0.country == country } }

  /// The worlds of pairs without and with the project, one after the other.
  ///
  /// - Parameters:
  ///   - pairs: both worlds of each pair, solved.
  ///   - threads: threads to use; does not change the worlds.
  /// - Returns: twice as many worlds; where the project does not set a pair apart, it is solved once.
  /// - Throws: `NotConverged`.
  func worlds(
    _ pairs: [(without: YearSolution, with: YearSolution)],
    threads: Int
  ) throws -> [DependenceWorld] {
    let apart = pairs.map { $0.without.state != $0.with.state }
    let solutions = zip(pairs, apart).flatMap { $1 ? [$0.without, $0.with] : [$0.without] }
    var solved = try Parallel.map(solutions.count, threads: threads) { try world(solutions[$0]) }[
      ...
    ]
    var worlds: [DependenceWorld] = []
    for isApart in apart {
      guard let without = solved.popFirst() else { break }
      var with = isApart ? solved.popFirst() ?? without : without
      with.withProject = true
      worlds += [without, with]
    }
    return worlds
  }

  /// One world, told as without the project.
  private func world(_ solution: YearSolution) throws -> DependenceWorld {
    let ours = isOurs
    let countries = Set(study.regions.map(\.country)).subtracting([country]).sorted()
    let place = Dictionary(uniqueKeysWithValues: countries.enumerated().map { ($1, $0) })
    let partner = study.regions.map { place[$0.country] ?? -1 }
    let kinds = study.commodities.count
    var exports = [[Double]](
      repeating: [Double](repeating: 0, count: countries.count),
      count: kinds
    )
    var imports = exports
    for k in 0..<kinds {
      for i in study.regions.indices {
        for j in study.regions.indices where ours[i] != ours[j] {
          let value = solution.trade.flows[model.base.index(i, j, k)]
          if ours[i] { exports[k][partner[j]] += value } else { imports[k][partner[i]] += value }
        }
      }
    }
    func byPartner(_ table: [[Double]]) -> [Double] {
      countries.indices.map { place in Series.sum(table.map { $0[place] }) }
    }
    let sold = byPartner(exports)
    let bought = byPartner(imports)
    let both = zip(sold, bought).map { $0 + $1 }
    let all = Series.sum(both)
    let order = both.indices.filter { both[$0] > 0 }.sorted { (both[$1], $0) < (both[$0], $1) }
    let partners = try order.enumerated().map { rank, place in
      DependenceWorld.Partner(
        country: countries[place],
        exportsUSDMillion: sold[place],
        importsUSDMillion: bought[place],
        share: all > 0 ? both[place] / all : 0,
        realIncomePercent: rank < Self.partnersSolved
          ? try lossWithout(partner: countries[place], solution) : nil
      )
    }
    let crossings = crossings(solution)
    return DependenceWorld(
      measures: solution.state.measures == .none ? "none" : "as adopted",
      withProject: false,
      exportsUSDMillion: Series.sum(sold),
      importsUSDMillion: Series.sum(bought),
      exportConcentration: PartnerProfile(values: sold).concentration,
      importConcentration: PartnerProfile(values: bought).concentration,
      tradeConcentration: PartnerProfile(values: both).concentration,
      partners: partners,
      commodities: goods(exports, imports, countries),
      crossings: crossings.rows,
      borders: try borders(crossings, solution)
    )
  }

  private func goods(
    _ exports: [[Double]],
    _ imports: [[Double]],
    _ countries: [String]
  ) -> [DependenceWorld.Goods] {
    let sold = Series.sum(exports.map { Series.sum($0) })
    let bought = Series.sum(imports.map { Series.sum($0) })
    func largest(_ row: [Double]) -> (String, Double) {
      let total = Series.sum(row)
      guard total > 0, let most = row.indices.max(by: { (row[$0], $1) < (row[$1], $0) }) else {
        return ("", 0)
      }
      return (countries[most], row[most] / total)
    }
    let rows = study.commodities.indices.compactMap { k -> DependenceWorld.Goods? in
      let (out, into) = (Series.sum(exports[k]), Series.sum(imports[k]))
      guard out > 0 || into > 0 else { return nil }
      let (buyer, seller) = (largest(exports[k]), largest(imports[k]))
      return DependenceWorld.Goods(
        commodity: study.commodities[k].id,
        exportsUSDMillion: out,
        exportShare: sold > 0 ? out / sold : 0,
        buyer: buyer.0,
        buyerShare: buyer.1,
        importsUSDMillion: into,
        importShare: bought > 0 ? into / bought : 0,
        seller: seller.0,
        sellerShare: seller.1
      )
    }
    return rows.enumerated().sorted {
      let left = $0.element.exportsUSDMillion + $0.element.importsUSDMillion
      let right = $1.element.exportsUSDMillion + $1.element.importsUSDMillion
      return (right, $0.offset) < (left, $1.offset)
    }.map(\.element)
  }

  // MARK: - Crossings

  private struct Crossings {
    var rows: [DependenceWorld.Crossing] = []
    /// Entries over land borders, by neighbour.
    var entries: [String: [Int]] = [:]
    var shares: [String: Double] = [:]
  }

  /// Where each way of the country's trade leaves or enters it.
  private func crossings(_ solution: YearSolution) -> Crossings {
    let ours = isOurs
    let nodes = study.network.nodes
    var atSea: Set<[Int]> = []
    for link in study.network.links where link.carriers.contains(where: { $0.family == .sea }) {
      atSea.insert([link.from, link.to])
      atSea.insert([link.to, link.from])
    }
    var found: [String: DependenceWorld.Crossing] = [:]
    var result = Crossings()
    var total = 0.0
    for entry in 0..<model.assignment.entryCount {
      let place = model.entryDemand[entry]
      let demand = model.demands[place]
      guard ours[demand.origin] != ours[demand.destination] else { continue }
      let way = model.route(entry).nodes
      let steps = Array(zip(way, way.dropFirst()))
      // The last step out of the country, seen from its own side.
      let step =
        ours[demand.origin]
        ? steps.first { nodes[$0.0].country == country && nodes[$0.1].country != country }
        : steps.last { nodes[$0.1].country == country && nodes[$0.0].country != country }
          .map { ($0.1, $0.0) }
      guard let (home, abroad) = step else { continue }
      let isPort = nodes[abroad].country.isEmpty || atSea.contains([home, abroad])
      let neighbour = isPort ? "" : nodes[abroad].country
      if !isPort { result.entries[neighbour, default: []].append(entry) }
      let share = solution.choices.share[entry]
      guard share > 0 else { continue }
      let value = share * solution.trade.flows[demand.cell]
      let name = isPort ? nodes[home].name : "\(nodes[home].name) – \(nodes[abroad].name)"
      var row =
        found[name]
        ?? DependenceWorld.Crossing(
          name: name,
          kind: isPort ? "port" : "border",
          neighbour: neighbour,
          usdMillion: 0,
          tonnes: 0,
          share: 0
        )
      row.usdMillion += value
      row.tonnes += share * solution.tonnes[place]
      found[name] = row
      total += value
    }
    result.rows = found.values.sorted { ($1.usdMillion, $0.name) < ($0.usdMillion, $1.name) }.map {
      var row = $0
      row.share = total > 0 ? row.usdMillion / total : 0
      return row
    }
    for row in result.rows where row.kind == "border" {
      result.shares[row.neighbour, default: 0] += row.share
    }
    return result
  }

  private func borders(
    _ crossings: Crossings,
    _ solution: YearSolution
  ) throws -> [DependenceWorld.Border] {
    try crossings.entries.keys.sorted().map { neighbour in
      DependenceWorld.Border(
        neighbour: neighbour,
        share: crossings.shares[neighbour] ?? 0,
        realIncomePercent: try loss(solution, closed: crossings.entries[neighbour] ?? [])
      )
    }.sorted { ($1.share, $0.neighbour) < ($0.share, $1.neighbour) }
  }

  // MARK: - Losses

  private func lossWithout(partner: String, _ solution: YearSolution) throws -> Double {
    let ours = isOurs
    let cells = model.demands.filter { demand in
      (ours[demand.origin] && study.regions[demand.destination].country == partner)
        || (ours[demand.destination] && study.regions[demand.origin].country == partner)
    }.map(\.cell)
    return try loss(solution, stopped: cells)
  }

  /// Change of the country's real income, per cent, where entries are closed or trade stops.
  func loss(
    _ solution: YearSolution,
    closed: [Int] = [],
    stopped: [Int] = []
  ) throws -> Double {
    let after = try model.trade(like: solution, base: base, closed: closed, stopped: stopped)
    var (before, now) = (0.0, 0.0)
    for (place, region) in study.regions.enumerated() where region.country == country {
      before += region.gdpUSDMillion * solution.trade.realIncomeFactor[place]
      now += region.gdpUSDMillion * after.realIncomeFactor[place]
    }
    return before > 0 ? 100 * (now / before - 1) : 0
  }
}

extension CorridorModel {
  /// Trade in a solved world with entries closed or trade stopped, queues as they stand.
  ///
  /// - Parameters:
  ///   - solution: the world.
  ///   - solved: the base to which costs are compared.
  ///   - closed: entries that nothing takes.
  ///   - stopped: cells of trade that stop.
  /// - Returns: trade after that.
  /// - Throws: `NotConverged`.
  func trade(
    like solution: YearSolution,
    base solved: BaseSolution,
    closed: [Int] = [],
    stopped: [Int] = []
  ) throws -> TradeOutcome {
    let year = solution.state.year
    var (equilibrium, shock) = equilibrium(solution.state, solution.policy, solved)
    var choices = solution.choices
    if !closed.isEmpty {
      var costs = solution.costs
      for entry in closed { costs.availability[entry] = 0 }
      assignment(year: year).update(
        &choices,
        costs,
        flows: solution.resourceFlows,
        changed: closed.map { entryDemand[$0] }
      )
    }
    let terms = TradeCostTerms(self, solved, solution.policy, year: year)
    for (place, demand) in demands.enumerated() {
      shock.costFactor[demand.cell] = terms.factor(place, choices.logsum[place])
    }
    for cell in stopped {
      shock.allowed[cell] = 0
      shock.entry[cell] = 0
    }
    return try equilibrium.solve(shock, start: solution.trade.wageFactor)
  }
}
