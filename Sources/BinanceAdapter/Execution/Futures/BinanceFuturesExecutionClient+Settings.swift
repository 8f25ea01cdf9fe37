import TradingModel

// How the account trades, changed on request. That something is as wanted already is success.
extension BinanceFuturesExecutionClient {
  private static let noNeedForMode = -4059
  private static let noNeedForMarginType = -4046

  /// Changes the position mode, for both futures products; the venue refuses it while there are positions or orders.
  func change(
    positionMode mode: BinancePositionMode, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    set(.changePositionMode(session.product, to: mode), unneeded: Self.noNeedForMode) { [self] result in
      if case .success = result { positionMode = mode }
      completion(result)
    }
  }

  /// Changes how positions in one of the venue's symbols are margined.
  func change(
    marginType type: BinanceMarginType, of symbol: String, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    set(.changeMarginType(session.product, symbol: symbol, to: type), unneeded: Self.noNeedForMarginType) {
      [self] result in
      if case .success = result { book.setMarginType(type, of: symbol) }
      completion(result)
    }
  }

  /// Changes the leverage of one of the venue's symbols.
  func change(
    leverage: Int, of symbol: String, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    set(.changeLeverage(session.product, symbol: symbol, to: leverage)) { [self] result in
      if case .success = result { book.setLeverage(leverage, of: symbol) }
      completion(result)
    }
  }

  /// Adds margin to an isolated position, or takes some (a negative amount).
  func adjustMargin(
    of symbol: String, by amount: WideDecimal, positionSide: BinancePositionSide?,
    completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    let side = positionMode == .hedge ? positionSide?.rawValue : nil
    set(.adjustMargin(session.product, symbol: symbol, amount: amount, positionSide: side)) { [self] result in
      if case .success = result { scheduleRefresh() }
      completion(result)
    }
  }

  /// Switches multi-assets mode (USDⓈ-M).
  func change(multiAssets isOn: Bool, completion: @escaping (Result<Void, BinanceError>) -> Void) {
    set(.changeMultiAssetsMode(session.product, to: isOn), unneeded: -4171) { [self] result in
      if case .success = result { book.setMultiAssets(isOn) }
      completion(result)
    }
  }

  private func set(
    _ request: BinanceRequest<Void>, unneeded: Int? = nil, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    session.send(request) { result in
      if case .failure(let error) = result, let code = error.code, code == unneeded { return completion(.success(())) }
      completion(result)
    }
  }
}
