import BinanceSandbox
import Testing
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// What nodes and exchanges leave behind when they are over: nothing.
@Suite("what is over is released")
struct ReleaseTests {
  /// A thing that must be gone, by its type's name.
  private struct Remnant {
    let name: String
    weak var object: AnyObject?
  }

  /// What the process has once for all: rows of tables.
  private static let constants: Set<String> = ["BinanceProduct"]

  @Test("a node that traded, its clients and its exchange", arguments: ChaosProfile.all.map(\.product.name))
  func node(_ product: String) throws {
    let remnants = try trade(as: #require(ChaosProfile.named(product)))
    let left = Set(remnants.filter { $0.object != nil }.map(\.name)).subtracting(Self.constants).sorted()
    #expect(left.isEmpty, "still there: \(left.joined(separator: ", "))")
  }

  /// Lets a node trade for a minute, stops everything, and tells what was there.
  private func trade(as profile: ChaosProfile) throws -> [Remnant] {
    let simulation = try SimulatedVenue(seed: 7, products: [profile.product], eventsPerSecond: 4)
    let node = simulation.node(simulation.configuration.config(traderId: "GONE-001"))
    let trader = ChaosTrader(
      instrument: profile.product.instrument, habits: profile.habits, random: simulation.world.random.split(),
      interval: .seconds(1))
    node.add(trader)
    simulation.venue.start()
    try #require(try simulation.start(node)).get()
    simulation.world.run(for: .seconds(60))
    #expect(simulation.stop(node))
    var remnants: [Remnant] = []
    var seen: Set<ObjectIdentifier> = []
    collect(node, &remnants, &seen)
    collect(trader, &remnants, &seen)
    collect(simulation, &remnants, &seen)
    simulation.shutDown()
    return remnants
  }

  /// Every object that can be reached from a value, closures not looked into.
  private func collect(_ value: Any, _ remnants: inout [Remnant], _ seen: inout Set<ObjectIdentifier>) {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .class {
      let object = value as AnyObject
      guard seen.insert(ObjectIdentifier(object)).inserted else { return }
      remnants.append(Remnant(name: String(describing: type(of: object)), object: object))
    }
    for child in mirror.children { collect(child.value, &remnants, &seen) }
    if let parent = mirror.superclassMirror {
      for child in parent.children { collect(child.value, &remnants, &seen) }
    }
  }
}
