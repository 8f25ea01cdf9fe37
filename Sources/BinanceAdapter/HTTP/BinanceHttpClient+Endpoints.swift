public import TradingModel

// The endpoints of ``BinanceHttpClient`` by name. Symbols are the venue's own (`BTCUSDT`, `BTCUSD_PERP`).

extension BinanceHttpClient {
  /// Asks whether the venue is there.
  public func ping() async throws(BinanceError) { try await send(.ping(product)) }

  /// The venue's time.
  public func serverTime() async throws(BinanceError) -> UnixNanos { try await send(.serverTime(product)) }

  /// The symbols and their rules; on spot those named, or all.
  public func exchangeInfo(symbols: [String] = []) async throws(BinanceError) -> BinanceExchangeInfo {
    try await send(.exchangeInfo(product, symbols: symbols, us: isUS))
  }

  /// A depth snapshot.
  public func depth(_ symbol: String, limit: Int? = nil) async throws(BinanceError) -> BinanceDepth {
    try await send(.depth(product, symbol: symbol, limit: limit))
  }

  /// The newest trades.
  public func trades(_ symbol: String, limit: Int? = nil) async throws(BinanceError) -> [BinancePublicTrade] {
    try await send(.trades(product, symbol: symbol, limit: limit))
  }

  /// Older trades, from a trade id on.
  public func historicalTrades(
    _ symbol: String, fromId: UInt64? = nil, limit: Int? = nil
  ) async throws(BinanceError) -> [BinancePublicTrade] {
    try await send(.historicalTrades(product, symbol: symbol, fromId: fromId, limit: limit))
  }

  /// Aggregated trades, from an id on or between two times.
  public func aggTrades(
    _ symbol: String, fromId: UInt64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil
  ) async throws(BinanceError) -> [BinanceAggregateTrade] {
    try await send(.aggTrades(product, symbol: symbol, fromId: fromId, start: start, end: end, limit: limit))
  }

  /// Candlesticks; the interval is the venue's word, `1m`, `1h`, `1d`.
  public func klines(
    _ symbol: String, interval: String, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil
  ) async throws(BinanceError) -> [BinanceKline] {
    try await send(.klines(product, symbol: symbol, interval: interval, start: start, end: end, limit: limit))
  }

  /// Statistics of the last 24 hours, of one symbol or of all.
  public func ticker24hr(_ symbol: String? = nil) async throws(BinanceError) -> [BinanceTickerStatistics] {
    try await send(.ticker24hr(product, symbol: symbol))
  }

  /// The last price, of one symbol or of all.
  public func tickerPrice(_ symbol: String? = nil) async throws(BinanceError) -> [BinancePriceTicker] {
    try await send(.tickerPrice(product, symbol: symbol))
  }

  /// The best bid and ask, of one symbol or of all.
  public func bookTicker(_ symbol: String? = nil) async throws(BinanceError) -> [BinanceBookTicker] {
    try await send(.bookTicker(product, symbol: symbol))
  }

  /// The average price of the last minutes; spot only.
  public func avgPrice(_ symbol: String) async throws(BinanceError) -> BinanceAveragePrice {
    try await send(.avgPrice(product, symbol: symbol))
  }

  /// Mark price and funding, of one contract or of all; futures only.
  public func premiumIndex(_ symbol: String? = nil) async throws(BinanceError) -> [BinancePremiumIndex] {
    try await send(.premiumIndex(product, symbol: symbol))
  }

  /// Past funding rates; futures only.
  public func fundingRate(
    _ symbol: String, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil
  ) async throws(BinanceError) -> [BinanceFundingRate] {
    try await send(.fundingRate(product, symbol: symbol, start: start, end: end, limit: limit))
  }

  /// How many contracts are open; futures only.
  public func openInterest(_ symbol: String) async throws(BinanceError) -> BinanceOpenInterest {
    try await send(.openInterest(product, symbol: symbol))
  }

  /// The spot account.
  public func spotAccount() async throws(BinanceError) -> BinanceSpotAccount { try await send(.spotAccount()) }

  /// The futures account of the client's product.
  public func futuresAccount() async throws(BinanceError) -> BinanceFuturesAccount {
    try await send(.futuresAccount(product))
  }

  /// What the account pays for trades in a symbol.
  public func commissionRate(_ symbol: String) async throws(BinanceError) -> BinanceCommissionRate {
    try await send(.commissionRate(product, symbol: symbol))
  }

  /// What the key may do; live only.
  public func apiRestrictions() async throws(BinanceError) -> BinanceApiRestrictions {
    try await send(.apiRestrictions())
  }

  /// How many orders the account has placed, and may place.
  public func orderRateLimits() async throws(BinanceError) -> [BinanceOrderRateLimit] {
    try await send(.orderRateLimits(product))
  }

  /// Open orders, of one symbol or (dearer) of all.
  public func openOrders(_ symbol: String? = nil) async throws(BinanceError) -> [BinanceOrder] {
    try await send(.openOrders(product, symbol: symbol))
  }

  /// Orders of the past, whatever became of them.
  public func allOrders(
    _ symbol: String, orderId: Int64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil
  ) async throws(BinanceError) -> [BinanceOrder] {
    try await send(.allOrders(product, symbol: symbol, orderId: orderId, start: start, end: end, limit: limit))
  }

  /// One order, by the venue's id or the client's.
  public func order(
    _ symbol: String, orderId: Int64? = nil, clientOrderId: String? = nil
  ) async throws(BinanceError) -> BinanceOrder {
    try await send(.order(product, symbol: symbol, orderId: orderId, clientOrderId: clientOrderId))
  }

  /// The account's trades in a symbol.
  public func myTrades(
    _ symbol: String, orderId: Int64? = nil, fromId: Int64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil,
    limit: Int? = nil
  ) async throws(BinanceError) -> [BinanceAccountTrade] {
    try await send(
      .myTrades(product, symbol: symbol, orderId: orderId, fromId: fromId, start: start, end: end, limit: limit))
  }

  /// A listen key for the user data stream (futures, Binance US).
  public func createListenKey() async throws(BinanceError) -> SecretText { try await send(.createListenKey(product)) }

  /// Prolongs the listen key by an hour.
  public func keepListenKeyAlive(_ listenKey: SecretText? = nil) async throws(BinanceError) {
    try await send(.keepListenKeyAlive(product, listenKey: listenKey))
  }

  /// Ends the listen key.
  public func closeListenKey(_ listenKey: SecretText? = nil) async throws(BinanceError) {
    try await send(.closeListenKey(product, listenKey: listenKey))
  }
}
