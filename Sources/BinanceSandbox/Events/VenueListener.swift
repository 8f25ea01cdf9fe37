/// Hears everything that an exchange tells the world, synchronously and in the venue's order.
///
/// The front implements it and turns events into stream messages.
protocol VenueListener: AnyObject {
  func venue(_ exchange: VenueExchange, traded trade: MarketTrade, in market: SymbolMarket)
  func venue(_ exchange: VenueExchange, aggregated trade: AggregateTrade, in market: SymbolMarket)
  /// The best bid or ask changed.
  func venue(_ exchange: VenueExchange, bookTop: BookTop, in market: SymbolMarket)
  /// Levels of the book changed; collect for timed streams, or forward `raw` where there is one.
  func venue(_ exchange: VenueExchange, depth: DepthChange, in market: SymbolMarket)
  /// A candle closed; open ones are read from the market's klines when a stream is due.
  func venue(_ exchange: VenueExchange, closed kline: Kline, interval: KlineInterval, in market: SymbolMarket)
  /// Mark and index price moved (futures, each second).
  func venue(_ exchange: VenueExchange, markPriceIn market: SymbolMarket)
  func venue(_ exchange: VenueExchange, liquidated order: VenueOrder, in market: SymbolMarket)
  /// A symbol's rules or status changed.
  func venue(_ exchange: VenueExchange, rulesChangedIn market: SymbolMarket)

  func venue(_ exchange: VenueExchange, executed report: ExecutionReport)
  /// Futures: an execution, before the balances and the order are told (`TRADE_LITE`).
  func venue(_ exchange: VenueExchange, tradeOf report: ExecutionReport)
  /// Futures: an order of the algo service changed (`ALGO_UPDATE`).
  func venue(_ exchange: VenueExchange, algoOrder order: AlgoOrder)
  /// Futures: leverage of a symbol changed (`ACCOUNT_CONFIG_UPDATE` with `ac`), or multi-assets mode (`symbol` is `nil`).
  func venue(_ exchange: VenueExchange, configured account: SandboxAccount, symbol: String?, leverage: Int)
  /// Futures: positions are in danger.
  func venue(_ exchange: VenueExchange, marginCall account: SandboxAccount, positions: [PositionSnapshot])
  func venue(_ exchange: VenueExchange, account update: AccountUpdate)
  func venue(_ exchange: VenueExchange, balance change: BalanceChange)
  func venue(_ exchange: VenueExchange, orderList report: OrderListReport)
}

extension VenueListener {
  func venue(_ exchange: VenueExchange, traded trade: MarketTrade, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, aggregated trade: AggregateTrade, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, bookTop: BookTop, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, depth: DepthChange, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, closed kline: Kline, interval: KlineInterval, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, markPriceIn market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, liquidated order: VenueOrder, in market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, rulesChangedIn market: SymbolMarket) {}
  func venue(_ exchange: VenueExchange, executed report: ExecutionReport) {}
  func venue(_ exchange: VenueExchange, tradeOf report: ExecutionReport) {}
  func venue(_ exchange: VenueExchange, algoOrder order: AlgoOrder) {}
  func venue(_ exchange: VenueExchange, configured account: SandboxAccount, symbol: String?, leverage: Int) {}
  func venue(_ exchange: VenueExchange, marginCall account: SandboxAccount, positions: [PositionSnapshot]) {}
  func venue(_ exchange: VenueExchange, account update: AccountUpdate) {}
  func venue(_ exchange: VenueExchange, balance change: BalanceChange) {}
  func venue(_ exchange: VenueExchange, orderList report: OrderListReport) {}
}
