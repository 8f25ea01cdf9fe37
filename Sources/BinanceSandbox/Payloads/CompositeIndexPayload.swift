import TradingModel

/// Indices of several assets, which need not be traded themselves.
struct CompositeIndex {
  /// How much of an asset is in the index, in units of 10^-8.
  struct Part {
    let asset: String
    let weight: Int64
  }

  let symbol: String
  let parts: [Part]

  /// Those that USDⓈ-M has.
  static let all = [
    CompositeIndex(
      symbol: "ALLUSDT",
      parts: [Part(asset: "BTC", weight: 1_204_884), Part(asset: "ETH", weight: 11_930_120)])
  ]

  /// What a part costs, in units of 10^-8; zero while it has no price.
  func price(of part: Part, in exchange: VenueExchange) -> Int64 {
    guard let market = exchange.market(part.asset + "USDT") else { return 0 }
    return Int64(
      clamping: Int128(market.mark.index) &* FixedText.power(8) / FixedText.power(market.rules.priceDecimals))
  }

  /// What is in the index of each part, and its sum, in units of 10^-8.
  func worth(in exchange: VenueExchange) -> (parts: [Int64], sum: Int64) {
    let parts = parts.map { part in
      Int64(clamping: Int128(part.weight) &* Int128(price(of: part, in: exchange)) / FixedText.power(8))
    }
    return (parts, parts.reduce(0, &+))
  }
}

/// Composite indices as the query and the stream tell them.
enum CompositeIndexPayload {
  /// One entry of `indexInfo`.
  static func answer(_ index: CompositeIndex, _ front: ProductFront, _ writer: inout JSONWriter) {
    let worth = index.worth(in: front.exchange)
    writer.object { writer in
      writer.field("symbol", index.symbol)
      writer.field("time", front.clock.now.milliseconds)
      writer.field("component", "baseAsset")
      writer.key("baseAssetList")
      writer.array { writer in
        for (part, value) in zip(index.parts, worth.parts) {
          writer.object { writer in
            writer.field("baseAsset", part.asset)
            writer.field("quoteAsset", "USDT")
            writer.field("weightInQuantity", part.weight, decimals: 8)
            writer.field("weightInPercentage", share(value, of: worth.sum), decimals: 8)
          }
        }
      }
    }
  }

  /// `compositeIndex`.
  static func stream(_ index: CompositeIndex, _ front: ProductFront, at now: UnixNanos) -> [UInt8] {
    let worth = index.worth(in: front.exchange)
    var writer = JSONWriter(capacity: 512)
    writer.object { writer in
      writer.field("e", "compositeIndex")
      writer.field("E", now.milliseconds)
      writer.field("s", index.symbol)
      writer.field("p", worth.sum, decimals: 8)
      writer.field("C", "baseAsset")
      writer.key("c")
      writer.array { writer in
        for (part, value) in zip(index.parts, worth.parts) {
          writer.object { writer in
            writer.field("b", part.asset)
            writer.field("q", "USDT")
            writer.field("w", part.weight, decimals: 8)
            writer.field("W", share(value, of: worth.sum), decimals: 8)
            writer.field("i", index.price(of: part, in: front.exchange), decimals: 8)
          }
        }
      }
    }
    return writer.bytes
  }

  /// A part's share in units of 10^-8.
  private static func share(_ value: Int64, of sum: Int64) -> Int64 {
    sum > 0 ? Int64(clamping: Int128(value) &* FixedText.power(8) / Int128(sum)) : 0
  }
}
