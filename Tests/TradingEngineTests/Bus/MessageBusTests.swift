import Testing
import TradingEngine
import TradingModel

@Suite("The message bus")
struct MessageBusTests {
  private final class Receiver: MarketDataSubscriber {
    let name: String
    let heard: (String) -> Void
    init(_ name: String, _ heard: @escaping (String) -> Void) {
      self.name = name
      self.heard = heard
    }
    func receive(_ quote: QuoteTick) { heard("\(name) \(quote.bidPrice)") }
  }

  @Test("calls receivers by priority, equals in the order of subscription")
  func order() {
    let bus = MessageBus()
    var heard: [String] = []
    let receivers = ["a", "b", "c", "d"].map { name in Receiver(name) { heard.append($0) } }
    bus.subscribe(receivers[0], to: .quotes(Fixtures.btc))
    bus.subscribe(receivers[1], to: .quotes(Fixtures.btc), priority: 5)
    bus.subscribe(receivers[2], to: .quotes(Fixtures.btc))
    bus.subscribe(receivers[3], to: .quotes(Fixtures.btc), priority: 5)
    bus.publish(Fixtures.quote())
    #expect(heard == ["b 100.00", "d 100.00", "a 100.00", "c 100.00"])
  }

  @Test("delivers to the instrument's receivers only, and to one receiver once")
  func separation() {
    let bus = MessageBus()
    var heard: [String] = []
    let receiver = Receiver("a") { heard.append($0) }
    bus.subscribe(receiver, to: .quotes(Fixtures.btc))
    bus.subscribe(receiver, to: .quotes(Fixtures.btc))
    bus.publish(Fixtures.quote(Fixtures.eth, bid: 1))
    bus.publish(Fixtures.quote(Fixtures.btc, bid: 2))
    #expect(heard == ["a 0.02"])
  }

  @Test("a receiver that is removed during a delivery is not called any more")
  func removalDuringDelivery() {
    let bus = MessageBus()
    var heard: [String] = []
    let second = Receiver("second") { heard.append($0) }
    let first = Receiver("first") { text in
      heard.append(text)
      bus.unsubscribe(second, from: .quotes(Fixtures.btc))
    }
    bus.subscribe(first, to: .quotes(Fixtures.btc))
    bus.subscribe(second, to: .quotes(Fixtures.btc))
    bus.publish(Fixtures.quote())
    bus.publish(Fixtures.quote(bid: 5))
    #expect(heard == ["first 100.00", "first 0.05"])
  }

  @Test("a receiver that is added during a delivery is called from the next message on")
  func additionDuringDelivery() {
    let bus = MessageBus()
    var heard: [String] = []
    let late = Receiver("late") { heard.append($0) }
    let first = Receiver("first") { text in
      heard.append(text)
      bus.subscribe(late, to: .quotes(Fixtures.btc), priority: 9)
    }
    bus.subscribe(first, to: .quotes(Fixtures.btc))
    bus.publish(Fixtures.quote())
    bus.publish(Fixtures.quote(bid: 5))
    #expect(heard == ["first 100.00", "late 0.05", "first 0.05"])
  }

  @Test("what is published during a delivery is delivered after it, in order, before the first publish returns")
  func queueing() {
    let bus = MessageBus()
    var heard: [String] = []
    let answer = Receiver("answer") { heard.append($0) }
    let first = Receiver("first") { text in
      heard.append("begin \(text)")
      if text == "first 100.00" {
        bus.publish(Fixtures.quote(bid: 1))
        bus.publish("hello", topic: "custom.topic")
        bus.publish(Fixtures.quote(bid: 2))
      }
      heard.append("end")
    }
    bus.subscribe(topic: "custom.*") { topic, message in heard.append("\(topic) \(message)") }
    bus.subscribe(first, to: .quotes(Fixtures.btc))
    bus.subscribe(answer, to: .quotes(Fixtures.btc))
    bus.publish(Fixtures.quote())
    #expect(
      heard == [
        "begin first 100.00", "end", "answer 100.00", "begin first 0.01", "end", "answer 0.01", "custom.topic hello",
        "begin first 0.02", "end", "answer 0.02",
      ])
    #expect(!bus.isDelivering)
  }

  @Test(
    "patterns match with * for any number of characters and ? for one",
    arguments: [
      ("events.order.*", "events.order.EmaCross-001", true), ("events.order.*", "events.position.EmaCross-001", false),
      ("*", "", true), ("a?c", "abc", true), ("a?c", "ac", false), ("a*c*e", "abcde", true), ("a*c*e", "abcdef", false),
      ("*.order.*", "events.order.", true), ("data", "data", true), ("data", "data.x", false), ("**x", "aax", true),
      ("?", "ä", true), ("a*", "a", true), ("*b", "aaab", true), ("*ab", "aaab", true),
    ])
  func wildcards(pattern: String, topic: String, fits: Bool) {
    #expect(TopicPattern(pattern).matches(topic) == fits)
  }

  @Test("topics reach exact and wildcard receivers by priority, until they unsubscribe")
  func topics() {
    let bus = MessageBus()
    var heard: [String] = []
    bus.subscribe(topic: "events.order.*") { _, message in heard.append("all \(message)") }
    let exact = bus.subscribe(topic: "events.order.A", priority: 1) { _, message in heard.append("A \(message)") }
    bus.subscribe(topic: "events.order.A", of: Int.self) { heard.append("number \($0)") }
    bus.publish("x", topic: "events.order.A")
    bus.publish(7, topic: "events.order.A")
    bus.unsubscribe(exact)
    bus.publish("y", topic: "events.order.A")
    #expect(heard == ["A x", "all x", "A 7", "all 7", "number 7", "all y"])
  }
}
