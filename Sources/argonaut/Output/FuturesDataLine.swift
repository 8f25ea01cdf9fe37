import BinanceAdapter
import TradingEngine
import TradingModel

/// Data that only futures have, as lines of the command line's contract.
extension JSONLine {
  /// Custom data of futures; `nil` for any other.
  init?(futures data: any CustomData) {
    switch data {
    case let data as BinanceFuturesOpenInterest: self.init(data)
    case let data as BinanceLongShortRatio: self.init(data)
    case let data as BinanceTakerVolume: self.init(data)
    case let data as BinanceReferenceBar: self.init(data)
    case let data as BinanceRPIDepth: self.init(data)
    case let data as BinanceCompositeIndex: self.init(data)
    case let data as BinanceContractInfo: self.init(data)
    case let data as BinanceAssetIndex: self.init(data)
    default: return nil
    }
    times(data.tsEvent, data.tsInit)
  }

  private init(_ data: BinanceFuturesOpenInterest) {
    self.init("openInterest", of: data.instrument)
    decimal("openInterest", data.quantity)
    decimal("value", data.value)
  }

  private init(_ data: BinanceLongShortRatio) {
    self.init("longShortRatio", of: data.instrument)
    string("crowd", data.crowd.rawValue)
    decimal("long", data.long)
    decimal("short", data.short)
    decimal("ratio", data.ratio)
  }

  private init(_ data: BinanceTakerVolume) {
    self.init("takerVolume", of: data.instrument)
    decimal("bought", data.bought)
    decimal("sold", data.sold)
    decimal("boughtValue", data.boughtValue)
    decimal("soldValue", data.soldValue)
  }

  private init(_ data: BinanceReferenceBar) {
    self.init("referenceBar", of: data.instrument)
    string("source", data.source.rawValue)
    string("interval", data.interval.rawValue)
    decimal("open", data.open)
    decimal("high", data.high)
    decimal("low", data.low)
    decimal("close", data.close)
    decimal("volume", data.volume)
    // In its place the venue tells the base amount of inverse contracts, whose volume counts contracts.
    let isInverse = BinanceSymbol.serves(symbol: data.instrument.symbol, accountType: .coinFutures)
    decimal(isInverse ? "baseVolume" : "quoteVolume", data.quoteVolume)
    time("openTime", data.openTime)
  }

  private init(_ data: BinanceRPIDepth) {
    self.init("rpiDepth", of: data.instrument)
    bool("snapshot", data.isSnapshot)
    integer("firstUpdateId", data.firstUpdateId)
    integer("lastUpdateId", data.lastUpdateId)
    if let previous = data.previousUpdateId { integer("previousUpdateId", previous) }
    pairs("bids", data.bids.map { ($0.price, $0.size) })
    pairs("asks", data.asks.map { ($0.price, $0.size) })
  }

  private init(_ data: BinanceCompositeIndex) {
    self.init("compositeIndex", of: data.instrument)
    decimal("price", data.price)
    array(
      "components",
      data.components.map { part in
        var line = JSONLine("base", part.base)
        line.string("quote", part.quote)
        line.decimal("weight", part.weight)
        line.decimal("share", part.share)
        line.decimal("price", part.price)
        return line
      })
  }

  private init(_ data: BinanceContractInfo) {
    self.init("contractInfo", of: data.instrument)
    string("contractType", data.contractType)
    string("status", data.status)
    time("onboard", data.onboard)
    time("delivery", data.delivery)
    array(
      "brackets",
      data.brackets.map { bracket in
        var line = JSONLine()
        line.integer("bracket", bracket.number)
        line.decimal("notionalFloor", bracket.notionalFloor)
        line.decimal("notionalCap", bracket.notionalCap)
        line.decimal("maintenanceMarginRatio", bracket.maintenanceMarginRatio)
        line.integer("minLeverage", bracket.minLeverage)
        line.integer("maxLeverage", bracket.maxLeverage)
        return line
      })
  }

  private init(_ data: BinanceAssetIndex) {
    self.init("type", "assetIndex")
    string("symbol", data.symbol)
    decimal("index", data.index)
    decimal("bidBuffer", data.bidBuffer)
    decimal("askBuffer", data.askBuffer)
    decimal("bidRate", data.bidRate)
    decimal("askRate", data.askRate)
    decimal("autoExchangeBidRate", data.autoExchangeBidRate)
    decimal("autoExchangeAskRate", data.autoExchangeAskRate)
  }
}
