import Tables
import Testing

@Suite("Settings from TOML")
struct TOMLTableTests {
  @Test("values, tables, arrays of tables and dates come as written")
  func values() throws {
    let (read, faults) = toml(
      """
      name = "Test – ünï"
      years = [2014, 2015]
      opening = 2013-09-22
      live = true
      [discount]
      economic = 0.09
      whole = 1
      [[scenario]]
      id = "a"
      [[scenario]]
      id = "b"
      """
    )
    let root = try #require(read)
    #expect(root.text("name") == "Test – ünï")
    #expect(root.numbers("years") == [2014, 2015])
    #expect(root.date("opening")?.description == "2013-09-22")
    #expect(root.optionalDate("closing") == nil)
    #expect(root.flag("live", default: false) == true)
    #expect(root.flag("dead", default: true) == true)
    let discount = try #require(root.table("discount"))
    #expect(discount.number("economic", in: 0...1) == 0.09)
    #expect(discount.number("whole") == 1)
    #expect(discount.number("other", default: 2) == 2)
    #expect(discount.integer("whole", in: 0...9) == 1)
    #expect(discount.keys == ["economic", "whole"])
    #expect(root.tables("scenario").map { $0.text("id") } == ["a", "b"])
    #expect(root.tables("project").isEmpty)
    root.finish()
    #expect(faults.faults.isEmpty)
  }

  @Test("wrong types, ranges and missing keys are all told, with line and key")
  func wrong() throws {
    let (read, faults) = toml(
      """
      name = 7
      rate = 2.0
      steps = [1, "two"]
      when = "soon"
      list = 1
      nan = nan
      inf = [inf]
      day = 12:00:00
      [inner]
      deep = "x"
      """
    )
    let root = try #require(read)
    #expect(root.text("name") == nil)
    #expect(root.number("rate", in: 0...1) == nil)
    #expect(root.numbers("steps") == nil)
    #expect(root.date("when") == nil)
    #expect(root.tables("list").isEmpty)
    #expect(root.number("nan") == nil)
    #expect(root.numbers("inf") == nil)
    #expect(root.date("day") == nil)
    #expect(root.table("inner")?.integer("deep", in: 0...1) == nil)
    #expect(root.number("absent") == nil)
    #expect(faults.errors.map(\.line) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 1])
    #expect(
      faults.errors.map(\.column) == [
        "name", "rate", "steps", "when", "list", "nan", "inf", "day", "inner.deep", "absent",
      ]
    )
    #expect(faults.errors[1].expected == "a number from 0 to 1")
  }

  @Test("keys that nobody asked for are warnings, at every depth, with the name that was meant")
  func unknownKeys() throws {
    let (read, faults) = toml("a = 1\nnmae = 2\n[t]\nx = 1\nz = 1\n[u]\ny = 1\n")
    let root = try #require(read)
    _ = root.integer("a", in: 0...9)
    _ = root.text("name", default: "")
    _ = root.table("t")?.number("x")
    root.finish()
    #expect(faults.errors.isEmpty)
    #expect(faults.warnings.map(\.column) == ["nmae", "u", "t.z"])
    #expect(faults.warnings.map(\.line) == [2, 6, 5])
    #expect(faults.warnings.first?.expected.contains("did you mean 'name'") == true)
  }

  @Test(
    "a syntax error is one fault with its line",
    arguments: [
      ("a = \n", 1), ("a = 1\nb = [1, 2\n", 2), ("a = 1\na = 2\n", 2), ("[t\n", 1),
      ("x = 1\ny = 2015-13-40\n", 2), ("a = 99999999999999999999\n", 1), ("= 1", 1),
      ("a = 1\n\n[[[b]]]\nc = 2\n", 3), ("x = 1\n[&", 2), ("[[=\n", 1),
    ]
  )
  func syntax(text: String, line: Int) {
    let (read, faults) = toml(text)
    #expect(read == nil)
    #expect(faults.errors.count == 1)
    #expect(faults.errors.first?.line == line)
    #expect(faults.errors.first?.found.hasPrefix("broken TOML") == true)
  }

  @Test("an empty file is an empty table, bad UTF-8 and deep nesting are faults")
  func edges() throws {
    #expect(toml("").table?.keys == [])
    let faults = FaultCollector()
    #expect(TOMLTable.parse([0x61, 0x3D, 0xFF], name: "x.toml", faults: faults) == nil)
    #expect(faults.errors.first?.line == 1)
    let deep = "a = " + String(repeating: "[", count: 100_000)
    #expect(toml(deep).faults.errors.count == 1)
  }
}
