import TradingModel

/// A conditional order of the futures algo service, until and after it becomes an ordinary order.
final class AlgoOrder {
  /// How far it is; raw values are the wire's.
  enum Status: String {
    case new = "NEW"
    case triggering = "TRIGGERING"
    case triggered = "TRIGGERED"
    case finished = "FINISHED"
    case canceled = "CANCELED"
    case rejected = "REJECTED"
    case expired = "EXPIRED"
  }

  let id: Int64
  let account: SandboxAccount
  let draft: OrderDraft
  let createdAt: UnixNanos
  var updatedAt: UnixNanos
  var status = Status.new
  /// The order that it became.
  var actual: VenueOrder?
  var triggeredAt: UnixNanos?
  /// Why it was rejected when it triggered.
  var reason = ""
  /// Trailing: the extreme since it became active; `nil` before.
  var extreme: Int64?

  var rules: SymbolRules { draft.market.rules }
  var clientId: String { draft.clientOrderId }
  var isOpen: Bool { status == .new || status == .triggering }
  /// Whether nothing can happen to it any more, nor to the order that it became.
  var hasEnded: Bool { !isOpen && status != .triggered }
  /// Trailing: whether it trails already (`ia`).
  var isActive: Bool { extreme != nil }

  init(id: Int64, account: SandboxAccount, draft: OrderDraft, at time: UnixNanos) {
    self.id = id
    self.account = account
    self.draft = draft
    self.createdAt = time
    self.updatedAt = time
  }
}
