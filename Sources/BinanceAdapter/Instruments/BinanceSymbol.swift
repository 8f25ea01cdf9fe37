public import TradingModel

/// The translation between Binance's symbols and instrument ids.
///
/// Spot keeps its symbols. A perpetual ends in `-PERP` (`BTCUSDT-PERP` for `BTCUSDT` of USDⓈ-M, `BTCUSD-PERP` for
/// `BTCUSD_PERP` of COIN-M), so that spot and futures live side by side under one venue; dated contracts keep their
/// native symbol (`BTCUSDT_260925`).
public enum BinanceSymbol {
  private static let perpetualSuffix = "-PERP"
  private static let coinPerpetualSuffix = "_PERP"

  /// The symbol in instrument ids for a symbol of the venue.
  public static func symbol(raw: String, accountType: BinanceAccountType) -> String {
    switch accountType {
    case .spot, .margin, .isolatedMargin: return raw
    case .usdtFutures: return isDated(raw) ? raw : raw + perpetualSuffix
    case .coinFutures:
      guard raw.hasSuffix(coinPerpetualSuffix) else { return raw }
      return raw.dropLast(coinPerpetualSuffix.count) + perpetualSuffix
    }
  }

  /// The instrument id for a symbol of the venue.
  public static func instrumentId(
    raw: String, accountType: BinanceAccountType, venue: Venue = "BINANCE"
  ) -> InstrumentId {
    InstrumentId(symbol: symbol(raw: raw, accountType: accountType), venue: venue)
  }

  /// The venue's symbol for the symbol of an instrument id; `nil` when the account type cannot have it.
  public static func raw(symbol: String, accountType: BinanceAccountType) -> String? {
    guard !symbol.isEmpty, serves(symbol: symbol, accountType: accountType) else { return nil }
    guard symbol.hasSuffix(perpetualSuffix) else { return symbol }
    let stem = String(symbol.dropLast(perpetualSuffix.count))
    return accountType == .coinFutures ? stem + coinPerpetualSuffix : stem
  }

  /// The venue's symbol for an instrument id; `nil` when the account type cannot have it.
  public static func raw(_ id: InstrumentId, accountType: BinanceAccountType) -> String? {
    raw(symbol: id.symbol, accountType: accountType)
  }

  /// Whether a symbol looks like one that the account type trades; certain only once instruments are loaded.
  public static func serves(symbol: String, accountType: BinanceAccountType) -> Bool {
    let isPerpetual = symbol.hasSuffix(perpetualSuffix) && symbol.count > perpetualSuffix.count
    let isContract = isPerpetual || isDated(symbol)
    switch accountType {
    case .spot, .margin, .isolatedMargin: return !isContract
    case .usdtFutures: return isContract && !isCoinMargined(symbol)
    case .coinFutures: return isContract && isCoinMargined(symbol)
    }
  }

  /// The symbol as it stands in stream names.
  public static func stream(raw: String) -> String { raw.lowercased() }

  /// The COIN-M pair of a symbol: `BTCUSD` of `BTCUSD_PERP` and `BTCUSD_260925`.
  public static func pair(raw: String) -> String {
    guard let mark = raw.lastIndex(of: "_") else { return raw }
    return String(raw[..<mark])
  }

  /// Whether a symbol ends in a delivery date, `_260925`.
  public static func isDated(_ symbol: some StringProtocol) -> Bool {
    guard let mark = symbol.lastIndex(of: "_"), mark != symbol.startIndex else { return false }
    let date = symbol[symbol.index(after: mark)...]
    return date.utf8.count == 6 && date.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// Whether a contract's symbol names a pair against the US dollar itself, as COIN-M pairs do.
  ///
  /// Some stablecoins end in `USD` too; a pair counts as theirs when enough letters are left for a base currency, so that
  /// `ETHBUSD` is a pair against BUSD and `BNBUSD` one of BNB against the dollar.
  static func isCoinMargined(_ symbol: String) -> Bool {
    let stem =
      symbol.hasSuffix(perpetualSuffix) ? String(symbol.dropLast(perpetualSuffix.count)) : pair(raw: symbol)
    guard stem.hasSuffix("USD"), stem != "USD" else { return false }
    return !["FDUSD", "BUSD", "TUSD", "PYUSD", "RLUSD"].contains { stem.hasSuffix($0) && stem.count > $0.count + 2 }
  }
}
