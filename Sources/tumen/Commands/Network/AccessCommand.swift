import Foundation
import FreightNetwork
import Numerics
import Tables

extension Command {
  /// `tumen network access`.
  static let networkAccess = Command(
    name: "network access",
    arguments: [],
    summary: "Accessibility and market access of every zone",
    details: """
      Adds up the masses of all zones that a zone reaches, each weighed by its cost: all within a cost
      (within), exp(-X cost) (exponential), cost^-X (power). Or market access (Donaldson & Hornbeck
      2016): the sum of (1 + cost / value)^-elasticity × mass, and the access that solves the model's
      equation.
      """,
    options: NetworkInput.options + [
      Option(name: "--masses", value: "FILE", help: "CSV of zone, mass (needed)"),
      Option(
        name: "--decay",
        value: "DECAY",
        help: "within, exponential, power or market (market)"
      ),
      Option(name: "--parameter", value: "X", help: "the X of the decay (needed but for market)"),
      Option(name: "--elasticity", value: "X", help: "trade elasticity, for market (8.22)"),
      Option(
        name: "--value",
        value: "X",
        help: "value of what is carried, in units of the cost, for market (needed)"
      ),
      Option(
        name: "--mass",
        value: "KIND",
        help: "what masses are, for market: population or income (population)"
      ),
      Option(
        name: "--own",
        value: nil,
        help: "a zone's own mass counts, at the cost 0 (it does not)"
      ),
      .threads,
      Option(name: "--output", value: "FILE", help: "CSV by zone (needed)"),
    ],
    examples: [
      "tumen network access --net net.tntp --masses jobs.csv --decay within --parameter 30 "
        + "--output a.csv",
      "tumen network access --net net.tntp --masses people.csv --value 35 --output ma.csv",
    ],
    run: networkAccessRun
  )

  private enum Decay: String, CaseIterable {
    case within
    case exponential
    case power
    case market
  }

  @Sendable private static func networkAccessRun(_ call: Call) throws -> Tumen.Status {
    let decay = try call.choice("--decay", Decay.self) ?? .market
    let parameter = try call.real("--parameter", in: 0...1e12)
    let value = try call.real("--value", in: 0...1e300)
    let elasticity = try call.real("--elasticity", in: 0...1e6) ?? 8.22
    let kind = try call.choice("--mass", MarketAccess.Mass.self) ?? .population
    let massPath = try call.required("--masses")
    let output = try call.required("--output")
    let needed = decay == .market ? value : parameter
    guard let needed else {
      throw Call.Fault(
        description: "\(decay == .market ? "--value" : "--parameter") is needed for "
          + "--decay \(decay.rawValue)"
      )
    }
    let threads = try call.threads()
    let network = try NetworkInput.read(call)
    let costs = try network.costs(try network.costColumn(call.value("--cost")))
    let masses = try NetworkInput.gathering {
      ZoneMasses.read(URL(fileURLWithPath: massPath), network: network, faults: $0)
    }
    let skim = try Skim.between(
      network.graph,
      isThrough: network.isThrough,
      costs: costs,
      origins: network.zoneNodes,
      destinations: network.zoneNodes,
      threads: threads
    )
    var columns: [(name: String, values: [Double])]
    if decay == .market {
      let access = try MarketAccess(
        elasticity: elasticity,
        value: needed,
        countsOwn: call.has("--own")
      )
      let first = try access.firstOrder(skim, masses: masses)
      let solved = try access.equilibrium(skim, masses: masses, mass: kind)
      columns = [("first_order", first), ("market_access", solved.access)]
    } else {
      let weight: Accessibility.Decay
      switch decay {
      case .within: weight = .within(needed)
      case .exponential: weight = .exponential(needed)
      case .power, .market:
        let least = costs.filter { $0 > 0 }.min() ?? 1
        weight = .power(needed, floor: least)
      }
      columns = [
        (
          "accessibility",
          try Accessibility.sums(skim, masses: masses, decay: weight, countsOwn: call.has("--own"))
        )
      ]
    }
    var table = CSVText(columns: ["zone"] + columns.map(\.name))
    for (zone, node) in network.zoneNodes.enumerated() {
      table.append(
        [network.nodeNames[Int(node)]] + (try columns.map { try CSVText.field($0.values[zone]) })
      )
    }
    try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: output))
    Console.out("\(Tumen.count(network.zoneNodes.count, "zone")): \(output)")
    return .done
  }
}
