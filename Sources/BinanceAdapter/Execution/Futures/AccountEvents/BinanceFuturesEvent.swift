/// One event of a futures account's stream that spot does not have, read.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams>
enum BinanceFuturesEvent {
  /// Balances and positions changed.
  case account(BinanceFuturesAccountUpdate)
  /// A conditional order changed.
  case algo(BinanceAlgoUpdate)
  /// A trade, told sooner and with less than by `ORDER_TRADE_UPDATE`.
  case tradeLite(BinanceTradeLite)
  /// Leverage or multi-assets mode changed.
  case configuration(BinanceFuturesConfigUpdate)
  /// Positions are near liquidation.
  case marginCall(BinanceMarginCall)
  /// An event that asks for nothing here, such as those of strategies of the venue's own pages.
  case unimportant

  /// Reads an event; nil when it is none of these.
  init?(_ name: String, _ json: JSONValue) throws {
    switch name {
    case "ACCOUNT_UPDATE": self = .account(try BinanceFuturesAccountUpdate(json))
    case "ALGO_UPDATE": self = .algo(try BinanceAlgoUpdate(json))
    case "TRADE_LITE": self = .tradeLite(try BinanceTradeLite(json))
    case "ACCOUNT_CONFIG_UPDATE": self = .configuration(try BinanceFuturesConfigUpdate(json))
    case "MARGIN_CALL": self = .marginCall(try BinanceMarginCall(json))
    // Since 2025-12-15 the reason comes with ALGO_UPDATE.
    case "STRATEGY_UPDATE", "GRID_UPDATE", "CONDITIONAL_ORDER_TRIGGER_REJECT": self = .unimportant
    default: return nil
    }
  }
}
