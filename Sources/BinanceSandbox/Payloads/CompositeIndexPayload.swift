import TradingModel

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
