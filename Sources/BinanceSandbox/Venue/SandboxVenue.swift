public import TradingModel
public import TradingNetwork

/// The whole venue: accounts, ledger, one exchange and one front for each product, and the operator's port.
///
/// A venue belongs to one loop. ``SandboxServer`` serves it on real sockets; `register(in:)` puts it on a simulated network.
public final class SandboxVenue {
  /// What really happened, for whoever wants to know.
  public let ledger = SandboxLedger()
  /// Who trades here: the default account, the configured ones, then whoever came later, margin accounts too.
  public let accounts = AccountRegistry()
  /// The products that are served, in the order of their ports.
  public let products: [SandboxProduct]
  /// The default account's key.
  public private(set) var credentials: SandboxCredentials
  /// The keys of the accounts that the configuration names.
  public private(set) var furtherCredentials: [SandboxCredentials] = []
  /// Hears of a recording that cannot be read on.
  public var onFailure: ((String) -> Void)?

  let clock: VenueClock
  let faults: FaultBook
  let fronts: [ProductFront]
  private let exchanges: [VenueExchange]
  private let sources: [any MarketSource]
  private let random: RandomSource
  private let scenario: Scenario
  private var scenarioTimers: [any ClockTimer] = []

  /// Builds a venue; nothing moves before ``start()``.
  public init(
    _ configuration: SandboxConfiguration, recordings: [RecordingFile] = [], clock base: any TradingClock,
    random: RandomSource
  ) throws(RecordingError) {
    self.random = random
    clock = VenueClock(base)
    faults = FaultBook(clock: clock, random: random.split())
    scenario = configuration.scenario
    let wanted = configuration.products ?? (recordings.isEmpty ? SandboxProduct.allCases : recordings.map(\.product))
    products = SandboxProduct.allCases.filter { wanted.contains($0) }
    let futuresPool = LimitBook(limits: Self.futuresLimits(configuration))
    var fronts: [ProductFront] = []
    var exchanges: [VenueExchange] = []
    var sources: [any MarketSource] = []
    for product in products {
      let exchange = VenueExchange(
        product: product, clock: clock, random: random.split(), accounts: accounts, ledger: ledger)
      exchange.calendar = configuration.calendar
      if product.isFutures { exchange.spotExchange = exchanges.first { $0.product == .spot } }
      let files = recordings.filter { $0.product == product }
      let source = try Self.market(exchange, files: files, configuration, random.split())
      exchanges.append(exchange)
      sources.append(source)
      fronts.append(
        ProductFront(
          exchange: exchange, clock: clock, source: source,
          limits: product.isFutures ? futuresPool : LimitBook(limits: Self.spotLimits(configuration)), faults: faults,
          random: random.split(), offersSpotListenKeys: configuration.offersSpotListenKeys))
    }
    self.fronts = fronts
    self.exchanges = exchanges
    Self.tellTransfers(exchanges)
    for exchange in exchanges where exchange.product.isFutures {
      exchange.sibling = exchanges.first { $0.product.isFutures && $0 !== exchange }
    }
    self.sources = sources
    credentials = Self.open("default", accounts, random)
    furtherCredentials = configuration.accounts.map { Self.open($0, accounts, random) }
    for exchange in exchanges {
      for account in accounts.accounts { exchange.noteFunds(of: account) }
    }
  }

  /// Connections carried fewer streams before July 2025.
  private static func futuresLimits(_ configuration: SandboxConfiguration) -> FrontLimits {
    var limits = configuration.futuresLimits
    if limits == .futures, !configuration.calendar.has(.manyFuturesStreams) { limits.streamsPerConnection = 200 }
    return limits
  }

  /// Raw requests were fewer before April 2026.
  private static func spotLimits(_ configuration: SandboxConfiguration) -> FrontLimits {
    var limits = configuration.spotLimits
    if limits == .spot, !configuration.calendar.has(.freeSuccessfulOrders) { limits.rawRequests = 61_000 }
    return limits
  }

  /// What is moved to or from the futures wallets is told by the exchange that it concerns.
  private static func tellTransfers(_ exchanges: [VenueExchange]) {
    let futures = exchanges.filter(\.product.isFutures)
    for exchange in exchanges where !exchange.product.isFutures {
      exchange.margin.withdrawable = { [futures] account, asset, product in
        futures.first { $0.product == product }?.futures.summary(account, asset: asset).withdrawable
      }
      exchange.margin.onFuturesTransfer = { [futures] account, asset, delta, product in
        guard let other = futures.first(where: { $0.product == product }) else { return }
        other.futures.book(account, "", "TRANSFER", delta, asset)
        other.touch(account, asset, from: delta)
        other.tellBalances(reason: delta.isPositive ? "DEPOSIT" : "WITHDRAW", change: delta)
      }
    }
  }

  private static func market(
    _ exchange: VenueExchange, files: [RecordingFile], _ configuration: SandboxConfiguration, _ random: RandomSource
  ) throws(RecordingError) -> any MarketSource {
    guard files.isEmpty else {
      return try RecordedMarket(exchange: exchange, files: files, settings: configuration.recorded)
    }
    exchange.listDefaults()
    if exchange.product == .spot { exchange.setUpReferences() }
    return SyntheticMarket(exchange: exchange, settings: configuration.synthetic, random: random)
  }

  // MARK: Running

  /// Lets the markets move and the scenario begin.
  public func start() {
    for (exchange, source) in zip(exchanges, sources) {
      exchange.onListed = { [weak source] in (source as? SyntheticMarket)?.add($0) }
      (source as? RecordedMarket)?.onFailure = { [weak self] in self?.onFailure?($0.description) }
      exchange.start()
      source.start()
      exchange.moveMarkPrices()
    }
    for entry in scenario.faults {
      scenarioTimers.append(
        clock.schedule(after: entry.at) { [weak self] in self?.apply(entry.fault) })
    }
    for entry in scenario.acts {
      scenarioTimers.append(
        clock.schedule(after: entry.at) { [weak self] in _ = self?.perform(entry.act) })
    }
  }

  /// Stops everything for good.
  public func stop() {
    for timer in scenarioTimers { timer.cancel() }
    for source in sources { source.stop() }
    for exchange in exchanges { exchange.stop() }
    for front in fronts { front.closeAll() }
  }

  // MARK: Accounts

  private static func open(
    _ name: String, _ accounts: AccountRegistry, _ random: RandomSource, isFunded: Bool = true,
    permissions: ApiCredential.Permissions = .all, allowedAddresses: [String] = []
  ) -> SandboxCredentials {
    let account =
      accounts.account(named: name) ?? (isFunded ? accounts.openFunded(name: name) : accounts.open(name: name))
    let (key, secret) = (text(random), text(random))
    let credential = ApiCredential(
      key: key, verifier: .hmac(secret: Array(secret.utf8)), permissions: permissions,
      allowedAddresses: allowedAddresses)
    accounts.register(credential, for: account)
    return SandboxCredentials(account: name, apiKey: key, apiSecret: secret)
  }

  /// Sixty-four characters, as the venue's keys have.
  private static func text(_ random: RandomSource) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    return String(
      decoding: (0..<64).map { _ in alphabet[random.integer(in: 0...(alphabet.count - 1))] }, as: UTF8.self)
  }

  /// Opens an account with an HMAC key of its own, or adds a key to the account of that name.
  ///
  /// - Parameters:
  ///   - name: the account.
  ///   - isFunded: whether a new account gets money.
  ///   - permissions: what the key may do.
  ///   - allowedAddresses: the addresses from which the key may be used; empty = any.
  @discardableResult
  public func addAccount(
    named name: String, isFunded: Bool = true, permissions: ApiCredential.Permissions = .all,
    allowedAddresses: [String] = []
  ) -> SandboxCredentials {
    let isNew = accounts.account(named: name) == nil
    let credentials = Self.open(
      name, accounts, random, isFunded: isFunded, permissions: permissions, allowedAddresses: allowedAddresses)
    if isNew, isFunded { noteFunds(of: name) }
    return credentials
  }

  /// Registers a key of the caller's choice for an account, which is opened and funded if it is new.
  public func register(
    key: String, scheme: SigningScheme, account name: String, permissions: ApiCredential.Permissions = .all,
    allowedAddresses: [String] = [], isFunded: Bool = true
  ) throws(KeyRegistrationError) {
    let verifier = try ApiCredential.Verifier(scheme)
    guard accounts.lookup(key: key) == nil else { throw .keyTaken }
    let isNew = accounts.account(named: name) == nil
    let account =
      accounts.account(named: name) ?? (isFunded ? accounts.openFunded(name: name) : accounts.open(name: name))
    if isNew, isFunded { noteFunds(of: name) }
    let credential = ApiCredential(
      key: key, verifier: verifier, permissions: permissions, allowedAddresses: allowedAddresses)
    guard accounts.register(credential, for: account) else { throw .keyTaken }
  }

  /// Writes the first funds of an account to the ledger.
  func noteFunds(of name: String) {
    guard let account = accounts.account(named: name) else { return }
    for exchange in exchanges { exchange.noteFunds(of: account) }
  }

  // MARK: Faults

  /// Sets a fault, or does at once what it stands for.
  ///
  /// - Returns: the number by which it can be taken away; `nil` for what happened at once.
  @discardableResult
  public func apply(_ fault: VenueFault) -> Int? {
    guard fault.isAct else { return faults.add(fault) }
    switch fault.kind {
    case .skew: clock.offset = fault.duration
    case .price: movePrice(of: fault.symbol ?? "", to: fault.price ?? "", product: fault.product ?? .spot)
    case .status:
      if let status = SymbolRules.Status(rawValue: fault.value) {
        exchange(fault.product ?? .spot)?.setStatus(status, symbol: fault.symbol ?? "")
      }
    case .drift: clock.drift(partsPerMillion: fault.partsPerMillion)
    default: for front in fronts where fault.product == nil || fault.product == front.product { front.perform(fault) }
    }
    return nil
  }

  /// Takes one fault away; `false` when there is none of that number.
  @discardableResult
  public func removeFault(_ id: Int) -> Bool { faults.remove(id: id) }

  /// Takes all faults away, and sets the clock and the limits right.
  public func clearFaults() {
    faults.removeAll()
    clock.correct()
    for front in fronts { front.limits.restore() }
  }

  // MARK: The market

  /// Moves a symbol's price by trading, as the market would; ignored where the market is a recording.
  public func movePrice(of symbol: String, to price: String, product: SandboxProduct = .spot) {
    guard let exchange = exchange(product), let market = exchange.market(symbol),
      let ticks = FixedText.parse(price, decimals: market.rules.priceDecimals)
    else { return }
    exchange.movePrice(of: market, to: ticks) {
      for source in sources { source.moved(symbol: symbol, to: ticks, in: exchange) }
    }
  }

  /// Keeps the books' recent changes, so that an audit can compare a client's book of a while ago.
  public func keepBooks(changes: Int = 4_096) {
    for exchange in exchanges {
      for market in exchange.markets { market.depths.keep(changes, from: market.book.snapshot(limit: .max)) }
    }
  }

  /// The symbols that a product lists, in the order of their listing.
  public func symbols(of product: SandboxProduct) -> [String] { exchange(product)?.markets.map(\.symbol) ?? [] }

  // MARK: Parts

  func front(_ product: SandboxProduct) -> ProductFront? { fronts.first { $0.product == product } }
  func exchange(_ product: SandboxProduct) -> VenueExchange? { exchanges.first { $0.product == product } }

  /// Puts every product on a simulated network, at `host` and the ports given.
  public func register(in network: SimulatedNetwork, places: [SandboxProduct: String]) {
    for front in fronts {
      guard let place = places[front.product] else { continue }
      network.register(SimulatedFront(front), at: place)
    }
  }
}
