import TradingNetwork

/// The events of market streams, told apart by their `e` and, where there is none, by their members.
enum BinanceEventKind {
  case bookTicker
  case trade
  case aggregatedTrade
  case depth
  case partialDepth
  case kline
  case ticker
  case markPrice
  case liquidation
  case serverShutdown
  /// Comes seldom, and is read as a whole by whoever asked for it.
  case rare
  /// Known, and of no use here.
  case passedOver
  case unknown

  init(_ name: JSONString) {
    switch name {
    case "bookTicker": self = .bookTicker
    case "depthUpdate": self = .depth
    case "trade": self = .trade
    case "aggTrade": self = .aggregatedTrade
    case "kline": self = .kline
    case "24hrTicker": self = .ticker
    case "markPriceUpdate": self = .markPrice
    case "forceOrder": self = .liquidation
    case "serverShutdown": self = .serverShutdown
    case "compositeIndex", "contractInfo", "continuous_kline", "indexPrice_kline", "markPrice_kline",
      "assetIndexUpdate":
      self = .rare
    case "24hrMiniTicker", "avgPrice", "referencePrice", "blockTrade", "indexPriceUpdate",
      "1hTicker", "4hTicker", "1dTicker", "EquityUpdate", "CommodityUpdate", "FXUpdate", "KR_EquityUpdate",
      "HK_EquityUpdate", "CN_EquityUpdate", "tradingSession":
      self = .passedOver
    default: self = .unknown
    }
  }

  /// The word for reports and metrics.
  var name: String {
    switch self {
    case .bookTicker: "bookTicker"
    case .trade: "trade"
    case .aggregatedTrade: "aggTrade"
    case .depth: "depth"
    case .partialDepth: "partial depth"
    case .kline: "kline"
    case .ticker: "ticker"
    case .markPrice: "markPrice"
    case .liquidation: "forceOrder"
    case .serverShutdown: "serverShutdown"
    case .rare, .passedOver, .unknown: "unknown"
    }
  }
}
