import TradingModel

/// The faults that are set, and whether one of them strikes.
final class FaultBook {
  /// What a fault may strike: a request or an event.
  struct Subject {
    var endpoint = ""
    var stream = ""
    var product: SandboxProduct
    var symbol: String?
    var clientOrderId: String?
  }

  private struct Active {
    let id: Int
    let fault: VenueFault
    let since: UnixNanos
    var matches = 0
    var strikes = 0
  }

  private let clock: any TradingClock
  private let random: RandomSource
  private var active: [Active] = []
  private var lastId = 0

  init(clock: any TradingClock, random: RandomSource) {
    self.clock = clock
    self.random = random
  }

  /// Whether anything is set: the quick way past all of this.
  var isEmpty: Bool { active.isEmpty }

  @discardableResult
  func add(_ fault: VenueFault) -> Int {
    lastId += 1
    active.append(Active(id: lastId, fault: fault, since: clock.monotonicNow))
    return lastId
  }

  func removeAll() { active.removeAll() }

  func remove(id: Int) { active.removeAll { $0.id == id } }

  /// The faults with how often each struck.
  var summary: [(id: Int, kind: VenueFault.Kind, strikes: Int)] {
    active.map { ($0.id, $0.fault.kind, $0.strikes) }
  }

  /// The first fault of these kinds that strikes the subject now.
  func strike(_ kinds: [VenueFault.Kind], _ subject: @autoclosure () -> Subject) -> VenueFault? {
    guard !active.isEmpty else { return nil }
    let described = subject()
    let now = clock.monotonicNow
    for index in active.indices where kinds.contains(active[index].fault.kind) {
      let fault = active[index].fault
      guard matches(fault, described), isDue(active[index], now) else { continue }
      active[index].matches += 1
      if active[index].matches <= fault.skip { continue }
      if let count = fault.count, active[index].strikes >= count { continue }
      if fault.probability < 1, !random.chance(fault.probability) { continue }
      active[index].strikes += 1
      return fault
    }
    return nil
  }

  private func isDue(_ entry: Active, _ now: UnixNanos) -> Bool {
    let age = now - entry.since
    return age >= entry.fault.from && (entry.fault.until.map { age < $0 } ?? true)
  }

  private func matches(_ fault: VenueFault, _ subject: Subject) -> Bool {
    if let product = fault.product, product != subject.product { return false }
    if !fault.endpoint.isEmpty, !subject.endpoint.contains(fault.endpoint) { return false }
    if !fault.stream.isEmpty, !subject.stream.lowercased().contains(fault.stream.lowercased()) { return false }
    // A delay is about requests, unless it names streams.
    if fault.kind == .delay, fault.stream.isEmpty, !subject.stream.isEmpty { return false }
    if let symbol = fault.symbol, symbol != subject.symbol { return false }
    if let id = fault.clientOrderId, id != subject.clientOrderId { return false }
    return true
  }

  // MARK: exchangeInfo

  /// A symbol of `exchangeInfo` with the fields that faults replace.
  func patched(_ symbol: [UInt8], of name: String, product: SandboxProduct) -> [UInt8] {
    var result = symbol
    let subject = Subject(product: product, symbol: name)
    for entry in active where entry.fault.kind == .mutateInfo && entry.fault.symbol != nil {
      guard matches(entry.fault, subject), case .object(let patch)? = JSONValue(entry.fault.json),
        case .object(var members)? = JSONValue(result)
      else { continue }
      for (name, value) in patch {
        if let index = members.firstIndex(where: { $0.name == name }) {
          members[index].value = value
        } else {
          members.append((name, value))
        }
      }
      result = JSONValue.object(members).json
    }
    return result
  }

  /// Symbols that faults add to `exchangeInfo`.
  func extraSymbols(product: SandboxProduct) -> [[UInt8]] {
    active.compactMap { entry in
      let fault = entry.fault
      guard fault.kind == .mutateInfo, fault.symbol == nil, fault.product ?? product == product else { return nil }
      return fault.json
    }
  }
}
