public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A page of a margin account's history.
public struct BinanceMarginPage<Row: Hashable & Sendable>: Hashable, Sendable {
  public let rows: [Row]
  /// How many rows there are on all pages.
  public let total: Int

}

extension BinanceMarginPage where Row: BinanceMarginRow {
  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    rows = try notes.list(json["rows"], of: Row.endpoint, Row.init)
    total = json["total"]?.int ?? rows.count
  }
}

/// Something that was borrowed or repaid.
public struct BinanceMarginLoan: BinanceMarginRow {
  static let endpoint = "/borrow-repay"

  public let id: Int64
  public let asset: String
  public let amount: WideDecimal
  public let principal: WideDecimal
  public let interest: WideDecimal
  /// `MANUAL` or `AUTO`.
  public let type: String
  /// `PENDING`, `CONFIRMED`, `FAILED`.
  public let status: String
  public let isolatedSymbol: String?
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    amount = json["amount"]?.decimal ?? .zero
    principal = json["principal"]?.decimal ?? amount
    interest = json["interest"]?.decimal ?? .zero
    type = json["type"]?.text ?? ""
    status = json["status"]?.text ?? ""
    isolatedSymbol = json["isolatedSymbol"]?.text
    time = try json.time("timestamp")
  }
}

/// Interest that was charged.
public struct BinanceMarginInterest: BinanceMarginRow {
  static let endpoint = "/interestHistory"

  public let id: Int64
  public let asset: String
  public let principal: WideDecimal
  public let interest: WideDecimal
  /// The rate of a day.
  public let rate: WideDecimal
  /// `ON_BORROW`, `PERIODIC`, and others.
  public let type: String
  public let isolatedSymbol: String?
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    principal = try json.decimal("principal")
    interest = try json.decimal("interest")
    rate = json["interestRate"]?.decimal ?? .zero
    type = json["type"]?.text ?? ""
    isolatedSymbol = json["isolatedSymbol"]?.text
    // The venue's own spelling.
    time = try json.time("interestAccuredTime")
  }
}

/// An order by which the venue liquidated.
public struct BinanceForceLiquidation: BinanceMarginRow {
  static let endpoint = "/forceLiquidationRec"
  static let takesAsset = false

  public let orderId: Int64
  public let symbol: String
  public let side: String
  public let averagePrice: WideDecimal
  public let quantity: WideDecimal
  public let executedQuantity: WideDecimal
  public let isIsolated: Bool
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    orderId = try json.int64("orderId")
    symbol = try json.text("symbol")
    side = try json.text("side")
    averagePrice = json["avgPrice"]?.decimal ?? .zero
    quantity = try json.decimal("qty")
    executedQuantity = try json.decimal("executedQty")
    isIsolated = json["isIsolated"]?.bool ?? false
    time = try json.time("updatedTime")
  }
}

/// Money that came into or left a margin account.
public struct BinanceMarginTransfer: BinanceMarginRow {
  static let endpoint = "/transfer"

  public let id: Int64
  public let asset: String
  public let amount: WideDecimal
  /// `ROLL_IN` or `ROLL_OUT`.
  public let type: String
  public let status: String
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    type = json["type"]?.text ?? ""
    status = json["status"]?.text ?? ""
    time = try json.time("timestamp")
  }
}

/// A debt that is small enough to be exchanged into another.
public struct BinanceSmallLiability: Hashable, Sendable {
  public let asset: String
  public let principal: WideDecimal
  public let interest: WideDecimal
  public let liabilityAsset: String
  public let liabilityQuantity: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    principal = try json.decimal("principal")
    interest = try json.decimal("interest")
    liabilityAsset = try json.text("liabilityAsset")
    liabilityQuantity = try json.decimal("liabilityQty")
  }
}

/// A small debt that was exchanged into another.
public struct BinanceSmallLiabilityExchange: BinanceMarginRow {
  static let endpoint = "/exchange-small-liability-history"
  static let takesAsset = false

  public let asset: String
  public let amount: WideDecimal
  public let targetAsset: String
  public let targetAmount: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    targetAsset = try json.text("targetAsset")
    targetAmount = try json.decimal("targetAmount")
    time = try json.time("timestamp")
  }
}

/// One movement of money of a margin account.
public struct BinanceMarginFlow: Hashable, Sendable {
  public let id: Int64
  public let transactionId: Int64
  public let asset: String
  /// The pair of an isolated account.
  public let symbol: String?
  /// The venue's word: `TRANSFER`, `BORROW`, `REPAY`, `BUY_INCOME`, `SELL_INCOME`, `BUY_EXPENSE`, `SELL_EXPENSE`,
  /// `TRADING_COMMISSION`, `MARGIN_CALL`, `FORCE_LIQUIDATION`, and others.
  public let type: String
  /// Negative where it left the account.
  public let amount: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("id")
    transactionId = try json.int64("tranId")
    asset = try json.text("asset")
    symbol = json["symbol"]?.text
    type = try json.text("type")
    amount = try json.decimal("amount")
    time = try json.time("timestamp")
  }
}
