import TradingModel

// Tickers and prices that are told at times rather than at trades.
extension MarketPayloads {
  /// `24hrMiniTicker`.
  func miniTicker(_ statistics: MarketStatistics, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 240) { writer in
      writer.field("e", "24hrMiniTicker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      if product == .coinm { writer.field("ps", rules.pair) }
      price("c", statistics.last, &writer)
      price("o", statistics.open, &writer)
      price("h", statistics.high, &writer)
      price("l", statistics.low, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      if product == .usdm { writer.field("ps", rules.pair) }
      writer.service(of: product)
    }
  }

  /// `24hrTicker`.
  func ticker(_ statistics: MarketStatistics, top: BookTop, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 520) { writer in
      writer.field("e", "24hrTicker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      price("p", statistics.change, &writer)
      writer.field("P", statistics.changePercentMilli, decimals: 3)
      price("w", statistics.weightedAverage, &writer)
      if product == .spot { price("x", statistics.previousClose, &writer) }
      price("c", statistics.last, &writer)
      quantity("Q", statistics.lastQuantity, &writer)
      if product == .spot {
        price("b", top.bid.price, &writer)
        quantity("B", top.bid.quantity, &writer)
        price("a", top.ask.price, &writer)
        quantity("A", top.ask.quantity, &writer)
      }
      price("o", statistics.open, &writer)
      price("h", statistics.high, &writer)
      price("l", statistics.low, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      tradeRange(statistics, &writer)
      if product.isFutures { writer.field("ps", rules.pair) }
      writer.service(of: product)
    }
  }

  /// `1hTicker`, `4hTicker`, `1dTicker`.
  func rollingTicker(_ statistics: MarketStatistics, window: String, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 420) { writer in
      writer.field("e", "\(window)Ticker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      price("p", statistics.change, &writer)
      writer.field("P", statistics.changePercentMilli, decimals: 3)
      price("o", statistics.open, &writer)
      price("h", statistics.high, &writer)
      price("l", statistics.low, &writer)
      price("c", statistics.last, &writer)
      price("w", statistics.weightedAverage, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      tradeRange(statistics, &writer)
    }
  }

  private func tradeRange(_ statistics: MarketStatistics, _ writer: inout JSONWriter) {
    writer.field("O", time(milliseconds: statistics.openTime))
    writer.field("C", time(milliseconds: statistics.closeTime))
    writer.field("F", statistics.firstTradeId)
    writer.field("L", statistics.lastTradeId)
    writer.field("n", statistics.count)
  }

  /// `referencePrice`.
  func referencePrice(_ price: Int64?, at moment: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 96) { writer in
      writer.field("e", "referencePrice")
      writer.field("s", rules.symbol)
      if let price {
        self.price("r", price, &writer)
      } else {
        writer.key("r")
        writer.null()
      }
      writer.field("t", time(moment))
    }
  }

  /// `avgPrice`.
  func averagePrice(_ price: Int64, minutes: Int, lastTrade: UnixNanos, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 128) { writer in
      writer.field("e", "avgPrice")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      writer.field("i", "\(minutes)m")
      self.price("w", price, &writer)
      writer.field("T", time(lastTrade))
    }
  }
}
