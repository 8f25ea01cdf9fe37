/// How an account trades a futures symbol.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Symbol-Config>.
public struct BinanceSymbolConfig: Hashable, Sendable {
  /// The symbol whose settings these are.
  public let symbol: String
  /// `CROSSED` or `ISOLATED`.
  public let marginType: String
  /// The leverage that the account has set for the symbol.
  public let leverage: Int

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    marginType = try json.text("marginType")
    guard let leverage = json["leverage"]?.int else { throw BinanceDecodingError(field: "leverage") }
    self.leverage = leverage
  }
}
