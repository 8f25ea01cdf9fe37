import TradingModel

/// The faults that are set, and whether one of them strikes.
final class FaultBook {
  /// What a fault may strike: a request or an event.
  struct Subject {
    var endpoint = ""
    var method = ""
    var stream = ""
    var product: SandboxProduct
    var symbol: String?
    var clientOrderId: String?
    var account: String?
    var client: String?
  }

  /// A fault with its state.
  final class Active {
    let id: Int
    let fault: VenueFault
    fileprivate let since: UnixNanos
    fileprivate let random: RandomSource
    fileprivate var matches = 0
    fileprivate(set) var strikes = 0

    fileprivate init(id: Int, fault: VenueFault, since: UnixNanos, random: RandomSource) {
      self.id = id
      self.fault = fault
      self.since = since
      self.random = random
    }
  }

  let clock: any TradingClock
  let random: RandomSource
  private(set) var active: [Active] = []
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
    let random = fault.seed.map { RandomSource(seed: $0) } ?? random
    active.append(Active(id: lastId, fault: fault, since: clock.monotonicNow, random: random))
    return lastId
  }

  func removeAll() { active.removeAll() }

  /// Takes one away; `false` when there is none of that number.
  @discardableResult
  func remove(id: Int) -> Bool {
    let count = active.count
    active.removeAll { $0.id == id }
    return active.count < count
  }

  /// The first fault of these kinds that strikes the subject now.
  func strike(_ kinds: Set<VenueFault.Kind>, _ subject: @autoclosure () -> Subject) -> VenueFault? {
    guard !active.isEmpty else { return nil }
    let described = subject()
    let now = clock.monotonicNow
    for entry in active where kinds.contains(entry.fault.kind) {
      let fault = entry.fault
      guard Self.matches(fault, described), isDue(entry, now) else { continue }
      entry.matches += 1
      if entry.matches <= fault.skip { continue }
      if let count = fault.count, entry.strikes >= count { continue }
      if fault.probability < 1, !entry.random.chance(fault.probability) { continue }
      entry.strikes += 1
      return fault
    }
    return nil
  }

  private func isDue(_ entry: Active, _ now: UnixNanos) -> Bool {
    let age = now - entry.since
    return age >= entry.fault.from && (entry.fault.until.map { age < $0 } ?? true)
  }

  static func matches(_ fault: VenueFault, _ subject: Subject) -> Bool {
    if let product = fault.product, product != subject.product { return false }
    if !fault.endpoint.isEmpty, !subject.endpoint.contains(fault.endpoint) { return false }
    if !fault.method.isEmpty, subject.method != fault.method { return false }
    if !fault.stream.isEmpty, !subject.stream.lowercased().contains(fault.stream.lowercased()) { return false }
    // What can befall both is about requests, unless it names streams.
    if fault.stream.isEmpty, !subject.stream.isEmpty, fault.kind.isOfRequestsFirst { return false }
    if let symbol = fault.symbol, symbol != subject.symbol { return false }
    if let id = fault.clientOrderId, fault.kind != .fill, id != subject.clientOrderId { return false }
    if let account = fault.account, account != subject.account { return false }
    if let client = fault.client, client != subject.client { return false }
    return true
  }

  // MARK: exchangeInfo

  /// A symbol of `exchangeInfo` with the fields that faults replace.
  func patched(_ symbol: [UInt8], of name: String, product: SandboxProduct) -> [UInt8] {
    var result = symbol
    let subject = Subject(product: product, symbol: name)
    for entry in active where entry.fault.kind == .mutateInfo && entry.fault.symbol != nil {
      guard Self.matches(entry.fault, subject), case .object(let patch)? = JSONValue(entry.fault.json),
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

extension VenueFault.Kind {
  /// Whether a fault that names no stream means requests only.
  fileprivate var isOfRequestsFirst: Bool {
    switch self {
    case .delay, .reset, .finish, .halfOpen, .corrupt, .truncate, .unknownField, .unknownEnum: true
    default: false
    }
  }

  /// What requests may suffer before they are answered.
  static let ofRequests: Set<VenueFault.Kind> = [
    .ban, .tooManyRequests, .error, .dropRequest, .dropResponse, .delay, .reset, .finish, .halfOpen, .fill, .corrupt,
    .truncate, .unknownField, .unknownEnum,
  ]

  /// What events may suffer on their way.
  static let ofEvents: Set<VenueFault.Kind> = [
    .dropEvent, .freezeStream, .duplicateEvent, .delay, .reorder, .corrupt, .truncate, .truncateFrame, .fragment,
    .unknownField, .unknownEnum, .unknownEvent, .reset, .finish, .halfOpen,
  ]
}
