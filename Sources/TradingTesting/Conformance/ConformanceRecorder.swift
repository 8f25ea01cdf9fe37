import TradingEngine
import TradingModel

/// Takes down everything that a case wants to look at; lives on the kernel's loop, one for each case.
final class ConformanceRecorder: DataActor {
  private let instrumentId: InstrumentId
  private(set) var events: [OrderEvent] = []
  private(set) var quotes: [QuoteTick] = []
  private(set) var trades: [TradeTick] = []
  private(set) var bars: [Bar] = []
  private(set) var bookChanges = 0
  private(set) var responses = 0
  private(set) var historicalTrades: [TradeTick] = []
  private(set) var historicalBars: [Bar] = []

  init(_ instrumentId: InstrumentId, name: String) {
    self.instrumentId = instrumentId
    super.init(actorId: ActorId(name))
  }

  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] in self?.events.append($0) }
  }

  override func onQuote(_ quote: QuoteTick) { quotes.append(quote) }
  override func onTrade(_ trade: TradeTick) { trades.append(trade) }
  override func onBar(_ bar: Bar) { bars.append(bar) }
  override func onBookDeltas(_ deltas: borrowing OrderBookDeltas) { bookChanges += 1 }
  override func onHistoricalTrades(_ trades: [TradeTick]) { historicalTrades += trades }
  override func onHistoricalBars(_ bars: [Bar]) { historicalBars += bars }

  func events(of id: ClientOrderId) -> [OrderEvent] { events.filter { $0.clientOrderId == id } }

  func fills(of id: ClientOrderId) -> [OrderFilled] {
    events(of: id).compactMap { if case .filled(let fill) = $0 { fill } else { nil } }
  }
}
