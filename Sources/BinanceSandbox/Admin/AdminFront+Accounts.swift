import TradingModel
import TradingNetwork

// Customers, their keys, their money.
extension AdminFront {
  func accounts() -> HTTPResponse {
    var bytes: [UInt8] = []
    for account in venue.accounts.accounts {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("account", account.name)
        writer.field("keys", account.credentials.count { !$0.isRevoked })
        writer.field("canTrade", account.canTrade)
        writer.field("paysCommissionInBNB", account.paysCommissionInBNB)
        writer.field("tradeGroupId", account.tradeGroupId)
      }
      bytes += writer.bytes + [10]
    }
    return Self.lines(bytes)
  }

  /// What the body of a new account or key may hold.
  private static let accountKeys: Set = [
    "name", "account", "apiKey", "apiSecret", "publicKey", "permissions", "allowedAddresses", "balances",
  ]

  func addAccount(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    if case .object(let members) = json, let unknown = members.first(where: { !Self.accountKeys.contains($0.name) }) {
      throw AdminError("unknown key \(unknown.name); \(Self.accountKeys.sorted().joined(separator: ", "))")
    }
    guard let name = json["name"]?.string ?? json["account"]?.string else {
      throw AdminError("an account needs a \"name\"")
    }
    let rights = try Rights(permissions: permissions(json), addresses: texts("allowedAddresses", json) ?? [])
    let key = json["apiKey"]?.string
    let isNew = venue.accounts.account(named: name) == nil
    var credentials: SandboxCredentials
    if let pem = json["publicKey"]?.string {
      guard let key else { throw AdminError("a public key needs the \"apiKey\" under which it is known") }
      try register(key, ApiCredential.Verifier.scheme(ofPublicKey: pem), name, rights, json)
      credentials = SandboxCredentials(account: name, apiKey: key, apiSecret: "")
    } else if let key {
      guard let secret = json["apiSecret"]?.string else {
        throw AdminError("\"apiKey\" needs \"apiSecret\" or \"publicKey\"")
      }
      try register(key, .hmac(secret: secret), name, rights, json)
      credentials = SandboxCredentials(account: name, apiKey: key, apiSecret: secret)
    } else {
      credentials = venue.addAccount(
        named: name, isFunded: json["balances"] == nil, permissions: rights.permissions,
        allowedAddresses: rights.addresses)
    }
    if isNew, json["balances"] != nil, let account = venue.accounts.account(named: name) {
      try setBalances(json["balances"], of: account)
      venue.noteFunds(of: name)
    }
    return Self.json { writer in
      writer.field("account", credentials.account)
      writer.field("apiKey", credentials.apiKey)
      if !credentials.apiSecret.isEmpty { writer.field("apiSecret", credentials.apiSecret) }
    }
  }

  /// What a new key may do, and from where.
  private struct Rights {
    let permissions: ApiCredential.Permissions
    let addresses: [String]
  }

  private func register(
    _ key: String, _ scheme: SigningScheme, _ name: String, _ rights: Rights, _ json: JSONValue
  ) throws(AdminError) {
    do throws(KeyRegistrationError) {
      try venue.register(
        key: key, scheme: scheme, account: name, permissions: rights.permissions, allowedAddresses: rights.addresses,
        isFunded: json["balances"] == nil)
    } catch {
      throw AdminError(error.description)
    }
  }

  /// What a key may do: everything, unless a list says what.
  private func permissions(_ json: JSONValue) throws(AdminError) -> ApiCredential.Permissions {
    guard let names = try texts("permissions", json) else { return .all }
    var permissions: ApiCredential.Permissions = []
    for name in names {
      switch name {
      case "read": permissions.insert(.read)
      case "spot": permissions.insert(.spotTrading)
      case "futures": permissions.insert(.futuresTrading)
      case "margin": permissions.insert(.marginTrading)
      case "transfer": permissions.insert(.transfers)
      default: throw AdminError("unknown permission \(name); read, spot, futures, margin, transfer")
      }
    }
    return permissions
  }

  /// The texts of a list, where there is one of that name; anything else than a list is a mistake.
  private func texts(_ name: String, _ json: JSONValue) throws(AdminError) -> [String]? {
    guard let value = json[name] else { return nil }
    guard case .array(let values) = value else { throw AdminError("\"\(name)\" is a list: [\"…\"]") }
    return values.map(\.text)
  }

  private func setBalances(_ json: JSONValue?, of account: SandboxAccount) throws(AdminError) {
    guard case .object(let products)? = json else {
      throw AdminError("balances are given by product: {\"spot\":{\"BTC\":\"1\"}}")
    }
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

  /// Rates, BNB discount, trade group, permission to trade.
  func setAccount(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    guard let account = json["account"].flatMap({ venue.accounts.account(named: $0.text) }) else {
      throw AdminError("\"account\" must be the name of one that is open")
    }
    let product = try exchange(json).product
    guard case .object(let members) = json else { return Self.json { _ in } }
    for (name, value) in members {
      switch name {
      case "account", "product": break
      case "makerRate", "takerRate":
        guard let rate = FixedText.parse(value.text, decimals: 8) else { throw AdminError("\(name) is no rate") }
        if name == "makerRate" { account.makerRates[product] = rate } else { account.takerRates[product] = rate }
      case "paysCommissionInBNB": account.paysCommissionInBNB = value.text == "true"
      case "canTrade": account.canTrade = value.text == "true"
      case "tradesOverREST": account.tradesOverREST = value.text == "true"
      case "tradesOverSocketAPI": account.tradesOverSocketAPI = value.text == "true"
      case "restrictedSymbols":
        guard case .array(let symbols) = value else { throw AdminError("restrictedSymbols is a list") }
        account.restrictedSymbols = Set(symbols.map(\.text))
      case "tradeGroupId":
        guard let group = Int64(value.text) else { throw AdminError("tradeGroupId is a number") }
        account.tradeGroupId = group
      default:
        throw AdminError(
          "unknown key \(name); makerRate, takerRate, paysCommissionInBNB, canTrade, tradeGroupId, tradesOverREST, "
            + "tradesOverSocketAPI, restrictedSymbols")
      }
    }
    return Self.json { _ in }
  }

  func revoke(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    guard let key = try object(body)["apiKey"]?.string, venue.accounts.lookup(key: key) != nil else {
      throw AdminError("\"apiKey\" must be one that is registered")
    }
    venue.accounts.revoke(key: key)
    for front in venue.fronts { front.keyWasRevoked(key) }
    return Self.json { _ in }
  }

  func deposit(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    guard let name = json["account"]?.string, let account = venue.accounts.account(named: name) else {
      throw AdminError("\"account\" must be the name of one that is open; GET /accounts lists them")
    }
    guard let asset = json["asset"]?.string, let amount = json["amount"].flatMap({ Amount($0.text) }) else {
      throw AdminError("a deposit needs an \"asset\" and an \"amount\", a decimal in quotes")
    }
    try exchange(json).deposit(amount, asset: asset, to: account)
    return Self.json { _ in }
  }
}
