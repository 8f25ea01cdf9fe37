import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The stream subscription machine")
struct StreamSubscriptionMachineTests {
  private let start = UnixNanos(1_000_000_000_000)

  private func texts(_ actions: [StreamSubscriptionMachine.Action]) -> [String] {
    actions.compactMap { if case .send(let text) = $0 { text } else { nil } }
  }

  @Test("asks in one message for what is wanted when the connection opens")
  func asks() {
    var machine = StreamSubscriptionMachine(limits: .init())
    machine.add("btcusdt@trade")
    machine.add("ethusdt@depth@100ms")
    let outcome1 = machine.due(at: start)
    #expect(outcome1.isEmpty)
    machine.opened()
    let outcome2 = machine.due(at: start)
    #expect(
      texts(outcome2) == [
        #"{"method":"SUBSCRIBE","params":["btcusdt@trade","ethusdt@depth@100ms"],"id":1}"#
      ])
    let outcome3 = machine.answered(id: 1, error: nil)
    #expect(outcome3 == [.subscribed(["btcusdt@trade", "ethusdt@depth@100ms"])])
    #expect(machine.isSettled && machine.isConfirmed("btcusdt@trade"))
  }

  @Test("keeps within the message size and the message rate")
  func paces() {
    var machine = StreamSubscriptionMachine(limits: .init(messagesPerSecond: 4, streamsPerMessage: 10))
    for number in 0..<100 { machine.add(BinanceStreamName("s\(number)@trade")) }
    machine.opened()
    var now = start
    var sent = 0
    var seconds: [Int] = []
    while let due = machine.nextDue(after: now), sent < 10 {
      now = max(now, due)
      let count = texts(machine.due(at: now)).count
      seconds.append(count)
      sent += count
    }
    #expect(sent == 10 && seconds == [4, 4, 2])
    #expect(now - start >= .seconds(2))
  }

  @Test("asks again for everything after a reconnect and for nothing that was left")
  func reconnects() {
    var machine = StreamSubscriptionMachine(limits: .init())
    machine.add("a@trade")
    machine.add("b@trade")
    machine.opened()
    _ = machine.due(at: start)
    _ = machine.answered(id: 1, error: nil)
    machine.closed()
    machine.remove("a@trade")
    machine.opened()
    let outcome4 = machine.due(at: start)
    #expect(texts(outcome4) == [#"{"method":"SUBSCRIBE","params":["b@trade"],"id":2}"#])
  }

  @Test("finds the stream that the venue refuses by halving")
  func halves() {
    var machine = StreamSubscriptionMachine(limits: .init(messagesPerSecond: 50))
    for name in ["a@trade", "b@trade", "bad", "d@trade"] { machine.add(BinanceStreamName(name)) }
    machine.opened()
    var refused: [BinanceStreamName] = []
    var confirmed: [BinanceStreamName] = []
    var id: UInt64 = 1
    var queue = texts(machine.due(at: start))
    while let text = queue.first, id < 20 {
      queue.removeFirst()
      for action in machine.answered(id: id, error: text.contains("bad") ? "invalid stream" : nil) {
        if case .refused(let name, _) = action { refused.append(name) }
        if case .subscribed(let names) = action { confirmed += names }
      }
      id += 1
      queue += texts(machine.due(at: start))
    }
    #expect(refused == ["bad"] && Set(confirmed) == ["a@trade", "b@trade", "d@trade"])
    #expect(machine.isSettled && machine.count == 3)
  }

  @Test("asks again when no answer comes")
  func timesOut() {
    var machine = StreamSubscriptionMachine(limits: .init(answerTimeout: .seconds(10)))
    machine.add("a@trade")
    machine.opened()
    let outcome5 = machine.due(at: start)
    #expect(texts(outcome5).count == 1)
    let outcome6 = machine.nextDue(after: start)
    #expect(outcome6 == start + .seconds(10))
    let outcome7 = machine.due(at: start + .seconds(10))
    #expect(texts(outcome7) == [#"{"method":"SUBSCRIBE","params":["a@trade"],"id":2}"#])
  }

  @Test("leaves and joins again a stream that is to be renewed")
  func renews() {
    var machine = StreamSubscriptionMachine(limits: .init())
    machine.add("a@depth")
    machine.opened()
    _ = machine.due(at: start)
    _ = machine.answered(id: 1, error: nil)
    machine.renew("a@depth")
    let outcome8 = machine.due(at: start)
    #expect(texts(outcome8) == [#"{"method":"UNSUBSCRIBE","params":["a@depth"],"id":2}"#])
    let outcome9 = machine.answered(id: 2, error: nil)
    #expect(outcome9.isEmpty)
    let outcome10 = machine.due(at: start)
    #expect(texts(outcome10) == [#"{"method":"SUBSCRIBE","params":["a@depth"],"id":3}"#])
    let outcome11 = machine.answered(id: 3, error: nil)
    #expect(outcome11 == [.subscribed(["a@depth"])])
  }

  @Test("keeps a stream that is being renewed over a new connection, and gives it up when nobody wants it any more")
  func renewsOverConnections() {
    for isUnderWay in [false, true] {
      var machine = StreamSubscriptionMachine(limits: .init())
      machine.add("a@depth")
      machine.opened()
      _ = machine.due(at: start)
      _ = machine.answered(id: 1, error: nil)
      machine.renew("a@depth")
      if isUnderWay { _ = machine.due(at: start) }
      #expect(machine.wanted == ["a@depth"] && !machine.isEmpty && machine.wants("a@depth"))
      var unwanted = machine
      machine.closed()
      machine.opened()
      let again = machine.due(at: start)
      #expect(texts(again).first?.contains(#""SUBSCRIBE","params":["a@depth"]"#) == true)
      unwanted.remove("a@depth")
      #expect(unwanted.wanted.isEmpty && unwanted.isEmpty)
      _ = unwanted.due(at: start)
      _ = unwanted.answered(id: 2, error: nil)
      let rest = unwanted.due(at: start)
      #expect(rest.isEmpty && unwanted.count == 0)
    }
  }

  @Test("counts requests in a row that are not answered")
  func unanswered() {
    var machine = StreamSubscriptionMachine(limits: .init())
    machine.add("a@depth")
    machine.opened()
    for round in 0...2 {
      let actions = machine.due(at: start + .seconds(10 * round))
      #expect(texts(actions).count == 1 && machine.unanswered == round)
    }
    _ = machine.answered(id: 3, error: nil)
    #expect(machine.unanswered == 0)
  }

  @Test("keeps the names of symbols with other letters as they are")
  func names() {
    #expect(BinanceStreamName.bookTicker("BTCUSDT").text == "btcusdt@bookTicker")
    #expect(BinanceStreamName.kline("币安人生USDT", interval: "1M").text == "币安人生usdt@kline_1M")
    #expect(BinanceStreamName.lowercased("ÀÉB") == "ÀÉb")
    #expect(BinanceStreamName.depth("BTCUSDT", milliseconds: 0).route == .public)
    #expect(BinanceStreamName.aggregatedTrade("BTCUSDT").route == .market)
  }

  @Test("tells answers from events in any order of keys")
  func answers() {
    func read(_ text: String) -> StreamAnswer? {
      Array(text.utf8).withUnsafeBytes { StreamAnswer($0) }
    }
    #expect(read(#"{"id":3,"result":null}"#)?.id == 3)
    #expect(read(#"{"error":{"code":2,"msg":"bad"},"id":4}"#)?.error?.contains("bad") == true)
    #expect(read(#"{"code":2,"msg":"Invalid request","id":5}"#)?.error == "2 Invalid request")
    #expect(read(#"{"stream":"a@trade","data":{}}"#) == nil)
    #expect(read(#"{"e":"trade","id":1}"#) == nil)
    #expect(read("[1]") == nil && read("{") == nil)
  }
}
