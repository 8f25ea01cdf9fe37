public import TradingModel

/// The configuration of a Binance execution client.
@dynamicMemberLookup
public struct BinanceExecClientConfig: Hashable, Sendable {
  /// How to reach the venue; its properties can be read and written on this value directly.
  public var connection: BinanceConnectionConfig
  /// The venue in instrument ids.
  public var venue: Venue
  /// The account's name in this system; `nil` makes it of the client's name (`BINANCE-001`), so that every client has one of its
  /// own.
  public var accountId: AccountId?
  /// Which instruments to load.
  public var instrumentProvider: BinanceInstrumentProviderConfig
  /// Whether orders go over the WebSocket API where the key allows it.
  public var useWSTrading = true
  /// Whether good-till-date is the venue's business where it knows it; otherwise the node cancels.
  public var useGTD = true
  /// Whether reduce-only is sent to the venue.
  public var useReduceOnly = true
  /// Whether fills carry the venue's position ids (hedge mode).
  public var usePositionIds = true
  /// Whether fills are taken from the quicker, leaner `TRADE_LITE` events.
  public var useTradeLite = false
  /// Whether an order that the venue lets expire counts as canceled.
  public var treatExpiredAsCanceled = false
  /// The taker fee assumed for fills that the venue makes without naming a commission.
  public var defaultTakerFee = WideDecimal(mantissa: 4, scale: 4)
  /// The currency as which the credits of BNFCR accounts are booked.
  public var bnfcrCurrency: Currency = .usdt
  /// Leverages to set at the start, by the venue's symbol.
  public var futuresLeverages: [String: Int] = [:]
  /// Margin types to set at the start, by the venue's symbol.
  public var futuresMarginTypes: [String: BinanceMarginType] = [:]
  /// The position mode to set at the start; `nil` takes the account's own.
  public var positionMode: BinancePositionMode?
  /// Arms the venue's dead man's switch: after this long without a sign of life it cancels all open orders.
  public var countdownCancelAll: Duration?
  /// Whether a trailing stop without an activation price gets one from the quotes or trades that the node has, and is denied
  /// without them; otherwise that is left to the venue.
  public var inferActivationPrice = true
  /// What margin orders do about borrowing, unless they say it themselves.
  public var sideEffectType: BinanceSideEffectType?
  /// The margin level below which no order may take a margin account that borrows for it; nil is no bound.
  public var marginLevelFloor: WideDecimal?
  /// Instruments whose orders made elsewhere belong to the gateway, or in `argonaut run` to the strategy that trades
  /// them; a program of your own names them in `StrategyConfig` instead.
  public var externalOrderClaims: [InstrumentId] = []
  /// How often a new order is sent again of which certainly nothing left this machine; never otherwise.
  public var maxRetries = 0
  /// The first delay before such a repetition.
  public var retryDelayInitial: Duration = .seconds(1)
  /// The longest delay before such a repetition.
  public var retryDelayMax: Duration = .seconds(10)

  /// Makes a configuration from the settings of the connection that are needed most.
  ///
  /// The others, and how orders are dealt with, keep their defaults and can be set on the value.
  public init(
    accountType: BinanceAccountType = .spot, environment: BinanceEnvironment = .live, us: Bool = false,
    venue: Venue = "BINANCE", accountId: AccountId? = nil, apiKey: SecretText? = nil,
    apiSecret: SecretText? = nil, baseURLHTTP: String? = nil, baseURLWS: String? = nil, baseURLWSAPI: String? = nil,
    instrumentProvider: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig()
  ) {
    self.init(
      connection: BinanceConnectionConfig(
        accountType: accountType, environment: environment, us: us, apiKey: apiKey, apiSecret: apiSecret,
        baseURLHTTP: baseURLHTTP, baseURLWS: baseURLWS, baseURLWSAPI: baseURLWSAPI),
      venue: venue, accountId: accountId, instrumentProvider: instrumentProvider)
  }

  /// Makes a configuration with a connection that is set up already; how orders are dealt with keeps its defaults.
  public init(
    connection: BinanceConnectionConfig, venue: Venue = "BINANCE", accountId: AccountId? = nil,
    instrumentProvider: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig()
  ) {
    self.connection = connection
    self.venue = venue
    self.accountId = accountId
    self.instrumentProvider = instrumentProvider
  }

  /// Reads and writes a property of ``connection`` as if it were this value's own.
  public subscript<Value>(dynamicMember path: WritableKeyPath<BinanceConnectionConfig, Value>) -> Value {
    get { connection[keyPath: path] }
    set { connection[keyPath: path] = newValue }
  }
}
