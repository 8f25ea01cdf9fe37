public import TradingModel

extension TradingNodeConfig {
  /// An instrument that a strategy of a configuration file trades, and the client that it names for that.
  public struct StrategyTrade: Hashable, Sendable {
    /// What the strategy gives orders in.
    public var instrument: InstrumentId
    /// The client that is named; `nil` leaves it to the only one that serves the instrument.
    public var client: ClientId?
    /// The key of the strategy that names the client.
    public var key: String

    /// Makes the pair of an instrument and the client that trades it.
    public init(_ instrument: InstrumentId, client: ClientId? = nil, key: String = "client") {
      self.instrument = instrument
      self.client = client
      self.key = key
    }
  }
}
