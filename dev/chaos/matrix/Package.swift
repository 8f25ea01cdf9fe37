// swift-tools-version: 6.2

// The fault matrix as a program: `make chaos`. The sessions are those of the tests in `Tests/IntegrationTests/Chaos`; the
// sources here are links.

import PackageDescription

let package = Package(
  name: "chaos-matrix",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "argonaut", path: "../../..")],
  targets: [
    .executableTarget(
      name: "ChaosMatrix",
      dependencies: [
        "BinanceAdapter", "BinanceSandbox", "TradingEngine", "TradingLive", "TradingModel", "TradingNetwork",
      ].map { .product(name: $0, package: "argonaut") })
  ]
)
