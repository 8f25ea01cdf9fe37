public import TradingLive

/// The kinds of accounts, and with them the products, that Binance offers.
///
/// One client serves one account type; a node that trades spot and futures has a client for each.
public enum BinanceAccountType: String, Hashable, Sendable, Codable, CaseIterable {
  /// The spot exchange.
  case spot
  /// The spot exchange on the cross margin account.
  case margin
  /// The spot exchange on isolated margin accounts, one a symbol.
  case isolatedMargin = "isolated_margin"
  /// USDⓈ-margined futures.
  case usdtFutures = "usdt_futures"
  /// Coin-margined futures.
  case coinFutures = "coin_futures"

  /// Reads any accepted spelling: `usdt_futures`, `usdtFutures`, `USDT_FUTURE`, `usd_m`, …
  public init(spelling text: String) throws(ConfigurationError) {
    let plain = text.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    guard let match = Self.spellings.first(where: { $0.spelling == plain })?.type else {
      let valid = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError(
        place: "Binance", path: "accountType", problem: "'\(text)' is not an account type; valid are \(valid)")
    }
    self = match
  }

  private static let spellings: [(spelling: String, type: BinanceAccountType)] = [
    ("spot", .spot),
    ("margin", .margin), ("crossmargin", .margin),
    ("isolatedmargin", .isolatedMargin),
    ("usdtfutures", .usdtFutures), ("usdtfuture", .usdtFutures), ("usdm", .usdtFutures), ("usdmfutures", .usdtFutures),
    ("coinfutures", .coinFutures), ("coinfuture", .coinFutures), ("coinm", .coinFutures),
    ("coinmfutures", .coinFutures),
  ]

  /// Whether it is the spot account (not a margin account).
  public var isSpot: Bool { self == .spot }
  /// Whether it is one of the margin accounts.
  public var isMargin: Bool { self == .margin || self == .isolatedMargin }
  /// Whether it trades on the spot exchange.
  public var isSpotOrMargin: Bool { !isFutures }
  /// Whether it is one of the futures accounts.
  public var isFutures: Bool { self == .usdtFutures || self == .coinFutures }

  /// What the venue does differently for this account type, as data.
  public var product: BinanceProduct { BinanceProduct.table(self) }
}
