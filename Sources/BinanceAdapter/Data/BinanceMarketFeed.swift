public import Logging
public import TradingModel

/// Market data of one Binance product for async callers: a data client without a node around it.
///
/// ```swift
/// let feed = try await BinanceMarketFeed.connect(BinanceDataClientConfig(accountType: .spot))
/// for try await quote in feed.quotes(for: try InstrumentId("BTCUSDT.BINANCE")) {
///   print(quote.bidPrice, quote.askPrice)
/// }
/// ```
///
/// Everything is subscribed while somebody iterates over it. Inside a node, strategies are called on the kernel's loop
/// and need no such sequences.
public final class BinanceMarketFeed: Sendable {
  private let hub: FeedHub

  private init(hub: FeedHub) { self.hub = hub }

  /// Loads the configured instruments and is ready to subscribe; instruments that are asked for later are loaded then.
  ///
  /// - Throws: when the configuration cannot work or the venue cannot be reached.
  public static func connect(
    _ config: BinanceDataClientConfig, logger: Logger = Logger(label: "argonaut.binance.feed")
  ) async throws -> BinanceMarketFeed {
    let hub = FeedHub(config: config, logger: logger)
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      hub.onLoop { $0.connect { continuation.resume(returning: $0) } }
    }
    try result.get()
    return BinanceMarketFeed(hub: hub)
  }

  /// The best bid and ask of an instrument, from now on.
  ///
  /// - Parameters:
  ///   - id: the instrument that is quoted.
  ///   - limit: how many may wait for a slow consumer before the oldest are dropped.
  public func quotes(for id: InstrumentId, limit: Int = 1_000) -> BoundedSequence<QuoteTick> {
    sequence(limit: limit) { number, producer in
      { $0.addQuotes(number, id, producer) }
    }
  }

  /// The trades of an instrument, from now on.
  ///
  /// - Parameters:
  ///   - id: the instrument whose trades are wanted.
  ///   - limit: how many may wait for a slow consumer before the oldest are dropped.
  public func trades(for id: InstrumentId, limit: Int = 10_000) -> BoundedSequence<TradeTick> {
    sequence(limit: limit) { number, producer in
      { $0.addTrades(number, id, producer) }
    }
  }

  /// The closed bars of a series, from now on, with what only Binance tells of them.
  public func bars(of type: BarType, limit: Int = 1_000) -> BoundedSequence<BinanceBar> {
    sequence(limit: limit) { number, producer in
      { $0.addBars(number, type, producer) }
    }
  }

  /// The instruments that are loaded.
  public var instruments: [Instrument] {
    get async {
      let hub = hub
      return await withCheckedContinuation { continuation in
        hub.onLoop { continuation.resume(returning: $0.instruments) }
      }
    }
  }

  /// Ends all sequences and closes the connections.
  public func shutDown() async {
    let hub = hub
    await withCheckedContinuation { continuation in
      hub.onLoop { $0.shutDown { continuation.resume() } }
    }
  }

  deinit {
    hub.onLoop { $0.shutDown {} }
  }

  private func sequence<Element: Sendable>(
    limit: Int,
    _ add: (UInt64, BoundedSequence<Element>.Producer) -> @Sendable (FeedHub) -> Void
  ) -> BoundedSequence<Element> {
    let (sequence, producer) = BoundedSequence<Element>.make(limit: limit)
    let hub = hub
    let number = hub.nextNumber()
    producer.continuation.onTermination = { _ in hub.onLoop { $0.remove(number) } }
    hub.onLoop(add(number, producer))
    return sequence
  }
}
