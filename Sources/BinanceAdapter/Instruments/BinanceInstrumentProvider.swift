public import Logging
public import TradingLive
public import TradingModel
import TradingNetwork

/// Loads instruments from exchangeInfo of any product, and holds them.
///
/// It belongs to a loop. Symbols that cannot be represented are left out with a warning each (none with `logWarnings`
/// off); nothing that one symbol has, lacks or contains stops the others.
public final class BinanceInstrumentProvider {
  /// What a load did.
  public struct Summary: Hashable, Sendable {
    /// How many instruments are held now because of it.
    public var loaded = 0
    /// The venue's symbols that were left out, with the reason.
    public var skipped: [String: String] = [:]
    /// Wanted instruments that the venue does not have.
    public var missing: [InstrumentId] = []
  }

  /// Which instruments are wanted.
  public enum Selection: Hashable, Sendable {
    case all
    case ids([InstrumentId])
  }

  /// What ``load(completion:)`` loads, and how.
  public let config: BinanceInstrumentProviderConfig
  /// The venue in the ids of the instruments.
  public let venue: Venue
  /// The instruments by id.
  public private(set) var byId: [InstrumentId: Instrument] = [:]
  /// Where instruments are looked up that this provider did not load itself: in a node, what any client loaded.
  public var shared: ((InstrumentId) -> Instrument?)?
  /// The instruments among which ``shared`` looks.
  public var sharedInstruments: (() -> [Instrument])?
  /// Hears of every instrument that is loaded: in a node, so that others find it too.
  public var onLoad: ((Instrument) -> Void)?
  /// Hears of every instrument whose commission rates became known after it was loaded.
  public var onRates: ((Instrument) -> Void)?
  /// The part of the venue's request weight that asking for commission rates may use.
  public var ratesShare = 0.25

  let session: BinanceHttpSession
  private let filter: BinanceInstrumentFilter
  private let logger: Logger
  private var idBySymbol: [String: InstrumentId] = [:]
  private var reportedFilters: Set<String> = []
  /// The rates that the account was told symbol by symbol.
  private var rates = BinanceFeeSchedule(standard: .free)
  private lazy var inquiry = BinanceRateInquiry(session: session, share: ratesShare, logger: logger) { [weak self] in
    self?.learn($0)
  }

  /// How many symbols are read before the loop gets its turn.
  private static let batchSize = 64
  /// Up to so many ids are asked for by name instead of loading everything.
  private static let maxNamedSymbols = 50

  /// Makes a provider without instruments.
  ///
  /// - Parameters:
  ///   - session: the way to the venue, of the product whose instruments are loaded.
  ///   - config: which instruments are loaded, and how.
  ///   - venue: the venue in the ids of the instruments.
  ///   - logger: where it reports instruments that are left out and filters that are not known.
  /// - Throws: when the configuration filters by a property that cannot be filtered by.
  public init(
    session: BinanceHttpSession, config: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig(),
    venue: Venue = "BINANCE", logger: Logger = Logger(label: "argonaut.binance.instruments")
  ) throws(ConfigurationError) {
    self.session = session
    self.config = config
    self.venue = venue
    self.filter = try BinanceInstrumentFilter(config.filters)
    self.logger = logger
  }

  /// All instruments, sorted by id.
  public var instruments: [Instrument] { byId.values.sorted { $0.id < $1.id } }

  /// All instruments that can be looked up here, sorted by id.
  var knownInstruments: [Instrument] {
    let others = (sharedInstruments?() ?? []).filter { byId[$0.id] == nil }
    return (byId.values + others).sorted { $0.id < $1.id }
  }

  /// The instrument of an id.
  public func instrument(_ id: InstrumentId) -> Instrument? { byId[id] ?? shared?(id) }

  /// The instrument of one of the venue's symbols.
  public func instrument(rawSymbol: String) -> Instrument? {
    if let id = idBySymbol[rawSymbol] { return byId[id] }
    guard let shared else { return nil }
    return shared(BinanceSymbol.instrumentId(raw: rawSymbol, accountType: session.product.accountType, venue: venue))
  }

  /// Loads what the configuration names: all instruments, or those of `loadIds`.
  public func load(completion: @escaping (Result<Summary, BinanceError>) -> Void) {
    load(config.loadAll ? .all : .ids(config.loadIds), completion: completion)
  }

  /// Loads instruments, replacing those of the same id. The completion is called once, on the loop.
  public func load(_ selection: Selection, completion: @escaping (Result<Summary, BinanceError>) -> Void) {
    if case .ids(let ids) = selection, ids.isEmpty {
      session.runtime.clock.schedule(after: .zero) { completion(.success(Summary())) }
      return
    }
    loadInfo(selection, completion: completion)
  }

  // MARK: - Asking

  /// The venue's symbols of a selection; `nil` for all.
  private func rawSymbols(_ selection: Selection) -> [String]? {
    guard case .ids(let ids) = selection else { return nil }
    return ids.compactMap { BinanceSymbol.raw($0, accountType: session.product.accountType) }
  }

  private func loadInfo(
    _ selection: Selection, byName: Bool = true,
    completion: @escaping (Result<Summary, BinanceError>) -> Void
  ) {
    let symbols = rawSymbols(selection) ?? []
    if case .ids(let ids) = selection, symbols.isEmpty {
      session.runtime.clock.schedule(after: .zero) { completion(.success(Summary(missing: ids))) }
      return
    }
    let isNamed = byName && !symbols.isEmpty && symbols.count <= Self.maxNamedSymbols
    let request = BinanceRequest<BinanceExchangeInfo>.exchangeInfo(
      session.product, symbols: isNamed ? symbols : [], us: session.connection.us)
    session.send(request) { [self] result in
      switch result {
      case .success(let info):
        session.adopt(info.rateWindows)
        // Fees come second, so that an unreachable venue is told at once.
        let fees = BinanceFeeLoader(session: session, config: config, logger: logger)
        fees.load(symbols: rawSymbols(selection)) { [self] loaded in
          let fees = loaded.knowing(rates)
          readBatch(Reading(info: info, selection: selection, fees: fees, completion: completion), from: 0)
        }
      // One unknown symbol among several makes the venue refuse them all, and so does one that no symbol can be called
      // (-1100: in small letters, say).
      case .failure(let error) where (error.code == -1121 || error.code == -1100) && isNamed:
        guard symbols.count > 1, case .ids = selection else {
          guard case .ids(let ids) = selection else { return completion(.failure(error)) }
          return completion(.success(Summary(missing: ids)))
        }
        loadInfo(selection, byName: false, completion: completion)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  // MARK: - Reading

  /// A document that is being read, batch by batch.
  private final class Reading {
    let info: BinanceExchangeInfo
    let wanted: Set<InstrumentId>?
    let fees: BinanceFeeSchedule
    let completion: (Result<Summary, BinanceError>) -> Void
    var summary = Summary()
    var found: Set<InstrumentId> = []

    init(
      info: BinanceExchangeInfo, selection: Selection, fees: BinanceFeeSchedule,
      completion: @escaping (Result<Summary, BinanceError>) -> Void
    ) {
      self.info = info
      self.fees = fees
      self.completion = completion
      if case .ids(let ids) = selection { wanted = Set(ids) } else { wanted = nil }
    }
  }

  private func readBatch(_ reading: Reading, from start: Int) {
    let end = min(start + Self.batchSize, reading.info.count)
    var mapper = BinanceInstrumentMapper(product: session.product, venue: venue, fees: reading.fees)
    mapper.exchangeFilters = BinanceSymbolFilters(reading.info.exchangeFilters)
    for index in start..<end { read(reading, at: index, mapper) }
    guard end < reading.info.count else {
      if let wanted = reading.wanted { reading.summary.missing = wanted.subtracting(reading.found).sorted() }
      askForRates(reading)
      return reading.completion(.success(reading.summary))
    }
    session.runtime.clock.schedule(after: .zero) { [self] in readBatch(reading, from: end) }
  }

  private func read(_ reading: Reading, at index: Int, _ mapper: BinanceInstrumentMapper) {
    guard let json = reading.info.symbol(at: index) else { return }
    let raw = json["symbol"]?.text ?? "symbol number \(index + 1)"
    let id = BinanceSymbol.instrumentId(raw: raw, accountType: session.product.accountType, venue: venue)
    if let wanted = reading.wanted, !wanted.contains(id) { return }
    let now = session.runtime.clock.now
    do throws(BinanceInstrumentMapper.Refusal) {
      let instrument = try mapper.instrument(json, serverTime: reading.info.serverTime ?? now, now: now)
      reading.found.insert(instrument.id)
      reportUnknownFilters(json, raw)
      guard filter.keeps(instrument) else { return }
      keep(instrument)
      reading.summary.loaded += 1
    } catch {
      reading.found.insert(id)
      reading.summary.skipped[raw] = error.description
      guard error != .notListed else { return }
      if config.logWarnings { logger.warning("\(raw) is left out: \(error)") }
    }
  }

  private func keep(_ instrument: Instrument) {
    byId[instrument.id] = instrument
    idBySymbol[instrument.rawSymbol] = instrument.id
    for currency in [instrument.base, instrument.quote, instrument.settlement] { Currency.register(currency) }
    onLoad?(instrument)
  }

  // MARK: - Commission rates

  /// Waits until the commission rates that are being asked for are known, or known not to be; at once if none are.
  public func whenRatesKnown(_ action: @escaping () -> Void) { inquiry.whenIdle(action) }

  /// Asks for the rates of what was loaded, where the account's own are wanted and no answer held them.
  private func askForRates(_ reading: Reading) {
    guard config.queryCommissionRates, session.credentials != nil else { return }
    let loaded = reading.found.compactMap { byId[$0]?.rawSymbol }
    inquiry.ask(for: loaded.filter { reading.fees.bySymbol[$0] == nil || rates.bySymbol[$0] != nil }.sorted())
  }

  private func learn(_ rate: BinanceCommissionRate) {
    rates.set(rate)
    guard let id = idBySymbol[rate.symbol], var instrument = byId[id] else { return }
    let fees = rates.rate(rate.symbol)
    guard instrument.makerFee != fees.maker || instrument.takerFee != fees.taker else { return }
    instrument.makerFee = fees.maker
    instrument.takerFee = fees.taker
    byId[id] = instrument
    onRates?(instrument)
  }

  private func reportUnknownFilters(_ json: JSONValue, _ raw: String) {
    for name in BinanceSymbolFilters(json["filters"]).unknown where reportedFilters.insert(name).inserted {
      logger.notice(
        "the filter \(name) is not known (first seen at \(raw)); the venue checks it, this program does not")
    }
  }
}
