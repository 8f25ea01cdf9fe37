import Logging
import TradingModel

/// Learns how an account trades and sets what the configuration wants: position mode, margin types, leverages.
///
/// That something is as wanted already is success. What fails for one symbol is told and does not stop the others; a
/// position mode that cannot be had stops the start, since orders would mean something else than the user thinks.
final class BinanceFuturesSetup {
  private enum Setting {
    case marginType(symbol: String, BinanceMarginType)
    case leverage(symbol: String, Int)
  }

  private let client: BinanceFuturesExecutionClient
  private let completion: (Result<Void, BinanceError>) -> Void

  init(client: BinanceFuturesExecutionClient, completion: @escaping (Result<Void, BinanceError>) -> Void) {
    self.client = client
    self.completion = completion
  }

  private var product: BinanceProduct { client.session.product }

  func begin() {
    client.session.send(BinanceRequest<BinancePositionMode>.positionMode(product)) { [self] result in
      switch result {
      case .success(let mode):
        client.positionMode = mode
        setMode(client.config.positionMode ?? mode)
      case .failure(let error) where error.isUnknownEndpoint:
        client.logger.warning("the position mode cannot be asked for, one-way is assumed: \(error)")
        setMode(.oneWay)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  private func setMode(_ wanted: BinancePositionMode) {
    guard wanted != client.positionMode else { return applySettings() }
    client.change(positionMode: wanted) { [self] result in
      switch result {
      case .success: applySettings()
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  private func applySettings() {
    let config = client.config
    var settings: [Setting] = config.futuresMarginTypes.sorted { $0.key < $1.key }.map {
      .marginType(symbol: $0.key, $0.value)
    }
    settings += config.futuresLeverages.sorted { $0.key < $1.key }.map { .leverage(symbol: $0.key, $0.value) }
    apply(settings[...])
  }

  private func apply(_ settings: ArraySlice<Setting>) {
    guard let setting = settings.first else { return completion(.success(())) }
    func proceed<Answer>(_ what: String, _ result: Result<Answer, BinanceError>) {
      if case .failure(let error) = result { client.logger.warning("\(what) could not be set: \(error)") }
      apply(settings.dropFirst())
    }
    switch setting {
    case .marginType(let symbol, let type):
      client.change(marginType: type, of: symbol) { proceed("the margin type of \(symbol)", $0) }
    case .leverage(let symbol, let leverage):
      client.change(leverage: leverage, of: symbol) { proceed("the leverage of \(symbol)", $0) }
    }
  }
}
