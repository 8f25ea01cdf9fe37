import BinanceAdapter
import TradingEngine
import TradingModel

/// One run of `request` on its loop: connect, ask, print.
final class RequestRun {
  private let kernel: TradingKernel
  private let client: BinanceDataClient
  private let json: Bool
  private let writer = LineWriter()
  private var completion: ((Result<Void, any Error>) -> Void)?

  init(kernel: TradingKernel, client: BinanceDataClient, json: Bool) {
    self.kernel = kernel
    self.client = client
    self.json = json
  }

  /// Asks one question after the other. `completion` is called once, on the loop.
  func start(
    _ kinds: [DataRequest.Kind], from start: UnixNanos?, to end: UnixNanos?, limit: Int?,
    completion: @escaping (Result<Void, any Error>) -> Void
  ) {
    self.completion = completion
    kernel.register(client)
    client.connect { [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error): finish(.failure(CommandFailure(connecting: error)))
      case .success:
        if let unknown = kinds.compactMap(unknownInstrument).first {
          return finish(.failure(CommandFailure(.usage, unknown)))
        }
        ask(kinds[...], from: start, to: end, limit: limit)
      }
    }
  }

  /// Ends early.
  func stop() { finish(.success(())) }

  private func unknownInstrument(_ kind: DataRequest.Kind) -> String? {
    let subscription: DataSubscription
    switch kind {
    case .custom(let type) where type.name == BinanceBar.typeName: subscription = .custom(type)
    // An index need not be traded.
    case .custom(let type) where type.name == BinanceCompositeIndex.typeName: return nil
    default:
      guard let id = kind.instrumentId else { return nil }
      subscription = .quotes(id)
    }
    return client.problem(with: subscription)
  }

  private func ask(_ kinds: ArraySlice<DataRequest.Kind>, from start: UnixNanos?, to end: UnixNanos?, limit: Int?) {
    guard let kind = kinds.first else { return finish(.success(())) }
    kernel.dataEngine.request(kind, start: start, end: end, limit: limit) { [weak self] response in
      guard let self, completion != nil else { return }
      if case .failure(let reason) = response.payload {
        let failure = response.cause.map { CommandFailure(connecting: $0) } ?? CommandFailure(.failed, reason)
        return finish(.failure(failure))
      }
      do throws(OrderBookError) {
        for line in try Self.lines(response.payload) {
          if json { writer.write(line) } else { writer.write(line.plainText) }
        }
      } catch {
        return finish(.failure(CommandFailure(.failed, "the venue's book could not be read: \(error)")))
      }
      ask(kinds.dropFirst(), from: start, to: end, limit: limit)
    }
  }

  private static func lines(_ payload: DataResponse.Payload) throws(OrderBookError) -> [JSONLine] {
    switch payload {
    case .trades(let trades): trades.map { JSONLine($0) }
    case .bars(let bars): bars.map { JSONLine($0) }
    case .fundingRates(let rates): rates.map { JSONLine($0) }
    case .custom(let data): data.compactMap { JSONLine(custom: $0) }
    case .book(let deltas): [try book(deltas)]
    case .instruments, .failure: []
    }
  }

  private static func book(_ deltas: OrderBookDeltas) throws(OrderBookError) -> JSONLine {
    let sample = deltas.deltas.first { $0.action != .clear }
    let book = OrderBook(
      instrumentId: deltas.instrumentId, pricePrecision: sample?.price.precision ?? 0,
      sizePrecision: sample?.size.precision ?? 0)
    try book.apply(deltas)
    return JSONLine(book)
  }

  private func finish(_ result: Result<Void, any Error>) {
    guard let completion else { return }
    self.completion = nil
    writer.flush()
    var final = result
    // What went wrong first is what is told.
    if case .success = result {
      do throws(CommandFailure) { try writer.check() } catch { final = .failure(error) }
    }
    let outcome = final
    client.disconnect { completion(outcome) }
  }
}
