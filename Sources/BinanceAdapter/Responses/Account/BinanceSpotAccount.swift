public import TradingModel

/// A spot account.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceSpotAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Balance: Hashable, Sendable {
    public let asset: String
    public let free: WideDecimal
    public let locked: WideDecimal

    init(_ json: JSONValue) throws {
      asset = try json.text("asset")
      free = try json.decimal("free")
      locked = try json.decimal("locked")
    }
  }

  public let canTrade: Bool
  public let canWithdraw: Bool
  public let makerCommission: WideDecimal?
  public let takerCommission: WideDecimal?
  public let permissions: [String]
  public let balances: [Balance]
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
