public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A page of a margin account's history.
public struct BinanceMarginPage<Row: Hashable & Sendable>: Hashable, Sendable {
  public let rows: [Row]
  /// How many rows there are on all pages.
  public let total: Int

  init(_ json: JSONValue, _ notes: BinanceDecoding, of what: String, _ make: (JSONValue) throws -> Row) throws {
    rows = try notes.list(json["rows"], of: what, make)
    total = json["total"]?.int ?? rows.count
  }
}

/// Something that was borrowed or repaid.
public struct BinanceMarginLoan: Hashable, Sendable {
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
public struct BinanceMarginInterest: Hashable, Sendable {
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
public struct BinanceForceLiquidation: Hashable, Sendable {
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
public struct BinanceMarginTransfer: Hashable, Sendable {
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
