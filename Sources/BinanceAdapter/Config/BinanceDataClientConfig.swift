public import TradingModel

/// The configuration of a Binance data client.
@dynamicMemberLookup
public struct BinanceDataClientConfig: Hashable, Sendable {
  /// How to reach the venue; its properties can be read and written on this value directly.
  public var connection: BinanceConnectionConfig
  /// The venue in instrument ids.
  public var venue: Venue
  /// Whether trades are the aggregated ones; on futures they always are.
  public var useAggTradeTicks: Bool
  /// Which instruments to load.
  public var instrumentProvider: BinanceInstrumentProviderConfig
  /// How often the trading status of instruments is looked up; `nil` for never.
  public var instrumentStatusPollInterval: Duration?
  /// How often instruments are loaded anew; `nil` for never.
  public var updateInstrumentsInterval: Duration?

  /// Makes a configuration from the settings of the connection that are needed most.
  ///
  /// The others keep the defaults of ``BinanceConnectionConfig`` and can be set on the value.
  public init(
    accountType: BinanceAccountType = .spot, environment: BinanceEnvironment = .live, us: Bool = false,
    venue: Venue = "BINANCE", apiKey: SecretText? = nil, apiSecret: SecretText? = nil, baseURLHTTP: String? = nil,
    baseURLWS: String? = nil, baseURLWSAPI: String? = nil, useAggTradeTicks: Bool = false,
    instrumentProvider: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig(),
    instrumentStatusPollInterval: Duration? = .seconds(3600), updateInstrumentsInterval: Duration? = .seconds(3600)
  ) {
    self.init(
      connection: BinanceConnectionConfig(
        accountType: accountType, environment: environment, us: us, apiKey: apiKey, apiSecret: apiSecret,
        baseURLHTTP: baseURLHTTP, baseURLWS: baseURLWS, baseURLWSAPI: baseURLWSAPI),
      venue: venue, useAggTradeTicks: useAggTradeTicks, instrumentProvider: instrumentProvider,
      instrumentStatusPollInterval: instrumentStatusPollInterval,
      updateInstrumentsInterval: updateInstrumentsInterval)
  }

  /// Makes a configuration with a connection that is set up already.
  public init(
    connection: BinanceConnectionConfig, venue: Venue = "BINANCE", useAggTradeTicks: Bool = false,
    instrumentProvider: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig(),
    instrumentStatusPollInterval: Duration? = .seconds(3600), updateInstrumentsInterval: Duration? = .seconds(3600)
  ) {
    self.connection = connection
    self.venue = venue
    self.useAggTradeTicks = useAggTradeTicks
    self.instrumentProvider = instrumentProvider
    self.instrumentStatusPollInterval = instrumentStatusPollInterval
    self.updateInstrumentsInterval = updateInstrumentsInterval
  }

  /// Reads and writes a property of ``connection`` as if it were this value's own.
  public subscript<Value>(dynamicMember path: WritableKeyPath<BinanceConnectionConfig, Value>) -> Value {
    get { connection[keyPath: path] }
    set { connection[keyPath: path] = newValue }
  }
}
