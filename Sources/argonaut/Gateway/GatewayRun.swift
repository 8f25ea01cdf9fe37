import BinanceAdapter
import Foundation
import Synchronization
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// One life of a gateway: a node, its session, and the two ends of the conversation.
final class GatewayRun: Sendable {
  /// Why a run ends.
  private enum End: Sendable {
    /// As it should: the command to stop, the end of the input, a signal.
    case asked
    case failed(String)
  }

  private let node: TradingNode
  private let output: GatewayOutput
  private let inputDescriptor: Int32
  private let ending = AsyncStream<End>.makeStream()
  /// Wishes to end, of which a node that is still coming up hears at once.
  private let wishes = AsyncStream<Void>.makeStream()
  /// Whether the node is up, or was asked to end before it was.
  private let phase = Mutex(Phase.starting)

  private enum Phase {
    case starting
    case up
    case abandoned
  }

  /// - Parameters:
  ///   - config: the node; its clients are made by the Binance factories.
  ///   - input: where commands are read.
  ///   - output: where results and events go.
  init(
    config: TradingNodeConfig, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    limits: GatewayOutput.Limits = GatewayOutput.Limits()
  ) {
    node = TradingNode(config: config)
    inputDescriptor = input
    let continuation = ending.continuation
    self.output = GatewayOutput(descriptor: output, limits: limits) { continuation.yield(.failed($0)) }
    NodeFile.addFactories(to: node)
  }

  /// Connects, takes commands until asked to end, and disconnects.
  ///
  /// - Parameter signals: what else asks to end.
  func run(until signals: TerminationSignals? = nil) async throws {
    let watch = Task {
      await signals?.wait()
      if signals != nil, !Task.isCancelled { await abandon() }
    }
    let listening = Task {
      for await _ in wishes.stream { await abandon() }
    }
    defer {
      watch.cancel()
      listening.cancel()
    }
    do {
      try await node.build()
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard let session = await makeSession() else { throw CommandFailure(.failed, "the node ended while it was built") }
    read(into: session)
    guard try await start() else {
      _ = await output.drain(within: .seconds(10))
      return
    }
    await session.run { $0.begin() }
    let reason = await nextEnd()
    let policy = node.config.onStop
    await session.run { $0.settle(policy) }
    await node.shutDown()
    let isTold = await output.drain(within: .seconds(10))
    if case .failed(let text) = reason { throw CommandFailure(.failed, text) }
    guard isTold else {
      throw CommandFailure(.failed, "stdout was not read to the end; what is missing there did happen all the same")
    }
  }

  private func makeSession() async -> LoopConfined<GatewaySession>? {
    let claims = node.config.execClients.values.flatMap {
      ($0 as? BinanceExecClientConfig)?.externalOrderClaims ?? []
    }
    return await node.confine { [output, wishes] kernel in
      // Orders that others make in these instruments are the gateway's own.
      for id in claims { kernel.executionEngine.claim(id, for: GatewaySession.owner) }
      return GatewaySession(kernel: kernel, output: output) { wishes.continuation.yield() }
    }
  }

  /// Brings the node up; false when it was asked to end before it was.
  private func start() async throws -> Bool {
    do {
      try await node.start()
      phase.withLock { if $0 == .starting { $0 = .up } }
      return true
    } catch {
      if phase.withLock({ $0 == .abandoned }) { return false }
      throw CommandFailure(NodeFile.code(of: error), "\(error)")
    }
  }

  /// Ends the run, also while the node is coming up.
  private func abandon() async {
    ending.continuation.yield(.asked)
    let wasStarting = phase.withLock { phase in
      guard phase == .starting else { return false }
      phase = .abandoned
      return true
    }
    if wasStarting { await node.shutDown() }
  }

  private func read(into session: LoopConfined<GatewaySession>) {
    GatewayInput(descriptor: inputDescriptor) { [output] in output.isCongested }.start(
      take: { pieces, done in session.loop.execute { session.value.take(pieces, then: done) } },
      end: { session.loop.execute { session.value.endInput() } })
  }

  private func nextEnd() async -> End {
    for await reason in ending.stream { return reason }
    return .asked
  }
}
