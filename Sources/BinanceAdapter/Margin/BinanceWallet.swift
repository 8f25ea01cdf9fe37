/// A wallet of an account, between which money is moved.
public enum BinanceWallet: Hashable, Sendable {
  case spot
  case crossMargin
  /// The margin account of an isolated pair, by the venue's symbol.
  case isolatedMargin(String)
  case usdtFutures
  case coinFutures

  /// The venue's name of a transfer to another wallet.
  ///
  /// <https://developers.binance.com/docs/wallet/asset/user-universal-transfer>
  func transferType(to target: BinanceWallet) -> String {
    switch (self, target) {
    // The venue spells isolated margin in two ways.
    case (.spot, .isolatedMargin): "MAIN_ISOLATED_MARGIN"
    case (.isolatedMargin, .spot): "ISOLATED_MARGIN_MAIN"
    default: "\(word)_\(target.word)"
    }
  }

  /// The venue's word in the types of transfers.
  private var word: String {
    switch self {
    case .spot: "MAIN"
    case .crossMargin: "MARGIN"
    case .isolatedMargin: "ISOLATEDMARGIN"
    case .usdtFutures: "UMFUTURE"
    case .coinFutures: "CMFUTURE"
    }
  }

  /// The pair of an isolated account.
  var symbol: String? { if case .isolatedMargin(let symbol) = self { symbol } else { nil } }

  /// A wallet by its name: `spot`, `margin`, `usdt_futures`, `coin_futures`, or `isolated:BTCUSDT`.
  public init?(name: String) {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    switch parts.first?.lowercased() {
    case "spot", "main": self = .spot
    case "margin", "cross_margin", "cross": self = .crossMargin
    case "isolated", "isolated_margin":
      guard parts.count == 2 else { return nil }
      self = .isolatedMargin(parts[1])
    case "usdt_futures", "usdt_future": self = .usdtFutures
    case "coin_futures", "coin_future": self = .coinFutures
    default: return nil
    }
  }
}
