// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "DataClientQuotes",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "argonaut", path: "../..")],
  targets: [
    .executableTarget(
      name: "DataClientQuotes",
      dependencies: [
        .product(name: "BinanceAdapter", package: "argonaut"),
        .product(name: "TradingModel", package: "argonaut"),
      ])
  ]
)
