import TradingModel

/// Composite indices as the query and the stream tell them.
enum CompositeIndexPayload {
  /// What the members of a part are called.
  private struct PartNames {
    let base: StaticString
    let quote: StaticString
    let weight: StaticString
    let share: StaticString
    /// Only the stream tells what a part costs.
    var price: StaticString?

    static let query = PartNames(
      base: "baseAsset", quote: "quoteAsset", weight: "weightInQuantity", share: "weightInPercentage")
    static let event = PartNames(base: "b", quote: "q", weight: "w", share: "W", price: "i")
  }

  /// One entry of `indexInfo`.
  static func answer(_ index: CompositeIndex, _ front: ProductFront, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", index.symbol)
      writer.field("time", front.clock.now.milliseconds)
      writer.field("component", "baseAsset")
      writer.key("baseAssetList")
      parts(of: index, index.worth(in: front.exchange), front, .query, &writer)
    }
  }

  /// `compositeIndex`.
  static func stream(_ index: CompositeIndex, _ front: ProductFront, at now: UnixNanos) -> [UInt8] {
    let worth = index.worth(in: front.exchange)
    return JSONWriter.object(capacity: 512) { writer in
      writer.field("e", "compositeIndex")
      writer.field("E", now.milliseconds)
      writer.field("s", index.symbol)
      writer.field("p", worth.sum, decimals: 8)
      writer.field("C", "baseAsset")
      writer.key("c")
      parts(of: index, worth, front, .event, &writer)
    }
  }

  private static func parts(
    of index: CompositeIndex, _ worth: (parts: [Int64], sum: Int64), _ front: ProductFront, _ names: PartNames,
    _ writer: inout JSONWriter
  ) {
    writer.array { writer in
      for (part, value) in zip(index.parts, worth.parts) {
        writer.object { writer in
          writer.field(names.base, part.asset)
          writer.field(names.quote, "USDT")
          writer.field(names.weight, part.weight, decimals: 8)
          writer.field(names.share, share(value, of: worth.sum), decimals: 8)
          if let price = names.price { writer.field(price, index.price(of: part, in: front.exchange), decimals: 8) }
        }
      }
    }
  }

  /// A part's share in units of 10^-8.
  private static func share(_ value: Int64, of sum: Int64) -> Int64 {
    sum > 0 ? Int64(clamping: Int128(value) &* FixedText.power(8) / Int128(sum)) : 0
  }
}
