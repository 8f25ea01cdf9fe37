public import TradingModel

// Loans and transfers of margin accounts. Each tells the account anew once it succeeded.
extension BinanceSpotExecutionClient {
  /// Borrows an asset, in cross margin or, with `isolatedSymbol`, for an isolated pair.
  ///
  /// - Parameters:
  ///   - isolatedSymbol: the venue's symbol of the pair.
  ///   - completion: called once, on the loop, with the transaction's number.
  public func borrow(
    _ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    perform(.borrow(amount, asset, isolatedSymbol: isolatedSymbol), completion)
  }

  /// Repays an asset; interest goes first.
  public func repay(
    _ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    perform(.repay(amount, asset, isolatedSymbol: isolatedSymbol), completion)
  }

  /// Moves money between wallets of the account.
  public func transfer(
    _ amount: WideDecimal, _ asset: String, from source: BinanceWallet, to target: BinanceWallet,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    perform(.transfer(amount, asset, from: source, to: target), completion)
  }

  /// Asks how much of an asset the account may borrow, and how much may leave it.
  public func borrowingLimits(
    _ asset: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<BinanceBorrowingLimits, BinanceError>) -> Void
  ) {
    session.send(.maxBorrowable(asset, isolatedSymbol: isolatedSymbol)) { [session] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let most):
        session.send(.maxTransferable(asset, isolatedSymbol: isolatedSymbol)) { result in
          completion(
            result.map {
              BinanceBorrowingLimits(borrowable: most.amount, borrowLimit: most.borrowLimit, transferable: $0)
            })
        }
      }
    }
  }

  /// Enables an isolated pair and hears its events from then on. The venue takes only so many pairs.
  public func enableIsolatedPair(_ symbol: String, completion: @escaping (Result<Void, BinanceError>) -> Void) {
    perform(.enableIsolatedPair(symbol)) { [weak self] result in
      // An order may follow at once.
      if case .success = result { self?.margin?.isolatedSymbols.insert(symbol) }
      completion(result)
    }
  }

  /// Disables an isolated pair, which must be empty.
  public func disableIsolatedPair(_ symbol: String, completion: @escaping (Result<Void, BinanceError>) -> Void) {
    perform(.disableIsolatedPair(symbol), completion)
  }

  /// Turns small debts of the cross account into one of USDT.
  public func exchangeSmallLiabilities(
    _ assets: [String], completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    perform(.exchangeSmallLiabilities(assets), completion)
  }

  private func perform<Response>(
    _ request: BinanceRequest<Response>, _ completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    session.send(request) { [weak self] result in
      if case .success = result, let self {
        margin?.borrowWatch.forget()
        refreshAccount(after: .zero)
      }
      completion(result)
    }
  }
}
