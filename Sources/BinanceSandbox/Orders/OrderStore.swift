/// All orders and trades of an exchange, by the ways in which they are looked up.
final class OrderStore {
  private var byId: [Int64: VenueOrder] = [:]
  /// Open orders in the order of their ids, small lists of one account and symbol each.
  private var open: [AccountSymbol: [VenueOrder]] = [:]
  private var byAccount: [AccountSymbol: [VenueOrder]] = [:]
  private var byClientId: [ClientKey: VenueOrder] = [:]
  private var tradesByAccount: [AccountSymbol: [AccountTrade]] = [:]

  private struct AccountSymbol: Hashable {
    let account: Int
    let symbol: String
  }

  private struct ClientKey: Hashable {
    let account: Int
    let symbol: String
    let clientId: String
  }

  func insert(_ order: VenueOrder) {
    byId[order.id] = order
    byAccount[AccountSymbol(account: order.account.id, symbol: order.rules.symbol), default: []].append(order)
    byClientId[clientKey(order.account, order.rules.symbol, order.clientOrderId)] = order
    open[key(order), default: []].append(order)
  }

  /// Forgets from the open ones what is closed.
  func settle(_ order: VenueOrder) {
    let key = self.key(order)
    guard !order.isOpen, let index = open[key]?.lastIndex(where: { $0 === order }) else { return }
    open[key]?.remove(at: index)
  }

  private func key(_ order: VenueOrder) -> AccountSymbol {
    AccountSymbol(account: order.account.id, symbol: order.rules.symbol)
  }

  /// The order's client id became another one (amendment).
  func rename(_ order: VenueOrder, to clientId: String) {
    let old = clientKey(order.account, order.rules.symbol, order.clientOrderId)
    if byClientId[old] === order { byClientId[old] = nil }
    order.clientOrderId = clientId
    byClientId[clientKey(order.account, order.rules.symbol, clientId)] = order
  }

  func append(_ trade: AccountTrade, for account: SandboxAccount) {
    tradesByAccount[AccountSymbol(account: account.id, symbol: trade.symbol), default: []].append(trade)
  }

  /// An order of whichever account.
  func order(id: Int64) -> VenueOrder? { byId[id] }

  func order(id: Int64, account: SandboxAccount, symbol: String) -> VenueOrder? {
    guard let order = byId[id], order.account === account, order.rules.symbol == symbol else { return nil }
    return order
  }

  /// The latest order of that client id.
  func order(clientId: String, account: SandboxAccount, symbol: String) -> VenueOrder? {
    byClientId[clientKey(account, symbol, clientId)]
  }

  /// Open orders in the order of their ids.
  func openOrders(account: SandboxAccount? = nil, symbol: String? = nil) -> [VenueOrder] {
    if let account, let symbol { return open[AccountSymbol(account: account.id, symbol: symbol)] ?? [] }
    var found: [VenueOrder] = []
    for (key, orders) in open
    where (account == nil || key.account == account?.id) && (symbol == nil || key.symbol == symbol) {
      found += orders
    }
    return found.count > 1 ? found.sorted { $0.id < $1.id } : found
  }

  /// All orders of an account on a symbol, oldest first.
  func orders(account: SandboxAccount, symbol: String) -> [VenueOrder] {
    byAccount[AccountSymbol(account: account.id, symbol: symbol)] ?? []
  }

  /// All trades of an account on a symbol, oldest first.
  func trades(account: SandboxAccount, symbol: String) -> [AccountTrade] {
    tradesByAccount[AccountSymbol(account: account.id, symbol: symbol)] ?? []
  }

  /// How many trades an account has on a symbol.
  func tradeCount(account: SandboxAccount, symbol: String) -> Int {
    tradesByAccount[AccountSymbol(account: account.id, symbol: symbol)]?.count ?? 0
  }

  /// The trades of an account on a symbol after the first `count`.
  func trades(account: SandboxAccount, symbol: String, from count: Int) -> [AccountTrade] {
    guard let all = tradesByAccount[AccountSymbol(account: account.id, symbol: symbol)], all.count > count else {
      return []
    }
    return Array(all[count...])
  }

  private func clientKey(_ account: SandboxAccount, _ symbol: String, _ clientId: String) -> ClientKey {
    ClientKey(account: account.id, symbol: symbol, clientId: clientId)
  }
}
