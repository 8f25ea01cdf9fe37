import Testing
import TradingModel

@testable import TradingEngine

@Suite("Receivers removed while they are being called")
struct RemovalDuringDeliveryTests {
  /// A receiver that nobody but the bus may hold, and that looks at itself after it did something.
  private final class Receiver: MarketDataSubscriber {
    private let action: (Receiver) -> Void
    private let note: (String) -> Void
    private let name: String

    init(_ name: String, note: @escaping (String) -> Void, action: @escaping (Receiver) -> Void) {
      self.name = name
      self.note = note
      self.action = action
    }

    deinit { note("\(name) gone") }

    private func act() {
      action(self)
      note("\(name) heard")
    }

    func receive(_ quote: QuoteTick) { act() }
    func receive(_ trade: TradeTick) { act() }
    func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook) { act() }
    func receive(_ update: MarkPriceUpdate) { act() }
  }

  private static let streams: [DataSubscription] = [
    .quotes(Fixtures.btc), .trades(Fixtures.btc), .bookDeltas(Fixtures.btc), .markPrices(Fixtures.btc),
  ]

  private func publish(_ stream: DataSubscription, on bus: MessageBus) {
    switch stream {
    case .quotes: bus.publish(Fixtures.quote())
    case .trades: bus.publish(Fixtures.trade())
    case .bookDeltas:
      bus.publish(Fixtures.snapshot(), book: OrderBook(instrumentId: Fixtures.btc, pricePrecision: 2, sizePrecision: 5))
    default:
      bus.publish(
        MarkPriceUpdate(
          instrumentId: Fixtures.btc, value: Price(raw: 1, precision: 2), tsEvent: .zero, tsInit: .zero))
    }
  }

  @Test("The only receiver removes itself, and is kept until nothing is being delivered any more", arguments: streams)
  func onlyOne(stream: DataSubscription) {
    let bus = MessageBus()
    var notes: [String] = []
    bus.subscribe(topic: "later") { _, _ in notes.append("later") }
    bus.subscribe(
      Receiver("a", note: { notes.append($0) }) { receiver in
        bus.unsubscribe(receiver, from: stream)
        bus.publish(0, topic: "later")
      }, to: stream)
    publish(stream, on: bus)
    publish(stream, on: bus)
    #expect(notes == ["a heard", "later", "a gone"])
    #expect(!bus.isDelivering)
  }

  @Test("The first of several removes all, and nobody else is called", arguments: streams)
  func all(stream: DataSubscription) {
    let bus = MessageBus()
    var notes: [String] = []
    weak var second: Receiver?
    weak var third: Receiver?
    bus.subscribe(
      Receiver("a", note: { notes.append($0) }) { receiver in
        for receiver in [receiver, second, third].compactMap({ $0 }) { bus.unsubscribe(receiver, from: stream) }
      }, to: stream)
    for index in 0..<2 {
      let other = Receiver(index == 0 ? "b" : "c", note: { notes.append($0) }) { _ in }
      if index == 0 { second = other } else { third = other }
      bus.subscribe(other, to: stream)
    }
    publish(stream, on: bus)
    publish(stream, on: bus)
    #expect(notes.first == "a heard")
    #expect(notes.dropFirst().sorted() == ["a gone", "b gone", "c gone"])
  }

  @Test("A receiver that leaves and comes back is called once for each message", arguments: streams)
  func comesBack(stream: DataSubscription) {
    let bus = MessageBus()
    var notes: [String] = []
    for name in ["a", "b"] {
      bus.subscribe(
        Receiver(name, note: { notes.append($0) }) { receiver in
          bus.unsubscribe(receiver, from: stream)
          bus.subscribe(receiver, to: stream)
        }, to: stream)
    }
    publish(stream, on: bus)
    #expect(notes == ["a heard", "b heard"])
    publish(stream, on: bus)
    #expect(notes == ["a heard", "b heard", "a heard", "b heard"])
  }

  @Test("Tables that grow while a receiver is called do not pull the ground from under it", arguments: streams)
  func growth(stream: DataSubscription) {
    let bus = MessageBus()
    var notes: [String] = []
    var last = Fixtures.btc
    bus.subscribe(
      Receiver("a", note: { notes.append($0) }) { receiver in
        bus.unsubscribe(receiver, from: stream)
        for number in 0..<2_000 {
          last = InstrumentId(symbol: "GROWTH\(number)", venue: "BINANCE")
          for kind in [DataSubscription.quotes(last), .trades(last), .bookDeltas(last), .markPrices(last)] {
            bus.subscribe(receiver, to: kind)
          }
        }
      }, to: stream)
    publish(stream, on: bus)
    #expect(notes == ["a heard"])
    bus.publish(Fixtures.quote(last))
    #expect(notes == ["a heard", "a heard"])
  }

  @Test("Random removals and additions during delivery follow a plain model")
  func randomly() {
    let random = RandomSource(seed: Fixtures.seed(for: "removals during delivery"))
    for _ in 0..<300 {
      let bus = MessageBus()
      let stream = Self.streams[random.integer(in: 0...3)]
      var present: [Int] = []
      var heard: [Int] = []
      var receivers: [Receiver] = []
      var expected: [Int] = []
      for number in 0..<6 {
        receivers.append(
          Receiver("\(number)", note: { _ in }) { _ in
            heard.append(number)
            let other = random.integer(in: 0...5)
            if random.chance(0.5) {
              bus.unsubscribe(receivers[other], from: stream)
              present.removeAll { $0 == other }
              expected.removeAll { $0 == other && !heard.contains(other) }
            } else if random.chance(0.5) {
              bus.subscribe(receivers[other], to: stream)
              if !present.contains(other) { present.append(other) }
            }
          })
      }
      for number in 0...random.integer(in: 0...5) {
        bus.subscribe(receivers[number], to: stream)
        present.append(number)
      }
      for _ in 0..<5 {
        heard = []
        expected = present
        publish(stream, on: bus)
        #expect(heard == expected)
      }
      receivers = []
    }
  }
}
