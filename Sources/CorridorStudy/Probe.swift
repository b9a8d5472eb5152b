import Foundation
import FreightNetwork
import Numerics
import TradeEquilibrium
public enum Probe {
  public static func run(_ study: Study) throws {
    func t() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
    var s = t()
    let model = try CorridorModel(study, study.projects[0], threads: 2)
    print("build", t() - s, "demands", model.demands.count, "entries", model.assignment.entryCount, "unrouted", model.unroutedUSDMillion, "congestible", model.assignment.congestible.count, model.assignment.capacityTonnes.count, "project entries", model.usesProject.filter { $0 }.count); s = t()
    let c = try Calibration(model)
    print("calibrated", c.parameters, c.comments, t() - s); s = t()
    let b = try model.solveBase(c.parameters)
    print("base", b.convergence, t() - s); s = t()
    for (y, w) in [(2015, true), (2015, false), (2014, true), (2016, true), (2017, true), (2018, true), (2019, true), (2030, true)] {
      let x = try model.solve(YearState(year: y, measures: .asAdopted, withProject: w), base: b, c.parameters)
      let e = model.entries(over: "KHS", "TMG")
      var by: [String: Double] = [:]
      for i in e { let d = model.demands[model.entryDemand[i]]; let q = x.choices.share[i] * x.tonnes[model.entryDemand[i]] / 1e6; if q > 0.005 { by["\(study.commodities[d.commodity].id) \(study.regions[d.origin].id)>\(study.regions[d.destination].id)", default: 0] += q } }
      let tot = e.reduce(0.0) { $0 + x.choices.share[$1] * x.tonnes[model.entryDemand[$1]] / 1e6 }
      print(y, w, x.convergence, x.trade.convergence.iterations, tot, t() - s); s = t()
      print("   ", by.sorted { $0.value > $1.value }.prefix(8).map { "\($0.key) \(String(format: "%.2f", $0.value))" })
    }
    for o in study.routeObservations {
      let net = model.networks[o.cargoClass]
      func id(_ n: String) -> Int { study.network.nodes.firstIndex { $0.id == n }! }
      var q = LeastCostRoute.Query(from: id(o.from), to: id(o.to), valueOfTimeUSDPerTonneDay: 30, year: 2016)
      q.carriers = Set(o.carriers.compactMap { Carrier(rawValue: $0) }); q.via = o.via.map(id); q.avoidNodes = Set(o.avoidNodes.map(id)); q.projects = ["khasan-rajin"]; q.isDoorToDoor = o.kind != .length
      if let r = LeastCostRoute(q, on: net, nodes: study.network.nodes) {
        print(o.id, o.kind, "km", r.cost.kilometres, "d", r.cost.days, "usd", r.cost.money, "|", o.low, o.high, r.nodes.map { study.network.nodes[$0].id }.joined(separator: "-"))
      } else { print(o.id, "NONE") }
    }
  }
}
