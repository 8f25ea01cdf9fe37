/// A row of a margin account's history, with the endpoint that tells such rows page by page.
protocol BinanceMarginRow: Hashable, Sendable {
  static var endpoint: String { get }
  /// Whether the endpoint takes an asset to look for.
  static var takesAsset: Bool { get }
  init(_ json: JSONValue) throws
}

extension BinanceMarginRow {
  static var takesAsset: Bool { true }
}
