import TradingModel
import TradingNetwork

/// The operator's port: the ledger, accounts, faults and a few hands on the market. Clients never see it.
final class AdminFront: FrontService {
  private let venue: SandboxVenue

  init(venue: SandboxVenue) { self.venue = venue }

  func open(_ request: HTTPRequest, client: String, channel: any FrontChannel) -> FrontUpgrade {
    .refused(HTTPResponse(status: 404))
  }

  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void) {
    let target = RequestTarget(request.url)
    let query = QueryText(target.query).pairs
    let body = request.body
    do throws(AdminError) {
      completion(.response(try answer("\(request.method.rawValue) \(target.path)", query, body)))
    } catch {
      completion(.response(Self.json(400) { $0.field("error", error.description) }))
    }
  }

  /// What the operator asked wrongly, and how to ask.
  private struct AdminError: Error {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private static func json(_ status: Int = 200, _ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    var writer = JSONWriter()
    writer.object { body(&$0) }
    return HTTPResponse(status: status, headers: RESTAnswers.headers, body: writer.bytes)
  }

  private static func lines(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(status: 200, headers: [("Content-Type", "application/x-ndjson")], body: bytes)
  }

  private func answer(
    _ route: String, _ query: [(name: String, value: String)], _ body: [UInt8]
  ) throws(AdminError) -> HTTPResponse {
    switch route {
    case "GET /health":
      return Self.json { writer in
        writer.field("status", "ok")
        writer.field("products", strings: venue.products.map(\.rawValue))
        writer.field("time", venue.clock.now.milliseconds)
      }
    case "GET /ledger": return try ledger(nil, query)
    case "GET /orders": return try ledger(.order, query)
    case "GET /trades": return try ledger(.trade, query)
    case "GET /requests": return try ledger(.request, query)
    case "GET /balances": return balances(query)
    case "POST /accounts": return try addAccount(body)
    case "POST /deposits": return try deposit(body)
    case "GET /faults": return faults()
    case "POST /faults": return try addFaults(body)
    case "DELETE /faults":
      if let id = query.first(where: { $0.name == "id" }).flatMap({ Int($0.value) }) {
        venue.faults.remove(id: id)
      } else {
        venue.clearFaults()
      }
      return Self.json { _ in }
    case "POST /market/status": return try setStatus(body)
    default:
      return Self.json(404) {
        $0.field(
          "error",
          "no such path; there are GET /health /ledger /orders /trades /balances /requests /faults, "
            + "POST /accounts /deposits /faults /market/status, DELETE /faults")
      }
    }
  }

  // MARK: Ledger

  private func ledger(
    _ kind: SandboxLedger.Entry.Kind?, _ query: [(name: String, value: String)]
  ) throws(AdminError) -> HTTPResponse {
    var (kind, product, account, symbol): (SandboxLedger.Entry.Kind?, SandboxProduct?, String?, String?) =
      (kind, nil, nil, nil)
    var after: Int64 = 0
    var limit = Int.max
    for (name, value) in query {
      switch name {
      case "kind":
        guard let known = SandboxLedger.Entry.Kind(rawValue: value) else {
          throw AdminError("unknown kind \(value)")
        }
        kind = known
      case "product":
        guard let known = SandboxProduct(rawValue: value) else { throw AdminError("unknown product \(value)") }
        product = known
      case "account": account = value
      case "symbol": symbol = value
      case "after": after = Int64(value) ?? 0
      case "limit": limit = Int(value) ?? .max
      default: throw AdminError("unknown query key \(name); kind, product, account, symbol, after, limit")
      }
    }
    var bytes: [UInt8] = []
    for entry in venue.ledger.query(
      kind: kind, product: product, account: account, symbol: symbol, after: after, limit: limit)
    {
      bytes.append(contentsOf: entry.jsonLine.utf8)
      bytes.append(10)
    }
    return Self.lines(bytes)
  }

  private func balances(_ query: [(name: String, value: String)]) -> HTTPResponse {
    let wanted = query.first { $0.name == "account" }?.value
    var bytes: [UInt8] = []
    for account in venue.accounts.accounts where wanted == nil || account.name == wanted {
      for product in venue.products {
        let wallet = account.wallet(product)
        for asset in wallet.assets {
          var writer = JSONWriter()
          writer.object { writer in
            writer.field("account", account.name)
            writer.field("product", product.rawValue)
            writer.field("asset", asset)
            writer.field("free", wallet[asset].free)
            writer.field("locked", wallet[asset].locked)
          }
          bytes += writer.bytes + [10]
        }
      }
    }
    return Self.lines(bytes)
  }

  // MARK: Accounts

  private func addAccount(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    guard let name = json["name"]?.string ?? json["account"]?.string else {
      throw AdminError("an account needs a \"name\"")
    }
    let key = json["apiKey"]?.string
    let isNew = venue.accounts.account(named: name) == nil
    var credentials: SandboxCredentials
    if let pem = json["publicKey"]?.string {
      guard let key else { throw AdminError("a public key needs the \"apiKey\" under which it is known") }
      try register(key, ApiCredential.Verifier.scheme(ofPublicKey: pem), name, json)
      credentials = SandboxCredentials(account: name, apiKey: key, apiSecret: "")
    } else if let key {
      guard let secret = json["apiSecret"]?.string else {
        throw AdminError("\"apiKey\" needs \"apiSecret\" or \"publicKey\"")
      }
      try register(key, .hmac(secret: secret), name, json)
      credentials = SandboxCredentials(account: name, apiKey: key, apiSecret: secret)
    } else {
      credentials = venue.addAccount(named: name, isFunded: json["balances"] == nil)
    }
    if isNew, let account = venue.accounts.account(named: name) { try setBalances(json["balances"], of: account) }
    return Self.json { writer in
      writer.field("account", credentials.account)
      writer.field("apiKey", credentials.apiKey)
      if !credentials.apiSecret.isEmpty { writer.field("apiSecret", credentials.apiSecret) }
    }
  }

  private func register(
    _ key: String, _ scheme: SigningScheme, _ name: String, _ json: JSONValue
  ) throws(AdminError) {
    var permissions = ApiCredential.Permissions.all
    if case .array(let names)? = json["permissions"] {
      permissions = []
      for name in names {
        switch name.text {
        case "read": permissions.insert(.read)
        case "spot": permissions.insert(.spotTrading)
        case "futures": permissions.insert(.futuresTrading)
        case "margin": permissions.insert(.marginTrading)
        default: throw AdminError("unknown permission \(name.text); read, spot, futures, margin")
        }
      }
    }
    var addresses: [String] = []
    if case .array(let values)? = json["allowedAddresses"] { addresses = values.map(\.text) }
    do throws(KeyRegistrationError) {
      try venue.register(
        key: key, scheme: scheme, account: name, permissions: permissions, allowedAddresses: addresses,
        isFunded: json["balances"] == nil)
    } catch {
      throw AdminError(error.description)
    }
  }

  private func setBalances(_ json: JSONValue?, of account: SandboxAccount) throws(AdminError) {
    guard case .object(let products)? = json else { return }
    for (name, assets) in products {
      guard let product = SandboxProduct(rawValue: name), case .object(let amounts) = assets else {
        throw AdminError("balances are given by product: {\"spot\":{\"BTC\":\"1\"}}")
      }
      for (asset, text) in amounts {
        guard let amount = Amount(text.text) else { throw AdminError("\(text.text) is no amount") }
        account.wallet(product)[asset] = Wallet.Balance(free: amount)
      }
    }
  }

  private func deposit(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    guard let name = json["account"]?.string, let account = venue.accounts.account(named: name),
      let asset = json["asset"]?.string, let amount = json["amount"].flatMap({ Amount($0.text) }),
      let exchange = venue.exchange(SandboxProduct(rawValue: json["product"]?.text ?? "spot") ?? .spot)
    else { throw AdminError("a deposit needs account, asset, amount and product of this sandbox") }
    exchange.deposit(amount, asset: asset, to: account)
    return Self.json { _ in }
  }

  // MARK: Faults and the market

  private func faults() -> HTTPResponse {
    var writer = JSONWriter()
    writer.array { writer in
      for fault in venue.faults.summary {
        writer.object { writer in
          writer.field("id", fault.id)
          writer.field("fault", fault.kind.rawValue)
          writer.field("strikes", fault.strikes)
        }
      }
    }
    return HTTPResponse(status: 200, headers: RESTAnswers.headers, body: writer.bytes)
  }

  private func addFaults(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    guard let json = JSONValue(body) else { throw AdminError("the body is no JSON") }
    var entries = [json]
    if case .array(let list) = json { entries = list }
    var read: [VenueFault] = []
    var acts: [FuturesAct] = []
    do throws(FaultFormatError) {
      for entry in entries {
        if let act = try FuturesAct(json: entry) { acts.append(act) } else { read.append(try VenueFault(json: entry)) }
      }
    } catch {
      throw AdminError(error.description)
    }
    for fault in read { venue.apply(fault) }
    for act in acts {
      if let reason = venue.perform(act) { throw AdminError(reason) }
    }
    return Self.json { $0.field("set", read.count + acts.count) }
  }

  private func setStatus(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    guard let product = SandboxProduct(rawValue: json["product"]?.text ?? "spot"),
      let exchange = venue.exchange(product), let symbol = json["symbol"]?.string,
      let status = json["status"].flatMap({ SymbolRules.Status(rawValue: $0.text) })
    else { throw AdminError("give product, symbol and status (TRADING, HALT, BREAK, CANCEL_ONLY, …)") }
    exchange.setStatus(status, symbol: symbol)
    return Self.json { _ in }
  }

  private func object(_ body: [UInt8]) throws(AdminError) -> JSONValue {
    guard let json = JSONValue(body), case .object = json else { throw AdminError("the body must be a JSON object") }
    return json
  }
}
