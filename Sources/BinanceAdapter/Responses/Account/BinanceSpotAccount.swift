public import TradingModel

/// A spot account.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceSpotAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Balance: Hashable, Sendable {
    /// The asset, such as `BTC`; both amounts are in units of it.
    public let asset: String
    /// What can be spent.
    public let free: WideDecimal
    /// What is tied, by open orders above all; not a part of ``free``.
    public let locked: WideDecimal

    init(_ json: JSONValue) throws {
      asset = try json.text("asset")
      free = try json.decimal("free")
      locked = try json.decimal("locked")
    }
  }

  /// Whether the venue lets the account trade, whatever the key may do.
  public let canTrade: Bool
  /// Whether the venue lets money leave the account; false where it does not say it.
  public let canWithdraw: Bool
  /// The account's maker fee as a fraction of notional (`commissionRates.maker`); nil where the venue does not tell it.
  public let makerCommission: WideDecimal?
  /// The account's taker fee as a fraction of notional (`commissionRates.taker`); nil where the venue does not tell it.
  public let takerCommission: WideDecimal?
  /// What the account may trade, in the venue's words (`SPOT`, `MARGIN`, …); empty where it does not tell.
  public let permissions: [String]
  /// What the account has of each asset, in the venue's order; elements that cannot be read are left out.
  public let balances: [Balance]
  /// When the account last changed; nil where the venue does not say it.
  public let updateTime: UnixNanos?

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    canTrade = try json.bool("canTrade")
    canWithdraw = json["canWithdraw"]?.bool ?? false
    makerCommission = json["commissionRates"]?["maker"]?.decimal
    takerCommission = json["commissionRates"]?["taker"]?.decimal
    permissions = json["permissions"]?.elements?.compactMap(\.text) ?? []
    balances = try notes.list(json["balances"], of: "balances", Balance.init)
    updateTime = json["updateTime"]?.milliseconds
  }
}
