import TradingModel

/// The way of messages to one connection, with what faults do to them on it.
final class EventOutlet {
  private let front: ProductFront
  private let channel: any FrontChannel
  /// Whether the connection is half open: it takes everything and sends nothing any more.
  private(set) var isMute = false
  private var held: [Held] = []
  private static let patience: Duration = .seconds(1)

  private struct Held {
    let bytes: [UInt8]
    var passing: Int
  }

  init(front: ProductFront, channel: any FrontChannel) {
    self.front = front
    self.channel = channel
  }

  /// Whether a message may go straight to the channel.
  var isClear: Bool { front.faults.isEmpty && !isMute && held.isEmpty }

  /// Sends what is no event: answers, notices.
  func send(_ bytes: [UInt8]) {
    if !isMute { channel.send(bytes) }
  }

  /// From now on nothing leaves.
  func mute() {
    isMute = true
    channel.mute()
  }

  /// Sends an event as faults let it pass.
  ///
  /// - Parameters:
  ///   - wrap: the whole message around the event.
  /// - Returns: the name of the fault that struck, if one did.
  @discardableResult
  func tell(_ subject: FaultBook.Subject, _ event: [UInt8], wrap: @escaping ([UInt8]) -> [UInt8]) -> String? {
    if isMute { return VenueFault.Kind.halfOpen.rawValue }
    guard let fault = front.faults.strike(VenueFault.Kind.ofEvents, subject) else {
      pass(wrap(event))
      return nil
    }
    switch fault.kind {
    case .dropEvent, .freezeStream: break
    case .duplicateEvent:
      pass(wrap(event))
      pass(wrap(event))
    case .delay:
      let bytes = wrap(event)
      front.clock.schedule(after: fault.duration) { [weak self] in self?.pass(bytes) }
    case .reorder: hold(wrap(event), passing: max(1, fault.number ?? 1))
    case .corrupt, .truncate: pass(BrokenBytes.changed(wrap(event), by: fault, random: front.faults.random))
    case .unknownField, .unknownEnum: pass(wrap(BrokenBytes.changed(event, by: fault, random: front.faults.random)))
    case .fragment: if !isMute { channel.send(wrap(event), pieces: max(2, fault.number ?? 3)) }
    case .truncateFrame: channel.cut(.insideFrame(wrap(event)))
    case .unknownEvent:
      pass(wrap(fault.json.isEmpty ? Array(#"{"e":"somethingNew","E":0}"#.utf8) : fault.json))
      pass(wrap(event))
    case .reset: channel.cut(.reset)
    case .finish: channel.cut(.finish)
    case .halfOpen: mute()
    default: pass(wrap(event))
    }
    return fault.kind.rawValue
  }

  private func hold(_ bytes: [UInt8], passing: Int) {
    held.append(Held(bytes: bytes, passing: passing))
    front.clock.schedule(after: Self.patience) { [weak self] in self?.release(all: true) }
  }

  private func pass(_ bytes: [UInt8]) {
    guard !isMute else { return }
    channel.send(bytes)
    guard !held.isEmpty else { return }
    for index in held.indices { held[index].passing -= 1 }
    release(all: false)
  }

  private func release(all: Bool) {
    let due = held.filter { all || $0.passing <= 0 }
    held.removeAll { all || $0.passing <= 0 }
    guard !isMute else { return }
    for message in due { channel.send(message.bytes) }
  }
}
