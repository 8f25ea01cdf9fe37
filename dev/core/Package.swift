// swift-tools-version: 6.2

// The model and the engine as a package of their own, so that their tests build in seconds: `make test-core`.
// The sources are links to the root package's.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "argonaut-core",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .target(name: "TradingModel", swiftSettings: settings),
    .target(
      name: "TradingEngine",
      dependencies: [
        "TradingModel",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "TradingModelTests", dependencies: ["TradingModel"], swiftSettings: settings),
    .testTarget(
      name: "TradingEngineTests", dependencies: ["TradingEngine", "TradingModel"], swiftSettings: settings),
  ]
)
