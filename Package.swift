// swift-tools-version: 6.2
import PackageDescription

// One set of settings for every Swift target.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
]

/// A Swift library target and its test target, both with the same settings.
func module(
  _ name: String,
  _ dependencies: [Target.Dependency],
  resources: [Resource] = []
) -> [Target] {
  [
    .target(
      name: name,
      dependencies: dependencies,
      resources: resources,
      swiftSettings: settings,
      linkerSettings: [.linkedLibrary("m")]
    ),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name), "Fixtures"] + dependencies,
      swiftSettings: settings
    ),
  ]
}

let package = Package(
  name: "tumen",
  products: [
    .library(name: "Tables", targets: ["Tables"]),
    .library(name: "Numerics", targets: ["Numerics"]),
    .library(name: "FreightNetwork", targets: ["FreightNetwork"]),
    .library(name: "TradeGravity", targets: ["TradeGravity"]),
    .library(name: "TradeEquilibrium", targets: ["TradeEquilibrium"]),
    .library(name: "TradePolicy", targets: ["TradePolicy"]),
    .library(name: "ProjectAppraisal", targets: ["ProjectAppraisal"]),
    .executable(name: "tumen", targets: ["tumen"]),
  ],
  targets: [
    // MARK: C libraries
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CXlsxWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]
    ),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
    .systemLibrary(
      name: "CLAPACK",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]
    ),
    .systemLibrary(name: "CSuiteSparse", providers: [.apt(["libsuitesparse-dev"])]),
    .target(name: "CTomlFace"),
  ]
    // MARK: Engines, each a library that stands on its own
    + module("Tables", ["CGDAL", "CZlib", "CXlsxWriter", "CTomlFace", "CHDF5", "CReadStat"])
    + module("Numerics", ["CLAPACK", "CSuiteSparse"])
    + module("FreightNetwork", ["Tables", "Numerics"])
    + module("TradeGravity", ["Tables", "Numerics"])
    + module("TradeEquilibrium", ["Tables", "Numerics"])
    + module("TradePolicy", ["Tables"])
    + module("ProjectAppraisal", ["Numerics"])
    // MARK: The study and its report
    + module(
      "CorridorStudy",
      [
        "Tables", "Numerics", "FreightNetwork", "TradeGravity", "TradeEquilibrium", "TradePolicy",
        "ProjectAppraisal",
      ]
    )
    + module(
      "StudyReport",
      ["CorridorStudy", "Tables", "ProjectAppraisal", "Numerics"],
      resources: ["report.html", "report.css", "common.js", "report.js", "portfolio.js"].map {
        .embedInCode("Page/\($0)")
      }
    )
    // MARK: What tests share
    + [.target(name: "Fixtures", path: "Tests/Fixtures", swiftSettings: settings)]
    // MARK: The command line
    + [
      .executableTarget(
        name: "tumen",
        dependencies: [
          "CorridorStudy", "StudyReport", "FreightNetwork", "TradeGravity", "TradeEquilibrium",
          "TradePolicy", "ProjectAppraisal", "Numerics", "Tables",
        ],
        swiftSettings: settings
      ),
      .testTarget(
        name: "CommandTests",
        dependencies: ["tumen", "Fixtures"],
        swiftSettings: settings
      ),
    ],
  cxxLanguageStandard: .cxx17
)
