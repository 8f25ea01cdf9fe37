/// The parts into which Binance splits the stream host of USDⓈ-M futures.
///
/// A stream that is asked for on the wrong route stays silent. Other products have one host without routes.
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams>.
public enum BinanceStreamRoute: String, Hashable, Sendable, CaseIterable {
  /// Book tickers and depth.
  case `public`
  /// Trades, klines, tickers, mark prices, liquidations.
  case market
  /// User data.
  case `private`

  /// The route on which USDⓈ-M offers a stream: `btcusdt@bookTicker`, `!ticker@arr`.
  public init(stream name: some StringProtocol) {
    guard let mark = name.lastIndex(of: "@") else {
      self = name == "!bookTicker" ? .public : .market
      return
    }
    // Names such as btcusdt@depth@100ms carry their kind behind the first mark.
    let first = name.firstIndex(of: "@") ?? mark
    let kind = name[name.index(after: first)...]
    self = Self.publicKinds.contains { kind.hasPrefix($0) } ? .public : .market
  }

  private static let publicKinds = ["bookTicker", "depth", "rpiDepth"]
}
