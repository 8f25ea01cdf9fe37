import BinanceAdapter
import TradingEngine
import TradingModel

// Answering what is known.
extension GatewaySession {
  func order(_ order: Order) -> JSONLine { JSONLine(order: order, instrument: cache.instrument(order.instrumentId)) }

  func list(_ instrument: InstrumentId?, _ isOpen: Bool?, _ line: inout JSONLine) {
    let orders =
      switch isOpen {
      case true?: cache.orders.unclosed(instrumentId: instrument)
      case false?: cache.orders.closed(instrumentId: instrument)
      case nil: cache.orders.all(instrumentId: instrument)
      }
    line.array("orders", orders.map { order($0) })
  }

  func listPositions(_ instrument: InstrumentId?, _ line: inout JSONLine) {
    let open = cache.positions.open(instrumentId: instrument)
    line.array("positions", open.map { position($0) })
  }

  /// A position with what the venue last said about it.
  private func position(_ position: Position) -> JSONLine {
    var line = JSONLine(position: position, price: nil)
    let report = cache.positions.report(position.id)
    let unrealized = kernel.portfolio.unrealizedPnl(of: position) ?? report?.unrealizedPnl
    line.decimal("unrealizedPnl", unrealized?.amountText)
    guard let report else { return line }
    line.decimal("maintenanceMargin", report.maintenanceMargin?.amountText)
    let decimals = Int(position.terms.pricePrecision)
    line.decimal("leverage", report.leverage?.plain())
    line.string("marginType", report.marginType)
    line.decimal("liquidationPrice", report.liquidationPrice?.plain(minimumDecimals: decimals))
    return line
  }

  func tellAccount(_ client: ClientId?, _ line: inout JSONLine) throws(GatewayProblem) {
    let clients = kernel.executionEngine.clients
    if let client {
      guard let named = kernel.executionEngine.client(client) else { throw unknown(client, "account") }
      line.object("account", try account(of: named))
      return
    }
    guard let first = clients.first else {
      throw GatewayProblem("account: the node has no execution client; add one to execClients")
    }
    line.object("account", try account(of: first))
    guard clients.count > 1 else { return }
    var all: [JSONLine] = []
    for client in clients {
      if let line = try? account(of: client) { all.append(line) }
    }
    line.array("accounts", all)
  }

  private func account(of client: any ExecutionClient) throws(GatewayProblem) -> JSONLine {
    guard let account = cache.accounts.account(client.accountId) else {
      throw GatewayProblem("account: the venue has told no state of \(client.accountId) yet; ask again")
    }
    var line = JSONLine("account", account.id.text)
    line.string("client", client.id.text)
    line.string("type", account.type.rawValue)
    line.array("balances", account.balances.map { JSONLine(balance: $0) })
    line.array("margins", account.margins.map { JSONLine(margin: $0) })
    line.debts(account.info)
    line.time("tsLast", account.tsLast)
    return line
  }
}
