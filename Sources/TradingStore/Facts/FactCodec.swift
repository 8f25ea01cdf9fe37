import Foundation
import TradingEngine
import TradingModel

/// Facts as bytes: a kind and its fields. What happens with every order is written by hand, for speed; the rare rest
/// (snapshots, instruments) is JSON with sorted keys.
enum FactCodec {
  private enum Kind: UInt8 {
    case instrument = 1
    case initialized = 2
    case sent = 3
    case modify = 4
    case event = 5
    case account = 6
    case killSwitch = 7
    case tradingState = 8
    case order = 9
    case position = 10
    case realized = 11
  }

  static func bytes(of fact: TradingFact) -> [UInt8] {
    var bytes: [UInt8] = []
    append(fact, to: &bytes)
    return bytes
  }

  /// Appends a fact's bytes.
  static func append(_ fact: TradingFact, to bytes: inout [UInt8]) {
    // Moved, so that the writer appends in place.
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    var writer = FactWriter(after: consume taken)
    write(fact, to: &writer)
    bytes = writer.bytes
  }

  private static func write(_ fact: TradingFact, to writer: inout FactWriter) {
    switch fact {
    case .initialized(let event, let client):
      writer.byte(Kind.initialized.rawValue)
      writer.initialized(event)
      writer.optional(client) { $0.id($1) }
    case .sent(let id, let client):
      writer.byte(Kind.sent.rawValue)
      writer.id(id)
      writer.id(client)
    case .modify(let command):
      writer.byte(Kind.modify.rawValue)
      writer.modify(command)
    case .event(let event):
      writer.byte(Kind.event.rawValue)
      writer.event(event)
    case .account(let state):
      writer.byte(Kind.account.rawValue)
      writer.account(state)
    case .killSwitch(let reason):
      writer.byte(Kind.killSwitch.rawValue)
      writer.optional(reason) { $0.text($1) }
    case .tradingState(let state):
      writer.byte(Kind.tradingState.rawValue)
      writer.text(state.rawValue)
    case .instrument(let instrument): write(instrument, .instrument, to: &writer)
    case .order(let order): write(order, .order, to: &writer)
    case .position(let position): write(position, .position, to: &writer)
    case .realized(let realized): write(realized, .realized, to: &writer)
    }
  }

  private static func write(_ value: some Encodable, _ kind: Kind, to writer: inout FactWriter) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    writer.byte(kind.rawValue)
    writer.text((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  static func fact(from bytes: ArraySlice<UInt8>) throws(FactError) -> TradingFact {
    var reader = FactReader(bytes)
    let code = try reader.byte()
    guard let kind = Kind(rawValue: code) else { throw FactError(problem: "is of the unknown kind \(code)") }
    let fact = try fact(kind, &reader)
    guard reader.isAtEnd else { throw FactError(problem: "is longer than it should be") }
    return fact
  }

  private static func fact(_ kind: Kind, _ reader: inout FactReader) throws(FactError) -> TradingFact {
    switch kind {
    case .initialized:
      .initialized(
        try reader.initialized(),
        client: try reader.optional { inner throws(FactError) in try inner.id(ClientId.self) })
    case .sent: .sent(try reader.id(ClientOrderId.self), client: try reader.id(ClientId.self))
    case .modify: .modify(try reader.modify())
    case .event: .event(try reader.event())
    case .account: .account(try reader.account())
    case .killSwitch: .killSwitch(reason: try reader.optional { inner throws(FactError) in try inner.text() })
    case .tradingState: .tradingState(try reader.word(TradingState.self))
    case .instrument: .instrument(try json(Instrument.self, &reader))
    case .order: .order(try json(Order.self, &reader))
    case .position: .position(try json(Position.self, &reader))
    case .realized: .realized(try json(RealizedPnl.self, &reader))
    }
  }

  private static func json<Value: Decodable>(
    _ type: Value.Type, _ reader: inout FactReader
  ) throws(FactError) -> Value {
    let data = Data(try reader.data())
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw FactError(problem: "holds no \(type): \(error)")
    }
  }
}
