import Foundation
import TradingNetwork

/// Keeps a pause or ban of the venue across restarts, so that a process that starts during a ban does not ask.
struct BinanceBlockStore {
  private let file: URL

  init?(directory: String?, pool: String) {
    guard let directory else { return nil }
    file = URL(fileURLWithPath: directory, isDirectory: true).appendingPathComponent("binance-\(pool)-block.json")
  }

  /// The block that an earlier process noted.
  func load() -> RateBlock? {
    guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
    return try? JSONDecoder().decode(RateBlock.self, from: data)
  }

  /// Notes a block. A failure is no reason to stop: the block holds in this process anyway.
  func save(_ block: RateBlock) {
    guard let data = try? JSONEncoder().encode(block) else { return }
    try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? data.write(to: file, options: .atomic)
  }
}
