import TradingModel

/// Keys by which margin accounts are traded on `/api/v3`: made, listed, restricted to addresses and deleted.
///
/// See <https://developers.binance.com/docs/margin_trading/trade/Create-Special-Key-of-Low-Latency-Trading>.
enum SpecialKeyOperations {
  private static let done = Array("{}".utf8)
  /// What the venue's documentation names without a number: a request that does not fit the account's state.
  private static let unsupported = VenueError(-1020, "This operation is not supported.")

  static var operations: [Operation] {
    [
      Operation("POST /sapi/v1/margin/apiKey", weight: 1, security: .signed, run: create).byAccount,
      Operation("GET /sapi/v1/margin/apiKey", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        let key = try meant(try account(front, call), call)
        return try json { (writer) throws(VenueError) in tell(key, front, &writer) }
      }.byAccount,
      Operation("GET /sapi/v1/margin/api-key-list", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        let keys = try account(front, call).specialKeys.keys
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            for key in keys { tell(key, front, &writer) }
          }
        }
      }.byAccount,
      Operation("PUT /sapi/v1/margin/apiKey/ip", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        _ = try call.parameters.mandatoryText("ip")
        let addresses = try addresses(call)
        front.exchange.accounts.restrict(key: try meant(try account(front, call), call).key, to: addresses)
        return done
      }.byAccount,
      Operation("DELETE /sapi/v1/margin/apiKey", weight: 1, security: .signed, run: delete).byAccount,
      Operation("POST /sapi/v1/margin/exit-special-key-mode", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        let account = front.exchange.margin.cross(try call.owner())
        guard account.specialKeys.isInMode else { return done }
        guard !account.isLiquidating, !account.hasDebts else { throw unsupported }
        for key in account.specialKeys.leaveMode(at: front.exchange.margin.now) { revoke(key, front) }
        return done
      }.byAccount,
    ]
  }

  /// The cross account, or that of the pair that `symbol` names.
  private static func account(_ front: ProductFront, _ call: Call) throws(VenueError) -> MarginAccount {
    try call.marginAccount(front, isBySymbol: true)
  }

  /// The key that a request means: the one that it names, or the newest.
  private static func meant(_ account: MarginAccount, _ call: Call) throws(VenueError) -> SpecialKey {
    let keys = account.specialKeys.keys
    let named = try call.parameters.text("apiKey")
    guard let key = named.map({ name in keys.first { $0.key == name } }) ?? keys.last else {
      throw VenueError(-3026, "Your input param is invalid.")
    }
    return key
  }

  private static func addresses(_ call: Call) throws(VenueError) -> [String] {
    guard let text = try call.parameters.text("ip") else { return [] }
    let addresses = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard addresses.count <= SpecialKeys.maximum, addresses.allSatisfy({ !$0.isEmpty }) else { throw .invalid("ip") }
    return addresses
  }

  private static func create(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let account = try account(front, call)
    let name = try call.parameters.mandatoryText("apiName")
    let addresses = try addresses(call)
    guard let wanted = SpecialKey.Mode(rawValue: try call.parameters.text("permissionMode") ?? "TRADE") else {
      throw .invalid("permissionMode")
    }
    guard account.specialKeys.mayAdd(at: front.exchange.margin.now) else { throw unsupported }
    let (text, secret) = (secretText(front.random), secretText(front.random))
    let verifier: ApiCredential.Verifier
    let publicKey = try call.parameters.text("publicKey")
    if let publicKey {
      do throws(KeyRegistrationError) {
        verifier = try ApiCredential.Verifier(ApiCredential.Verifier.scheme(ofPublicKey: publicKey))
      } catch {
        throw VenueError.invalid("publicKey")
      }
    } else {
      verifier = .hmac(secret: Array(secret.utf8))
    }
    let type = SpecialKey.KeyType(verifier)
    // The mode is for Ed25519 keys alone; the others may do everything.
    let key = SpecialKey(name: name, key: text, type: type, mode: type == .ed25519 ? wanted : .trade)
    front.exchange.accounts.register(
      ApiCredential(
        key: text, verifier: verifier, permissions: key.mode.permissions, allowedAddresses: addresses),
      for: account.trader)
    account.specialKeys.add(key)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("apiKey", text)
        writer.key("secretKey")
        // Of a key pair only its owner has the secret half.
        if publicKey == nil { writer.value(secret) } else { writer.null() }
        writer.field("type", type.rawValue)
      }
    }
  }

  private static func delete(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let account = try account(front, call)
    let (key, name) = (try call.parameters.text("apiKey"), try call.parameters.text("apiName"))
    guard key != nil || name != nil else { throw .missing(either: "apiKey", or: "apiName") }
    // Of both the key counts.
    let removed = account.specialKeys.remove { key == nil ? $0.name == name : $0.key == key }
    guard !removed.isEmpty else { throw VenueError(-3026, "Your input param is invalid.") }
    for key in removed { revoke(key, front) }
    return done
  }

  private static func revoke(_ key: SpecialKey, _ front: ProductFront) {
    front.exchange.accounts.revoke(key: key.key)
    front.keyWasRevoked(key.key)
  }

  private static func tell(_ key: SpecialKey, _ front: ProductFront, _ writer: inout JSONWriter) {
    let addresses = front.exchange.accounts.lookup(key: key.key)?.credential.allowedAddresses ?? []
    writer.object { writer in
      writer.field("apiName", key.name)
      writer.field("apiKey", key.key)
      writer.field("ip", addresses.isEmpty ? "0.0.0.0" : addresses.joined(separator: ","))
      writer.field("type", key.type.rawValue)
      writer.field("permissionMode", key.mode.rawValue)
    }
  }

  /// Sixty-four characters, as the venue's keys have.
  private static func secretText(_ random: RandomSource) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    return String(
      decoding: (0..<64).map { _ in alphabet[random.integer(in: 0...(alphabet.count - 1))] }, as: UTF8.self)
  }
}
