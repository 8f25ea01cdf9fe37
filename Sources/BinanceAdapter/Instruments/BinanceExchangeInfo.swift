public import TradingModel
import TradingNetwork

/// An exchangeInfo document: what is said once, and where each symbol stands in the bytes.
///
/// The document is walked over once at the start; symbols are read later, a few at a time, so that a loop that is busy
/// with market data is never held up by thousands of symbols.
public struct BinanceExchangeInfo: Sendable {
  /// When the venue made the document.
  public private(set) var serverTime: UnixNanos?
  /// The limits of requests and orders.
  private(set) var rateWindows: [RateWindow] = []
  /// The filters that hold for the exchange as a whole.
  private(set) var exchangeFilters: JSONValue?
  private let body: [UInt8]
  private var ranges: [Range<Int>] = []

  init(_ body: [UInt8]) throws {
    self.body = body
    try body.withUnsafeBytes { buffer in
      var reader = JSONReader(buffer)
      var hasSymbols = false
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "serverTime": serverTime = try JSONValue(from: &reader).milliseconds
        case "rateLimits": rateWindows = Self.windows(try JSONValue(from: &reader))
        case "exchangeFilters": exchangeFilters = try JSONValue(from: &reader)
        case "symbols":
          hasSymbols = true
          try reader.beginArray()
          while try reader.nextElement() {
            let raw = try reader.readRawValue()
            ranges.append((reader.offset - raw.count)..<reader.offset)
          }
        default: try reader.skipValue()
        }
      }
      try reader.finish()
      if !hasSymbols { throw BinanceDecodingError(field: "symbols") }
    }
  }

  /// How many symbols there are.
  public var count: Int { ranges.count }

  /// The symbol at an index as a tree; `nil` beyond the end or when it cannot be read.
  public func symbol(at index: Int) -> JSONValue? {
    guard ranges.indices.contains(index) else { return nil }
    return body.withUnsafeBytes { buffer in
      var reader = JSONReader(UnsafeRawBufferPointer(rebasing: buffer[ranges[index]]))
      return try? JSONValue(from: &reader)
    }
  }

  /// All symbols as trees.
  public var symbols: [JSONValue] { (0..<count).compactMap { symbol(at: $0) } }

  private static func windows(_ json: JSONValue) -> [RateWindow] {
    (json.elements ?? []).compactMap { element in
      guard let kind = element["rateLimitType"]?.text.flatMap(RateLimitKind.init(rawValue:)),
        let unit = element["interval"]?.text, let limit = element["limit"]?.int, limit > 0,
        let interval = BinanceUsageHeaders.interval("\(element["intervalNum"]?.int ?? 1)\(unit.prefix(1).lowercased())")
      else { return nil }
      return RateWindow(kind: kind, interval: interval, limit: limit)
    }
  }
}
