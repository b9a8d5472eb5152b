import CorridorStudy
import Fixtures
import Foundation
import Testing

@testable import StudyReport

/// The portfolio of the built-in study without draws, made once.
private enum MadePortfolio {
  static let made = Result<(portfolio: PortfolioResult, projects: [StudyResult]), any Error> {
    let folder = MadeReport.root.appendingPathComponent("studies/northeast-asia")
    var options = RunOptions()
    options.threads = 2
    return try StudyRun.portfolio(
      try Study.load(folder).study,
      options: options,
      version: "test"
    )
  }

  static let assets = WebAssets(folder: MadeReport.root.appendingPathComponent(".web"))

  static func page(_ name: String) throws -> Data {
    if name == "portfolio" {
      return try PortfolioPage(result: made.get().portfolio, assets: assets).html()
    }
    if name == "khasan-rajin with draws" {
      return try ReportPage(result: MadeReport.made.get().0, assets: assets).html()
    }
    let result = try #require(made.get().projects.first { $0.project.id == name })
    return try ReportPage(result: result, assets: assets).html()
  }
}

/// What a reader would stumble over, looked for in the pages as a browser lays them out.
@Suite(
  "Pages as they are read",
  .enabled(if: MadeReport.browser != nil, "needs Chromium")
)
struct ReportPageTests {
  /// Lists the faults of a page, once its charts have drawn.
  static let script = """
    <script>setTimeout(() => {
      const faults = [], add = (what, text) => faults.push(what + ": " + String(text).slice(0, 80));
      document.querySelectorAll("details").forEach(d => { d.open = true; });
      const text = document.getElementById("main").innerText;
      for (const m of text.matchAll(/.{0,30}(undefined|NaN|\\[object|Infinity|\\bnull\\b).{0,20}/g)) add("no value", m[0]);
      for (const m of text.matchAll(/.{0,20}−0(\\.0+)?(?![\\d.]).{0,10}/g)) add("a sign before nothing", m[0]);
      document.querySelectorAll("th").forEach(t => { if (!t.textContent.trim()) add("a column without heading", t.closest("table").innerText); });
      document.querySelectorAll(".chart text").forEach(t => { if (t.textContent.includes("…")) add("a label that breaks off", t.textContent); });
      document.querySelectorAll("a[href^='#']").forEach(a => { if (!document.getElementById(a.getAttribute("href").slice(1))) add("a link to nowhere", a.href); });
      document.querySelectorAll("section").forEach(s => { if (s.innerText.trim() === s.querySelector("h2").innerText.trim()) add("an empty section", s.id); });
      document.querySelectorAll(".chart").forEach(c => {
        const name = c.getAttribute("aria-label");
        if (!c.querySelector(".mark-rect path, .mark-line path, .mark-rule line, .mark-symbol path")) add("an empty chart", name);
        c.querySelectorAll(".role-legend").forEach(l => {
          const colours = [...l.querySelectorAll(".role-legend-symbol path")].map(p => [p.getAttribute("fill"), p.getAttribute("stroke"), p.getAttribute("stroke-dasharray")].join());
          if (new Set(colours).size < colours.length) add("one colour for two things", name);
        });
      });
      const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      const apart = (labels, what) => {
        const boxes = labels.filter(l => l.textContent.trim() && l.getAttribute("opacity") !== "0").map(l => [l.getBoundingClientRect(), l.textContent]).filter(b => b[0].width);
        boxes.forEach(([a, x], i) => boxes.slice(i + 1).forEach(([b, y]) => { if (hit(a, b)) add(what, x + " / " + y); }));
      };
      document.querySelectorAll(".chart svg").forEach(s => { s.querySelectorAll(".role-axis").forEach(a => apart([...a.querySelectorAll("text")], "labels of an axis overlap")); apart([...s.querySelectorAll(".role-legend text")], "words of a legend overlap"); });
      const map = document.getElementById("map");
      if (map) {
        const names = [...map.querySelectorAll(".places text")], edge = map.getBoundingClientRect();
        apart(names, "names on the map overlap");
        if (names.length < 3) add("names on the map", names.length);
        for (const n of names) { const b = n.getBoundingClientRect(); if (b.left < edge.left - 1 || b.right > edge.right + 1) add("a name beyond the map", n.textContent); }
      }
      if (document.documentElement.scrollWidth > innerWidth + 1) { const wide = [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.parentElement.closest(".scroll, .chart, #map")); add("the page is wider than its window", wide.map(e => e.tagName + "." + e.className + "#" + e.id).join(" ")); }
      document.querySelectorAll("script").forEach(s => s.remove());
      const out = document.createElement("pre"); out.textContent = "FAULTS<" + faults.join("|") + ">FAULTS"; document.body.append(out);
    }, 6000);</script>
    """

  /// The page's document once it is drawn.
  private static func document(_ page: Data, width: Int) throws -> String {
    var text = String(decoding: page, as: UTF8.self)
    let end = try #require(text.range(of: "</body>", options: .backwards))
    text.insert(contentsOf: script, at: end.lowerBound)
    return try withFolder { folder in
      let file = folder.appendingPathComponent("page.html")
      try Data(text.utf8).write(to: file)
      return try runProgram(
        URL(fileURLWithPath: try #require(MadeReport.browser)),
        [
          "--headless=new", "--no-sandbox", "--disable-gpu",
          "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=\(width),1500",
          "--virtual-time-budget=30000", "--dump-dom", file.absoluteString,
        ]
      ).out
    }
  }

  @Test(
    "No label overlaps or breaks off, no colour stands for two things, no value, heading or chart is missing",
    arguments: [
      "portfolio", "khasan-rajin with draws", "kaesong-2015", "gas-pipeline-korea", "pobeda",
    ],
    [1400, 500]
  )
  func legible(name: String, width: Int) throws {
    let document = try Self.document(MadePortfolio.page(name), width: width)
    let start = try #require(document.range(of: "FAULTS&lt;"), "the page was not drawn")
    let end = try #require(document.range(of: "&gt;FAULTS"))
    let faults = document[start.upperBound..<end.lowerBound].split(separator: "|")
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(20).joined(separator: "\n"))")
  }

  @Test("The first page leads with the answer, and tells of counted traffic whose it is")
  func executive() throws {
    let own = try Self.document(MadePortfolio.page("khasan-rajin with draws"), width: 1400)
    #expect(own.contains("<strong>The answer. It brings more than it costs under “No measures”"))
    #expect(own.contains("Chance that it loses"))
    #expect(own.contains("Grey bars: range counted at the border"))
    let zone = try Self.document(MadePortfolio.page("kaesong-2015"), width: 1400)
    #expect(zone.contains("which is not this project’s"))
    #expect(!zone.contains("id=\"traffic\""))
    #expect(!zone.contains("Chance that it loses"))
    let all = try Self.document(MadePortfolio.page("portfolio"), width: 1400)
    #expect(all.contains("<strong>The answer. "))
  }

  @Test("Investment is at constant prices, the portfolio’s where it ends within the horizon")
  func investment() throws {
    let (portfolio, projects) = try MadePortfolio.made.get()
    var compared = 0
    for (project, result) in zip(portfolio.projects, projects) {
      #expect(project.id == result.project.id)
      let whole = result.project.capex.reduce(0) { $0 + $1.usdMillion }
      let spent = result.scenarios[0].economics.items.filter { $0.kind == "capex" }
        .reduce(0) { $0 - $1.usdMillion.reduce(0, +) }
      #expect(spent < whole + 1e-6)
      if abs(spent / whole - 1) < 1e-9 { compared += 1 }
      #expect(project.capexUSDMillion < whole + 1e-6)
    }
    #expect(compared >= 8)
  }
}
