import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing
import TradingModel
import TradingTesting

@Suite("Conformance of the Binance adapter")
struct ConformanceTests {
  @Test("every case holds in virtual time", arguments: ConformanceRow.spot)
  func simulated(row: ConformanceRow) async throws { try await runAlone(row, seed: 20) }

  @Test("every case holds on margin in virtual time", arguments: ConformanceRow.margin)
  func simulatedMargin(row: ConformanceRow) async throws { try await runAlone(row, seed: 22) }

  @Test("every case holds on futures in virtual time", arguments: ConformanceRow.futures)
  func simulatedFutures(row: ConformanceRow) async throws { try await runAlone(row, seed: 21) }

  @Test("every case holds over real sockets, one after the other on one node", arguments: ConformanceRow.overSockets)
  func loopback(product: TradedProduct) async throws {
    let world = try await LoopbackConformanceWorld(product)
    for item in ConformanceRow.cases(of: product) {
      await run(ConformanceRow(product: product, item: item), in: world, "loopback", traits(product, isVirtual: false))
    }
    await world.end()
  }

  private func runAlone(_ row: ConformanceRow, seed: UInt64) async throws {
    let world = try SimulatedConformanceWorld(row.product, seed: seed)
    defer { world.end() }
    await run(row, in: world, "seed \(seed)", traits(row.product, isVirtual: true))
  }

  /// USDⓈ-M keeps good-till dates itself where the node leaves it to it, and takes none that are near: that is waited for
  /// in virtual time.
  private func traits(_ product: TradedProduct, isVirtual: Bool) -> ConformanceTraits {
    var traits = ConformanceTraits()
    traits.changesOrders = !product.accountType.isMargin
    guard product.exchange.isFutures else { return traits }
    traits.tradesContracts = true
    traits.linksOrders = false
    traits.rejectsUnfilledFOK = true
    if isVirtual, product.keepsDatesAtVenue { traits.leastLife = .seconds(605) }
    return traits
  }

  private func run(
    _ row: ConformanceRow, in world: any ConformanceWorld & Sendable, _ place: String, _ traits: ConformanceTraits
  ) async {
    do {
      let context = try await ConformanceContext(
        world, instrumentId: row.product.instrument, size: row.product.size, caseNumber: row.item.number,
        traits: traits)
      try await row.item.run(in: context)
      try await context.finish()
    } catch {
      Issue.record("\(row), \(place): \(error)")
    }
  }
}

/// A case in a set-up.
struct ConformanceRow: Sendable, CustomStringConvertible {
  let product: TradedProduct
  let item: ConformanceCase
  var description: String { "\(product.name): \(item)" }

  static let spot = rows([.spot])
  static let margin = rows(TradedProduct.margins)
  static let futures = rows(TradedProduct.futures)

  /// The set-ups that run over real sockets: spot, and with `ARGONAUT_CONFORMANCE=all` in the environment all.
  static let overSockets: [TradedProduct] =
    ProcessInfo.processInfo.environment["ARGONAUT_CONFORMANCE"] == "all"
    ? [.spot] + TradedProduct.margins + TradedProduct.futures : [.spot]

  static func cases(of product: TradedProduct) -> [ConformanceCase] {
    let common = ExecutionConformance.cases + DataConformance.cases
    return product.exchange.isFutures ? common + ContractConformance.cases : common
  }

  private static func rows(_ products: [TradedProduct]) -> [ConformanceRow] {
    products.flatMap { product in cases(of: product).map { ConformanceRow(product: product, item: $0) } }
  }
}
