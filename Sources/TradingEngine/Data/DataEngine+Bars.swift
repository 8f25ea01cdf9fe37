import TradingModel

extension DataEngine {
  /// Starts making bars of an internal type from the ticks that it needs.
  func startAggregation(_ type: BarType, client: ClientId?) {
    let instrument = cache.instrument(type.instrumentId)
    let aggregation = BarAggregation(type: type, instrument: instrument, config: config.timeBars, clock: clock) {
      [weak self] bar in self?.process(bar)
    }
    aggregations[type] = aggregation
    // Ahead of actors, so that a bar is in the queue before what they publish in answer to the tick.
    subscribe(aggregation, to: aggregation.source, client: client, priority: 100)
    aggregation.start(perform: { [bus] work in bus.perform(work) })
  }

  /// Stops making bars of an internal type; an unfinished bar is not published.
  func stopAggregation(_ type: BarType) {
    guard let aggregation = aggregations.removeValue(forKey: type) else { return }
    aggregation.stop()
    unsubscribe(aggregation, from: aggregation.source)
  }

  /// Turns an answer with trades into one with the bars that they make; the last, unfinished bar is left out.
  func bars(of type: BarType, from response: DataResponse) -> DataResponse {
    guard case .trades(let trades) = response.payload else { return response }
    var result = response
    result.payload = .bars(
      BarAggregation.bars(
        of: type, from: trades, instrument: cache.instrument(type.instrumentId), config: config.timeBars))
    return result
  }
}
