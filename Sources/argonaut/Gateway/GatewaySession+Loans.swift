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
        try marginClient(client, isIsolated: symbol != nil).borrowingLimits(asset, isolatedSymbol: symbol) {
          [output] result in
          output.tell(
            Self.answer(id, result) { limits, line in
              line.decimal("maxBorrowable", limits.borrowable.plain())
              line.decimal("borrowLimit", limits.borrowLimit?.plain())
              line.decimal("maxTransferable", limits.transferable.plain())
            })
        }
      case .isolatedPair(let symbol, let isEnabled, let client):
        let client = try marginClient(client, isIsolated: true)
        func answer(_ result: Result<Void, BinanceError>) { output.tell(Self.answer(id, result) { _, _ in }) }
        if isEnabled {
          client.enableIsolatedPair(symbol, completion: answer)
        } else {
          client.disableIsolatedPair(symbol, completion: answer)
        }
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
    func answer(_ result: Result<Int64, BinanceError>) {
      output.tell(Self.answer(id, result) { number, line in line.string("transactionId", String(number)) })
    }
    switch loan.kind {
    case .borrow: client.borrow(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
    case .repay: client.repay(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
    case .transfer(let source, let target):
      client.transfer(amount, loan.asset, from: source, to: target, completion: answer)
    }
  }

  private static func answer<Value>(
    _ id: GatewayRequestId?, _ result: Result<Value, BinanceError>, _ add: (Value, inout JSONLine) -> Void
  ) -> JSONLine {
    switch result {
    case .failure(let error): return GatewayAnswer.failure(id, GatewayProblem("\(error)"))
    case .success(let value):
      var line = GatewayAnswer.success(id)
      add(value, &line)
      return line
    }
  }

  /// The client that is named, or the first that fits best: of isolated pairs, of cross margin, else any of spot.
  private func marginClient(
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
