import Foundation
import Testing

@testable import BinanceSandbox

/// The venue's documented samples, where they are at hand.
enum VenueSamples {
  private static let root = TestPlaces.root.appending(path: "../shared/data/binance-api")

  static var isPresent: Bool { FileManager.default.fileExists(atPath: root.path) }

  static func read(_ name: String) throws -> JSONValue {
    let data = try Data(contentsOf: root.appending(path: name))
    return try #require(JSONValue(Array(data)), "\(name)")
  }
}
