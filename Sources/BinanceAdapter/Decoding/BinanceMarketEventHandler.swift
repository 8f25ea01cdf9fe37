public import TradingModel

/// What hears of the events that a ``BinanceMarketDecoder`` reads. Called on the loop, in the order of the messages.
///
/// `slot` is the instrument's number in the decoder's symbol table.
public protocol BinanceMarketEventHandler: AnyObject {
  /// A best bid and ask; `updateId` is the book's.
  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int)
  /// A trade, or an aggregate of trades.
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int)
  /// Changes of a book. The storage of `deltas` is reused for the next message.
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int)
  /// The best levels of a book, as a snapshot. The storage of `deltas` is reused for the next message.
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int)
  /// A candlestick that is closed; its bar type's source is external.
  func receive(_ bar: BinanceBar, slot: Int)
  /// 24-hour statistics.
  func receive(_ ticker: BinanceTicker, slot: Int)
  /// Mark price, index price and funding.
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int)
  /// A liquidation.
  func receive(_ liquidation: BinanceLiquidation, slot: Int)
  /// An event that comes seldom, unread: a whole message, or an element of one.
  ///
  /// The bytes are valid during the call. `stream` is the stream's name where the message names it.
  func receive(rareEvent message: UnsafeRawBufferPointer, stream: String?)
  /// The venue answered request `id`; `error` is its text when it refused.
  func receiveAnswer(id: UInt64, error: String?)
  /// The venue is about to close the connection.
  func receiveServerShutdown()
  /// An event that this version does not know, by its name.
  func receiveUnknown(event: String)
  /// A message that could not be read. `slot` is the instrument where it is known, `isDepth` whether it changes a book.
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool)
}

extension BinanceMarketEventHandler {
  /// Passes rare events over.
  public func receive(rareEvent message: UnsafeRawBufferPointer, stream: String?) {}
}
