import TradingNetwork

// Keys that trade on a margin account through the endpoints of spot.
// <https://developers.binance.com/docs/margin_trading/trade/Create-Special-Key-of-Low-Latency-Trading>

private let margin = "/sapi/v1/margin"

extension BinanceRequest where Response == BinanceCreatedSpecialKey {
  /// Makes a special key, for the cross account or that of an isolated pair. The venue gives such keys to large accounts.
  ///
  /// - Parameters:
  ///   - name: what the key is called at the venue.
  ///   - isolatedSymbol: the pair of an isolated account; nil is cross margin.
  ///   - addresses: those that may use it, at most thirty.
  ///   - publicKey: the public half of an RSA or Ed25519 key, in PEM; without one the venue makes an HMAC key.
  ///   - permission: of an Ed25519 key only; the others may trade.
  public static func createSpecialKey(
    _ name: String, isolatedSymbol: String? = nil, addresses: [String] = [], publicKey: String? = nil,
    permission: BinanceSpecialKey.Permission? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .post, margin + "/apiKey",
      [
        "apiName": name, "symbol": isolatedSymbol, "ip": addresses.isEmpty ? nil : addresses.joined(separator: ","),
        "publicKey": publicKey, "permissionMode": permission?.rawValue,
      ], security: .signed
    ) { json, _ in try BinanceCreatedSpecialKey(json) }
  }
}

extension BinanceRequest where Response == BinanceSpecialKey {
  /// Asks for one special key of the cross account, or of an isolated pair.
  public static func specialKey(_ key: SecretText, isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/apiKey", ["apiKey": key.reveal { $0 }, "symbol": isolatedSymbol], security: .signed
    ) { json, _ in try BinanceSpecialKey(json) }
  }
}

extension BinanceRequest where Response == [BinanceSpecialKey] {
  /// Asks for all special keys of the cross account, or of an isolated pair.
  public static func specialKeys(isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, margin + "/api-key-list", ["symbol": isolatedSymbol], security: .signed) { json, notes in
      try notes.list(json, of: "api-key-list", BinanceSpecialKey.init)
    }
  }
}

extension BinanceRequest where Response == Void {
  /// Sets the addresses that may use a special key, at most thirty.
  public static func setAddresses(
    _ addresses: [String], ofSpecialKey key: SecretText, isolatedSymbol: String? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .put, margin + "/apiKey/ip",
      ["apiKey": key.reveal { $0 }, "symbol": isolatedSymbol, "ip": addresses.joined(separator: ",")],
      security: .signed, decode: { _, _ in })
  }

  /// Deletes a special key of the cross account, or of an isolated pair.
  public static func deleteSpecialKey(_ key: SecretText, isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .delete, margin + "/apiKey", ["apiKey": key.reveal { $0 }, "symbol": isolatedSymbol], security: .signed,
      decode: { _, _ in })
  }

  /// Leaves the special key mode, so that the account is traded through the endpoints of margin again.
  public static func exitSpecialKeyMode() -> BinanceRequest {
    BinanceRequest(.post, margin + "/exit-special-key-mode", security: .signed, decode: { _, _ in })
  }
}
