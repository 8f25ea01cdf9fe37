import TradingModel

/// What happened to an order list.
struct OrderListReport {
  let list: VenueOrderList
  let account: SandboxAccount
  let time: UnixNanos
  /// `RESPONSE`, `EXEC_STARTED`, `UPDATED`, `ALL_DONE`.
  let statusType: String
  /// `EXECUTING`, `ALL_DONE`, `REJECT`.
  let orderStatus: String
  var rejectReason = "NONE"
  /// `C`: the client id of the list, and of the request that caused the report.
  var listClientOrderId: String
}
