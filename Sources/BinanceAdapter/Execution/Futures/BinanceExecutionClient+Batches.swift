import TradingModel

// Several futures orders in one call, each with an outcome of its own.
extension BinanceExecutionClient {
  /// Sends orders that do not depend on one another; conditional ones go one by one.
  func submitTogether(_ commands: [SubmitOrder]) {
    var batch: [(id: ClientOrderId, parameters: BinanceParameters, instrument: Instrument)] = []
    for given in commands {
      guard let instrument = provider.instrument(given.order.instrumentId),
        mapper.family(of: given.terms.type) == .regular
      else {
        submit(given)
        continue
      }
      guard isWanted(given) else { continue }
      do {
        let command = try complete(given, instrument)
        let parameters = try mapper.newOrder(command, symbol: instrument.rawSymbol)
        if let reason = denial(of: parameters, instrument) ?? obstacle(orders: batch.count + 1) {
          deny(command.order, reason)
          continue
        }
        register(command, instrument)
        batch.append((command.order.clientOrderId, parameters, instrument))
      } catch {
        deny(given.order, error.reason)
      }
    }
    for part in BinanceBatch.parts(batch, of: BinanceBatch.maxPlacements) {
      session.send(.batchPlacement(session.product, part.map(\.parameters))) { [weak self] result in
        self?.settle(part, result) { client, item, outcome in
          switch outcome {
          case .success(let answer): client.didPlace(item.id, answer, item.instrument)
          case .failure(let error): client.didFailToPlace(item.id, error)
          }
        }
      }
    }
  }

  /// Changes orders of futures in place, as many as the venue takes at once, each with its own outcome.
  func modifyTogether(_ commands: [ModifyOrder]) {
    var batch: [(id: ClientOrderId, number: Int, parameters: BinanceParameters, params: [String: String])] = []
    for command in commands {
      guard let order = tracked(command.order, command.venueOrderId),
        let instrument = provider.instrument(rawSymbol: order.symbol)
      else {
        refuse(command, "INSTRUMENT_NOT_LOADED: instrumentId=\(command.order.instrumentId)")
        continue
      }
      do {
        let plan = try BinanceChangePlan(product: session.product, unamendable: unamendable)
        let change = try plan.change(of: order, command, instrument)
        let parameters = try modification(
          of: order, by: change, command.params, instrument, orders: batch.count + 1)
        batch.append((order.id, begin(change, of: order.id), parameters, command.params))
      } catch {
        refuse(command, error.reason)
      }
    }
    for part in BinanceBatch.parts(batch, of: BinanceBatch.maxChanges) {
      session.send(.batchModification(session.product, part.map(\.parameters))) { [weak self] result in
        self?.settle(part, result) { client, item, outcome in
          client.didAmend(item.id, item.number, outcome, item.params)
        }
      }
    }
  }

  /// Cancels orders of futures, as many as the venue takes at once; conditional ones that wait go one by one.
  func cancelTogether(_ commands: [CancelOrder]) {
    var batches: [String: [(id: ClientOrderId, orderId: Int64)]] = [:]
    for command in commands {
      guard let order = tracked(command.order, command.venueOrderId), order.family == .regular,
        let number = order.legs.last.flatMap({ Int64($0.venueOrderId.text) })
      else {
        cancel(command)
        continue
      }
      guard tracker.update(order.id, { $0.cancellation.begin(params: [:]) }) == true else { continue }
      batches[order.symbol, default: []].append((order.id, number))
    }
    for symbol in batches.keys.sorted() {
      for part in BinanceBatch.parts(batches[symbol] ?? [], of: BinanceBatch.maxCancellations) {
        guard part.count > 1 else {
          for item in part { sendCancel(item.id) }
          continue
        }
        sendCancels(part, symbol)
      }
    }
  }

  private func sendCancels(_ part: [(id: ClientOrderId, orderId: Int64)], _ symbol: String) {
    for item in part { tracker.update(item.id) { $0.cancelFamily = .regular } }
    session.send(.batchCancellation(session.product, symbol: symbol, orderIds: part.map(\.orderId))) {
      [weak self] result in
      self?.settle(part, result) { client, item, outcome in
        switch outcome {
        case .success(let answer): client.didCancel(item.id, [answer])
        case .failure(let error): client.didFailToCancel(item.id, error)
        }
      }
    }
  }

  /// Hands each order of a call its own outcome. An answer that tells less than was asked leaves the rest open.
  private func settle<Item, Answer>(
    _ part: [Item], _ result: Result<[Result<Answer, BinanceError>], BinanceError>,
    _ take: (BinanceExecutionClient, Item, Result<Answer, BinanceError>) -> Void
  ) {
    for (index, item) in part.enumerated() {
      switch result {
      case .failure(let error): take(self, item, .failure(error))
      case .success(let outcomes) where outcomes.indices.contains(index): take(self, item, outcomes[index])
      case .success:
        let missing = BinanceError(
          kind: .unreadable, outcome: .unknown, message: "the answer says nothing about this order",
          endpoint: session.endpoints.http)
        take(self, item, .failure(missing))
      }
    }
  }
}
