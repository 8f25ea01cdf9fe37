import BinanceAdapter
import TradingEngine
import TradingLive
import TradingModel

/// Which execution clients the strategies of a configuration file trade with, and which of them owns what is ordered
/// elsewhere.
struct StrategyAssignment: Sendable {
  /// An instrument whose orders from elsewhere are a strategy's own.
  struct Claim: Hashable, Sendable {
    let instrument: InstrumentId
    /// The strategy's place in the file.
    let strategy: Int
  }

  /// In the order of the instruments.
  let claims: [Claim]

  /// Reads a file's clients and strategies.
  ///
  /// - Parameter path: the file, for what is told.
  /// - Throws: what cannot work, in one clear line: a strategy whose client is missing or in question, and a claim for
  ///   which there is not exactly one strategy.
  init(_ file: TradingNodeConfig.File, path: String) throws(CommandFailure) {
    let clients = file.config.execClients.compactMapValues { $0 as? BinanceExecClientConfig }
    for (place, trades) in file.trades.enumerated() {
      for trade in trades {
        if let problem = Self.problem(with: trade, clients) {
          throw CommandFailure(.usage, "\(path): strategies[\(place)].\(trade.key): \(problem)")
        }
      }
    }
    var owners: [InstrumentId: Int] = [:]
    for (name, client) in clients.sorted(by: { $0.key < $1.key }) {
      for id in client.externalOrderClaims {
        let trading = file.trades.indices.filter { place in
          file.trades[place].contains { $0.instrument == id && ($0.client == nil || $0.client?.text == name) }
        }
        let others = owners[id].map { [$0] } ?? []
        guard let owner = trading.first, Set(trading + others).count == 1 else {
          throw CommandFailure(
            .usage, "\(path): execClients.\(name).externalOrderClaims: \(Self.problem(id, Set(trading + others)))")
        }
        owners[id] = owner
      }
    }
    claims = owners.sorted { $0.key < $1.key }.map { Claim(instrument: $0.key, strategy: $0.value) }
  }

  /// Gives the strategies what they claim; before the kernel reconciles with the venue.
  func apply(to kernel: TradingKernel) {
    let strategies = kernel.strategies
    for claim in claims where strategies.indices.contains(claim.strategy) {
      kernel.executionEngine.claim(claim.instrument, for: strategies[claim.strategy].strategyId)
    }
  }

  private static func problem(
    with trade: TradingNodeConfig.StrategyTrade, _ clients: [String: BinanceExecClientConfig]
  ) -> String? {
    let id = trade.instrument
    let serving = clients.filter { _, client in
      client.venue == id.venue && BinanceSymbol.serves(symbol: id.symbol, accountType: client.connection.accountType)
    }.keys.sorted()
    let names = serving.joined(separator: ", ")
    if let client = trade.client {
      guard !serving.contains(client.text) else { return nil }
      return "the execution client '\(client)' does not trade \(id); "
        + (serving.isEmpty ? "none does: add one to execClients" : "name one that does: \(names)")
    }
    return serving.count > 1 ? "is missing; \(id) is traded by \(names): name one of them" : nil
  }

  private static func problem(_ id: InstrumentId, _ owners: Set<Int>) -> String {
    guard !owners.isEmpty else {
      return
        "no strategy trades \(id) with this client, so nobody would look after orders from elsewhere; add a strategy, "
        + "take \(id) out, or use 'argonaut gateway', which takes them as its own"
    }
    let names = owners.sorted().map { "strategies[\($0)]" }.joined(separator: " and ")
    return
      "\(names) trade \(id), and orders from elsewhere can have one owner; take \(id) out, or run the strategies in "
      + "nodes of their own"
  }
}
