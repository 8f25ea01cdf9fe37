import TradingModel

/// Reads the events of futures markets that come seldom.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams>
enum BinanceFuturesEvents {
  /// Reads one event.
  ///
  /// - Parameters:
  ///   - instrument: the instrument that the subscription names, where it names one.
  ///   - venue: the venue in the ids of instruments that the event names.
  /// - Returns: nil for an event that is none of these, or of the other futures product.
  static func read(
    _ event: JSONValue, product: BinanceProduct, instrument: Instrument?, id: InstrumentId?, venue: Venue,
    now: UnixNanos
  ) throws -> (any CustomData)? {
    switch try event.text("e") {
    case "compositeIndex": return try id.map { try compositeIndex(event, $0, now: now) }
    case "contractInfo": return try contractInfo(event, product, venue, now: now)
    case "assetIndexUpdate": return try assetIndex(event: event, now: now)
    case "depthUpdate": return try instrument.map { try retailDepth(event, $0, now: now) }
    case "continuous_kline": return try instrument.flatMap { try bar(event, .continuous, $0, now: now) }
    case "indexPrice_kline": return try instrument.flatMap { try bar(event, .indexPrice, $0, now: now) }
    case "markPrice_kline": return try instrument.flatMap { try bar(event, .markPrice, $0, now: now) }
    default: return nil
    }
  }

  private static func compositeIndex(
    _ event: JSONValue, _ id: InstrumentId, now: UnixNanos
  ) throws -> BinanceCompositeIndex {
    BinanceCompositeIndex(
      instrument: id, price: try event.decimal("p"),
      components: try (event["c"]?.elements ?? []).map { part in
        BinanceCompositeIndex.Component(
          base: try part.text("b"), quote: try part.text("q"), weight: try part.decimal("w"),
          share: try part.decimal("W"), price: try part.decimal("i"))
      }, tsEvent: try event.time("E"), tsInit: now)
  }

  /// A stream that both futures products share says of which one a contract is.
  private static func contractInfo(
    _ event: JSONValue, _ product: BinanceProduct, _ venue: Venue, now: UnixNanos
  ) throws -> BinanceContractInfo? {
    let isCoin = product.accountType == .coinFutures
    if let number = event["st"]?.int, number != (isCoin ? 2 : 1) { return nil }
    return BinanceContractInfo(
      instrument: BinanceSymbol.instrumentId(
        raw: try event.text("s"), accountType: product.accountType, venue: venue),
      contractType: try event.text("ct"), status: try event.text("cs"), onboard: event["ot"]?.milliseconds,
      delivery: event["dt"]?.milliseconds,
      brackets: try (event["bks"]?.elements ?? []).map { item in
        BinanceContractInfo.Bracket(
          number: item["bs"]?.int ?? 0, notionalFloor: try item.decimal("bnf"), notionalCap: try item.decimal("bnc"),
          maintenanceMarginRatio: try item.decimal("mmr"), minLeverage: item["mi"]?.int ?? 1,
          maxLeverage: item["ma"]?.int ?? 1)
      }, tsEvent: try event.time("E"), tsInit: now)
  }

  private static func assetIndex(event: JSONValue, now: UnixNanos) throws -> BinanceAssetIndex {
    BinanceAssetIndex(
      symbol: try event.text("s"), index: try event.decimal("i"), bidBuffer: try event.decimal("b"),
      askBuffer: try event.decimal("a"), bidRate: try event.decimal("B"), askRate: try event.decimal("A"),
      autoExchangeBidRate: try event.decimal("Q"), autoExchangeAskRate: try event.decimal("G"),
      tsEvent: try event.time("E"), tsInit: now)
  }

  /// An asset's index as it is asked for.
  static func assetIndex(answer json: JSONValue, now: UnixNanos) throws -> BinanceAssetIndex {
    BinanceAssetIndex(
      symbol: try json.text("symbol"), index: try json.decimal("index"), bidBuffer: try json.decimal("bidBuffer"),
      askBuffer: try json.decimal("askBuffer"), bidRate: try json.decimal("bidRate"),
      askRate: try json.decimal("askRate"), autoExchangeBidRate: try json.decimal("autoExchangeBidRate"),
      autoExchangeAskRate: try json.decimal("autoExchangeAskRate"), tsEvent: try json.time("time"), tsInit: now)
  }

  private static func retailDepth(
    _ event: JSONValue, _ instrument: Instrument, now: UnixNanos
  ) throws -> BinanceRPIDepth {
    BinanceRPIDepth(
      instrument: instrument.id, isSnapshot: false, firstUpdateId: try event.uint64("U"),
      lastUpdateId: try event.uint64("u"), previousUpdateId: event["pu"]?.uint64,
      bids: try levels(event, "b", instrument), asks: try levels(event, "a", instrument),
      tsEvent: try event.time(event["T"] == nil ? "E" : "T"), tsInit: now)
  }

  static func levels(_ json: JSONValue, _ key: String, _ instrument: Instrument) throws -> [BinanceRPIDepth.Level] {
    guard let elements = json[key]?.elements else { throw BinanceDecodingError(field: key) }
    return try elements.map { level in
      guard let price = level[0]?.text, let size = level[1]?.text else { throw BinanceDecodingError(field: key) }
      return BinanceRPIDepth.Level(
        price: try Price(published: price, precision: instrument.pricePrecision),
        size: try Quantity(published: size, precision: instrument.sizePrecision))
    }
  }

  /// A candlestick that is closed; nil for one that still moves.
  private static func bar(
    _ event: JSONValue, _ source: BinanceReferenceBar.Source, _ instrument: Instrument, now: UnixNanos
  ) throws -> BinanceReferenceBar? {
    guard let kline = event["k"] else { throw BinanceDecodingError(field: "k") }
    guard try kline.bool("x"), let interval = BinanceBarInterval(rawValue: try kline.text("i")) else { return nil }
    return try BinanceReferenceBar(of: instrument, source, interval, now: now, kline: kline)
  }
}
