public import TradingModel

// How the account trades, changed on request. That something is as wanted already is success.
extension BinanceFuturesExecutionClient {
  /// The venue's codes for what is as wanted already.
  private enum Unneeded {
    static let positionMode = -4059
    static let marginType = -4046
    static let multiAssets = -4171
  }

  /// Changes the position mode, for both futures products; the venue refuses it while there are positions or orders.
  ///
  /// - Parameters:
  ///   - mode: the position mode that is wanted.
  ///   - completion: called once, on the loop.
  public func change(
    positionMode mode: BinancePositionMode,
    completion: @escaping (Result<BinanceSettingOutcome, BinanceError>) -> Void
  ) {
    set(.changePositionMode(session.product, to: mode), unneeded: Unneeded.positionMode) { [self] result in
      if case .success = result { positionMode = mode }
      completion(result)
    }
  }

  /// Asks the venue how the account keeps positions, because another client of the same account may have changed it.
  public func refreshPositionMode() { askForMode() }

  /// Changes how positions in one of the venue's symbols are margined; refused while there are a position or orders.
  ///
  /// - Parameters:
  ///   - type: the margin type that is wanted.
  ///   - symbol: the venue's symbol whose positions are margined so.
  ///   - completion: called once, on the loop.
  public func change(
    marginType type: BinanceMarginType, of symbol: String,
    completion: @escaping (Result<BinanceSettingOutcome, BinanceError>) -> Void
  ) {
    set(.changeMarginType(session.product, symbol: symbol, to: type), unneeded: Unneeded.marginType) {
      [self] result in
      if case .success = result { book.setMarginType(type, of: symbol) }
      completion(result)
    }
  }

  /// The leverages that one of the venue's symbols takes; nil while its brackets are not known.
  public func leverages(of symbol: String) -> ClosedRange<Int>? { book.rules.leverages(of: symbol) }

  /// Changes the leverage of one of the venue's symbols; one beyond the symbol's brackets is refused here.
  ///
  /// - Parameters:
  ///   - leverage: the leverage that is wanted.
  ///   - symbol: the venue's symbol whose leverage is changed.
  ///   - completion: called once, on the loop, with the leverage that the venue confirms.
  public func change(
    leverage: Int, of symbol: String, completion: @escaping (Result<BinanceLeverageChange, BinanceError>) -> Void
  ) {
    if let valid = leverages(of: symbol), !valid.contains(leverage) {
      return completion(
        .failure(
          BinanceError(
            kind: .refused, outcome: .definitive,
            message: "\(symbol) takes leverages of \(valid.lowerBound) to \(valid.upperBound), not \(leverage)",
            endpoint: "")))
    }
    session.send(.changeLeverage(session.product, symbol: symbol, to: leverage)) { [self] result in
      if case .success(let change) = result { book.setLeverage(change.leverage, of: symbol) }
      completion(result)
    }
  }

  /// Adds margin to an isolated position, or takes some (a negative amount).
  ///
  /// - Parameters:
  ///   - symbol: the venue's symbol of the position.
  ///   - amount: in the margin asset.
  ///   - positionSide: which position, in hedge mode; without meaning in one-way mode.
  ///   - completion: called once, on the loop.
  public func adjustMargin(
    of symbol: String, by amount: WideDecimal, positionSide: BinancePositionSide? = nil,
    completion: @escaping (Result<BinanceMarginAdjustment, BinanceError>) -> Void
  ) {
    let side = positionMode == .hedge ? positionSide?.rawValue : nil
    session.send(.adjustMargin(session.product, symbol: symbol, amount: amount, positionSide: side)) {
      [self] result in
      if case .success = result { scheduleRefresh() }
      completion(result)
    }
  }

  /// Switches multi-assets mode (USDⓈ-M), in which all assets margin all positions.
  ///
  /// - Parameters:
  ///   - isOn: whether all assets are to margin all positions.
  ///   - completion: called once, on the loop.
  public func change(
    multiAssets isOn: Bool, completion: @escaping (Result<BinanceSettingOutcome, BinanceError>) -> Void
  ) {
    set(.changeMultiAssetsMode(session.product, to: isOn), unneeded: Unneeded.multiAssets) { [self] result in
      if case .success = result {
        book.setMultiAssets(isOn)
        scheduleRefresh()
      }
      completion(result)
    }
  }

  /// Switches whether fees are paid in BNB at a discount (USDⓈ-M).
  ///
  /// - Parameters:
  ///   - isOn: whether fees are to be paid in BNB.
  ///   - completion: called once, on the loop.
  public func change(
    feeBurn isOn: Bool, completion: @escaping (Result<BinanceSettingOutcome, BinanceError>) -> Void
  ) {
    set(.changeFeeBurn(session.product, to: isOn), completion: completion)
  }

  private func set(
    _ request: BinanceRequest<Void>, unneeded: Int? = nil,
    completion: @escaping (Result<BinanceSettingOutcome, BinanceError>) -> Void
  ) {
    session.send(request) { result in
      if case .failure(let error) = result, let code = error.code, code == unneeded {
        return completion(.success(.unchanged))
      }
      completion(result.map { .changed })
    }
  }
}
