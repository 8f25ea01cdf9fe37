import BinanceAdapter
import TradingEngine
import TradingModel

// Borrowing, repaying, moving money, isolated pairs. The result is told when the venue has answered.
extension GatewaySession {
  /// Carries out what a margin account is asked for.
  ///
  /// - Returns: whether it was such a command.
  func carryOutOnMargin(_ request: GatewayRequest) -> Bool {
    let id = request.id
    do throws(GatewayProblem) {
      switch request.instruction {
      case .loan(let loan): try carryOut(loan, id)
      case .borrowable(let asset, let symbol, let client):
        try marginClient(client, isIsolated: symbol != nil).borrowingLimits(
          asset, isolatedSymbol: symbol,
          completion: answer(id) { limits, line in
            line.decimal("maxBorrowable", limits.borrowable.plain())
            line.decimal("borrowLimit", limits.borrowLimit?.plain())
            line.decimal("maxTransferable", limits.transferable.plain())
          })
      case .isolatedPair(let symbol, let isEnabled, let client):
        let client = try marginClient(client, isIsolated: true)
        if isEnabled {
          client.enableIsolatedPair(symbol, completion: answer(id) { _, _ in })
        } else {
          client.disableIsolatedPair(symbol, completion: answer(id) { _, _ in })
        }
      case .marginService(let service): try carryOut(service, id)
      default: return false
      }
    } catch {
      output.tell(GatewayAnswer.failure(id, error))
    }
    return true
  }

  private func carryOut(_ loan: GatewayLoan, _ id: GatewayRequestId?) throws(GatewayProblem) {
    let isIsolated = loan.isolatedSymbol != nil
    let client = try marginClient(loan.client, isIsolated: isIsolated)
    guard let amount = try? WideDecimal(loan.amount) else {
      throw GatewayProblem("amount: '\(loan.amount)' is not a number")
    }
    let answer: (Result<Int64, BinanceError>) -> Void = answer(id) { number, line in
      line.string("transactionId", String(number))
    }
    switch loan.kind {
    case .borrow: client.borrow(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
    case .repay: client.repay(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
    case .transfer(let source, let target):
      client.transfer(amount, loan.asset, from: source, to: target, completion: answer)
    }
  }

  /// The client that is named, or the first that fits best: of isolated pairs, of cross margin, else any of spot.
  func marginClient(
    _ id: ClientId?, isIsolated: Bool
  ) throws(GatewayProblem) -> BinanceSpotExecutionClient {
    let clients = kernel.executionEngine.clients.compactMap { $0 as? BinanceSpotExecutionClient }
    if let id {
      guard let named = clients.first(where: { $0.id == id }) else { throw unknown(id, "client") }
      return named
    }
    let best: [BinanceAccountType] = isIsolated ? [.isolatedMargin, .margin] : [.margin, .isolatedMargin]
    for type in best {
      if let client = clients.first(where: { $0.product.accountType == type }) { return client }
    }
    guard let any = clients.first else {
      throw GatewayProblem("there is no spot or margin client; add one to execClients with accountType: margin")
    }
    return any
  }
}
