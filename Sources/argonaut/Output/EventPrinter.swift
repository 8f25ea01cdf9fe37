import TradingEngine
import TradingModel

/// Prints every order, position and account event of a node as a line of JSON.
final class EventPrinter: DataActor {
  private let writer = LineWriter()

  init() { super.init(actorId: "EventPrinter") }

  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] in self?.print(JSONLine($0)) }
    subscribe(topic: EventTopic.allPositions, of: PositionEvent.self) { [weak self] in self?.print(JSONLine($0)) }
    subscribe(topic: EventTopic.allAccounts, of: AccountState.self) { [weak self] in self?.print(JSONLine($0)) }
  }

  private func print(_ line: JSONLine) {
    writer.write(line)
    writer.flush()
  }
}
