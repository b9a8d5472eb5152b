// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets, apart from the product: `Fuzz/run` builds and runs them.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "tumen", path: "..")],
  targets: ["FuzzTNTP", "FuzzGMNS", "FuzzOMX"].map { name in
    .executableTarget(
      name: name,
      dependencies: [
        .product(name: "FreightNetwork", package: "tumen"),
        .product(name: "Tables", package: "tumen"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]
    )
  }
)
