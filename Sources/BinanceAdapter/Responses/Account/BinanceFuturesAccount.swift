public import TradingModel

/// A futures account.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Account-Information-V3>.
public struct BinanceFuturesAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Asset: Hashable, Sendable {
    /// The asset, such as `USDT`; every amount here is in units of it.
    public let asset: String
    /// What the wallet holds, without unrealized profit.
    public let walletBalance: WideDecimal
    /// The profit of open positions at the mark price, negative for a loss; zero where the venue leaves it out.
    public let unrealizedProfit: WideDecimal
    /// What is free for new positions and orders; ``walletBalance`` where the venue leaves it out.
    public let availableBalance: WideDecimal
    /// Of the wallet, what is not tied to isolated positions.
    public let crossWalletBalance: WideDecimal?
    /// What positions and open orders need as initial margin at the mark price; zero where the venue leaves it out.
    public let initialMargin: WideDecimal
    /// What positions need as maintenance margin; zero where the venue leaves it out.
    public let maintMargin: WideDecimal
    /// When the wallet last changed; nil where the venue leaves it out.
    public let updateTime: UnixNanos?

    init(_ json: JSONValue) throws {
      asset = try json.text("asset")
      walletBalance = try json.decimal("walletBalance")
      unrealizedProfit = json["unrealizedProfit"]?.decimal ?? .zero
      availableBalance = json["availableBalance"]?.decimal ?? walletBalance
      crossWalletBalance = json["crossWalletBalance"]?.decimal
      initialMargin = json["initialMargin"]?.decimal ?? .zero
      maintMargin = json["maintMargin"]?.decimal ?? .zero
      updateTime = json["updateTime"]?.milliseconds
    }
  }

  /// Absent in the newest form of the answer.
  public let canTrade: Bool?
  /// The VIP level, from which the fees follow; absent in the newest form of the answer.
  public let feeTier: Int?
  /// What the account has of each asset, in the venue's order; elements that cannot be read are left out.
  public let assets: [Asset]
  /// The positions that the account tells of: with an amount or open orders in the newest form, all symbols in older ones.
  public let positions: [BinanceFuturesPosition]
  /// Whether all assets margin all positions; absent in most forms of the answer.
  public let isMultiAssets: Bool?

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    canTrade = json["canTrade"]?.bool
    feeTier = json["feeTier"]?.int
    assets = try notes.list(json["assets"], of: "assets", Asset.init)
    positions =
      json["positions"] == nil
      ? [] : try notes.list(json["positions"], of: "positions", BinanceFuturesPosition.init)
    isMultiAssets = json["multiAssetsMargin"]?.bool
  }
}
