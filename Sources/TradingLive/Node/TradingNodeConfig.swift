public import Logging
public import TradingEngine
public import TradingModel

/// What a ``TradingNode`` is made of: its clients by name, its engines' settings, and how long it waits for what.
public struct TradingNodeConfig: Sendable {
  /// Whose node it is; it names the journal's folder too.
  ///
  /// The ``kernel``'s own always is this one, whatever is set there: the journal and the orders are of one trader.
  public var traderId: TraderId {
    didSet { kernel.traderId = traderId }
  }

  /// The data clients by name; a strategy may pick one by it.
  public var dataClients: [String: any DataClientConfig]
  /// The execution clients by name.
  public var execClients: [String: any ExecClientConfig]
  /// The settings of the kernel's engines and cache, for the node's ``traderId``.
  public var kernel: TradingKernelConfig {
    didSet { kernel.traderId = traderId }
  }

  /// Instruments without which the node does not start: of each group at least one must be known once the clients are
  /// connected.
  public var requiredInstruments: [[InstrumentId]] = []
  /// Whether and where what a restart must know is kept.
  public var journal: JournalConfig
  /// What happens to open orders when the node stops.
  public var onStop: OpenOrdersPolicy
  /// How long clients may take to connect.
  public var timeoutConnection: Duration
  /// How long the venue may take to tell orders, fills and positions; longer than the minute for which its request
  /// limits may hold the questions back.
  public var timeoutReconciliation: Duration
  /// How long clients may take to disconnect.
  public var timeoutDisconnection: Duration
  /// How long the node waits after its strategies stopped for the last events of their orders.
  public var timeoutPostStop: Duration
  /// The least level that is logged; a ``TradingNode`` sets it on all of its loggers.
  public var logLevel: Logger.Level

  /// Makes a configuration; `traderId` replaces the one in `kernel`.
  public init(
    traderId: TraderId = "TRADER-001", dataClients: [String: any DataClientConfig] = [:],
    execClients: [String: any ExecClientConfig] = [:], kernel: TradingKernelConfig = TradingKernelConfig(),
    journal: JournalConfig = JournalConfig(), onStop: OpenOrdersPolicy = .leave,
    timeoutConnection: Duration = .seconds(60), timeoutReconciliation: Duration = .seconds(90),
    timeoutDisconnection: Duration = .seconds(4), timeoutPostStop: Duration = .seconds(5),
    logLevel: Logger.Level = .info
  ) {
    self.traderId = traderId
    self.dataClients = dataClients
    self.execClients = execClients
    self.kernel = kernel
    self.journal = journal
    self.onStop = onStop
    self.timeoutConnection = timeoutConnection
    self.timeoutReconciliation = timeoutReconciliation
    self.timeoutDisconnection = timeoutDisconnection
    self.timeoutPostStop = timeoutPostStop
    self.logLevel = logLevel
    self.kernel.traderId = traderId
  }
}
