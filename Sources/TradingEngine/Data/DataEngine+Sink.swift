public import TradingModel

extension DataEngine: MarketDataSink {
  public func process(_ quote: QuoteTick) {
    if recordsMarketData { journal?.append(.quote(quote)) }
    cache.add(quote)
    bus.publish(quote)
  }

  public func process(_ trade: TradeTick) {
    if recordsMarketData { journal?.append(.trade(trade)) }
    cache.add(trade)
    bus.publish(trade)
  }

  /// Changes the managed book and publishes the changes with it; those of a book that nobody subscribed to are dropped.
  ///
  /// A change that cannot be applied, or that leaves a synced book crossed, marks the book stale and asks for it anew.
  public func process(_ deltas: borrowing OrderBookDeltas) {
    if recordsMarketData { journal?.append(.deltas(copy deltas)) }
    guard let book = cache.book(deltas.instrumentId) ?? newBook(for: deltas) else { return }
    do throws(OrderBookError) {
      try book.apply(deltas)
    } catch {
      return rebuild(book.instrumentId, deltas, because: "a change could not be applied: \(error)")
    }
    if deltas.isSnapshot, !distrustedBooks.isEmpty, !book.isCrossed { distrustedBooks.remove(deltas.instrumentId) }
    if book.state == .synced, book.isCrossed {
      // No venue's book is crossed after a whole message.
      let (bid, ask) = (book.bestBidPrice?.description ?? "-", book.bestAskPrice?.description ?? "-")
      rebuild(book.instrumentId, deltas, because: "the best bid \(bid) is not below the best ask \(ask)")
    }
    bus.publish(deltas, book: book)
    if quotesFromBook { publishQuote(from: book) }
  }

  public func process(_ bar: Bar) {
    if recordsMarketData { journal?.append(.bar(bar)) }
    cache.add(bar)
    bus.publish(bar)
  }

  /// Keeps and publishes the state of a book; `synced` is passed over while only a snapshot can mend the book.
  public func process(_ status: BookStatus) {
    if status.state == .synced, distrustedBooks.contains(status.instrumentId) { return }
    journal?.append(.bookStatus(status))
    observe(.bookStatus(status))
    cache.add(status)
    bus.publish(status)
  }

  public func process(_ update: MarkPriceUpdate) {
    if recordsMarketData { journal?.append(.markPrice(update)) }
    cache.add(update)
    bus.publish(update)
  }

  public func process(_ update: IndexPriceUpdate) {
    if recordsMarketData { journal?.append(.indexPrice(update)) }
    cache.add(update)
    bus.publish(update)
  }

  public func process(_ update: FundingRateUpdate) {
    if recordsMarketData { journal?.append(.fundingRate(update)) }
    cache.add(update)
    bus.publish(update)
  }

  public func process(_ status: InstrumentStatus) {
    journal?.append(.instrumentStatus(status))
    cache.add(status)
    bus.publish(status)
  }

  /// Keeps and publishes a definition; positions follow now from fills that came before it.
  public func process(_ instrument: Instrument) {
    journal?.append(.instrument(instrument))
    cache.add(instrument)
    instrumentArrived(instrument)
    bus.publish(instrument)
  }

  /// Publishes custom data; it is not kept.
  public func process(_ data: any CustomData, dataType: DataType) {
    bus.publish(data, dataType: dataType)
  }

  /// Gives an answer to whoever asked, as a message of its own; one to no open request is ignored and logged once.
  ///
  /// Instruments that it brings are definitions like any other: kept, written down and published.
  public func process(_ response: DataResponse) {
    if case .instruments(let instruments) = response.payload {
      for instrument in instruments { process(instrument) }
    }
    guard let request = requests.removeValue(forKey: response.requestId) else {
      return reportOnce("response", "an answer to no open request (number \(response.requestId)) was ignored")
    }
    request.timer?.cancel()
    bus.enqueue { request.completion(response) }
  }

  /// Publishes the state of a connection on ``connectionTopic(_:)`` and tells the kernel's observers.
  public func process(_ state: ConnectionState) {
    journal?.append(.connection(state))
    observe(.connection(state))
    bus.publish(state, topic: Self.connectionTopic(state.clientId))
  }

  /// The topic on which the state of a client's connections is told.
  public static func connectionTopic(_ client: ClientId) -> String { "system.connection.\(client)" }
}

// MARK: - Books

extension DataEngine {
  /// A book for changes that somebody subscribed to; changes that arrive after the last unsubscription make none.
  private func newBook(for deltas: borrowing OrderBookDeltas) -> OrderBook? {
    let id = deltas.instrumentId
    guard registry.count(.bookDeltas(id)) > 0 else { return nil }
    let book: OrderBook
    if let instrument = cache.instrument(id) {
      book = OrderBook(instrument)
    } else {
      let sample = deltas.deltas.first { $0.action != .clear }
      book = OrderBook(
        instrumentId: id, pricePrecision: sample?.price.precision ?? 0, sizePrecision: sample?.size.precision ?? 0)
    }
    if let status = cache.bookStatus(id) { book.state = status.state }
    cache.add(book)
    return book
  }

  /// A book that cannot be the venue's: a change was lost or spoilt on the way. It is marked stale and asked for anew,
  /// and nothing but a snapshot makes it synced again.
  private func rebuild(_ id: InstrumentId, _ deltas: borrowing OrderBookDeltas, because reason: String) {
    guard distrustedBooks.insert(id).inserted else { return }
    process(
      BookStatus(
        instrumentId: id, state: .stale, sequence: deltas.sequence, reason: "\(reason); rebuilding",
        tsEvent: deltas.tsEvent, tsInit: deltas.tsInit))
    let wait = bookGuards[id, default: BookGuard()].fault(at: clock.now)
    reportOnce("wrong book \(id)", "the book of \(id) is rebuilt: \(reason)")
    clock.schedule(after: wait) { [weak self] in
      guard let self else { return }
      // A snapshot that came in the meantime, and that its client stands by, made the book right already.
      let isWrong = distrustedBooks.remove(id) != nil
      if isWrong || cache.bookStatus(id)?.state == .stale { restartBook(id) }
    }
  }

  private func publishQuote(from book: OrderBook) {
    guard let quote = book.quote() else { return }
    if let last = cache.quote(quote.instrumentId), last.bidPrice == quote.bidPrice, last.askPrice == quote.askPrice,
      last.bidSize == quote.bidSize, last.askSize == quote.askSize
    {
      return
    }
    process(quote)
  }
}
