/// O5: a book that the client does not call stale equals the venue's at the same update id.
struct BookAudit {
  let testimony: Testimony
  let exchange: VenueExchange?

  func run(into violations: inout [AuditCheck: [String]]) {
    func note(_ check: AuditCheck, _ text: String) { violations[check, default: []].append(text) }
    for book in testimony.books where !book.isStale {
      if let bid = book.bids.first?.price, let ask = book.asks.first?.price, !Self.isBelow(bid, ask) {
        note(.booksAreNotCrossed, "\(book.symbol) bid \(bid), ask \(ask)")
      }
      guard let market = exchange?.market(book.symbol) else {
        note(.booksAgree, "the venue has no \(book.symbol)")
        continue
      }
      guard let truth = market.depths.snapshot(at: book.updateId) ?? Self.present(market, book.updateId) else {
        note(.booksAgree, "\(book.symbol) is at \(book.updateId), the venue at \(market.book.lastUpdateId)")
        continue
      }
      compare(book.symbol, "bids", book.bids, truth.bids, market.rules, note)
      compare(book.symbol, "asks", book.asks, truth.asks, market.rules, note)
    }
  }

  /// The book of now, if it is the one that is meant.
  private static func present(_ market: SymbolMarket, _ updateId: Int64) -> DepthSnapshot? {
    market.book.lastUpdateId == updateId ? market.book.snapshot(limit: .max) : nil
  }

  private func compare(
    _ symbol: String, _ side: String, _ told: [(price: String, quantity: String)], _ truth: [BookLevel],
    _ rules: SymbolRules, _ note: (AuditCheck, String) -> Void
  ) {
    for (index, level) in told.enumerated() {
      guard truth.indices.contains(index) else {
        return note(.booksAgree, "\(symbol) has more \(side) than the venue")
      }
      let (price, quantity) = (rules.priceText(truth[index].price), rules.quantityText(truth[index].quantity))
      guard DecimalText.areEqual(level.price, price), DecimalText.areEqual(level.quantity, quantity) else {
        return note(
          .booksAgree, "\(symbol) \(side)[\(index)] \(level.quantity) at \(level.price), is \(quantity) at \(price)")
      }
    }
    if told.isEmpty, !truth.isEmpty { note(.booksAgree, "\(symbol) has no \(side)") }
  }

  private static func isBelow(_ first: String, _ second: String) -> Bool {
    let decimals = 12
    guard let left = FixedText.parse(first, decimals: min(decimals, 8)),
      let right = FixedText.parse(second, decimals: min(decimals, 8))
    else { return false }
    return left < right
  }
}
