import Foundation
import Tables
import Testing

@Suite("Faults")
struct InputFaultTests {
  @Test("a fault names file, line, column, what was found and what was expected")
  func description() {
    let fault = InputFault(
      file: "trade.csv",
      line: 7,
      column: "exporter",
      found: "unknown region 'XX'",
      expected: "the id of a region"
    )
    #expect(
      fault.description
        == "trade.csv:7: column 'exporter': found unknown region 'XX', expected the id of a region"
    )
    let whole = InputFault(
      file: "a.csv",
      found: "an empty file",
      expected: "a header row",
      severity: .warning
    )
    #expect(whole.description == "a.csv: warning: found an empty file, expected a header row")
  }

  @Test("warnings alone do not throw; one error throws all, in the order found")
  func collector() throws {
    let faults = FaultCollector()
    try faults.throwIfAny()
    faults.warning("a", found: "x", expected: "y")
    try faults.throwIfAny()
    faults.error("b", found: "x", expected: "y")
    faults.warning("c", found: "x", expected: "y")
    let thrown = #expect(throws: InputFaults.self) { try faults.throwIfAny() }
    #expect(thrown?.faults.map(\.file) == ["a", "b", "c"])
    #expect(thrown?.description.split(separator: "\n").count == 3)
  }

  @Test("faults survive JSON")
  func json() throws {
    let fault = InputFault(file: "f", line: 1, column: nil, found: "ö", expected: "\"")
    #expect(try JSONDecoder().decode(InputFault.self, from: JSONText.data(fault)) == fault)
  }

  @Test("the nearest name is near, and itself when it is there; far ones are not guessed")
  func nearest() {
    let names = ["exporter", "importer", "value_usd_m", "x"]
    for name in names { #expect(NearestName.suggestion(for: name, among: names) == name) }
    #expect(NearestName.suggestion(for: "exporte", among: names) == "exporter")
    #expect(NearestName.suggestion(for: "IMPORTER", among: names) == "importer")
    #expect(NearestName.suggestion(for: "quality", among: names) == nil)
    #expect(NearestName.suggestion(for: "", among: []) == nil)
    #expect(NearestName.hint(for: "tonnes", among: names) == "")
  }
}
