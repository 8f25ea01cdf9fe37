public import TradingModel

/// The brackets of a symbol, lowest first.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api>.
public struct BinanceLeverageBrackets: Hashable, Sendable {
  /// The symbol that the brackets are of; the pair where the venue names no symbol (COIN-M).
  public let symbol: String
  /// The brackets by rising ``BinanceLeverageBracket/notionalFloor``; empty where the venue tells none.
  public let brackets: [BinanceLeverageBracket]

  init(_ json: JSONValue) throws {
    symbol = try (json["symbol"] ?? json["pair"])?.text ?? json.text("symbol")
    brackets = try (json["brackets"]?.elements ?? []).map(BinanceLeverageBracket.init)
      .sorted { $0.notionalFloor < $1.notionalFloor }
  }

  /// The bracket of a notional.
  public func bracket(notional: WideDecimal) -> BinanceLeverageBracket? {
    brackets.last { $0.notionalFloor <= notional } ?? brackets.first
  }
}
