/// The named checks of a ``LedgerAudit``, by the oracle to which they belong.
public enum AuditCheck: String, CaseIterable, Sendable {
  // O1: each fill reaches the strategy exactly once.
  case everyFillIsSeen = "O1.every-fill-is-seen"
  case noFillIsSeenTwice = "O1.no-fill-is-seen-twice"
  case noFillIsInvented = "O1.no-fill-is-invented"
  case fillsBelongToTheirOrders = "O1.fills-belong-to-their-orders"
  case fillsHaveTheirAmounts = "O1.fills-have-their-amounts"
  case fillsHaveTheirCommissions = "O1.fills-have-their-commissions"

  // O2: one order for each intent, and none without.
  case oneOrderForAnIntent = "O2.one-order-for-an-intent"
  case noOrderWithoutIntent = "O2.no-order-without-intent"
  case noIntentIsForgotten = "O2.no-intent-is-forgotten"
  case ordersAreAsIntended = "O2.orders-are-as-intended"
  case noOrderIsSentTwice = "O2.no-order-is-sent-twice"

  // O3: final states and quantities agree.
  case everyOrderIsKnown = "O3.every-order-is-known"
  case finalStatesAgree = "O3.final-states-agree"
  case filledQuantitiesAgree = "O3.filled-quantities-agree"
  case noOrderIsRejectedThatExists = "O3.no-order-is-rejected-that-exists"
  case openOrdersAgree = "O3.open-orders-agree"
  case nothingHappensAfterTheEnd = "O3.nothing-happens-after-the-end"

  // O4: positions and balances equal the venue's.
  case balancesAgree = "O4.balances-agree"
  case locksAgree = "O4.locks-agree"
  case positionsAgree = "O4.positions-agree"
  case moneyIsConserved = "O4.money-is-conserved"
  case profitsAgree = "O4.profits-agree"
  case fundingAgrees = "O4.funding-agrees"

  // O5: books equal the venue's or are marked stale.
  case booksAgree = "O5.books-agree"
  case booksAreNotCrossed = "O5.books-are-not-crossed"

  // O6: no secret leaves.
  case noSecretIsShown = "O6.no-secret-is-shown"

  // O7: the venue's rules of access are kept.
  case noCallDuringABan = "O7.no-call-during-a-ban"
  case noCallBeforeRetryAfter = "O7.no-call-before-retry-after"
  case weightIsKept = "O7.weight-is-kept"
  case orderLimitsAreKept = "O7.order-limits-are-kept"
  case timestampsAreGood = "O7.timestamps-are-good"
  case signaturesAreGood = "O7.signatures-are-good"
  case requestsAreWellFormed = "O7.requests-are-well-formed"
  case filtersAreKept = "O7.filters-are-kept"
  case pathsExist = "O7.paths-exist"
  case cancelsAreFew = "O7.cancels-are-few"
  case connectionsAreFew = "O7.connections-are-few"
  case messagesAreFew = "O7.messages-are-few"

  /// `O1` to `O7`.
  public var oracle: String { String(rawValue.prefix(2)) }
}
