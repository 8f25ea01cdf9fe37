import Logging
public import TradingModel

extension TradingKernel {
  // MARK: Trading without a strategy

  /// A desk that trades under a name, for a program that is no strategy. Its events come to ``observe(_:)``.
  public func desk(for strategyId: StrategyId) -> TradingDesk {
    recognize(strategyId)
    return TradingDesk(kernel: self, strategyId: strategyId)
  }

  /// Tells `handler` every event from now on, in order, whether or not the kernel is started yet.
  public func observe(_ handler: @escaping (KernelEvent) -> Void) { observers.append(handler) }

  func announce(_ event: KernelEvent) {
    guard !observers.isEmpty else { return }
    bus.enqueue { [self] in
      for observer in observers { observer(event) }
    }
  }

  // MARK: Leaving a market

  func flatten(
    _ instrumentId: InstrumentId, desk: TradingDesk, completion: ((MarketExit.Outcome) -> Void)?
  ) {
    exits.removeAll(where: \.isDone)
    if let exit = exits.first(where: { $0.instrumentId == instrumentId && $0.strategyId == desk.strategyId }) {
      return exit.join(completion)
    }
    let exit = MarketExit(instrumentId, desk: desk, kernel: self)
    exit.join(completion)
    exits.append(exit)
    bus.perform {
      exit.begin()
      exits.removeAll(where: \.isDone)
    }
  }

  /// Whether a market is being left: orders are being canceled before a position is closed.
  public var isLeavingMarkets: Bool { !exits.isEmpty }

  /// Lets the exits that wait for an order see whether it has ended.
  func continueExits(after event: OrderEvent) {
    guard !exits.isEmpty else { return }
    bus.enqueue { [self] in
      for exit in exits where exit.strategyId == event.strategyId && exit.instrumentId == event.instrumentId {
        exit.proceed()
      }
      exits.removeAll(where: \.isDone)
    }
  }

  // MARK: The kill switch

  /// Why no order is let through at all; `nil` while the kill switch is not set.
  public var killReason: String? { killSwitch.reason }

  /// Cancels every open order of the node's accounts and refuses new orders until ``resume()``.
  ///
  /// Cancellations that fail are repeated, through outages, until nothing works any more. The switch stays set over
  /// restarts where a journal is kept. Setting it again only changes the reason.
  public func kill(reason: String = "kill switch") {
    log.critical("the kill switch is set: \(reason); every order is canceled, new ones are denied until it is reset")
    bus.perform {
      riskEngine.killReason = reason
      record(.killSwitch(reason: reason))
      executionEngine.note(.killSwitch(reason: reason))
      executionEngine.journal?.commit()
      executionEngine.perform { killSwitch.set(reason) }
      announce(.trading(riskEngine.tradingState, killReason: reason, tsInit: clock.now))
    }
  }

  /// Resets the kill switch: new orders are let through again.
  public func resume() {
    guard killSwitch.reason != nil else { return }
    log.warning("the kill switch is reset")
    bus.perform {
      riskEngine.killReason = nil
      killSwitch.reset()
      record(.killSwitch(reason: nil))
      executionEngine.note(.killSwitch(reason: nil))
      executionEngine.journal?.commit()
      announce(.trading(riskEngine.tradingState, killReason: nil, tsInit: clock.now))
    }
  }

  /// Changes what is let through.
  public func setTradingState(_ state: TradingState) {
    guard state != riskEngine.tradingState else { return }
    bus.perform {
      riskEngine.setTradingState(state)
      executionEngine.note(.tradingState(state))
      executionEngine.journal?.commit()
      announce(.trading(state, killReason: killSwitch.reason, tsInit: clock.now))
    }
  }
}
