import TradingEngine
import TradingModel

// Data that only futures have and that come seldom: each subscription has a stream of its own, and what the stream tells
// goes to those who hold it.
extension BinanceDataClientCore {
  /// The stream of a type of data.
  ///
  /// - Throws: why there is none, in one clear line.
  func futuresStream(of type: DataType) throws(BinanceRequestProblem) -> BinanceStreamName {
    switch type.name {
    case BinanceRPIDepth.typeName:
      try requireLinear("RPI depth")
      return .retailDepth(symbol(try slot(named: type)))
    case BinanceCompositeIndex.typeName:
      try requireLinear("composite indices")
      guard let id = type.instrumentId, let raw = BinanceSymbol.raw(id, accountType: product.accountType) else {
        throw BinanceRequestProblem("\(type.name) needs the metadata instrumentId, as DEFIUSDT-PERP.BINANCE")
      }
      return .compositeIndex(raw)
    case BinanceContractInfo.typeName:
      try requireFutures("contract info events")
      return .contractInfo
    case BinanceAssetIndex.typeName:
      try requireLinear("asset indices")
      return .assetIndices
    case BinanceReferenceBar.typeName: return try barStream(type)
    case BinanceFuturesOpenInterest.typeName, BinanceLongShortRatio.typeName, BinanceTakerVolume.typeName:
      throw BinanceRequestProblem("Binance has no stream of \(type.name); request it")
    default:
      throw BinanceRequestProblem(
        "Binance has no data type \(type.name); it has BinanceBar, BinanceTicker, BinanceFuturesMarkPriceUpdate, "
          + "BinanceLiquidation, BinanceContractInfo, \(BinanceFuturesQuestion.typeNames.joined(separator: ", "))")
    }
  }

  private func barStream(_ type: DataType) throws(BinanceRequestProblem) -> BinanceStreamName {
    try requireFutures("candlesticks of mark, index and premium")
    guard let source = type.metadata["source"].flatMap(BinanceReferenceBar.Source.init(rawValue:)),
      let interval = type.metadata["interval"]
    else {
      throw BinanceRequestProblem(
        "BinanceReferenceBar needs a source and an interval; use BinanceReferenceBar.dataType")
    }
    if let known = BinanceBarInterval(rawValue: interval), !BinanceFuturesQuestion.offers(known, of: source, product) {
      throw BinanceRequestProblem(
        "Binance has no \(interval) candlesticks of \(source.rawValue) on \(product.accountType.rawValue); ask for 1m")
    }
    // On two lines: Swift 6.3 compiles this subscript with an index that throws inside it wrongly, in debug builds.
    let slot = try slot(named: type)
    let instrument = slots[slot].instrument
    let pair = BinanceFuturesQuestion.pair(instrument)
    if source == .continuous {
      return .continuousKline(
        pair: pair, contractType: BinanceFuturesQuestion.contractType(instrument), interval: interval)
    }
    guard product.accountType == .coinFutures, source != .premiumIndex else {
      throw BinanceRequestProblem(
        "Binance has no stream of \(source.rawValue) candlesticks on \(product.accountType.rawValue); request them, or "
          + "subscribe to mark prices")
    }
    return source == .indexPrice
      ? .indexPriceKline(pair: pair, interval: interval)
      : .markPriceKline(instrument.rawSymbol, interval: interval)
  }

  private func slot(named type: DataType) throws(BinanceRequestProblem) -> Int {
    guard let id = type.instrumentId else {
      throw BinanceRequestProblem("\(type.name) needs the metadata instrumentId, as BTCUSDT-PERP.BINANCE")
    }
    return try slot(of: id)
  }

  private func requireLinear(_ what: String) throws(BinanceRequestProblem) {
    guard product.accountType == .usdtFutures else {
      throw BinanceRequestProblem(
        "\(what) exist on USDⓈ-M futures only; this client serves \(product.accountType.rawValue)")
    }
  }

  // MARK: - Events

  func receive(rareEvent message: UnsafeRawBufferPointer, stream: String?) {
    guard let stream, let holders = holders[BinanceStreamName(stream)], !holders.isEmpty else { return }
    do {
      let json = try JSONValue(parsing: Array(message))
      let event = json["data"] ?? json
      for case .custom(let type) in holders {
        let id = type.instrumentId
        let instrument = id.flatMap { slotByInstrument[$0] }.map { slots[$0].instrument }
        let data = try BinanceFuturesEvents.read(
          event, product: product, instrument: instrument, id: id, venue: config.venue, now: clock.now)
        if let data, isWanted(data, by: type) { sink.process(data, dataType: type) }
      }
    } catch {
      let kind = stream.drop { $0 != "@" }.prefix(40)
      receiveMalformed(
        BinanceDecodingProblem(kind: kind.isEmpty ? stream : String(kind.dropFirst()), detail: "\(error)"), slot: nil,
        isDepth: false)
    }
  }

  /// Whether something of a stream of the whole market is what a subscription names.
  private func isWanted(_ data: any CustomData, by type: DataType) -> Bool {
    if let id = type.instrumentId, data.instrumentId != id { return false }
    if let symbol = type.metadata["symbol"], let index = data as? BinanceAssetIndex { return index.symbol == symbol }
    return true
  }

  // MARK: - Requests

  /// Answers a question about a futures market.
  func ask(_ request: DataRequest, _ type: DataType) throws(BinanceRequestProblem) {
    guard BinanceFuturesQuestion.typeNames.contains(type.name) else {
      throw BinanceRequestProblem(
        "Binance has no history of \(type.name); there are BinanceBar, "
          + BinanceFuturesQuestion.typeNames.joined(separator: ", "))
    }
    let question = BinanceFuturesQuestion(
      product: product, type: type, start: request.start, end: request.end, limit: request.limit,
      hasKey: session.credentials != nil)
    let needsInstrument = product.accountType.isFutures && BinanceFuturesQuestion.needsInstrument(type)
    let slot = needsInstrument ? try slot(named: type) : nil
    let known = slot.map { slots[$0].instrument }
    if type.name == BinanceReferenceBar.typeName, let known { return try askForCandles(request, question, known) }
    session.send(try question.request(about: known)) { [weak self] result in
      self?.finish(request, result.mapError { $0 as any Error }) { .custom($0) }
    }
  }

  private func askForCandles(
    _ request: DataRequest, _ question: BinanceFuturesQuestion, _ instrument: Instrument
  ) throws(BinanceRequestProblem) {
    let pages = BinanceCandlePages<BinanceReferenceBar>(
      session: session, clock: clock, openTime: \.openTime, closeTime: \.tsEvent,
      page: try question.candlePage(of: instrument))
    pages.collect(start: request.start, end: request.end, limit: request.limit) { [weak self] result in
      self?.finish(request, result.mapError { $0 as any Error }) { .custom($0) }
    }
  }
}
