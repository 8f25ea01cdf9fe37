import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The machines of changes and cancellations")
struct OrderMachineTests {
  private typealias Change = BinanceOrderChange
  private let start = UnixNanos(milliseconds: 1_795_392_000_000)

  @Test("A condition that was met is told although the venue refuses the order at once, and only then")
  func rejectedAtTrigger() {
    var machine = BinanceAlgoOrderMachine()
    func update(_ status: String) -> [BinanceAlgoOrderMachine.Action] {
      machine.update(
        status: status, algoId: 7, actualOrderId: nil, executed: .zero, filled: .zero, reason: "no margin")
    }
    _ = update("NEW")
    _ = update("TRIGGERING")
    #expect(update("REJECTED") == [.trigger(orderId: nil), .end(.rejected, reason: "no margin")])
    #expect(update("REJECTED").isEmpty)
    machine = BinanceAlgoOrderMachine(algoId: 7)
    #expect(update("REJECTED").last == .end(.rejected, reason: "no margin"))
    #expect(!update("REJECTED").contains(.trigger(orderId: nil)))
  }

  private var change: Change {
    Change(
      means: .replacement, total: Quantity(raw: 10, precision: 0), price: nil, triggerPrice: nil,
      legQuantity: Quantity(raw: 10, precision: 0), filledBefore: .zero, firstId: "1")
  }

  @Test("Every combination of the halves of a replacement has its conclusion")
  func halves() {
    let refused = Change.Half<Int>.refused(.refused(reason: "no", isPostOnly: false))
    let open = Change.Half<Int>.open(reason: "?")
    let all: [(Change.Half<Int>, Change.Half<Int>, String)] = [
      (.done(1), .done(2), "done"), (.done(1), refused, "gone"), (.done(1), .notAttempted, "gone"),
      (.done(1), open, "undecided"), (refused, .done(2), "doubled"), (refused, refused, "refused"),
      (refused, .notAttempted, "refused"), (refused, open, "undecided"), (open, .done(2), "done"),
      (open, refused, "undecided"), (open, .notAttempted, "undecided"), (open, open, "undecided"),
      (.notAttempted, .notAttempted, "refused"), (.notAttempted, refused, "refused"),
      (.notAttempted, .done(2), "doubled"), (.notAttempted, open, "undecided"),
    ]
    for (canceled, made, expected) in all {
      let conclusion = Change.conclude(canceled: canceled, made: made)
      #expect("\(conclusion)".hasPrefix(expected), "\(canceled) \(made): \(conclusion)")
    }
  }

  @Test("That nothing changed is believed after several answers over some time, and not across an interruption")
  func unchanged() {
    var machine = change
    #expect(machine.found(.unchanged, at: start) == nil, "a change that is not open needs no finding")
    machine.lose()
    for second in 0..<8 { #expect(machine.found(.unchanged, at: start + .seconds(second)) == nil) }
    machine.interrupt()
    #expect(machine.found(.unchanged, at: start + .seconds(8)) == nil)
    for second in 9..<16 { #expect(machine.found(.unchanged, at: start + .seconds(second)) == nil) }
    guard case .refused? = machine.found(.unchanged, at: start + .seconds(16)) else {
      Issue.record("expected a refusal")
      return
    }
  }

  @Test("That an order is gone without another in its place is believed after a minute")
  func onlyGone() {
    var machine = change
    machine.lose()
    for second in stride(from: 0, to: 60, by: 5) {
      #expect(machine.found(.onlyGone, at: start + .seconds(second)) == nil)
    }
    guard case .gone? = machine.found(.onlyGone, at: start + .seconds(60)) else {
      Issue.record("expected the order to be gone")
      return
    }
  }

  @Test("A cancellation is sent at most three times, and given up when the order is open all the same")
  func cancellations() {
    var machine = BinanceCancellation()
    let isFirst = machine.begin(params: [:])
    let isSecond = machine.begin(params: [:])
    #expect(isFirst && !isSecond)
    var now = start
    var steps: [BinanceCancellation.Step] = []
    machine.lose()
    for _ in 0..<40 {
      now = now + .seconds(1)
      let step = machine.orderIsOpen(at: now)
      if step != .wait { steps.append(step) }
      if step == .giveUp { break }
      if step == .sendAgain {
        machine.send()
        machine.lose()
      }
    }
    #expect(steps == [.sendAgain, .sendAgain, .giveUp])
    #expect(machine.calls == BinanceCancellation.maxCalls)
  }

  @Test("What is told of replacements is read, whether the venue calls it a success or an error")
  func replaceAnswers() throws {
    func conclusion(_ canceled: String, _ made: String, _ first: String, _ second: String) throws -> String {
      let json = try JSONValue(
        parsing: Array(
          """
          {"cancelResult":"\(canceled)","newOrderResult":"\(made)","cancelResponse":\(first),"newOrderResponse":\(second)}
          """.utf8))
      return "\(try BinanceReplaceAnswer(json, product: BinanceAccountType.spot.product).conclusion)"
    }
    let canceled = "{\"orderId\":1,\"origClientOrderId\":\"A\",\"status\":\"CANCELED\",\"executedQty\":\"0.5\"}"
    let made = "{\"orderId\":2,\"clientOrderId\":\"A\",\"transactTime\":1}"
    let unknownOrder = "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}"
    let timeout = "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server.\"}"
    #expect(try conclusion("SUCCESS", "SUCCESS", canceled, made) == "done")
    #expect(try conclusion("FAILURE", "NOT_ATTEMPTED", unknownOrder, "null").hasPrefix("refused"))
    #expect(try conclusion("FAILURE", "SUCCESS", unknownOrder, made).hasPrefix("doubled"))
    #expect(
      try conclusion("SUCCESS", "FAILURE", canceled, "{\"code\":-2010,\"msg\":\"no\"}").hasPrefix("gone"))
    #expect(try conclusion("SUCCESS", "FAILURE", canceled, timeout).hasPrefix("undecided"))
    #expect(try conclusion("SUCCESS", "SUCCESS", canceled, "{}").hasPrefix("undecided"))
    #expect(try conclusion("SOMETHING_NEW", "SUCCESS", canceled, made) == "done")
  }
}
