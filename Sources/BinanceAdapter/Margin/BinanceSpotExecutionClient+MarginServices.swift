public import TradingModel

// What the cross account is offered beside loans: small debts, what a liquidation left open, special keys.
extension BinanceSpotExecutionClient {
  // MARK: Small debts

  /// Asks for the debts of the cross account that are small enough to be exchanged.
  public func smallLiabilities(completion: @escaping (Result<[BinanceSmallLiability], BinanceError>) -> Void) {
    session.send(.smallLiabilities(), completion: completion)
  }

  /// Turns small debts of the cross account into one of USDT. The venue takes ten at most, once in six hours.
  public func exchangeSmallLiabilities(
    _ assets: [String], completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    perform(.exchangeSmallLiabilities(assets), completion)
  }

  // MARK: What a liquidation left open

  /// Asks what the cross account owes since a liquidation that did not cover its debts; nil where it owes nothing.
  public func liquidationLoan(completion: @escaping (Result<BinanceLiquidationLoan?, BinanceError>) -> Void) {
    session.send(.liquidationLoan(), completion: completion)
  }

  /// Repays the loan that a liquidation left open, out of the spot wallet.
  public func repayLiquidationLoan(
    _ amount: WideDecimal, _ asset: String,
    completion: @escaping (Result<BinanceLiquidationLoanRepayment, BinanceError>) -> Void
  ) {
    perform(.repayLiquidationLoan(amount, asset), completion)
  }

  // MARK: Special keys

  /// Asks for the special keys of the cross account, or of an isolated pair.
  public func specialKeys(
    isolatedSymbol: String? = nil, completion: @escaping (Result<[BinanceSpecialKey], BinanceError>) -> Void
  ) {
    session.send(.specialKeys(isolatedSymbol: isolatedSymbol), completion: completion)
  }

  /// Sets the addresses that may use the special key of a name, at most thirty.
  public func setAddresses(
    _ addresses: [String], ofSpecialKeyNamed name: String, isolatedSymbol: String? = nil,
    completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    specialKey(named: name, isolatedSymbol, orElse: completion) { client, key in
      client.session.send(
        .setAddresses(addresses, ofSpecialKey: key, isolatedSymbol: isolatedSymbol), completion: completion)
    }
  }

  /// Deletes the special key of a name. The cross account stays in special-key mode until ``exitSpecialKeyMode(completion:)``.
  public func deleteSpecialKey(
    named name: String, isolatedSymbol: String? = nil, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    specialKey(named: name, isolatedSymbol, orElse: completion) { client, key in
      client.session.send(.deleteSpecialKey(key, isolatedSymbol: isolatedSymbol), completion: completion)
    }
  }

  /// Leaves special-key mode: the venue deletes all special keys of the cross account, which must owe nothing, and takes
  /// no new one for a day.
  public func exitSpecialKeyMode(completion: @escaping (Result<Void, BinanceError>) -> Void) {
    session.send(.exitSpecialKeyMode(), completion: completion)
  }

  /// Finds the only special key of a name, as names are what people know, and goes on with it.
  private func specialKey(
    named name: String, _ isolatedSymbol: String?, orElse refuse: @escaping (Result<Void, BinanceError>) -> Void,
    then act: @escaping (BinanceSpotExecutionClient, SecretText) -> Void
  ) {
    specialKeys(isolatedSymbol: isolatedSymbol) { [self] result in
      switch result {
      case .failure(let error): refuse(.failure(error))
      case .success(let keys):
        let meant = keys.filter { $0.name == name }
        if meant.count == 1 { return act(self, meant[0].apiKey) }
        let names = keys.isEmpty ? "there is none" : "there are \(keys.map(\.name).joined(separator: ", "))"
        let text =
          meant.isEmpty
          ? "no special key is named '\(name)'; \(names)"
          : "\(meant.count) special keys are named '\(name)'; tell them apart on the venue's key page"
        refuse(
          .failure(
            BinanceError(
              kind: .refused, outcome: .definitive, message: text + "; nothing was changed", endpoint: "specialKeys")))
      }
    }
  }
}
