import TradingModel

/// The cancellation of one order: a pure value.
///
/// A cancellation may be sent again, since it does nothing to an order that has ended; but not for ever, and never while
/// the outcome of the one before is being found out.
struct BinanceCancellation: Hashable {
  /// How often the venue is asked to cancel an order before the cancellation counts as refused.
  static let maxCalls = 3
  /// How many consistent answers it takes until it is believed that an order is open although it was to be canceled, and
  /// how long they must go on: replicas lag behind.
  static let answersNeeded = 3
  static let patience: Duration = .milliseconds(1_500)
  /// The same for an order of which the venue itself has said that it is not open: sooner than this it is not sent again,
  /// and sooner than ``replicaLag`` it is not given up.
  static let patienceWhenGone: Duration = .seconds(3)
  /// How long replicas may say that an order is open of which the venue itself has said that it is not.
  static let replicaLag: Duration = .seconds(60)

  private(set) var calls = 0
  /// Whether a request is under way.
  private(set) var isSent = false
  /// Whether a request came to an end of which it is not known what it did.
  private(set) var isOpen = false
  /// Whether the venue said that there is no such open order, which its replicas need not know yet.
  private(set) var isOrderGone = false
  private var openAnswers = 0
  private var openSince: UnixNanos?
  /// The venue's own parameters of the request.
  var params: [String: String] = [:]

  /// What to do about an order that the venue still has open.
  enum Step: Hashable {
    /// Ask again later.
    case wait
    /// Send the cancellation again.
    case sendAgain
    /// Tell that the cancellation was refused.
    case giveUp
  }

  /// Whether a cancellation is wanted and not settled.
  var isPending: Bool { isSent || isOpen }

  /// A cancellation is wanted. True when a request is to be sent: while the outcome of one before is being found out,
  /// whoever wants it again has been told that it failed.
  mutating func begin(params: [String: String]) -> Bool {
    guard !isSent else { return false }
    self = BinanceCancellation()
    self.params = params
    send()
    return true
  }

  /// A request is sent.
  mutating func send() {
    calls += 1
    isSent = true
    isOpen = false
    isOrderGone = false
    openAnswers = 0
    openSince = nil
  }

  /// The request ended with an outcome that is not known.
  ///
  /// - Parameter isOrderGone: the venue said that there is no such open order, of an order that it has had.
  mutating func lose(isOrderGone: Bool = false) {
    isSent = false
    isOpen = true
    self.isOrderGone = isOrderGone
  }

  /// The cancellation is settled, one way or another.
  mutating func settle() { self = BinanceCancellation() }

  /// The venue says that the order is open.
  mutating func orderIsOpen(at now: UnixNanos) -> Step {
    guard isOpen else { return .wait }
    openAnswers += 1
    let since = openSince ?? now
    openSince = since
    let patience = isOrderGone ? Self.patienceWhenGone : Self.patience
    guard openAnswers >= Self.answersNeeded, now - since >= patience else { return .wait }
    if calls < Self.maxCalls { return .sendAgain }
    return !isOrderGone || now - since >= Self.replicaLag ? .giveUp : .wait
  }
}
