public import TradingModel

/// Brings the streams that a connection carries into line with those that are wanted.
///
/// A pure state machine for one connection: it knows what is wanted, what was asked for and what the venue confirmed,
/// and says which messages to send now and when to look again. Requests are cut to a message's size and spread to the
/// venue's message rate; a refused batch is halved until the stream at fault stands alone.
public struct StreamSubscriptionMachine {
  /// What a venue allows on a connection.
  public struct Limits: Hashable, Sendable {
    /// Messages that may be sent in a second, with room left for pings and pongs.
    public var messagesPerSecond: Int
    /// Streams named in one message.
    public var streamsPerMessage: Int
    /// Streams carried by the connection.
    public var streamsPerConnection: Int
    /// How long to wait for an answer before asking again.
    public var answerTimeout: Duration

    /// Makes limits; a number below one counts as one.
    public init(
      messagesPerSecond: Int = 4, streamsPerMessage: Int = 50, streamsPerConnection: Int = 200,
      answerTimeout: Duration = .seconds(10)
    ) {
      self.messagesPerSecond = max(1, messagesPerSecond)
      self.streamsPerMessage = max(1, streamsPerMessage)
      self.streamsPerConnection = max(1, streamsPerConnection)
      self.answerTimeout = answerTimeout
    }
  }

  /// What the owner has to do or to tell.
  public enum Action: Hashable, Sendable {
    /// Send this text.
    case send(String)
    /// The venue confirmed these streams.
    case subscribed([BinanceStreamName])
    /// The venue refuses this stream; it is not asked for again until it is wanted anew.
    case refused(BinanceStreamName, reason: String)
  }

  private enum Status: Hashable {
    case wanted
    case asked
    case confirmed
    case unwanted
    case leaving
  }

  private struct Request {
    var id: UInt64
    var isSubscribe: Bool
    var streams: [BinanceStreamName]
    var sentAt: UnixNanos
  }

  /// What the venue allows on this connection.
  public let limits: Limits
  private var statuses: [BinanceStreamName: Status] = [:]
  /// Streams in the order in which they were asked for, so that messages are the same in every run.
  private var order: [BinanceStreamName] = []
  private var requests: [Request] = []
  /// Batches to be asked for again in halves, before anything else.
  private var retries: [[BinanceStreamName]] = []
  /// Streams to be joined again once they are left.
  private var renewals: [BinanceStreamName] = []
  private var sentTimes: [UnixNanos] = []
  private var isOpen = false
  /// How many times in a row requests were not answered in their time.
  public private(set) var unanswered = 0
  private var nextId: UInt64 = 1

  /// Makes a machine that wants nothing, for a connection that is not open.
  public init(limits: Limits) { self.limits = limits }

  /// How many streams the connection carries or is to carry.
  public var count: Int { statuses.count }
  /// Whether another stream fits.
  public var hasRoom: Bool { statuses.count < limits.streamsPerConnection }
  /// The streams that are wanted, in the order in which they were.
  public var wanted: [BinanceStreamName] {
    order.filter(wants)
  }

  /// Whether the venue confirmed every wanted stream.
  public var isSettled: Bool { statuses.values.allSatisfy { $0 == .confirmed } && requests.isEmpty }
  /// Whether a request is on its way.
  public var awaitsAnswer: Bool { !requests.isEmpty }
  /// Whether nothing is wanted any more.
  public var isEmpty: Bool { !order.contains(where: wants) }

  /// Whether the venue confirmed a stream on the present connection.
  public func isConfirmed(_ stream: BinanceStreamName) -> Bool { statuses[stream] == .confirmed }
  /// Whether a stream is wanted here.
  public func wants(_ stream: BinanceStreamName) -> Bool {
    switch statuses[stream] {
    case .wanted, .asked, .confirmed: true
    case .unwanted, .leaving: renewals.contains(stream)
    case nil: false
    }
  }
}

// MARK: - What is wanted

extension StreamSubscriptionMachine {
  /// Wants a stream.
  public mutating func add(_ stream: BinanceStreamName) {
    switch statuses[stream] {
    case nil:
      statuses[stream] = .wanted
      order.append(stream)
    case .unwanted, .leaving: if !renewals.contains(stream) { rejoin(stream) }
    case .wanted, .asked, .confirmed: break
    }
  }

  /// Does not want a stream any more.
  public mutating func remove(_ stream: BinanceStreamName) {
    switch statuses[stream] {
    case .wanted: forget(stream)
    case .asked, .confirmed: isOpen ? (statuses[stream] = .unwanted) : forget(stream)
    // A stream that is left to be joined again is only left.
    case .unwanted, .leaving: renewals.removeAll { $0 == stream }
    case nil: break
    }
  }

  /// Wants a stream again that is being left.
  private mutating func rejoin(_ stream: BinanceStreamName) {
    // The request to leave may be on its way: then it is asked for again behind it.
    statuses[stream] = statuses[stream] == .leaving ? .wanted : .confirmed
  }

  /// Leaves a stream and joins it again, for a stream that is confirmed but silent.
  public mutating func renew(_ stream: BinanceStreamName) {
    guard statuses[stream] == .confirmed else { return }
    // Binance takes a SUBSCRIBE of a stream that it carries already for a renewal; the leave makes sure.
    statuses[stream] = .unwanted
    renewals.append(stream)
  }

  private mutating func forget(_ stream: BinanceStreamName) {
    statuses[stream] = nil
    order.removeAll { $0 == stream }
  }
}

// MARK: - The connection's life

extension StreamSubscriptionMachine {
  /// The connection is open: everything wanted has to be asked for.
  public mutating func opened() {
    isOpen = true
    unanswered = 0
    requests = []
    retries = []
    sentTimes = []
    for stream in order {
      switch statuses[stream] {
      case .asked, .confirmed: statuses[stream] = .wanted
      case .unwanted where renewals.contains(stream), .leaving where renewals.contains(stream):
        statuses[stream] = .wanted
      case .unwanted, .leaving: statuses[stream] = nil
      case .wanted, nil: break
      }
    }
    order.removeAll { statuses[$0] == nil }
    renewals = []
  }

  /// The connection is gone; nothing is carried until it opens again.
  public mutating func closed() {
    isOpen = false
    requests = []
  }

  /// What to send now.
  public mutating func due(at now: UnixNanos) -> [Action] {
    guard isOpen else { return [] }
    expireRequests(at: now)
    var actions: [Action] = []
    while budget(at: now) > 0, let (isSubscribe, streams) = nextBatch() {
      let id = nextId
      nextId += 1
      requests.append(Request(id: id, isSubscribe: isSubscribe, streams: streams, sentAt: now))
      sentTimes.append(now)
      actions.append(.send(Self.message(isSubscribe ? "SUBSCRIBE" : "UNSUBSCRIBE", streams, id: id)))
    }
    return actions
  }

  /// When ``due(at:)`` has something to do again; `nil` when nothing is open.
  public func nextDue(after now: UnixNanos) -> UnixNanos? {
    guard isOpen else { return nil }
    var next = requests.map { $0.sentAt + limits.answerTimeout }.min()
    let hasWork = !retries.isEmpty || statuses.values.contains { $0 == .wanted || $0 == .unwanted }
    if hasWork {
      let free = sentTimes.count < limits.messagesPerSecond ? now : (sentTimes.first ?? now) + .milliseconds(1_050)
      next = min(next ?? free, free)
    }
    return next
  }

  /// The venue answered request `id`; `error` is its text when it refused.
  public mutating func answered(id: UInt64, error: String?) -> [Action] {
    unanswered = 0
    guard let index = requests.firstIndex(where: { $0.id == id }) else { return [] }
    let request = requests.remove(at: index)
    guard request.isSubscribe else {
      for stream in request.streams where statuses[stream] == .leaving { left(stream) }
      return []
    }
    let asked = request.streams.filter { statuses[$0] == .asked }
    guard let error else {
      for stream in asked { statuses[stream] = .confirmed }
      return asked.isEmpty ? [] : [.subscribed(asked)]
    }
    if asked.count > 1 {
      retries.append(Array(asked[..<(asked.count / 2)]))
      retries.append(Array(asked[(asked.count / 2)...]))
      return []
    }
    for stream in asked { forget(stream) }
    return asked.map { .refused($0, reason: error) }
  }

  private mutating func left(_ stream: BinanceStreamName) {
    if let index = renewals.firstIndex(of: stream) {
      renewals.remove(at: index)
      statuses[stream] = .wanted
    } else {
      forget(stream)
    }
  }

  private mutating func expireRequests(at now: UnixNanos) {
    let expired = requests.filter { now.since($0.sentAt) >= limits.answerTimeout }
    guard !expired.isEmpty else { return }
    unanswered += 1
    requests.removeAll { now.since($0.sentAt) >= limits.answerTimeout }
    for request in expired {
      for stream in request.streams {
        if request.isSubscribe, statuses[stream] == .asked { statuses[stream] = .wanted }
        if !request.isSubscribe, statuses[stream] == .leaving { statuses[stream] = .unwanted }
      }
    }
  }

  private mutating func budget(at now: UnixNanos) -> Int {
    sentTimes.removeAll { now.since($0) >= .milliseconds(1_050) }
    return limits.messagesPerSecond - sentTimes.count
  }

  private mutating func nextBatch() -> (isSubscribe: Bool, streams: [BinanceStreamName])? {
    if !retries.isEmpty {
      let batch = retries.removeFirst().filter { statuses[$0] == .asked }
      if !batch.isEmpty { return (true, batch) }
      return nextBatch()
    }
    let leaving = firstStreams(.unwanted)
    if !leaving.isEmpty {
      for stream in leaving { statuses[stream] = .leaving }
      return (false, leaving)
    }
    let joining = firstStreams(.wanted)
    guard !joining.isEmpty else { return nil }
    for stream in joining { statuses[stream] = .asked }
    return (true, joining)
  }

  private func firstStreams(_ status: Status) -> [BinanceStreamName] {
    var found: [BinanceStreamName] = []
    for stream in order where statuses[stream] == status {
      found.append(stream)
      if found.count == limits.streamsPerMessage { break }
    }
    return found
  }

  /// The text of a request.
  static func message(_ method: String, _ streams: [BinanceStreamName], id: UInt64) -> String {
    let names = streams.map { "\"\(escaped($0.text))\"" }.joined(separator: ",")
    return "{\"method\":\"\(method)\",\"params\":[\(names)],\"id\":\(id)}"
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }))
  }
}
