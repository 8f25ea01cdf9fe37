import TradingEngine
public import TradingModel

// Loans and transfers of margin accounts. Each tells the account anew once it succeeded.
extension BinanceSpotExecutionClient {
  /// Borrows an asset, in cross margin or, with `isolatedSymbol`, for an isolated pair.
  ///
  /// It is sent once. Where the answer is lost, the venue's records are looked at for some seconds; if they do not tell
  /// either, the completion gets the error, whose outcome is unknown.
  ///
  /// - Parameters:
  ///   - amount: how much is borrowed, in the asset.
  ///   - asset: the asset that is borrowed.
  ///   - isolatedSymbol: the venue's symbol of the pair.
  ///   - completion: called once, on the loop, with the transaction's number.
  public func borrow(
    _ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    if let error = floorError("borrow", amount, asset, place: isolatedSymbol ?? "", isLoan: true) {
      return refuse(error, completion)
    }
    let loan = BinanceLoan(kind: .borrow, amount: amount, asset: asset, isolatedSymbol: isolatedSymbol)
    inTurn { $0.carryOut(loan, completion) }
  }

  /// Repays an asset; interest goes first. What is lost is looked for as when borrowing.
  public func repay(
    _ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    let loan = BinanceLoan(kind: .repay, amount: amount, asset: asset, isolatedSymbol: isolatedSymbol)
    inTurn { $0.carryOut(loan, completion) }
  }

  /// Moves money between wallets of the account.
  public func transfer(
    _ amount: WideDecimal, _ asset: String, from source: BinanceWallet, to target: BinanceWallet,
    completion: @escaping (Result<Int64, BinanceError>) -> Void
  ) {
    let place: String? =
      switch source {
      case .crossMargin: ""
      case .isolatedMargin(let symbol): symbol
      default: nil
      }
    if let place, let error = floorError("transfer", amount, asset, place: place, isLoan: false) {
      return refuse(error, completion)
    }
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

  func perform<Response>(
    _ request: BinanceRequest<Response>, _ completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    session.send(request) { [weak self] result in
      if let self, Self.mayHaveChanged(result) {
        margin?.borrowWatch.forget()
        refreshAccount(after: .zero)
      }
      completion(result)
    }
  }

  /// Whether a request succeeded, or may have although its answer was lost.
  private static func mayHaveChanged<Response>(_ result: Result<Response, BinanceError>) -> Bool {
    switch result {
    case .success: true
    case .failure(let error): error.outcome == .unknown
    }
  }

  /// Sends loans and repayments one after the other: the venue refuses one that comes within a tenth of a second.
  private func inTurn(_ action: @escaping (BinanceSpotExecutionClient) -> Void) {
    guard let margin else { return action(self) }
    let start = max(margin.nextLoan, now)
    margin.nextLoan = start + Self.loanDistance
    guard start > now else { return action(self) }
    clock.schedule(after: start - now) { [self] in action(self) }
  }

  private static let loanDistance: Duration = .milliseconds(120)

  /// Why a loan or a transfer would take the account below the user's floor. What is not known is the venue's to judge.
  private func floorError(
    _ word: String, _ amount: WideDecimal, _ asset: String, place: String, isLoan: Bool
  ) -> BinanceError? {
    guard let margin, let unit = marginWorth(of: asset, place: place), let worth = try? unit.multiplied(by: amount)
    else { return nil }
    let rules = BinanceMarginGuard(
      standing: margin.book.standings[place], floor: config.marginLevelFloor, borrowable: { _ in nil },
      price: { _ in nil })
    return rules.denial(word, worth: worth, isLoan: isLoan, "\(amount.plain()) \(asset)").map {
      BinanceError(
        kind: .refused, outcome: .definitive, message: "\($0.description); nothing was sent", endpoint: word)
    }
  }

  private func refuse<Response>(
    _ error: BinanceError, _ completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    clock.schedule(after: .zero) { completion(.failure(error)) }
  }
}
