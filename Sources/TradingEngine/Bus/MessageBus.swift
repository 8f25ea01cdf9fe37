import DequeModule
public import TradingModel

/// Where messages meet their receivers: typed streams of market data by instrument, and named topics for all else.
///
/// Rules, so that a session can be replayed:
/// - Receivers are called by priority, equals in the order of subscription.
/// - One message is delivered at a time. What is published while a message is being delivered waits in a queue and is
///   delivered, in order, before the outermost ``publish(_:)-(QuoteTick)`` or ``perform(_:)`` returns; so a callback
///   never runs inside another callback.
/// - Where answers beget answers without end (an order denied in the callback about a denied order), the rest waits for
///   another turn of the loop after ``turnLimit`` messages, so that nothing can hang the node; what comes in meanwhile
///   queues behind it.
/// - A receiver that is removed during a delivery is not called any more; one that is added is called from the next
///   message on.
public final class MessageBus {
  private let quotes = InstrumentSubscribers()
  private let trades = InstrumentSubscribers()
  private let books = InstrumentSubscribers()
  private let marks = InstrumentSubscribers()
  private let indices = InstrumentSubscribers()
  private let funding = InstrumentSubscribers()
  private let statuses = InstrumentSubscribers()
  private let instruments = InstrumentSubscribers()
  private var bars: [BarType: SubscriberList] = [:]
  private var custom: [DataType: SubscriberList] = [:]
  private var topics = TopicTable()
  private var waiting = Deque<() -> Void>()
  private var removals: UInt64 = 0
  /// Places of receivers that were removed while something was being delivered: they may be in use until it is done.
  private var retired: [SubscriberPort] = []

  @exclusivity(unchecked) private var isBusy = false
  /// Whether something is to be done after the present delivery: messages wait, or places were retired.
  @exclusivity(unchecked) private var hasMore = false
  /// How many messages are delivered in one turn of the loop at most.
  public static let turnLimit = 10_000
  /// Runs its argument in a later turn of the loop. Without it a turn has no limit.
  var later: ((@escaping () -> Void) -> Void)?

  /// A bus without receivers, whose turns have no limit; a ``TradingKernel`` sets one on its own bus.
  public init() {}

  /// Whether a message is being delivered right now.
  public var isDelivering: Bool { isBusy }
}

// MARK: - One message at a time

extension MessageBus {
  /// Runs `work` as one message: what it publishes is delivered after it, in order, before this returns.
  ///
  /// Called during a delivery, `work` runs at once as a part of it.
  public func perform(_ work: () -> Void) {
    if isBusy { return work() }
    isBusy = true
    work()
    finish()
  }

  /// Runs `work` after everything that waits, or at once when nothing is being delivered.
  public func enqueue(_ work: @escaping () -> Void) {
    if isBusy { return postpone(work) }
    isBusy = true
    work()
    finish()
  }

  @inline(never)
  private func postpone(_ work: @escaping () -> Void) {
    waiting.append(work)
    hasMore = true
  }

  @inline(__always)
  private func finish() {
    if hasMore { return drain() }
    isBusy = false
  }

  @inline(never)
  private func drain() {
    var delivered = 0
    while let next = waiting.popFirst() {
      next()
      delivered += 1
      if delivered >= Self.turnLimit, !waiting.isEmpty, let later {
        // Still busy, so that whatever comes in until then queues behind what waits.
        return later { [weak self] in self?.drain() }
      }
    }
    let gone = retired
    retired = []
    hasMore = false
    isBusy = false
    // What ends with them may publish again.
    withExtendedLifetime(gone) {}
  }

  /// Keeps the place of a receiver that was removed for as long as it may be in use.
  private func retire(_ port: SubscriberPort?) {
    guard let port, isBusy else { return }
    retired.append(port)
    hasMore = true
  }

  /// Calls the receivers of a list; one that was removed by an earlier one is left out.
  @inline(__always)
  private func deliver(
    _ list: SubscriberList, current: () -> SubscriberList, _ call: (any MarketDataSubscriber) -> Void
  ) {
    let before = removals
    list.forEach(where: { removals == before || current().contains($0) }, call)
  }
}

// MARK: - Publishing market data

extension MessageBus {
  /// Gives a quote to those who subscribed to ``DataSubscription/quotes(_:)`` of its instrument.
  public func publish(_ quote: QuoteTick) {
    let index = quote.instrumentId.index
    if quotes.isEmpty(index) { return }
    if isBusy {
      return postpone { [self] in deliver(quotes[index], current: { quotes[index] }, { $0.receive(quote) }) }
    }
    isBusy = true
    if let only = quotes.only(index) {
      only._withUnsafeGuaranteedRef { $0.subscriber.receive(quote) }
    } else {
      deliver(quotes[index], current: { quotes[index] }, { $0.receive(quote) })
    }
    finish()
  }

  /// Gives a trade to those who subscribed to ``DataSubscription/trades(_:)`` of its instrument.
  public func publish(_ trade: TradeTick) {
    let index = trade.instrumentId.index
    if trades.isEmpty(index) { return }
    if isBusy {
      return postpone { [self] in deliver(trades[index], current: { trades[index] }, { $0.receive(trade) }) }
    }
    isBusy = true
    if let only = trades.only(index) {
      only._withUnsafeGuaranteedRef { $0.subscriber.receive(trade) }
    } else {
      deliver(trades[index], current: { trades[index] }, { $0.receive(trade) })
    }
    finish()
  }

  /// Gives changes of a book to those who subscribed to ``DataSubscription/bookDeltas(_:depth:)`` of its instrument.
  ///
  /// - Parameters:
  ///   - deltas: the changes, copied only where the message has to wait.
  ///   - book: the managed book, in which the changes are made already. It is no copy: where the message has to wait,
  ///     receivers see it as it is when they are called.
  public func publish(_ deltas: borrowing OrderBookDeltas, book: OrderBook) {
    let index = deltas.instrumentId.index
    if books.isEmpty(index) { return }
    if isBusy {
      let kept = copy deltas
      return postpone { [self] in
        deliver(books[index], current: { books[index] }, { $0.receive(kept, book: book) })
      }
    }
    isBusy = true
    let before = removals
    books[index].forEach(where: { removals == before || books[index].contains($0) }) { $0.receive(deltas, book: book) }
    finish()
  }

  /// Gives the state of a book to those who subscribed to ``DataSubscription/bookDeltas(_:depth:)`` of its instrument.
  public func publish(_ status: BookStatus) {
    let index = status.instrumentId.index
    enqueue { [self] in deliver(books[index], current: { books[index] }, { $0.receive(status) }) }
  }

  /// Gives a finished bar to those who subscribed to ``DataSubscription/bars(_:)`` of its type.
  public func publish(_ bar: Bar) {
    guard let list = bars[bar.barType], !list.isEmpty else { return }
    let type = bar.barType
    enqueue { [self] in
      deliver(bars[type] ?? SubscriberList(), current: { bars[type] ?? SubscriberList() }, { $0.receive(bar) })
    }
  }

  /// Gives a mark price to those who subscribed to ``DataSubscription/markPrices(_:)`` of its contract.
  public func publish(_ update: MarkPriceUpdate) {
    let index = update.instrumentId.index
    if marks.isEmpty(index) { return }
    enqueue { [self] in deliver(marks[index], current: { marks[index] }, { $0.receive(update) }) }
  }

  /// Gives an index price to those who subscribed to ``DataSubscription/indexPrices(_:)`` of its contract.
  public func publish(_ update: IndexPriceUpdate) {
    let index = update.instrumentId.index
    if indices.isEmpty(index) { return }
    enqueue { [self] in deliver(indices[index], current: { indices[index] }, { $0.receive(update) }) }
  }

  /// Gives a funding rate to those who subscribed to ``DataSubscription/fundingRates(_:)`` of its contract.
  public func publish(_ update: FundingRateUpdate) {
    let index = update.instrumentId.index
    if funding.isEmpty(index) { return }
    enqueue { [self] in deliver(funding[index], current: { funding[index] }, { $0.receive(update) }) }
  }

  /// Gives a trading status to those who subscribed to ``DataSubscription/instrumentStatus(_:)`` of its instrument.
  public func publish(_ status: InstrumentStatus) {
    let index = status.instrumentId.index
    if statuses.isEmpty(index) { return }
    enqueue { [self] in deliver(statuses[index], current: { statuses[index] }, { $0.receive(status) }) }
  }

  /// Gives a definition to those who subscribed to ``DataSubscription/instrument(_:)`` of its identifier.
  public func publish(_ instrument: Instrument) {
    let index = instrument.id.index
    if instruments.isEmpty(index) { return }
    enqueue { [self] in deliver(instruments[index], current: { instruments[index] }, { $0.receive(instrument) }) }
  }

  /// Gives custom data to those who subscribed to exactly this type, metadata included.
  public func publish(_ data: any CustomData, dataType: DataType) {
    guard let list = custom[dataType], !list.isEmpty else { return }
    enqueue { [self] in
      deliver(
        custom[dataType] ?? SubscriberList(), current: { custom[dataType] ?? SubscriberList() },
        { $0.receive(data, dataType: dataType) })
    }
  }
}

// MARK: - Subscribing to market data

extension MessageBus {
  /// Adds a receiver of market data. Asking twice changes nothing.
  public func subscribe(
    _ subscriber: any MarketDataSubscriber, to subscription: DataSubscription, priority: Int = 0
  ) {
    switch subscription {
    case .quotes(let id): quotes.add(subscriber, index: id.index, priority: priority)
    case .trades(let id): trades.add(subscriber, index: id.index, priority: priority)
    case .bookDeltas(let id, _): books.add(subscriber, index: id.index, priority: priority)
    case .bars(let type): bars[type, default: SubscriberList()].add(subscriber, priority: priority)
    case .markPrices(let id): marks.add(subscriber, index: id.index, priority: priority)
    case .indexPrices(let id): indices.add(subscriber, index: id.index, priority: priority)
    case .fundingRates(let id): funding.add(subscriber, index: id.index, priority: priority)
    case .instrumentStatus(let id): statuses.add(subscriber, index: id.index, priority: priority)
    case .instrument(let id): instruments.add(subscriber, index: id.index, priority: priority)
    case .custom(let type): custom[type, default: SubscriberList()].add(subscriber, priority: priority)
    }
  }

  /// Removes a receiver of market data.
  public func unsubscribe(_ subscriber: any MarketDataSubscriber, from subscription: DataSubscription) {
    removals &+= 1
    switch subscription {
    case .quotes(let id): retire(quotes.remove(subscriber, index: id.index))
    case .trades(let id): retire(trades.remove(subscriber, index: id.index))
    case .bookDeltas(let id, _): retire(books.remove(subscriber, index: id.index))
    case .bars(let type): remove(subscriber, bars: type)
    case .markPrices(let id): retire(marks.remove(subscriber, index: id.index))
    case .indexPrices(let id): retire(indices.remove(subscriber, index: id.index))
    case .fundingRates(let id): retire(funding.remove(subscriber, index: id.index))
    case .instrumentStatus(let id): retire(statuses.remove(subscriber, index: id.index))
    case .instrument(let id): retire(instruments.remove(subscriber, index: id.index))
    case .custom(let type): remove(subscriber, custom: type)
    }
  }

  private func remove(_ subscriber: any MarketDataSubscriber, bars type: BarType) {
    bars[type]?.remove(subscriber)
    if bars[type]?.isEmpty == true { bars[type] = nil }
  }

  private func remove(_ subscriber: any MarketDataSubscriber, custom type: DataType) {
    custom[type]?.remove(subscriber)
    if custom[type]?.isEmpty == true { custom[type] = nil }
  }
}

// MARK: - Topics

extension MessageBus {
  /// Receives everything that is published on the topics that fit `pattern`, with the topic.
  @discardableResult
  public func subscribe(
    topic pattern: String, priority: Int = 0, _ handler: @escaping (_ topic: String, _ message: Any) -> Void
  ) -> TopicSubscription {
    topics.add(TopicPattern(pattern), priority: priority, receiver: AnyTopicReceiver(handler))
  }

  /// Receives the messages of one type that are published on the topics that fit `pattern`.
  @discardableResult
  public func subscribe<Message>(
    topic pattern: String, of type: Message.Type, priority: Int = 0, _ handler: @escaping (Message) -> Void
  ) -> TopicSubscription {
    topics.add(TopicPattern(pattern), priority: priority, receiver: TypedTopicReceiver(handler))
  }

  /// Ends a subscription to topics.
  public func unsubscribe(_ subscription: TopicSubscription) {
    removals &+= 1
    topics.remove(subscription)
  }

  /// Publishes a message on a topic such as `events.order.EmaCross-001`.
  public func publish<Message>(_ message: Message, topic: String) {
    enqueue { [self] in
      let before = removals
      for entry in topics.receivers(of: topic) {
        if removals != before, !topics.contains(entry.subscription) { continue }
        entry.receiver.receive(message, topic: topic)
      }
    }
  }
}
