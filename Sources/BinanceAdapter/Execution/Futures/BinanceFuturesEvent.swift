import TradingModel

/// One event of a futures account's stream that spot does not have, read.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams>
enum BinanceFuturesEvent {
  /// Balances and positions changed.
  case account(BinanceFuturesAccountUpdate)
  /// A conditional order changed.
  case algo(BinanceAlgoUpdate)
  /// A trade, told sooner and with less than by `ORDER_TRADE_UPDATE`.
  case tradeLite(BinanceTradeLite)
  /// Leverage or multi-assets mode changed.
  case configuration(BinanceFuturesConfigUpdate)
  /// Positions are near liquidation.
  case marginCall(BinanceMarginCall)
  /// An event that asks for nothing here, such as those of strategies of the venue's own pages.
  case unimportant

  /// Reads an event; nil when it is none of these.
  init?(_ name: String, _ json: JSONValue) throws {
    switch name {
    case "ACCOUNT_UPDATE": self = .account(try BinanceFuturesAccountUpdate(json))
    case "ALGO_UPDATE": self = .algo(try BinanceAlgoUpdate(json))
    case "TRADE_LITE": self = .tradeLite(try BinanceTradeLite(json))
    case "ACCOUNT_CONFIG_UPDATE": self = .configuration(try BinanceFuturesConfigUpdate(json))
    case "MARGIN_CALL": self = .marginCall(try BinanceMarginCall(json))
    // Since 2025-12-15 the reason comes with ALGO_UPDATE.
    case "STRATEGY_UPDATE", "GRID_UPDATE", "CONDITIONAL_ORDER_TRIGGER_REJECT": self = .unimportant
    default: return nil
    }
  }
}

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

/// `TRADE_LITE`: a trade without its commission (USDⓈ-M).
struct BinanceTradeLite {
  let eventTime: UnixNanos
  let transactionTime: UnixNanos
  let symbol: String
  let clientOrderId: String
  let orderId: Int64
  let side: OrderSide
  let tradeId: Int64
  let lastQuantity: String
  let lastPrice: String
  let isMaker: Bool

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    transactionTime = json["T"]?.milliseconds ?? eventTime
    symbol = try json.text("s")
    clientOrderId = json["c"]?.text ?? ""
    orderId = try json.int64("i")
    guard let side = BinanceOrderWords.side(try json.text("S")) else { throw BinanceDecodingError(field: "S") }
    self.side = side
    tradeId = try json.int64("t")
    lastQuantity = try json.text("l")
    lastPrice = try json.text("L")
    isMaker = json["m"]?.bool ?? false
  }
}

/// `ACCOUNT_CONFIG_UPDATE`: how the account trades was changed.
struct BinanceFuturesConfigUpdate {
  let eventTime: UnixNanos
  /// The symbol whose leverage changed, with the leverage.
  let leverage: (symbol: String, value: Int)?
  /// Whether multi-assets mode was switched.
  let isMultiAssets: Bool?

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    if let change = json["ac"] {
      guard let value = change["l"]?.int else { throw BinanceDecodingError(field: "l") }
      leverage = (try change.text("s"), value)
    } else {
      leverage = nil
    }
    isMultiAssets = json["ai"]?["j"]?.bool
  }
}

/// `MARGIN_CALL`: positions that are near liquidation.
struct BinanceMarginCall {
  struct Position: Hashable {
    let symbol: String
    let side: String
    let amount: WideDecimal
    let markPrice: WideDecimal?
    let unrealizedProfit: WideDecimal?
    let maintenanceMargin: WideDecimal?
  }

  let eventTime: UnixNanos
  /// The wallet balance of cross margin; absent for isolated positions.
  let crossWalletBalance: WideDecimal?
  let positions: [Position]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    crossWalletBalance = json["cw"]?.decimal
    positions = try (json["p"]?.elements ?? []).map { item in
      Position(
        symbol: try item.text("s"), side: item["ps"]?.text ?? "BOTH", amount: try item.decimal("pa"),
        markPrice: item["mp"]?.decimal, unrealizedProfit: item["up"]?.decimal, maintenanceMargin: item["mm"]?.decimal)
    }
  }
}
