public import TradingModel

/// The sandbox's append-only record of what really happened: the oracle of every reliability test.
public final class SandboxLedger {
  /// One line of the record.
  public struct Entry: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case order
      case trade
      case balance
      case request
      case list
      case position
      case income
      case note
    }

    /// Grows by one with every entry, from 1.
    public let sequence: Int64
    public let time: UnixNanos
    public let kind: Kind
    public let product: SandboxProduct
    /// The account's name; empty for what concerns nobody in particular.
    public let account: String
    /// The entry's own fields, in order; values are plain text.
    public let fields: [(name: String, value: String)]

    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
  }

  public private(set) var entries: [Entry] = []
  /// Requests are many and matter least: only so many of the latest are kept.
  public var requestCapacity = 100_000
  private var requestCount = 0

  public init() {}

  /// Adds an entry; the front adds requests, the exchange the rest.
  public func append(
    _ kind: Entry.Kind, product: SandboxProduct, account: String, at time: UnixNanos,
    _ fields: [(name: String, value: String)]
  ) {
    nextSequence += 1
    entries.append(
      Entry(sequence: nextSequence, time: time, kind: kind, product: product, account: account, fields: fields))
    if kind == .request {
      requestCount += 1
      if requestCount > requestCapacity + requestCapacity / 4 { dropOldRequests() }
    }
  }

  /// The entries that match, oldest first.
  public func query(
    kind: Entry.Kind? = nil, product: SandboxProduct? = nil, account: String? = nil, symbol: String? = nil,
    after sequence: Int64 = 0, limit: Int = .max
  ) -> [Entry] {
    var result: [Entry] = []
    for entry in entries where entry.sequence > sequence {
      if let kind, entry.kind != kind { continue }
      if let product, entry.product != product { continue }
      if let account, entry.account != account { continue }
      if let symbol, entry["symbol"] != symbol { continue }
      if result.count >= limit { break }
      result.append(entry)
    }
    return result
  }

  private var nextSequence: Int64 = 0

  private func dropOldRequests() {
    var excess = requestCount - requestCapacity
    entries.removeAll { entry in
      guard entry.kind == .request, excess > 0 else { return false }
      excess -= 1
      return true
    }
    requestCount = requestCapacity
  }
}

extension SandboxLedger.Entry {
  /// The entry as one JSON object on one line; every value but sequence and time is a string.
  public var jsonLine: String {
    var text = "{\"sequence\":\(sequence),\"time\":\(time.nanoseconds),\"kind\":\"\(kind.rawValue)\""
    text += ",\"product\":\"\(product.rawValue)\",\"account\":\(Self.quoted(account))"
    for field in fields { text += ",\(Self.quoted(field.name)):\(Self.quoted(field.value))" }
    return text + "}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
