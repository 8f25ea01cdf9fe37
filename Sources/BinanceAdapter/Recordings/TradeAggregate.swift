import TradingModel

/// Trades of one side at one price in a row, told as one.
struct TradeAggregate {
  private let price: String
  private var quantity: WideDecimal
  private let isBuyerMaker: Bool
  private let firstTradeId: UInt64
  private var lastTradeId: UInt64
  private let firstTime: Int64
  private var time: Int64
  private var eventTime: Int64

  /// The venue sums up for at most so long.
  private static let window: Int64 = 100

  init?(_ trade: JSONValue) {
    guard let price = trade["p"]?.text, let quantity = trade["q"]?.decimal, quantity.isPositive,
      let id = trade["t"]?.uint64, let time = trade["T"]?.int64, let isBuyerMaker = trade["m"]?.bool
    else { return nil }
    self.price = price
    self.quantity = quantity
    self.isBuyerMaker = isBuyerMaker
    firstTradeId = id
    lastTradeId = id
    firstTime = time
    self.time = time
    eventTime = trade["E"]?.int64 ?? time
  }

  /// Adds a trade that belongs to this aggregate; false when it does not.
  mutating func absorb(_ other: TradeAggregate) -> Bool {
    guard other.price == price, other.isBuyerMaker == isBuyerMaker, other.time - firstTime < Self.window,
      let sum = try? quantity.adding(other.quantity)
    else { return false }
    quantity = sum
    lastTradeId = other.lastTradeId
    time = other.time
    eventTime = other.eventTime
    return true
  }

  func message(_ name: BinanceStreamName, symbol: String, id: UInt64) -> [UInt8] {
    Array(
      ("{\"stream\":\"\(name)\",\"data\":{\"e\":\"aggTrade\",\"E\":\(eventTime),\"s\":\"\(symbol)\",\"a\":\(id),"
        + "\"p\":\"\(price)\",\"q\":\"\(quantity)\",\"f\":\(firstTradeId),\"l\":\(lastTradeId),\"T\":\(time),"
        + "\"m\":\(isBuyerMaker)}}").utf8)
  }
}
