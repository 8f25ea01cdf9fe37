import Foundation

/// Where the package and the data beside it are.
enum TestPlaces {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func shared(_ name: String) -> String? {
    let path = root.appending(path: "../shared/data/recorded/\(name)").standardizedFileURL.path
    if FileManager.default.fileExists(atPath: path) { return path }
    print("skipped: ../shared/data/recorded/\(name) is not here")
    return nil
  }

  /// The recordings to replay: all of them where time does not matter.
  static let recordings =
    ["spot-btcusdt-20240808.jsonl.gz", "coinm-btcusd_perp-20240808.jsonl.gz"]
    + (ProcessInfo.processInfo.environment["ARGONAUT_LONG"] == nil
      ? [] : ["usdm-btcusdt-20240808.jsonl.gz", "spot-btcusdt-20240809.jsonl.gz"])

  static func fixture(_ name: String) -> String { root.appending(path: "Fixtures/recordings/\(name)").path }
}
