import TradingModel

/// A change of an order that is under way: a pure value that concludes from what becomes known what became of it.
///
/// The venue makes an order smaller in place. Everything else is a replacement: the order is canceled and another one is
/// made for what is left. Both halves can succeed, fail, or have an outcome that is not known.
struct BinanceOrderChange {
  /// How the venue carries it out.
  enum Means: Hashable {
    /// The quantity is reduced, and the order keeps its place.
    case amendment
    /// The order is canceled and another one made.
    case replacement
  }

  /// What is known of one half of a replacement.
  enum Half<Answer> {
    case done(Answer)
    /// Certainly not done.
    case refused(BinanceOrderOutcome)
    case notAttempted
    /// It may have been done.
    case open(reason: String)
  }

  /// What became of the change.
  enum Conclusion: Hashable {
    /// The order is as it was wanted.
    case done
    /// The order is as it was before.
    case refused(reason: String)
    /// The order was canceled and no other one made in its place.
    case gone(reason: String)
    /// The other order was made although the first one could not be canceled.
    case doubled(reason: String)
    /// It is not known yet.
    case undecided(reason: String)
  }

  let means: Means
  /// The total quantity that is wanted, whatever was filled.
  let total: Quantity
  let price: Price?
  let triggerPrice: Price?
  /// What is asked of the venue: what is left of the total after what was filled before this leg.
  let legQuantity: Quantity
  /// What was filled when the change was made up.
  let filledBefore: WideDecimal
  /// The venue's identifier of the order that is changed.
  let firstId: VenueOrderId?
  /// Whether it was sent on the client's own initiative: nobody waits to hear of it.
  var isOwn = false
  /// Whether it was sent anew because a fill had crossed it.
  var isSecondAttempt = false
  /// Which of its order's changes it is.
  var number = 0
  /// Whether the outcome is known not to be known.
  private(set) var isOpen = false
  /// Whether the venue has said that the first order is canceled.
  private(set) var isFirstGone = false
  private var consistentAnswers = 0
  private var consistentSince: UnixNanos?
  private var lastFinding: Finding?

  init(
    means: Means, total: Quantity, price: Price?, triggerPrice: Price?, legQuantity: Quantity,
    filledBefore: WideDecimal, firstId: VenueOrderId?
  ) {
    self.means = means
    self.total = total
    self.price = price
    self.triggerPrice = triggerPrice
    self.legQuantity = legQuantity
    self.filledBefore = filledBefore
    self.firstId = firstId
  }

  // MARK: Answers

  /// What follows from the venue's answer to a replacement.
  static func conclude<First, Second>(canceled: Half<First>, made: Half<Second>) -> Conclusion {
    switch (canceled, made) {
    case (.done, .done), (.open, .done): .done
    case (.done, .refused(let outcome)): .gone(reason: outcome.reason)
    case (.done, .notAttempted): .gone(reason: "the order in its place was not made")
    case (.refused(let outcome), .done): .doubled(reason: outcome.reason)
    case (.notAttempted, .done): .doubled(reason: "the first order was not canceled")
    case (.refused(let outcome), .refused), (.refused(let outcome), .notAttempted): .refused(reason: outcome.reason)
    case (.notAttempted, .refused(let outcome)): .refused(reason: outcome.reason)
    case (.notAttempted, .notAttempted): .refused(reason: "not attempted")
    case (_, .open(let reason)), (.open(let reason), _): .undecided(reason: reason)
    }
  }

  /// The outcome is not known.
  mutating func lose() { isOpen = true }

  /// Whether the end of one of the venue's orders is the end of the one that is changed; that of the order in its place
  /// is the end of all.
  func isAbout(leg: Int64) -> Bool { firstId.map { $0.text == String(leg) } ?? true }

  /// The same wish for an order that has filled meanwhile.
  func again(legQuantity: Quantity, filledBefore: WideDecimal) -> BinanceOrderChange {
    var change = BinanceOrderChange(
      means: means, total: total, price: price, triggerPrice: triggerPrice, legQuantity: legQuantity,
      filledBefore: filledBefore, firstId: firstId)
    change.isOwn = isOwn
    change.isSecondAttempt = true
    return change
  }

  /// Whether terms that the venue tells are those that are wanted. What the venue chooses itself agrees with anything.
  func isCarriedOut(by terms: VenueTerms) -> Bool {
    let hasQuantity = terms.quantity.map { $0.wide == legQuantity.wide } ?? true
    guard let price, let told = terms.price else { return hasQuantity }
    return hasQuantity && told.wide == price.wide
  }

  /// The venue has told that the first order is canceled.
  mutating func firstIsCanceled() { isFirstGone = true }

  // MARK: Findings

  /// What the venue said when it was asked while the outcome was open.
  enum Finding: Hashable {
    /// The first order is open, and as it was.
    case unchanged
    /// The first order is canceled, and no other one is there.
    case onlyGone
  }

  /// How often and how long the venue must say the same until it is believed, since its replicas lag behind.
  static func patience(_ finding: Finding) -> (answers: Int, period: Duration) {
    switch finding {
    case .unchanged: (4, .seconds(8))
    case .onlyGone: (4, .seconds(60))
    }
  }

  /// Takes note of a finding. What follows from it, once it is to be believed.
  mutating func found(_ finding: Finding, at now: UnixNanos) -> Conclusion? {
    guard isOpen else { return nil }
    if finding != lastFinding {
      lastFinding = finding
      consistentAnswers = 0
      consistentSince = now
    }
    consistentAnswers += 1
    let needed = Self.patience(finding)
    guard consistentAnswers >= needed.answers, now - (consistentSince ?? now) >= needed.period else { return nil }
    switch finding {
    case .unchanged:
      return .refused(reason: "NOT_CHANGED: the venue has the order as it was before")
    case .onlyGone:
      return .gone(reason: "NOT_REPLACED: the order was canceled, and the venue has none in its place")
    }
  }

  /// The user's stream was interrupted: what was consistent before proves nothing.
  mutating func interrupt() {
    lastFinding = nil
    consistentAnswers = 0
    consistentSince = nil
  }
}
