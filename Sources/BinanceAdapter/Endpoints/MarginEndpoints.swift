public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/margin_trading>

private let margin = "/sapi/v1/margin"

extension BinanceRequest where Response == BinanceMarginAccount {
  /// Asks for the cross margin account.
  public static func marginAccount() -> BinanceRequest {
    BinanceRequest(.get, margin + "/account", security: .signed) { json, notes in
      try BinanceMarginAccount(json, notes)
    }
  }
}

extension BinanceRequest where Response == [BinanceIsolatedPair] {
  /// Asks for the isolated margin accounts, all or up to five by their symbols.
  public static func isolatedAccounts(_ symbols: [String] = []) -> BinanceRequest {
    let list = symbols.isEmpty ? nil : symbols.joined(separator: ",")
    return BinanceRequest(.get, margin + "/isolated/account", ["symbols": list], security: .signed) { json, notes in
      try notes.list(json["assets"], of: "isolated/account", BinanceIsolatedPair.init)
    }
  }
}

extension BinanceRequest where Response == Void {
  /// Enables the margin account of an isolated pair.
  public static func enableIsolatedPair(_ symbol: String) -> BinanceRequest {
    BinanceRequest(.post, margin + "/isolated/account", ["symbol": symbol], security: .signed, decode: { _, _ in })
  }

  /// Disables the margin account of an isolated pair, which must be empty. The venue allows it once a day.
  public static func disableIsolatedPair(_ symbol: String) -> BinanceRequest {
    BinanceRequest(.delete, margin + "/isolated/account", ["symbol": symbol], security: .signed, decode: { _, _ in })
  }

  /// Turns small debts of the cross account into one of USDT.
  public static func exchangeSmallLiabilities(_ assets: [String]) -> BinanceRequest {
    BinanceRequest(
      .post, margin + "/exchange-small-liability", ["assetNames": assets.joined(separator: ",")], security: .signed,
      decode: { _, _ in })
  }

  /// Prolongs a listen key of the risk stream by an hour.
  public static func keepRiskListenKeyAlive(_ key: SecretText) -> BinanceRequest {
    BinanceRequest(
      .put, "/sapi/v2/margin/listen-key", ["listenKey": key.reveal { $0 }], security: .apiKey, decode: { _, _ in })
  }

  /// Ends the risk stream's listen key, for every process that uses it.
  public static func closeRiskListenKey() -> BinanceRequest {
    BinanceRequest(.delete, "/sapi/v2/margin/listen-key", security: .apiKey, decode: { _, _ in })
  }

  /// Cancels everything that a margin account has open in a symbol, lists too; the account's events tell of each.
  public static func cancelOpenMarginOrders(_ product: BinanceProduct, symbol: String) -> BinanceRequest {
    BinanceRequest(
      .delete, product.tradingPath + "/openOrders", product.scoped(["symbol": symbol]), security: .signed,
      priority: .cancel, decode: { _, _ in })
  }
}

extension BinanceRequest where Response == BinanceIsolatedLimit {
  /// Asks how many isolated pairs are enabled and may be.
  public static func isolatedPairLimit() -> BinanceRequest {
    BinanceRequest(.get, margin + "/isolated/accountLimit", security: .signed) { json, _ in
      try BinanceIsolatedLimit(json)
    }
  }
}

extension BinanceRequest where Response == BinanceMarginBars {
  /// Asks for the bounds of the cross margin level.
  public static func marginBars() -> BinanceRequest {
    BinanceRequest(.get, margin + "/tradeCoeff", security: .signed) { json, _ in try BinanceMarginBars(json) }
  }
}

extension BinanceRequest where Response == BinanceMaxBorrowable {
  /// Asks how much of an asset may be borrowed, in cross margin or for an isolated pair.
  public static func maxBorrowable(_ asset: String, isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/maxBorrowable", ["asset": asset, "isolatedSymbol": isolatedSymbol], security: .signed
    ) { json, _ in try BinanceMaxBorrowable(json) }
  }
}

extension BinanceRequest where Response == WideDecimal {
  /// Asks how much of an asset may leave the account.
  public static func maxTransferable(_ asset: String, isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/maxTransferable", ["asset": asset, "isolatedSymbol": isolatedSymbol], security: .signed
    ) { json, _ in try json.decimal("amount") }
  }
}

extension BinanceRequest where Response == Int64 {
  /// Borrows an asset, in cross margin or for an isolated pair. The answer is the transaction's number.
  public static func borrow(_ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil) -> BinanceRequest {
    loan("BORROW", amount, asset, isolatedSymbol)
  }

  /// Repays an asset; interest goes first. The answer is the transaction's number.
  public static func repay(_ amount: WideDecimal, _ asset: String, isolatedSymbol: String? = nil) -> BinanceRequest {
    loan("REPAY", amount, asset, isolatedSymbol)
  }

  private static func loan(
    _ type: String, _ amount: WideDecimal, _ asset: String, _ symbol: String?
  ) -> BinanceRequest {
    BinanceRequest(
      .post, margin + "/borrow-repay",
      [
        "asset": asset, "isIsolated": symbol == nil ? "FALSE" : "TRUE", "symbol": symbol, "amount": amount,
        "type": type,
      ], security: .signed
    ) { json, _ in try json.int64("tranId") }
  }

  /// Moves money between wallets of the account. The answer is the transaction's number.
  ///
  /// <https://developers.binance.com/docs/wallet/asset/user-universal-transfer>
  public static func transfer(
    _ amount: WideDecimal, _ asset: String, from source: BinanceWallet, to target: BinanceWallet
  ) -> BinanceRequest {
    BinanceRequest(
      .post, "/sapi/v1/asset/transfer",
      [
        "type": source.transferType(to: target), "asset": asset, "amount": amount, "fromSymbol": source.symbol,
        "toSymbol": target.symbol,
      ], security: .signed
    ) { json, _ in try json.int64("tranId") }
  }
}

extension BinanceRequest where Response == BinanceListenToken {
  /// Makes a token by which the events of the cross account, or of an isolated pair, are subscribed over the WebSocket
  /// API.
  ///
  /// - Parameters:
  ///   - isolatedSymbol: the pair of an isolated account; nil is cross margin.
  ///   - validity: at most a day; nil leaves it to the venue.
  public static func listenToken(isolatedSymbol: String? = nil, validity: Duration? = nil) -> BinanceRequest {
    let milliseconds = validity.map { $0.components.seconds * 1_000 }
    return BinanceRequest(
      .post, "/sapi/v1/userListenToken",
      ["isIsolated": isolatedSymbol == nil ? nil : "TRUE", "symbol": isolatedSymbol, "validity": milliseconds],
      security: .apiKey
    ) { json, _ in try BinanceListenToken(json) }
  }
}

extension BinanceRequest where Response == SecretText {
  /// Makes a listen key of the risk stream (cross margin).
  public static func createRiskListenKey() -> BinanceRequest {
    BinanceRequest(.post, "/sapi/v2/margin/listen-key", security: .apiKey) { json, _ in
      SecretText(try json.text("listenKey"))
    }
  }
}
