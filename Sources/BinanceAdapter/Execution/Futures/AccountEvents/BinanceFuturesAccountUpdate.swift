import TradingModel

/// `ACCOUNT_UPDATE`: the balances and positions that an occurrence touched.
struct BinanceFuturesAccountUpdate {
  struct Balance: Hashable {
    let asset: String
    let walletBalance: WideDecimal
    let crossWalletBalance: WideDecimal?
    /// What was added or taken, except by trades.
    let change: WideDecimal?
  }

  struct Position: Hashable {
    let symbol: String
    /// `BOTH`, `LONG`, `SHORT`.
    let side: String
    /// Negative when short.
    let amount: WideDecimal
    let entryPrice: WideDecimal?
    let unrealizedProfit: WideDecimal?
    /// `cross` or `isolated`.
    let marginType: String?
    let isolatedWallet: WideDecimal?
  }

  let eventTime: UnixNanos
  let transactionTime: UnixNanos
  /// `ORDER`, `FUNDING_FEE`, `DEPOSIT`, …
  let reason: String
  /// The symbol of a funding fee.
  let symbol: String?
  let balances: [Balance]
  let positions: [Position]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    transactionTime = json["T"]?.milliseconds ?? eventTime
    guard let account = json["a"] else { throw BinanceDecodingError(field: "a") }
    reason = account["m"]?.text ?? ""
    symbol = account["S"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    balances = try (account["B"]?.elements ?? []).map { item in
      Balance(
        asset: try item.text("a"), walletBalance: try item.decimal("wb"), crossWalletBalance: item["cw"]?.decimal,
        change: item["bc"]?.decimal)
    }
    positions = try (account["P"]?.elements ?? []).map { item in
      Position(
        symbol: try item.text("s"), side: item["ps"]?.text ?? "BOTH", amount: try item.decimal("pa"),
        entryPrice: item["ep"]?.decimal, unrealizedProfit: item["up"]?.decimal, marginType: item["mt"]?.text,
        isolatedWallet: item["iw"]?.decimal)
    }
  }
}
