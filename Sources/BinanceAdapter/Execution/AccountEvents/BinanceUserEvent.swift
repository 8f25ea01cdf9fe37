/// One event of the account's stream, read.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream>
enum BinanceUserEvent {
  case execution(BinanceExecutionReport)
  case balances(BinanceBalances)
  /// A deposit, withdrawal, transfer or lock: by how much one balance changed.
  case balanceUpdate
  case listStatus(BinanceListStatus)
  /// An event that only futures have.
  case futures(BinanceFuturesEvent)
  /// An event that is not known, by its name.
  case other(String)

  init(_ json: JSONValue) throws {
    switch try json.text("e") {
    case "executionReport": self = .execution(try BinanceExecutionReport(json))
    case "outboundAccountPosition": self = .balances(try BinanceBalances(json))
    case "balanceUpdate", "externalLockUpdate": self = .balanceUpdate
    case "listStatus": self = .listStatus(try BinanceListStatus(json))
    case "ORDER_TRADE_UPDATE": self = .execution(try BinanceExecutionReport(futures: json))
    case let name: self = try BinanceFuturesEvent(name, json).map { .futures($0) } ?? .other(name)
    }
  }
}
