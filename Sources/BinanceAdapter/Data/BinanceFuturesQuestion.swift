import TradingModel
import TradingNetwork

/// A question about a futures market that typed data answers: statistics, indices, reference candlesticks.
struct BinanceFuturesQuestion {
  let product: BinanceProduct
  let type: DataType
  let start: UnixNanos?
  let end: UnixNanos?
  let limit: Int?
  /// Whether there is an API key, which the venue wants to see for some statistics.
  var hasKey = false

  typealias Request = BinanceRequest<[any CustomData]>
  typealias CandlePage = (_ start: UnixNanos?, _ end: UnixNanos, _ limit: Int) -> BinanceRequest<[BinanceReferenceBar]>

  /// The types of which something can be asked, without the candlesticks of trades.
  static let typeNames = [
    BinanceFuturesOpenInterest.typeName, BinanceLongShortRatio.typeName, BinanceTakerVolume.typeName,
    BinanceCompositeIndex.typeName, BinanceAssetIndex.typeName, BinanceRPIDepth.typeName, BinanceReferenceBar.typeName,
  ]

  /// Whether the question is about one loaded instrument.
  static func needsInstrument(_ type: DataType) -> Bool {
    type.name != BinanceAssetIndex.typeName && type.name != BinanceCompositeIndex.typeName
  }

  /// The request that asks; candlesticks are asked for page by page (``candlePage(of:)``).
  ///
  /// - Parameter instrument: the one that the type names; nil where ``needsInstrument(_:)`` says no.
  /// - Throws: why the venue cannot answer it.
  func request(about instrument: Instrument?) throws(BinanceRequestProblem) -> Request {
    guard product.accountType.isFutures else {
      throw BinanceRequestProblem(
        "\(type.name) exists on futures only; this client serves \(product.accountType.rawValue)")
    }
    switch type.name {
    case BinanceAssetIndex.typeName: return try assetIndex()
    case BinanceCompositeIndex.typeName: return try compositeIndex()
    default: break
    }
    guard let instrument else {
      throw BinanceRequestProblem("\(type.name) needs the metadata instrumentId, as BTCUSDT-PERP.BINANCE")
    }
    switch type.name {
    case BinanceFuturesOpenInterest.typeName: return try openInterest(instrument)
    case BinanceLongShortRatio.typeName: return try ratio(instrument)
    case BinanceTakerVolume.typeName: return try takerVolume(instrument)
    case BinanceRPIDepth.typeName: return try retailDepth(instrument)
    default: throw BinanceRequestProblem("Binance has no history of \(type.name)")
    }
  }

  // MARK: - Statistics

  private func openInterest(_ instrument: Instrument) throws(BinanceRequestProblem) -> Request {
    let id = instrument.id
    guard type.metadata["period"] != nil else {
      return Request(.get, product.restPath + "/openInterest", ["symbol": instrument.rawSymbol]) { json, notes in
        [
          BinanceFuturesOpenInterest(
            instrument: id, quantity: try json.decimal("openInterest"), tsEvent: try json.time("time"),
            tsInit: notes.now)
        ]
      }
    }
    return try statistics("openInterestHist", instrument) { row, now in
      BinanceFuturesOpenInterest(
        instrument: id, quantity: try row.decimal("sumOpenInterest").trimmed,
        value: try row.decimal("sumOpenInterestValue").trimmed, tsEvent: try row.time("timestamp"), tsInit: now)
    }
  }

  private func ratio(_ instrument: Instrument) throws(BinanceRequestProblem) -> Request {
    let id = instrument.id
    guard let crowd = BinanceLongShortRatio.Crowd(rawValue: type.metadata["crowd"] ?? "global") else {
      let names = BinanceLongShortRatio.Crowd.allCases.map(\.rawValue).joined(separator: ", ")
      throw BinanceRequestProblem("BinanceLongShortRatio knows the crowds \(names)")
    }
    let name =
      switch crowd {
      case .accounts: "globalLongShortAccountRatio"
      case .topAccounts: "topLongShortAccountRatio"
      case .topPositions: "topLongShortPositionRatio"
      }
    return try statistics(name, instrument) { row, now in
      // COIN-M names the parts of positions by themselves.
      let long = (row["longAccount"] ?? row["longPosition"])?.decimal
      let short = (row["shortAccount"] ?? row["shortPosition"])?.decimal
      guard let long, let short else { throw BinanceDecodingError(field: "longAccount") }
      return BinanceLongShortRatio(
        instrument: id, crowd: crowd, long: long.trimmed, short: short.trimmed,
        ratio: try row.decimal("longShortRatio").trimmed, tsEvent: try row.time("timestamp"), tsInit: now)
    }
  }

  private func takerVolume(_ instrument: Instrument) throws(BinanceRequestProblem) -> Request {
    let id = instrument.id
    let isCoin = product.accountType == .coinFutures
    return try statistics(isCoin ? "takerBuySellVol" : "takerlongshortRatio", instrument) { row, now in
      BinanceTakerVolume(
        instrument: id, bought: try row.decimal(isCoin ? "takerBuyVol" : "buyVol").trimmed,
        sold: try row.decimal(isCoin ? "takerSellVol" : "sellVol").trimmed,
        boughtValue: row["takerBuyVolValue"]?.decimal?.trimmed, soldValue: row["takerSellVolValue"]?.decimal?.trimmed,
        tsEvent: try row.time("timestamp"), tsInit: now)
    }
  }

  /// Rows of one of the endpoints under `/futures/data`, oldest first.
  ///
  /// - Parameter read: makes data of a row, and of the time when the answer is read.
  private func statistics(
    _ name: String, _ instrument: Instrument,
    _ read: @escaping @Sendable (_ row: JSONValue, _ now: UnixNanos) throws -> any CustomData
  ) throws(BinanceRequestProblem) -> Request {
    var parameters = try page(most: BinanceFuturesStatistics.maxRows)
    parameters.append("period", try BinanceFuturesStatistics.period(of: type).rawValue)
    if product.accountType == .coinFutures {
      parameters.append("pair", Self.pair(instrument))
      parameters.append("contractType", Self.contractType(instrument))
    } else {
      parameters.append("symbol", instrument.rawSymbol)
    }
    let security: BinanceRequestSecurity = hasKey && name.hasPrefix("topLongShort") ? .apiKey : .none
    return Request(.get, "/futures/data/" + name, parameters, security: security) { json, notes in
      try notes.list(json, of: name) { try read($0, notes.now) }.sorted { $0.tsEvent < $1.tsEvent }
    }
  }

  // MARK: - Indices

  private func assetIndex() throws(BinanceRequestProblem) -> Request {
    try requireLinear("asset indices")
    return Request(
      .get, "/fapi/v1/assetIndex", ["symbol": type.metadata["symbol"]],
      weight: type.metadata["symbol"] == nil ? 10 : 1
    ) { json, notes in
      try notes.listOrOne(json, of: "assetIndex") { try BinanceFuturesEvents.assetIndex(answer: $0, now: notes.now) }
    }
  }

  private func compositeIndex() throws(BinanceRequestProblem) -> Request {
    try requireLinear("composite indices")
    guard let id = type.instrumentId, let symbol = BinanceSymbol.raw(id, accountType: product.accountType) else {
      throw BinanceRequestProblem("BinanceCompositeIndex needs the metadata instrumentId, as DEFIUSDT-PERP.BINANCE")
    }
    return Request(.get, "/fapi/v1/indexInfo", ["symbol": symbol]) { json, notes in
      try notes.listOrOne(json, of: "indexInfo") { row in
        let parts = row["baseAssetList"]?.elements ?? []
        return BinanceCompositeIndex(
          instrument: id, price: nil,
          components: try parts.map { part in
            BinanceCompositeIndex.Component(
              base: try part.text("baseAsset"), quote: try part.text("quoteAsset"),
              weight: try part.decimal("weightInQuantity"), share: try part.decimal("weightInPercentage"))
          }, tsEvent: try row.time("time"), tsInit: notes.now)
      }
    }
  }

  private func retailDepth(_ instrument: Instrument) throws(BinanceRequestProblem) -> Request {
    try requireLinear("RPI depth")
    return Request(
      .get, "/fapi/v1/rpiDepth", ["symbol": instrument.rawSymbol, "limit": 1_000], weight: 20
    ) { json, notes in
      let last = try json.uint64("lastUpdateId")
      return [
        BinanceRPIDepth(
          instrument: instrument.id, isSnapshot: true, firstUpdateId: last, lastUpdateId: last,
          bids: try BinanceFuturesEvents.levels(json, "bids", instrument),
          asks: try BinanceFuturesEvents.levels(json, "asks", instrument),
          tsEvent: json["T"]?.milliseconds ?? notes.now,
          tsInit: notes.now)
      ]
    }
  }

  // MARK: - Candlesticks

  /// What asks for a page of candlesticks, whether the last one is closed or not.
  ///
  /// - Throws: why the venue cannot answer it.
  func candlePage(of instrument: Instrument) throws(BinanceRequestProblem) -> CandlePage {
    guard let source = type.metadata["source"].flatMap(BinanceReferenceBar.Source.init(rawValue:)),
      let interval = type.metadata["interval"].flatMap(BinanceBarInterval.init(rawValue:)),
      Self.offers(interval, of: source, product)
    else {
      throw BinanceRequestProblem(
        "BinanceReferenceBar needs the metadata source (mark-price, index-price, premium-index, continuous) and interval "
          + "(1m to 1M; 1s of continuous contracts on USDⓈ-M); use BinanceReferenceBar.dataType")
    }
    let (path, names) = Self.endpoint(of: source, instrument)
    let product = product
    return { start, end, limit in
      var parameters: BinanceParameters = ["startTime": start, "endTime": end, "limit": limit]
      parameters.append("interval", interval.rawValue)
      parameters.append(contentsOf: names)
      return BinanceRequest(.get, product.restPath + path, parameters) { json, notes in
        try notes.list(json, of: path) { row in
          try BinanceReferenceBar(of: instrument, source, interval, now: notes.now, row: row)
        }
      }
    }
  }

  /// Where candlesticks of a source are, and how the venue names what they are of.
  private static func endpoint(
    of source: BinanceReferenceBar.Source, _ instrument: Instrument
  ) -> (path: String, names: BinanceParameters) {
    switch source {
    case .markPrice: ("/markPriceKlines", ["symbol": instrument.rawSymbol])
    case .premiumIndex: ("/premiumIndexKlines", ["symbol": instrument.rawSymbol])
    case .indexPrice: ("/indexPriceKlines", ["pair": pair(instrument)])
    case .continuous: ("/continuousKlines", ["pair": pair(instrument), "contractType": contractType(instrument)])
    }
  }

  // MARK: - Parts

  /// Whether the venue has candlesticks of an interval: of one second only those of continuous contracts on USDⓈ-M.
  static func offers(
    _ interval: BinanceBarInterval, of source: BinanceReferenceBar.Source, _ product: BinanceProduct
  ) -> Bool {
    interval != .oneSecond || (source == .continuous && product.accountType == .usdtFutures)
  }

  private func page(most: Int) throws(BinanceRequestProblem) -> BinanceParameters {
    if let limit, limit > most {
      throw BinanceRequestProblem("Binance gives \(most) rows of \(type.name) at a time, not \(limit); ask for less")
    }
    return ["startTime": start, "endTime": end, "limit": limit ?? min(most, 500)]
  }

  private func requireLinear(_ what: String) throws(BinanceRequestProblem) {
    guard product.accountType == .usdtFutures else {
      throw BinanceRequestProblem("\(what) exist on USDⓈ-M futures only")
    }
  }

  static func pair(_ instrument: Instrument) -> String {
    instrument.info["pair"] ?? BinanceSymbol.pair(raw: instrument.rawSymbol)
  }

  static func contractType(_ instrument: Instrument) -> String { instrument.info["contractType"] ?? "PERPETUAL" }
}
