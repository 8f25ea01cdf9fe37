// swift-tools-version: 6.2

// All examples as one package, so that CI builds what they depend on once: `make examples`. Each of them is a package of
// its own in `Examples`; the sources here are links.

import PackageDescription

let products = ["BinanceAdapter", "BinanceSandbox", "TradingEngine", "TradingLive", "TradingModel"]

let package = Package(
  name: "all-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "argonaut", path: "../..")],
  targets: [
    "DataClientQuotes", "EmaCross", "FuturesBasis", "HTTPClient", "InstrumentProvider", "MarginShort",
    "WebSocketClient",
  ].map { name in
    .executableTarget(name: name, dependencies: products.map { .product(name: $0, package: "argonaut") })
  }
)
