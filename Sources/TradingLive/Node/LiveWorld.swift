import NIOCore
import TradingNetwork

/// Makes the world of a live node: real clocks and sockets on one event loop.
enum LiveWorld {
  /// A world on `eventLoop`; call it on that loop. Clients with the same connection options share their connections.
  static func make(on eventLoop: any EventLoop) throws -> NodeWorld {
    let runtimes = Runtimes(eventLoop: eventLoop)
    return NodeWorld(
      runtime: try runtimes.runtime(ClientContext.ConnectionOptions()),
      makeRuntime: { try runtimes.runtime($0) },
      shutDown: { runtimes.shutDown($0) })
  }

  /// The runtimes made so far, by their options.
  private final class Runtimes {
    private let eventLoop: any EventLoop
    private var made: [ClientContext.ConnectionOptions: LiveRuntime] = [:]

    init(eventLoop: any EventLoop) {
      self.eventLoop = eventLoop
    }

    func runtime(_ options: ClientContext.ConnectionOptions) throws -> Runtime {
      if let known = made[options] { return known.runtime }
      let live = try LiveRuntime(
        eventLoop: eventLoop,
        options: LiveRuntime.Options(proxyURL: options.proxyURL, trustRootsFile: options.trustRootsFile))
      made[options] = live
      return live.runtime
    }

    func shutDown(_ completion: @escaping () -> Void) {
      var open = made.count
      guard open > 0 else { return completion() }
      for live in made.values {
        live.shutDown {
          open -= 1
          if open == 0 { completion() }
        }
      }
    }
  }
}
