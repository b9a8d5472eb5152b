import Testing

@testable import StudyReport

@Suite("Tabs of workbooks")
struct SheetTabTests {
  @Test("Tabs fit, differ even where case is not looked at, and have no forbidden character")
  func names() {
    let sets = [
      ["a", "b"], ["a", "A"], ["with:colon", "b"], ["it's", "b"],
      ["a-very-long-name-of-a-scenario-1", "a-very-long-name-of-a-scenario-2"],
    ]
    for ids in sets {
      let tabs = ids.map { SheetTab.name("Rank", $0, among: ids) }
      #expect(Set(tabs.map { $0.lowercased() }).count == ids.count, "\(tabs)")
      for tab in tabs {
        #expect(tab.count <= 31)
        #expect(!tab.contains { "[]:*?/\\'".contains($0) }, "\(tab)")
      }
    }
    #expect(SheetTab.name("Rank", "no_measures", among: ["no_measures"]) == "Rank no_measures")
  }
}
