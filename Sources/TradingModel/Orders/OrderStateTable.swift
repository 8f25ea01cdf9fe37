/// What every event does to an order in every status.
///
/// Facts come late, twice and out of order. The table is made so that whatever the order of arrival, the same facts
/// lead to the same status, and no fill is ever lost: a fill counts in every status in which the venue may have had the
/// order, also after it was said to be canceled, expired or rejected.
public enum OrderStateTable {
  /// What an event does.
  public enum Effect: Hashable, Sendable {
    /// The order goes to this status.
    case to(OrderStatus)
    /// The order goes to the status that its facts give (see ``Order/restingStatus``).
    case resting
    /// The event is told and changes no status.
    case stay
    /// A fill: to FILLED when nothing is left; else to PARTIALLY_FILLED unless a request is pending or the rest was
    /// canceled or has expired.
    case fill
    /// As in SUBMITTED if the order's rejection was concluded here; a rejection by the venue itself stands.
    case revive
    /// The event says nothing new, or comes too late to matter: what it knows is noted, and it is not told.
    case ignore
    /// The event cannot happen in this status.
    case illegal
  }

  /// The effect of an event of this kind in this status.
  public static func effect(of event: OrderEventKind, in status: OrderStatus) -> Effect {
    effects[status.place * rowLength + event.place]
  }

  /// How many places a row has: no fewer than there are kinds of events. A literal, since it is needed at every event.
  static let rowLength = 16

  /// The table row by row: every event looks into it, and hashing its two words takes longer than applying it.
  private static let effects: [Effect] = {
    var effects = [Effect](repeating: .illegal, count: OrderStatus.allCases.count * rowLength)
    for (status, row) in table {
      for (event, effect) in row { effects[status.place * rowLength + event.place] = effect }
    }
    return effects
  }()

  private static let table: [OrderStatus: [OrderEventKind: Effect]] = [
    .initialized: [
      .denied: .to(.denied), .submitted: .to(.submitted), .accepted: .to(.accepted), .rejected: .to(.rejected),
      .updated: .stay, .triggered: .to(.triggered), .canceled: .to(.canceled), .expired: .to(.expired),
      .filled: .fill,
    ],
    .submitted: [
      .submitted: .ignore, .accepted: .to(.accepted), .rejected: .to(.rejected),
      .pendingUpdate: .to(.pendingUpdate), .pendingCancel: .to(.pendingCancel), .modifyRejected: .stay,
      .cancelRejected: .stay, .updated: .stay, .triggered: .to(.triggered), .canceled: .to(.canceled),
      .expired: .to(.expired), .filled: .fill, .unknown: .stay, .denied: .to(.denied),
    ],
    .accepted: [
      .submitted: .ignore, .accepted: .ignore, .rejected: .to(.rejected), .pendingUpdate: .to(.pendingUpdate),
      .pendingCancel: .to(.pendingCancel), .modifyRejected: .stay, .cancelRejected: .stay, .updated: .stay,
      .triggered: .to(.triggered), .canceled: .to(.canceled), .expired: .to(.expired), .filled: .fill,
      .unknown: .stay,
    ],
    .pendingUpdate: [
      .submitted: .ignore, .accepted: .stay, .rejected: .to(.rejected), .pendingUpdate: .stay,
      .pendingCancel: .to(.pendingCancel), .modifyRejected: .resting, .cancelRejected: .stay, .updated: .resting,
      .triggered: .stay, .canceled: .to(.canceled), .expired: .to(.expired), .filled: .fill, .unknown: .stay,
    ],
    .pendingCancel: [
      .submitted: .ignore, .accepted: .stay, .rejected: .to(.rejected), .pendingUpdate: .ignore, .pendingCancel: .stay,
      .modifyRejected: .stay, .cancelRejected: .resting, .updated: .stay, .triggered: .stay,
      .canceled: .to(.canceled), .expired: .to(.expired), .filled: .fill, .unknown: .stay,
    ],
    .triggered: [
      .submitted: .ignore, .accepted: .ignore, .rejected: .to(.rejected), .pendingUpdate: .to(.pendingUpdate),
      .pendingCancel: .to(.pendingCancel), .modifyRejected: .stay, .cancelRejected: .stay, .updated: .stay,
      .triggered: .ignore, .canceled: .to(.canceled), .expired: .to(.expired), .filled: .fill, .unknown: .stay,
    ],
    .partiallyFilled: [
      .submitted: .ignore, .accepted: .ignore, .rejected: .ignore, .pendingUpdate: .to(.pendingUpdate),
      .pendingCancel: .to(.pendingCancel), .modifyRejected: .stay, .cancelRejected: .stay, .updated: .resting,
      .triggered: .ignore, .canceled: .to(.canceled), .expired: .to(.expired), .filled: .fill, .unknown: .stay,
    ],
    .filled: late([.filled: .fill, .updated: .resting]),
    .canceled: late([.filled: .fill]),
    .expired: late([.filled: .fill]),
    .rejected: late([.filled: .fill, .accepted: .revive, .triggered: .revive, .canceled: .revive, .expired: .revive]),
    .denied: [:],
  ]

  /// The row of a closed order: fills count, refusals of requests are told, the rest comes too late.
  private static func late(_ exceptions: [OrderEventKind: Effect]) -> [OrderEventKind: Effect] {
    let common: [OrderEventKind: Effect] = [
      .submitted: .ignore, .accepted: .ignore, .rejected: .ignore, .modifyRejected: .stay, .cancelRejected: .stay,
      .updated: .ignore, .triggered: .ignore, .canceled: .ignore, .expired: .ignore, .unknown: .ignore,
    ]
    return common.merging(exceptions) { _, exception in exception }
  }
}

extension OrderStatus {
  /// Its row in the table.
  fileprivate var place: Int {
    switch self {
    case .initialized: 0
    case .denied: 1
    case .submitted: 2
    case .accepted: 3
    case .rejected: 4
    case .pendingUpdate: 5
    case .pendingCancel: 6
    case .triggered: 7
    case .partiallyFilled: 8
    case .filled: 9
    case .canceled: 10
    case .expired: 11
    }
  }
}

extension OrderEventKind {
  /// Its column in the table.
  fileprivate var place: Int {
    switch self {
    case .initialized: 0
    case .denied: 1
    case .submitted: 2
    case .accepted: 3
    case .rejected: 4
    case .pendingUpdate: 5
    case .pendingCancel: 6
    case .modifyRejected: 7
    case .cancelRejected: 8
    case .updated: 9
    case .triggered: 10
    case .canceled: 11
    case .expired: 12
    case .filled: 13
    case .unknown: 14
    case .commissionCorrected: 15
    }
  }
}
