/// What a stream carries.
enum StreamKind: Hashable {
  case trade
  case aggregateTrade
  case blockTrade
  case bookTicker
  case miniTicker
  case ticker
  case rollingTicker(window: String)
  case averagePrice
  case referencePrice
  /// The changes of the book, every so many milliseconds; 0 is as they happen.
  case depth(speed: Int)
  case partialDepth(levels: Int, speed: Int)
  case kline(interval: String, offset: String?)
  case continuousKline(contract: String, interval: String)
  case indexPriceKline(interval: String)
  case markPriceKline(interval: String)
  case markPrice(seconds: Int)
  case indexPrice(seconds: Int)
  case liquidation
  case allBookTickers
  case allMiniTickers
  case allTickers
  case allRollingTickers(window: String)
  case allMarkPrices(seconds: Int)
  case allLiquidations
  case contractInfo
  case assetIndices
  /// The book with orders for retail takers in it.
  case retailDepth
  case compositeIndex
  /// When the markets behind TradFi contracts are open.
  case tradingSession

  private static let rollingWindows: Set<String> = ["1h", "4h", "1d"]

  init?(_ type: String, product: SandboxProduct) {
    let parts = type.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    let isFutures = product.isFutures
    switch parts[0] {
    case "trade": self = .trade
    case "aggTrade": self = .aggregateTrade
    case "bookTicker": self = .bookTicker
    case "miniTicker": self = .miniTicker
    case "ticker": self = .ticker
    case "blockTrade" where !isFutures: self = .blockTrade
    case "avgPrice" where !isFutures: self = .averagePrice
    case "referencePrice" where !isFutures: self = .referencePrice
    case "forceOrder" where isFutures: self = .liquidation
    case "compositeIndex" where product == .usdm: self = .compositeIndex
    case "rpiDepth" where product == .usdm && parts.count == 2 && parts[1] == "500ms": self = .retailDepth
    case "markPrice" where isFutures: self = .markPrice(seconds: parts.last == "1s" ? 1 : 3)
    case "indexPrice" where product == .coinm: self = .indexPrice(seconds: parts.last == "1s" ? 1 : 3)
    default:
      guard let kind = Self.parametrized(parts, product: product) else { return nil }
      self = kind
      return
    }
    let allowsSecond: Bool =
      switch self {
      case .markPrice, .indexPrice: parts.count == 2 && parts[1] == "1s"
      case .retailDepth: true
      default: false
      }
    if parts.count > 1, !allowsSecond { return nil }
  }

  private static func parametrized(_ parts: [String], product: SandboxProduct) -> StreamKind? {
    let type = parts[0]
    if type == "depth" {
      guard parts.count <= 2, let speed = speed(parts, product: product) else { return nil }
      return .depth(speed: speed)
    }
    if type.hasPrefix("depth"), let levels = Int(type.dropFirst(5)), [5, 10, 20].contains(levels) {
      guard parts.count <= 2, let speed = speed(parts, product: product) else { return nil }
      return .partialDepth(levels: levels, speed: speed)
    }
    if type.hasPrefix("kline_"), parts.count <= 2 {
      if parts.count == 2, product.isFutures || parts[1] != "+08:00" { return nil }
      return .kline(interval: String(type.dropFirst(6)), offset: parts.count == 2 ? parts[1] : nil)
    }
    guard parts.count == 1 else { return nil }
    if type.hasPrefix("ticker_"), !product.isFutures {
      let window = String(type.dropFirst(7))
      return rollingWindows.contains(window) ? .rollingTicker(window: window) : nil
    }
    if product == .coinm, type.hasPrefix("indexPriceKline_") {
      return .indexPriceKline(interval: String(type.dropFirst("indexPriceKline_".count)))
    }
    if product == .coinm, type.hasPrefix("markPriceKline_") {
      return .markPriceKline(interval: String(type.dropFirst("markPriceKline_".count)))
    }
    return nil
  }

  private static func speed(_ parts: [String], product: SandboxProduct) -> Int? {
    guard parts.count == 2 else { return product.isFutures ? 250 : 1_000 }
    switch parts[1] {
    case "100ms": return 100
    case "1000ms" where !product.isFutures: return 1_000
    case "0ms" where product.isFutures: return 0
    case "250ms" where product.isFutures: return 250
    case "500ms" where product.isFutures: return 500
    default: return nil
    }
  }

  /// A stream of all symbols, without its exclamation mark.
  init?(all type: String, product: SandboxProduct) {
    let isFutures = product.isFutures
    switch type {
    // An old form of the name still says how often.
    case "miniTicker@arr", "miniTicker@arr@1000ms", "miniTicker@arr@3000ms": self = .allMiniTickers
    case "ticker@arr": self = .allTickers
    case "bookTicker" where isFutures: self = .allBookTickers
    case "markPrice@arr" where isFutures: self = .allMarkPrices(seconds: 3)
    case "markPrice@arr@1s" where isFutures: self = .allMarkPrices(seconds: 1)
    case "forceOrder@arr" where isFutures: self = .allLiquidations
    case "contractInfo" where isFutures: self = .contractInfo
    case "assetIndex@arr" where product == .usdm: self = .assetIndices
    default:
      guard !isFutures, type.hasPrefix("ticker_"), type.hasSuffix("@arr") else { return nil }
      let window = String(type.dropFirst(7).dropLast(4))
      guard Self.rollingWindows.contains(window) else { return nil }
      self = .allRollingTickers(window: window)
    }
  }

  /// The USDⓈ-M route on which the stream is served.
  var route: StreamRoute {
    switch self {
    case .bookTicker, .allBookTickers, .depth, .partialDepth, .retailDepth, .trade: .public
    default: .market
    }
  }
}
