// swift-tools-version: 6.2

import PackageDescription

/// Settings shared by every target: the Swift 6 language mode, warnings as errors, and the upcoming
/// features that keep imports and existentials explicit.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "argonaut",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TradingModel", targets: ["TradingModel"]),
    .library(name: "TradingEngine", targets: ["TradingEngine"]),
    .library(name: "TradingNetwork", targets: ["TradingNetwork"]),
    .library(name: "TradingLive", targets: ["TradingLive"]),
    .library(name: "TradingStore", targets: ["TradingStore"]),
    .library(name: "BinanceAdapter", targets: ["BinanceAdapter"]),
    .library(name: "BinanceSandbox", targets: ["BinanceSandbox"]),
    .library(name: "TradingTesting", targets: ["TradingTesting"]),
    .executable(name: "argonaut", targets: ["argonaut"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(
      name: "TradingModel",
      swiftSettings: settings
    ),
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
    .target(
      name: "TradingNetwork",
      dependencies: [
        "TradingModel",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSOCKS", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TradingStore",
      dependencies: ["TradingEngine", "TradingModel"],
      swiftSettings: settings
    ),
    .target(
      name: "TradingLive",
      dependencies: [
        "TradingEngine",
        "TradingModel",
        "TradingNetwork",
        "TradingStore",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "BinanceAdapter",
      dependencies: [
        "TradingEngine",
        "TradingLive",
        "TradingModel",
        "TradingNetwork",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "BinanceSandbox",
      dependencies: [
        "CZlib",
        "TradingModel",
        "TradingNetwork",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TradingTesting",
      dependencies: [
        "TradingEngine",
        "TradingModel",
        "TradingNetwork",
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "argonaut",
      dependencies: [
        "BinanceAdapter",
        "BinanceSandbox",
        "CZlib",
        "TradingEngine",
        "TradingLive",
        "TradingModel",
        "TradingNetwork",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingModelTests",
      dependencies: ["TradingModel"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingEngineTests",
      dependencies: ["TradingEngine", "TradingModel"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingNetworkTests",
      dependencies: [
        "TradingModel", "TradingNetwork", "TradingTesting",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingStoreTests",
      dependencies: ["TradingEngine", "TradingModel", "TradingStore"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingLiveTests",
      dependencies: [
        "TradingEngine", "TradingLive", "TradingModel",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "BinanceAdapterTests",
      dependencies: [
        "BinanceAdapter", "TradingEngine", "TradingLive", "TradingModel", "TradingNetwork", "TradingTesting",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "BinanceSandboxTests",
      dependencies: [
        "BinanceSandbox", "TradingModel", "TradingNetwork",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TradingTestingTests",
      dependencies: ["TradingModel", "TradingNetwork", "TradingTesting"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "BinanceAdapter", "BinanceSandbox", "TradingEngine", "TradingLive", "TradingModel", "TradingNetwork",
        "TradingStore", "TradingTesting",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "argonautTests",
      dependencies: [
        "argonaut", "BinanceAdapter", "BinanceSandbox", "TradingEngine", "TradingLive", "TradingModel",
        "TradingTesting",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
  ]
)

// The documentation plugin is needed by `make docs` alone; nobody else resolves it.
if Context.environment["ARGONAUT_DOCS"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
