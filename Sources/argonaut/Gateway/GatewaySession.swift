import BinanceAdapter
import TradingEngine
import TradingModel

/// Carries out a gateway's commands on a kernel; it lives on the kernel's loop.
///
/// Each command is answered once. The events that a command causes at once are told after its answer.
final class GatewaySession {
  let kernel: TradingKernel
  /// What the gateway trades with; its name is the same after every restart, so that it owns its orders again.
  let desk: TradingDesk
  let events: GatewayEvents
  let feed: GatewayFeed
  /// The name under which a gateway trades.
  static let owner: StrategyId = "GATEWAY-000"

  let output: GatewayOutput
  private let onStop: () -> Void
  private var hasStopped = false
  /// What came in so far, until commands are taken.
  private var backlog: GatewayBacklog? = GatewayBacklog()
  /// How many instruments are being asked for, and what waits until they are there.
  private var loading = 0
  private var whenLoaded: [() -> Void] = []

  /// - Parameter onStop: called when the command to stop was carried out, or the input ended.
  init(
    kernel: TradingKernel, owner: StrategyId = GatewaySession.owner, output: GatewayOutput,
    onStop: @escaping () -> Void
  ) {
    self.kernel = kernel
    desk = kernel.desk(for: owner)
    self.output = output
    self.onStop = onStop
    events = GatewayEvents(output: output)
    feed = GatewayFeed(output: output, events: events, engine: kernel.dataEngine)
    events.listen(to: kernel)
  }

  var cache: Cache { kernel.cache }

  /// Tells that commands are taken from now on, and carries out those that came in before.
  func begin() {
    if !hasStopped { tellReady() }
    guard let early = backlog else { return }
    backlog = nil
    for batch in early.batches { take(batch.pieces, then: batch.done) }
    if early.hasEnded { endInput() }
  }

  private func tellReady() {
    var names = kernel.executionEngine.clients.map(\.id.text)
    for client in kernel.dataEngine.clients where !names.contains(client.id.text) { names.append(client.id.text) }
    var line = JSONLine("event", "ready")
    line.strings("clients", names.sorted())
    line.string("strategy", desk.strategyId.text)
    if let reason = kernel.killReason {
      line.bool("killed", true)
      line.string("reason", reason)
    }
    line.time("tsInit", kernel.clock.now)
    output.tell(line)
  }

  /// Takes a piece of input.
  ///
  /// - Parameter done: called when it is carried out.
  func take(_ pieces: [GatewayLineAssembler.Piece], then done: @escaping () -> Void) {
    guard backlog == nil else {
      // Nobody waits for a node that is to end before it is up.
      if !hasStopped, let request = backlog?.take(GatewayBacklog.Batch(pieces: pieces, done: done)) {
        stop(request.id)
      }
      return
    }
    for piece in pieces { take(piece) }
    done()
  }

  /// Takes the end of the input: the gateway ends behind the last command, so that it is carried out; and not before it is
  /// up, so that what is wrong with the start is told.
  func endInput() {
    if backlog != nil {
      backlog?.hasEnded = true
    } else {
      afterLoading { [self] in onStop() }
    }
  }

  private func take(_ piece: GatewayLineAssembler.Piece) {
    guard !hasStopped else { return }
    switch piece {
    case .tooLong:
      output.tell(
        GatewayAnswer.failure(
          nil, GatewayProblem("the line is longer than 1 MiB and was skipped; write one command on a line")))
    case .line(let bytes): take(GatewayReading(line: bytes))
    }
  }

  private func take(_ reading: GatewayReading) {
    switch reading {
    case .problem(let id, let problem): output.tell(GatewayAnswer.failure(id, problem))
    case .request(let request):
      if request.instruction == .stop { return stop(request.id) }
      if carryOutOnMargin(request) { return }
      if mustWait(request.instruction) { return afterLoading { [self] in carryOut(request) } }
      guard let unknown = unknownInstrument(request.instruction) else { return carryOut(request) }
      load(unknown, then: request)
    }
  }

  private func stop(_ id: GatewayRequestId?) {
    hasStopped = true
    afterLoading { [self] in
      output.tell(GatewayAnswer.success(id))
      onStop()
    }
  }

  private func carryOut(_ request: GatewayRequest) {
    if case .setting(let setting) = request.instruction { return carryOut(setting, request.id) }
    events.after {
      do throws(GatewayProblem) {
        return try answer(request.instruction, to: GatewayAnswer.success(request.id))
      } catch {
        return GatewayAnswer.failure(request.id, error)
      }
    }
  }

  /// Does what is asked for, and completes the answer.
  private func answer(_ instruction: GatewayInstruction, to line: JSONLine) throws(GatewayProblem) -> JSONLine {
    var line = line
    switch instruction {
    case .submit(let order): try submit(order, &line)
    case .submitList(let orders, let contingency): try submit(orders, contingency, &line)
    case .modify(let change): try modify(change)
    case .modifyList(let changes): try modify(changes)
    case .cancel(let id, let params): try pass(desk.cancel(try known(id).clientOrderId, params: params))
    case .cancelAll(let instrument, let side): try cancelAll(instrument, side)
    case .subscribe(let id, let selections, let depth): try subscribe(id, selections, depth)
    case .unsubscribe(let id, let selections): feed.unsubscribe(id, selections)
    case .orders(let instrument, let isOpen): list(instrument, isOpen, &line)
    case .order(let id): line.object("order", order(try known(id)))
    case .positions(let instrument): listPositions(instrument, &line)
    case .account(let client): try tellAccount(client, &line)
    case .instrument(let id): line.object("instrument", InstrumentLine.json(try instrument(id)))
    case .flatten(let id): try flatten(id)
    case .kill(let reason): kernel.kill(reason: reason ?? "the gateway was told to")
    case .resume: kernel.resume()
    case .stop, .loan, .borrowable, .isolatedPair, .marginService, .setting: break
    }
    return line
  }

  // MARK: Instruments that are not loaded yet

  private func unknownInstrument(_ instruction: GatewayInstruction) -> InstrumentId? {
    switch instruction {
    case .submit(let order): isUnknown(order.instrument) ? order.instrument : nil
    case .submitList(let orders, _): orders.map(\.instrument).first { isUnknown($0) }
    case .subscribe(let id, _, _), .instrument(let id): isUnknown(id) ? id : nil
    case .setting(let setting): setting.instrument.flatMap { isUnknown($0) ? $0 : nil }
    default: nil
    }
  }

  private func isUnknown(_ id: InstrumentId) -> Bool {
    cache.instrument(id) == nil && kernel.dataEngine.client(for: id) != nil
  }

  /// Asks the venue for an instrument first; the command is carried out, or refused, when the answer is there.
  private func load(_ id: InstrumentId, then request: GatewayRequest) {
    loading += 1
    kernel.dataEngine.request(.instrument(id)) { [weak self] _ in
      guard let self else { return }
      carryOut(request)
      loading -= 1
      guard loading == 0 else { return }
      let waiting = whenLoaded
      whenLoaded = []
      for action in waiting { action() }
    }
  }

  /// Does something behind the commands that wait for an instrument: at once where none does.
  func afterLoading(_ action: @escaping () -> Void) {
    if loading == 0 { action() } else { whenLoaded.append(action) }
  }

  /// Whether a command may be about an order that an earlier command is about to submit.
  private func mustWait(_ instruction: GatewayInstruction) -> Bool {
    guard loading > 0 else { return false }
    return switch instruction {
    case .cancel(let id, _), .order(let id): cache.orders.order(id) == nil
    case .modify(let change): cache.orders.order(change.clientOrderId) == nil
    case .modifyList(let changes): changes.contains { cache.orders.order($0.clientOrderId) == nil }
    case .cancelAll(let id?, _), .flatten(let id?): cache.instrument(id) == nil
    default: false
    }
  }

  /// The instrument, or why there is none.
  func instrument(_ id: InstrumentId) throws(GatewayProblem) -> Instrument {
    if let instrument = cache.instrument(id) { return instrument }
    let capitals = id.text.uppercased()
    guard capitals == id.text else {
      throw GatewayProblem("unknown instrument \(id): ids are in capitals, as \(capitals)")
    }
    let loaded = cache.instruments().prefix(3).map(\.id.text).joined(separator: ", ")
    throw GatewayProblem(
      "unknown instrument \(id): none of the node's clients lists it; ids look like BTCUSDT.BINANCE (spot) or "
        + "BTCUSDT-PERP.BINANCE (futures)\(loaded.isEmpty ? "" : ", loaded are \(loaded), …")")
  }

  /// The order, or why there is none.
  func known(_ id: ClientOrderId) throws(GatewayProblem) -> Order {
    if let order = cache.orders.order(id) { return order }
    throw GatewayProblem(
      "clientOrderId '\(id)': no such order is known; it was never submitted here, or it ended long ago: see 'orders'")
  }
}
