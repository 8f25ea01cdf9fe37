// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "FuturesBasis",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "argonaut", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuturesBasis",
      dependencies: [
        .product(name: "BinanceAdapter", package: "argonaut"),
        .product(name: "BinanceSandbox", package: "argonaut"),
        .product(name: "TradingEngine", package: "argonaut"),
        .product(name: "TradingLive", package: "argonaut"),
        .product(name: "TradingModel", package: "argonaut"),
      ]
    )
  ]
)
