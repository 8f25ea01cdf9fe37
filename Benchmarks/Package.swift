// swift-tools-version: 6.2

// The benchmarks, in a package of their own so that nobody builds them by accident. `make bench` runs them.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// What a benchmark of a whole node needs.
let wholeNode: [Target.Dependency] = [
  "BenchmarkSupport",
  .product(name: "BinanceAdapter", package: "argonaut"),
  .product(name: "TradingEngine", package: "argonaut"),
  .product(name: "TradingLive", package: "argonaut"),
  .product(name: "TradingModel", package: "argonaut"),
  .product(name: "TradingNetwork", package: "argonaut"),
  .product(name: "Logging", package: "swift-log"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
  name: "argonaut-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "argonaut", path: ".."),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .target(name: "AllocationCounter"),
    .target(name: "BenchmarkSupport", dependencies: ["AllocationCounter"], swiftSettings: settings),
    .executableTarget(
      name: "FeedBench",
      dependencies: [
        "AllocationCounter", "BenchmarkSupport",
        .product(name: "BinanceAdapter", package: "argonaut"),
        .product(name: "TradingEngine", package: "argonaut"),
        .product(name: "TradingModel", package: "argonaut"),
        .product(name: "TradingNetwork", package: "argonaut"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "OrderBench",
      dependencies: wholeNode,
      swiftSettings: settings
    ),
    .executableTarget(
      name: "NodeBench",
      dependencies: wholeNode,
      swiftSettings: settings
    ),
    .executableTarget(
      name: "MicroBench",
      dependencies: [
        "AllocationCounter", "BenchmarkSupport",
        .product(name: "BinanceAdapter", package: "argonaut"),
        .product(name: "TradingEngine", package: "argonaut"),
        .product(name: "TradingModel", package: "argonaut"),
        .product(name: "TradingNetwork", package: "argonaut"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
  ]
)
