import BinanceAdapter
import TradingEngine
import TradingModel

// Borrowing, repaying and moving money. The result is told when the venue has answered.
extension GatewaySession {
  func carryOut(_ loan: GatewayLoan, _ id: GatewayRequestId?) {
    do throws(GatewayProblem) {
      let client = try marginClient(loan.client)
      guard let amount = try? WideDecimal(loan.amount) else {
        throw GatewayProblem("amount: '\(loan.amount)' is not a number")
      }
      let output = output
      func answer(_ result: Result<Int64, BinanceError>) {
        switch result {
        case .success(let number):
          var line = GatewayAnswer.success(id)
          line.string("transactionId", String(number))
          output.tell(line)
        case .failure(let error): output.tell(GatewayAnswer.failure(id, GatewayProblem("\(error)")))
        }
      }
      switch loan.kind {
      case .borrow: client.borrow(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
      case .repay: client.repay(amount, loan.asset, isolatedSymbol: loan.isolatedSymbol, completion: answer)
      case .transfer(let source, let target):
        client.transfer(amount, loan.asset, from: source, to: target, completion: answer)
      }
    } catch {
      output.tell(GatewayAnswer.failure(id, error))
    }
  }

  /// The client that is named, or the first that can borrow.
  private func marginClient(_ id: ClientId?) throws(GatewayProblem) -> BinanceSpotExecutionClient {
    let clients = kernel.executionEngine.clients.compactMap { $0 as? BinanceSpotExecutionClient }
    if let id {
      guard let named = clients.first(where: { $0.id == id }) else { throw unknown(id, "client") }
      return named
    }
    guard let found = clients.first(where: { $0.accountType == .margin }) ?? clients.first else {
      throw GatewayProblem("there is no spot or margin client; add one to execClients with accountType: margin")
    }
    return found
  }
}
