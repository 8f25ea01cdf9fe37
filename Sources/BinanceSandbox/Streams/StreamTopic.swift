/// One stream and who listens to it.
final class StreamTopic {
  let name: StreamName
  private(set) var listeners: [StreamSession] = []
  /// Collects book changes between two sends, for timed diff streams.
  var collector = DepthDiffCollector()
  /// The last update id that a partial-depth stream told.
  var lastUpdateId: Int64?

  /// When the candle that a stream of reference prices told last had opened.
  var lastOpenTime: Int64?

  init(name: StreamName) { self.name = name }

  /// What a stream of the retail book told last.
  var retailLevels = RetailLevels()

  var isEmpty: Bool { listeners.isEmpty }

  func add(_ session: StreamSession) {
    if !listeners.contains(where: { $0 === session }) { listeners.append(session) }
  }

  func remove(_ session: StreamSession) { listeners.removeAll { $0 === session } }
}

/// The topics of one symbol by what makes them speak.
struct MarketTopics {
  var trade: StreamTopic?
  var aggregateTrade: StreamTopic?
  var bookTicker: StreamTopic?
  var depths: [StreamTopic] = []
  var liquidation: StreamTopic?
  var klines: [StreamTopic] = []
}
