public import TradingModel

/// A futures account.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Account-Information-V3>.
public struct BinanceFuturesAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Asset: Hashable, Sendable {
    public let asset: String
    public let walletBalance: WideDecimal
    public let unrealizedProfit: WideDecimal
    public let availableBalance: WideDecimal
    /// Of the wallet, what is not tied to isolated positions.
    public let crossWalletBalance: WideDecimal?
    public let initialMargin: WideDecimal
    public let maintMargin: WideDecimal
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
