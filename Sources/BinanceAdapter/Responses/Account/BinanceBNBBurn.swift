/// Whether an account pays in BNB what it would pay in other assets.
///
/// <https://developers.binance.com/docs/margin_trading/account/Get-BNB-Burn-Status>
public struct BinanceBNBBurn: Hashable, Sendable {
  /// Commissions of spot and margin, at a discount, while there is BNB.
  public let forTrades: Bool
  /// Interest of margin loans.
  public let forInterest: Bool

  init(_ json: JSONValue) throws {
    forTrades = try json.bool("spotBNBBurn")
    forInterest = json["interestBNBBurn"]?.bool ?? false
  }
}
