import TradingEngine
import TradingModel

/// Places one limit order after another, each a little after the last one was accepted.
final class OrderingStrategy: Strategy {
  private let job: OrderJob
  private let meter: OrderMeter
  private let instrument: InstrumentId
  private let loopClock: any TradingClock
  private var placed = 0

  init(job: OrderJob, instrument: InstrumentId, clock: any TradingClock) {
    self.job = job
    loopClock = clock
    self.instrument = instrument
    meter = OrderMeter(job: job)
    super.init(config: StrategyConfig(logsEvents: false))
  }

  override func onStart() {
    loopClock.schedule(after: .milliseconds(200)) { [weak self] in self?.place() }
  }

  private func place() {
    guard let quantity = try? Quantity("0.00100"), let price = try? Price("50000.00") else { return }
    let id = ClientOrderId("ag-\(placed)")
    placed += 1
    meter.submit(id.text)
    submit(
      orderFactory.order(
        instrument, terms: OrderTerms(side: .buy, type: .limit, quantity: quantity, price: price), clientOrderId: id))
  }

  override func onOrderAccepted(_ event: OrderAccepted) {
    guard meter.accept() else { meter.finish() }
    loopClock.schedule(after: job.gap) { [weak self] in self?.place() }
  }

  override func onOrderDenied(_ event: OrderDenied) { OrderBench.fail("denied: \(event.reason)") }
  override func onOrderRejected(_ event: OrderRejected) { OrderBench.fail("rejected: \(event.reason)") }
  override func onOrderUnknown(_ event: OrderUnknown) { OrderBench.fail("unknown: \(event.reason)") }
}
