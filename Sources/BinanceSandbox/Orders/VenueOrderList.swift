import TradingModel

/// An order list: OCO, OTO, OTOCO, OPO, OPOCO.
final class VenueOrderList {
  let id: Int64
  let account: SandboxAccount
  let symbol: String
  /// `OCO` or `OTO`.
  let contingency: String
  let clientId: String
  let createdAt: UnixNanos
  /// All orders in the order in which they were given.
  var orders: [VenueOrder] = []
  /// `RESPONSE`, `EXEC_STARTED`, `UPDATED` or `ALL_DONE`; and `EXECUTING`, `ALL_DONE` or `REJECT`.
  var statusType = "EXEC_STARTED"
  var orderStatus = "EXECUTING"
  /// The working order of the OTO kinds; `nil` for OCO.
  var working: VenueOrder?
  /// Those of which one cancels the other.
  var alternatives: [VenueOrder] = []
  /// Those that wait for the working order, with what they will be.
  var pending: [(order: VenueOrder, draft: OrderDraft)] = []
  /// OPO kinds: the pending quantity comes from what was received.
  var paysFromWorking = false
  /// Whether the list is being closed already, so that its orders' ends do not close it again.
  var isClosing = false

  init(id: Int64, account: SandboxAccount, symbol: String, contingency: String, clientId: String, at time: UnixNanos) {
    self.id = id
    self.account = account
    self.symbol = symbol
    self.contingency = contingency
    self.clientId = clientId
    self.createdAt = time
  }

  var isOpen: Bool { orderStatus == "EXECUTING" }
}

/// An order list as it was answered to its placement: each order with its state at that time.
struct PlacedList {
  let list: VenueOrderList
  let orders: [PlacedOrder]
}
