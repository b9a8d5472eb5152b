import Fixtures
import Foundation
import Testing

/// `tumen gravity fit` as it is called.
struct GravityCommandTests {
  private func write(_ text: String, _ name: String = "data.csv") throws -> String {
    let file = try ScratchFolder.make().appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private func fit(
    _ data: String,
    _ formula: String,
    _ more: String...
  ) throws -> (
    status: Int32, out: String, err: String
  ) {
    try Program.run(all: ["gravity", "fit", "--data", data, "--formula", formula] + more)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Rows of a CSV file by the header's names.
  private func rows(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  /// Trade of five countries in three years that a gravity equation fits but for a wave.
  private func panel() -> String {
    var text = "exporter,importer,year,trade,dist,rta,w\n"
    let names = ["AAA", "BBB", "CCC", "DDD", "EEE"]
    for year in 2000..<2003 {
      for (i, from) in names.enumerated() {
        for (j, to) in names.enumerated() {
          let dist = i == j ? 100 : 500 + Double(137 * i * j % 900 + 60 * abs(i - j))
          let rta = (i + j + year) % 3 == 0 && i != j ? 1 : 0
          let wave = 1 + 0.3 * sin(Double(7 * i + 13 * j + 5 * year))
          let size = Double((i + 2) * (j + 3)) * Double(year - 1990)
          text += "\(from),\(to),\(year),\(size * wave * (1 + 0.4 * Double(rta)) / dist * 1000),"
          text += "\(dist),\(rta),1\n"
        }
      }
    }
    return text
  }

  @Test("predictions of the same rows by --predict are the fitted means; sums fit the outcomes")
  func predictions() throws {
    let data = try write(panel())
    let formula = "trade ~ log(dist) + i(year, rta) | exporter^year + importer^year"
    let place = try ScratchFolder.make()
    let own = place.appendingPathComponent("own.csv").path
    let again = place.appendingPathComponent("again.csv").path
    #expect(try fit(data, formula, "--predictions", own).status == 0)
    #expect(try fit(data, formula, "--predict", data, "--predictions", again).status == 0)
    let first = try rows(own)
    let second = try rows(again)
    #expect(first.count == 75 && second.count == 75)
    var totals: [String: (Double, Double)] = [:]
    for (a, b) in zip(first, second) {
      let mean = try #require(Double(a["mean"] ?? ""))
      let other = try #require(Double(b["mean"] ?? ""))
      #expect(abs(mean / other - 1) < 1e-9)
      #expect(a["line"] == b["line"] && b["reason"] == "")
      let outcome = try #require(Double(a["outcome"] ?? ""))
      let line = try #require(Int(a["line"] ?? ""))
      let key = "\((line - 2) / 5)"
      totals[key, default: (0, 0)].0 += outcome
      totals[key, default: (0, 0)].1 += mean
    }
    for (outcome, mean) in totals.values { #expect(abs(outcome / mean - 1) < 1e-8) }
  }

  @Test("rows that cannot be predicted are told with the reason, the others as theory says")
  func outOfSample() throws {
    let data = try write(panel())
    let other = try write(
      """
      exporter,importer,year,dist,rta
      AAA,BBB,2001,700,0
      AAA,BBB,2001,1400,0
      AAA,ZZZ,2001,700,0
      AAA,BBB,2009,700,0
      AAA,BBB,2001,,0
      """
    )
    let call = try fit(
      data,
      "trade ~ log(dist) + rta | exporter^year + importer^year",
      "--predict",
      other,
      "--json"
    )
    #expect(call.status == 0, "\(call.err)")
    let report = try json(call.out)
    let found = try #require(report["predictions"] as? [[String: Any]])
    #expect(found.count == 5)
    let coefficients = try #require(report["coefficients"] as? [[String: Any]])
    let distance = try #require(coefficients[0]["estimate"] as? Double)
    let near = try #require(found[0]["mean"] as? Double)
    let far = try #require(found[1]["mean"] as? Double)
    #expect(abs(log(far / near) - distance * log(2)) < 1e-9)
    let reasons = found.map { $0["reason"] as? String ?? "" }
    #expect(reasons[2] == "level 'ZZZ^2001' of 'importer^year' is not in the sample")
    #expect(reasons[3] == "level 'AAA^2009' of 'exporter^year' is not in the sample")
    #expect(reasons[4] == "no number in 'log(dist)'")
    #expect(found[2]["mean"] == nil && found[4]["mean"] == nil)
    #expect(try fit(data, "trade ~ rta", "--predict", other).status == 2)
  }

  @Test("a sum of effects from parts of the sample that nothing connects is not told")
  func unconnected() throws {
    var text = "a,b,y\n"
    for (a, b, y) in [("p", "u", 1), ("p", "v", 2), ("q", "u", 3), ("q", "v", 5)] {
      text += "\(a),\(b),\(y)\n\(a)2,\(b)2,\(y * y + 1)\n"
    }
    let data = try write(text)
    let other = try write("a,b\np,v\np,v2\n")
    let call = try fit(data, "y ~ 1 | a + b", "--predict", other, "--json")
    let found = try #require(try json(call.out)["predictions"] as? [[String: Any]])
    #expect(found[0]["mean"] is Double)
    #expect(
      found[1]["reason"] as? String == "no rows of the sample connect its levels of 'a' and 'b'"
    )
  }

  @Test("effects give back the means; resistances are one for the reference and fit the totals")
  func effectsAndResistances() throws {
    let data = try write(panel())
    let place = try ScratchFolder.make()
    let effects = place.appendingPathComponent("effects.csv").path
    let resistances = place.appendingPathComponent("resistances.csv").path
    let call = try fit(
      data,
      "trade ~ log(dist) + rta | exporter^year + importer^year",
      "--fixed-effects",
      effects,
      "--resistances",
      resistances,
      "--reference",
      "AAA",
      "--json"
    )
    #expect(call.status == 0, "\(call.err)")
    let levels = try rows(effects)
    #expect(levels.count == 30 && levels.allSatisfy { $0["observations"] == "5" })
    // Means by hand for the first row: AAA to AAA in 2000.
    let report = try json(call.out)
    let coefficients = try #require(report["coefficients"] as? [[String: Any]])
    func effect(_ name: String, _ level: String) throws -> Double {
      let row = levels.first { $0["effect"] == name && $0["level"] == level }
      return try #require(Double(row?["value"] ?? ""))
    }
    let distance = try #require(coefficients[0]["estimate"] as? Double)
    let agreement = try #require(coefficients[1]["estimate"] as? Double)
    // Π^(1−σ) of each country and year is Σ_j τ^(1−σ) E_j / (P_j^(1−σ)) over world output: Fally's
    // property of Poisson estimates, checked for all exporters of 2001.
    let rows2 = try rows(resistances)
    #expect(rows2.count == 15)
    for row in rows2 where row["country"] == "AAA" {
      #expect(abs((Double(row["inward_power"] ?? "") ?? 0) - 1) < 1e-9)
    }
    let table = try self.rows(data).filter { $0["year"] == "2001" }
    func inward(_ country: String) throws -> Double {
      let row = rows2.first { $0["country"] == country && $0["year"] == "2001" }
      return try #require(Double(row?["inward_power"] ?? ""))
    }
    var spending: [String: Double] = [:]
    for row in table {
      spending[row["importer"] ?? "", default: 0] += Double(row["trade"] ?? "") ?? 0
    }
    for country in ["AAA", "BBB", "CCC", "DDD", "EEE"] {
      var sum = 0.0
      for row in table where row["exporter"] == country {
        let dist = try #require(Double(row["dist"] ?? ""))
        let rta = try #require(Double(row["rta"] ?? ""))
        let importer = row["importer"] ?? ""
        sum +=
          exp(distance * log(dist) + agreement * rta) * (spending[importer] ?? 0)
          / (try inward(importer))
      }
      let row = rows2.first { $0["country"] == country && $0["year"] == "2001" }
      let outward = try #require(Double(row?["outward_power"] ?? ""))
      #expect(abs(outward / sum - 1) < 1e-7, "\(country)")
      let from = try effect("exporter^year", "\(country)^2001")
      #expect(from.isFinite)
    }
    #expect((report["resistances"] as? [Any])?.count == 15)
  }

  @Test(
    "what cannot be estimated is told with file and column, and ends with 1",
    arguments: [
      ("y,x\n1,0.5\n3,1.5\n", "y ~ x", "2 rows for 2 parameters"),
      ("y,x\n2,0.5\n2,1.5\n2,3\n", "y ~ x", "the same outcome in every row"),
      ("y,x\n0,0.5\n0,1.5\n0,3\n", "y ~ x", "zero in every row"),
      ("y,x\n1,0.5\n-2,1.5\n3,3\n", "y ~ x", "data.csv:3: column 'y': found -2"),
      ("y,x\n1,0.5\n2,word\n3,3\n", "y ~ x", "data.csv:3: column 'x': found 'word'"),
      ("y,x\nword,0.5\n2,1\n3,3\n", "y ~ x", "data.csv:2: column 'y': found 'word'"),
      ("y,x\n1,0.5\n2,1\n3,3\n", "y ~ z", "column 'z': found no such column"),
      ("y,x\n1,NaN\n2,NaN\n3,\n", "y ~ x", "3 with a missing value"),
      ("y,x\n1,2\n2\n", "y ~ x", "data.csv:3: found 1 fields"),
      ("y,y,x\n1,2,3\n", "y ~ x", "the column twice"),
      ("y,x\n", "y ~ x", "no rows"),
      ("", "y ~ x", "an empty file"),
      ("y,x,g\n1,1,a\n2,2,b\n3,3,c\n", "y ~ x | g", "3 alone in a level"),
    ]
  )
  func faults(text: String, formula: String, message: String) throws {
    let call = try fit(try write(text), formula)
    #expect(call.status == 1, "\(call.out) \(call.err)")
    #expect(call.err.contains(message), "\(call.err)")
    #expect(call.out.isEmpty)
  }

  @Test("weights, conditions, clusters and calls that leave nothing are told")
  func options() throws {
    let data = try write("y,x,g,w\n1,1,a,0\n2,2.5,a,0\n3,3,a,0\n5,2,a,0\n")
    let zero = try fit(data, "y ~ x", "--weights", "w")
    #expect(zero.status == 1 && zero.err.contains("4 of weight zero"))
    let none = try fit(data, "y ~ x", "--where", "x > 100")
    #expect(none.status == 1 && none.err.contains("no row that meets the condition"))
    let cluster = try fit(data, "y ~ x", "--cluster", "g")
    #expect(cluster.status == 1 && cluster.err.contains("one cluster alone"))
    let function = try fit(data, "y ~ frobnicate(x)")
    #expect(function.status == 2 && function.err.contains("no function 'frobnicate'"))
    let held = try fit(data, "y ~ x + I(2 * x)", "--json")
    #expect(held.status == 0)
    #expect(try json(held.out)["collinear"] as? [String] == ["2 * x"])
    // Nothing varies once the effects are out: the regressor is left out and named.
    let flat = try fit(data, "y ~ I(x > 0) | g", "--json")
    #expect(flat.status == 0)
    #expect(try json(flat.out)["collinear"] as? [String] == ["x > 0"])
    // A fit without a residual but with rows to spare: estimates, and that errors are rounding.
    let perfect = try fit(try write("y,x\n1,1\n2,2\n3,3\n5,5\n"), "y ~ log(x)", "--json")
    #expect(perfect.status == 0)
    let report = try json(perfect.out)
    #expect(report["isPerfect"] as? Bool == true && report["wald"] == nil)
    let slope = (report["coefficients"] as? [[String: Any]])?.last?["estimate"] as? Double
    #expect(abs((slope ?? 0) - 1) < 1e-9)
    let missing = try fit(try write("y,x\n1,1\n2,NaN\n3,3.5\n5,2\n4,.\n"), "y ~ x", "--json")
    let dropped = try json(missing.out)["dropped"] as? [String: Int]
    #expect(missing.status == 0 && dropped?["missing"] == 2)
  }
}
