import TradingModel

/// The exchangeInfo of a recording: its symbols with the steps that its values have.
enum RecordedExchangeInfo {
  static func body(_ survey: BinanceRecordingSurvey, at now: UnixNanos) -> [UInt8] {
    let symbols = survey.symbols.map { entry($0, survey.accountType) }.joined(separator: ",")
    let text =
      "{\"timezone\":\"UTC\",\"serverTime\":\(now.milliseconds),\"rateLimits\":[],\"exchangeFilters\":[],"
      + "\"symbols\":[\(symbols)]}"
    return Array(text.utf8)
  }

  private static func entry(_ symbol: BinanceRecordingSurvey.Symbol, _ type: BinanceAccountType) -> String {
    let (base, quote) = currencies(symbol.rawSymbol)
    let tick = step(symbol.priceDecimals)
    let lot = step(symbol.sizeDecimals)
    let filters =
      "[{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"\(tick)\",\"maxPrice\":\"100000000\",\"tickSize\":\"\(tick)\"},"
      + "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"\(lot)\",\"maxQty\":\"100000000\",\"stepSize\":\"\(lot)\"}]"
    var fields =
      "\"symbol\":\"\(symbol.rawSymbol)\",\"status\":\"TRADING\",\"baseAsset\":\"\(base)\",\"quoteAsset\":\"\(quote)\","
      + "\"baseAssetPrecision\":8,\"quoteAssetPrecision\":8,\"quotePrecision\":8,\"orderTypes\":[\"LIMIT\",\"MARKET\"],"
      + "\"isSpotTradingAllowed\":true,\"filters\":\(filters)"
    if type.isFutures {
      let isDated = BinanceSymbol.isDated(symbol.rawSymbol)
      let margin = type == .coinFutures ? base : quote
      fields +=
        ",\"pair\":\"\(BinanceSymbol.pair(raw: symbol.rawSymbol))\",\"marginAsset\":\"\(margin)\","
        + "\"contractType\":\"\(isDated ? "CURRENT_QUARTER" : "PERPETUAL")\",\"contractStatus\":\"TRADING\","
        + "\"contractSize\":100,\"pricePrecision\":\(symbol.priceDecimals),\"quantityPrecision\":\(symbol.sizeDecimals),"
        + "\"deliveryDate\":4133404800000,\"onboardDate\":1569398400000,\"timeInForce\":[\"GTC\",\"IOC\",\"FOK\",\"GTX\"],"
        + "\"maintMarginPercent\":\"2.5000\",\"requiredMarginPercent\":\"5.0000\""
    }
    return "{\(fields)}"
  }

  private static func step(_ decimals: UInt8) -> String {
    WideDecimal(mantissa: 1, scale: Int(decimals)).description
  }

  /// Base and quote of a symbol, by the quote currencies that are common.
  private static func currencies(_ symbol: String) -> (base: String, quote: String) {
    let pair = BinanceSymbol.pair(raw: symbol)
    let quote = ["USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USD", "BTC", "ETH", "BNB", "EUR", "TRY"].first {
      pair.hasSuffix($0) && pair.count > $0.count
    }
    guard let quote else { return (pair, "USDT") }
    return (String(pair.dropLast(quote.count)), quote)
  }
}
