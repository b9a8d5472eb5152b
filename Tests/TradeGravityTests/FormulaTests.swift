import Testing
import TradeGravity

@Suite struct FormulaTests {
  @Test("a two-part formula is read into response, terms and crossed effects")
  func twoParts() throws {
    let formula = try GravityFormula(
      "trade ~ log(dist) + rta + i(year, ln_dist, ref = 1986) | exporter^year + importer^year + pair"
    )
    #expect(formula.response == .column("trade"))
    #expect(formula.terms.count == 3)
    #expect(formula.terms[0].factors[0].value == .call("log", [.column("dist")]))
    #expect(formula.terms[2].factors[0].levels == .but([.number(1986)]))
    #expect(formula.absorbed.map(\.label) == ["exporter^year", "importer^year", "pair"])
    #expect(!formula.hasIntercept)
    #expect(
      formula.columns == [
        "trade", "dist", "rta", "year", "ln_dist", "exporter", "importer", "pair",
      ]
    )
  }

  @Test("a product of terms is both and their interaction, each once")
  func products() throws {
    let formula = try GravityFormula("y ~ a*b + a + a:b + C(g) + offset(log(n)) - 1")
    let names = formula.terms.map { $0.factors.map(\.value.label).joined(separator: ":") }
    #expect(names == ["a", "b", "a:b", "g"])
    #expect(!formula.hasIntercept)
    #expect(formula.offset == .call("log", [.column("n")]))
  }

  @Test("slopes of levels stand in brackets, twice without constants")
  func slopes() throws {
    let formula = try GravityFormula("y ~ x | i[t] + j[[t, u]]")
    #expect(formula.absorbed[0].hasConstants)
    #expect(formula.absorbed[0].slopes == [.column("t")])
    #expect(!formula.absorbed[1].hasConstants)
    #expect(formula.absorbed[1].slopes == [.column("t"), .column("u")])
  }

  @Test("comparisons in brackets are columns of ones and zeros")
  func comparisons() throws {
    let formula = try GravityFormula("y ~ (exporter != importer):x + I(a + b)")
    #expect(
      formula.terms[0].factors[0].value
        == .infix(.unequal, .column("exporter"), .column("importer"))
    )
    #expect(formula.terms[1].factors[0].value == .infix(.plus, .column("a"), .column("b")))
  }

  @Test(
    "what is not a formula is told with its place",
    arguments: [
      ("trade rta", 7), ("trade ~ rta |", 14), ("trade ~ foo(rta)", 9), ("y ~ x + $", 9),
      ("y ~ (x", 7), ("", 1), ("y ~ i(year, x, rex = 3)", 16),
    ]
  )
  func faults(text: String, position: Int) {
    let fault = #expect(throws: FormulaFault.self) { try GravityFormula(text) }
    #expect(fault?.position == position)
  }

  @Test("a condition picks rows by ranges with steps, lists and comparisons")
  func condition() throws {
    let table = GravityData(
      name: "t",
      columns: [
        ("year", .real([1986, 1987, 1990, 2006, .nan, 2007])),
        ("a", .text(codes: [0, 1, 0, 1, 0, 1], labels: ["ARG", "AUS"])),
        ("b", .text(codes: [0, 0, 0, 0, 0, -1], labels: ["ARG"])),
      ]
    )
    func rows(_ text: String) throws -> [Double] {
      try GravityFormula.condition(text).numbers(in: table)
    }
    #expect(try rows("year in 1986..2006 step 4").prefix(4) == [1, 0, 1, 1])
    #expect(try rows("year in 1986..2005 step 4 || year == 1987").prefix(4) == [1, 1, 1, 0])
    #expect(try rows("a != b").prefix(5) == [0, 1, 0, 1, 0])
    #expect(try rows("a in {AUS} && !(year < 1990)").prefix(4) == [0, 0, 0, 1])
    #expect(try rows("a == 'ARG' and year >= 1990")[4].isNaN)
    #expect(try rows("total(year, a)").prefix(3) == [3976, 6000, 3976])
  }
}
