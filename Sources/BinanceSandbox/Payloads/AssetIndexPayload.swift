import TradingModel

/// Asset indices of the multi-assets mode, as the query and the stream tell them.
enum AssetIndexPayload {
  /// One entry of `assetIndex`.
  static func answer(_ asset: String, _ buffer: Int64, _ front: ProductFront, _ writer: inout JSONWriter) {
    let rates = AssetIndex.rates(of: asset, in: front.exchange)
    writer.object { writer in
      writer.field("symbol", asset + "USD")
      writer.field("time", front.clock.now.milliseconds)
      writer.field("index", rates.index, decimals: 8)
      writer.field("bidBuffer", buffer, decimals: 4)
      writer.field("askBuffer", buffer, decimals: 4)
      writer.field("bidRate", rates.bid, decimals: 8)
      writer.field("askRate", rates.ask, decimals: 8)
      writer.field("autoExchangeBidBuffer", buffer / 2, decimals: 4)
      writer.field("autoExchangeAskBuffer", buffer / 2, decimals: 4)
      writer.field("autoExchangeBidRate", rates.exchangeBid, decimals: 8)
      writer.field("autoExchangeAskRate", rates.exchangeAsk, decimals: 8)
    }
  }

  /// `!assetIndex@arr`.
  static func stream(_ front: ProductFront, at now: UnixNanos) -> [UInt8] {
    var writer = JSONWriter(capacity: 1_024)
    writer.array { writer in
      for (asset, buffer) in AssetIndex.buffers {
        let rates = AssetIndex.rates(of: asset, in: front.exchange)
        writer.object { writer in
          writer.field("e", "assetIndexUpdate")
          writer.field("E", now.milliseconds)
          writer.field("s", asset + "USD")
          writer.field("i", rates.index, decimals: 8)
          writer.field("b", buffer, decimals: 4)
          writer.field("a", buffer, decimals: 4)
          writer.field("B", rates.bid, decimals: 8)
          writer.field("A", rates.ask, decimals: 8)
          writer.field("q", buffer / 2, decimals: 4)
          writer.field("g", buffer / 2, decimals: 4)
          writer.field("Q", rates.exchangeBid, decimals: 8)
          writer.field("G", rates.exchangeAsk, decimals: 8)
        }
      }
    }
    return writer.bytes
  }
}
