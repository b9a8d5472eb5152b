import CorridorStudy
import Foundation
import Tables

/// The report as one page that opens offline: figures, scripts and base map in one file.
struct ReportPage {
  let result: StudyResult
  let assets: WebAssets

  /// The page.
  func html() throws -> Data {
    try PageAssembly(
      title: "\(result.project.name) – appraisal",
      script: String(decoding: PackageResources.report_js, as: UTF8.self),
      files: "results.xlsx and results.json",
      hasMap: true,
      assets: assets
    ).html(result)
  }
}

/// The report of a portfolio as one page that opens offline.
struct PortfolioPage {
  let result: PortfolioResult
  let assets: WebAssets

  /// The page.
  func html() throws -> Data {
    try PageAssembly(
      title: "\(result.study.name) – portfolio",
      script: String(decoding: PackageResources.portfolio_js, as: UTF8.self),
      files: "portfolio.xlsx and portfolio.json",
      hasMap: false,
      assets: assets
    ).html(result)
  }
}

/// Puts a page together out of figures, scripts and base map.
struct PageAssembly {
  let title: String
  let script: String
  /// Files that hold the same figures, for readers without scripts.
  let files: String
  /// Whether the script draws a map.
  let hasMap: Bool
  let assets: WebAssets

  /// The page of some figures.
  func html(_ result: some Encodable) throws -> Data {
    let figures = String(decoding: try JSONText.inPage(result), as: UTF8.self)
    let parts: [(String, String)] = [
      ("TITLE", title.escapedForHTML),
      ("CSS", String(decoding: PackageResources.report_css, as: UTF8.self)),
      ("DATA", figures),
      ("LAND", hasMap ? try assets.land() : "[]"),
      ("FILES", files),
      ("VEGA", try assets.script("vega.js")),
      ("VEGALITE", try assets.script("vega-lite.js")),
      ("VEGAEMBED", try assets.script("vega-embed.js")),
      ("COMMON", String(decoding: PackageResources.common_js, as: UTF8.self)),
      ("SCRIPT", script),
    ]
    // Cut at the marks once, so that nothing put in is searched again.
    var page = ""
    var rest = String(decoding: PackageResources.report_html, as: UTF8.self)[...]
    while let open = rest.range(of: "{{"), let close = rest.range(of: "}}") {
      page += rest[..<open.lowerBound]
      let name = rest[open.upperBound..<close.lowerBound]
      page += parts.first { $0.0 == name }?.1 ?? ""
      rest = rest[close.upperBound...]
    }
    return Data((page + rest).utf8)
  }
}

extension String {
  /// With the characters that mean something in HTML replaced.
  fileprivate var escapedForHTML: String {
    replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
