import Logging
import TradingModel
import TradingNetwork

/// Finds out what the account pays, as far as it can; where it cannot, the standard fees hold.
final class BinanceFeeLoader {
  private let session: BinanceHttpSession
  private let config: BinanceInstrumentProviderConfig
  private let logger: Logger

  init(session: BinanceHttpSession, config: BinanceInstrumentProviderConfig, logger: Logger) {
    self.session = session
    self.config = config
    self.logger = logger
  }

  /// Up to so many symbols are asked for one by one before anything else happens.
  private static let maxAskedFirst = 20

  /// - Parameters:
  ///   - symbols: the venue's symbols that matter; `nil` for all.
  ///   - completion: called once with what is known.
  func load(symbols: [String]?, completion: @escaping (BinanceFeeSchedule) -> Void) {
    let assumed = BinanceFeeSchedule.assumed(session.product)
    guard session.credentials != nil else { return completion(assumed) }
    loadStandard(assumed) { [self] fees in
      guard config.queryCommissionRates else { return completion(fees) }
      loadDiscount(fees) { [self] fees in
        guard let symbols, symbols.count <= Self.maxAskedFirst else { return completion(fees) }
        loadRates(symbols[...], fees, completion: completion)
      }
    }
  }

  /// Finds out whether commissions of spot and margin are paid in BNB; futures tell it in other ways.
  private func loadDiscount(_ fees: BinanceFeeSchedule, completion: @escaping (BinanceFeeSchedule) -> Void) {
    let connection = session.connection
    guard !session.product.accountType.isFutures, connection.environment == .live, !connection.us else {
      return completion(fees)
    }
    session.send(.bnbBurn()) { [logger] result in
      var fees = fees
      switch result {
      case .success(let burn): fees.paysInBNB = burn.forTrades
      // Not every Binance-compatible server has it, and no order depends on it.
      case .failure(let error): logger.debug("whether commissions are paid in BNB is not known: \(error)")
      }
      completion(fees)
    }
  }

  private func loadStandard(_ fees: BinanceFeeSchedule, completion: @escaping (BinanceFeeSchedule) -> Void) {
    if session.product.accountType.isFutures { return loadTier(fees, completion: completion) }
    guard session.connection.environment == .live else { return loadAccountRates(fees, completion: completion) }
    session.send(.tradeFees(us: session.connection.us)) { [self] result in
      var fees = fees
      switch result {
      case .success(let rates) where !rates.isEmpty:
        for rate in rates { fees.set(rate) }
        completion(fees)
      case .failure(let error) where error.kind == .transport:
        warn(error)
        completion(fees)
      // Not every Binance-compatible server has the wallet's endpoints.
      default: loadAccountRates(fees, completion: completion)
      }
    }
  }

  private func loadTier(_ fees: BinanceFeeSchedule, completion: @escaping (BinanceFeeSchedule) -> Void) {
    session.send(.futuresAccount(session.product)) { [self] result in
      var fees = fees
      switch result {
      case .success(let account): fees.standard = BinanceFeeSchedule.futures(tier: account.feeTier ?? 0)
      case .failure(let error): warn(error)
      }
      completion(fees)
    }
  }

  private func loadAccountRates(_ fees: BinanceFeeSchedule, completion: @escaping (BinanceFeeSchedule) -> Void) {
    session.send(.spotAccount()) { [self] result in
      var fees = fees
      switch result {
      case .success(let account):
        fees.standard = BinanceFeeSchedule.Rate(
          maker: (account.makerCommission ?? .zero).trimmed, taker: (account.takerCommission ?? .zero).trimmed)
      case .failure(let error): warn(error)
      }
      completion(fees)
    }
  }

  /// Asks symbol by symbol; the request budget sets the pace.
  private func loadRates(
    _ symbols: ArraySlice<String>, _ fees: BinanceFeeSchedule, completion: @escaping (BinanceFeeSchedule) -> Void
  ) {
    guard let symbol = symbols.first else { return completion(fees) }
    var request = BinanceRequest.commissionRate(session.product, symbol: symbol)
    request.priority = .background
    session.send(request) { [self] result in
      var fees = fees
      switch result {
      case .success(let rate): fees.set(rate)
      case .failure(let error): warn(error)
      }
      loadRates(symbols.dropFirst(), fees, completion: completion)
    }
  }

  private func warn(_ error: BinanceError) {
    logger.warning("the account's fees are not known, standard ones are assumed: \(error)")
  }
}
