extension SandboxVenue {
  /// Does something to the positions of a futures exchange.
  ///
  /// - Returns: why it cannot be done, or nil when it was.
  @discardableResult
  public func perform(_ act: FuturesAct) -> String? {
    let futures = products.filter { $0.isFutures && (act.product == nil || $0 == act.product) }.compactMap(exchange)
    guard !futures.isEmpty else { return "no futures product is served" }
    let fitting = futures.first { $0.market(act.symbol) != nil } ?? futures.first
    return fitting?.perform(act)
  }
}
