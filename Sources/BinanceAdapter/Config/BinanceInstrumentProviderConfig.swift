public import TradingModel

/// Which instruments a client loads, and how.
public struct BinanceInstrumentProviderConfig: Hashable, Sendable {
  /// Whether to load every instrument of the product.
  public var loadAll: Bool
  /// The instruments to load; ignored when all are loaded.
  public var loadIds: [InstrumentId]
  /// Keeps only the instruments that match, by name of a property: `quote`, `base`, `settlement`, `status`, `kind`,
  /// `contractType`, `symbol` (the venue's own, `BTCUSDT`); several values are alternatives.
  public var filters: [String: [String]]
  /// Whether to ask for the account's own commission rates, one signed request of weight 20 a symbol.
  ///
  /// For more than 20 instruments this happens in the background, with a quarter of the venue's weight (600 symbols take
  /// some 20 minutes on USDⓈ-M futures); until a rate is known the account's standard one holds. On spot one answer
  /// tells the rates of all symbols, so there it is seldom needed. On spot and margin the instruments' `info` then tells,
  /// too, whether the account pays in BNB (`spotBNBBurn`): at a discount, so that the rates are an upper bound.
  public var queryCommissionRates: Bool
  /// Whether to warn of instruments that cannot be represented; they are skipped in any case.
  public var logWarnings: Bool

  /// Makes a configuration; by default it loads no instruments.
  public init(
    loadAll: Bool = false, loadIds: [InstrumentId] = [], filters: [String: [String]] = [:],
    queryCommissionRates: Bool = false, logWarnings: Bool = true
  ) {
    self.loadAll = loadAll
    self.loadIds = loadIds
    self.filters = filters
    self.queryCommissionRates = queryCommissionRates
    self.logWarnings = logWarnings
  }
}
