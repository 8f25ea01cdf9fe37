import Foundation
import TradingModel

/// One line of a recording, parsed as JSON but not yet read with a symbol's decimals.
struct RecordedLine {
  /// When the recorder received it.
  let receivedAt: Int64
  /// The stream's name; empty for a REST answer.
  let stream: String
  /// The message's own object.
  let object: [String: Any]
  /// The bytes of the message's own object as they were received.
  let raw: [UInt8]
  let path: String
  let line: Int

  /// What kind of message it is.
  enum Kind {
    case depth
    case bookTicker
    case trade
    case snapshot
    case other
  }

  init(_ bytes: [UInt8], path: String, line: Int) throws(RecordingError) {
    self.path = path
    self.line = line
    func failure(_ reason: String) -> RecordingError { RecordingError(path: path, line: line, reason: reason) }
    guard let space = bytes.firstIndex(of: UInt8(ascii: " ")),
      let time = Int64(String(decoding: bytes[..<space], as: UTF8.self)), time > 0
    else { throw failure("expected a receive time in nanoseconds, a space and a JSON object") }
    receivedAt = time
    let body = Array(bytes[(space + 1)...])
    if let split = Self.split(body), let data = try? JSONSerialization.jsonObject(with: Data(split.data)),
      let message = data as? [String: Any]
    {
      stream = split.stream
      object = message
      raw = split.data
      return
    }
    guard let parsed = try? JSONSerialization.jsonObject(with: Data(body)), let whole = parsed as? [String: Any] else {
      throw failure("what follows the time is no JSON object (cut off or damaged?)")
    }
    if let name = whole["stream"] as? String, let data = whole["data"] as? [String: Any] {
      stream = name
      object = data
      guard let slice = Self.member("data", of: body) else { throw failure("the message's data cannot be found") }
      raw = slice
    } else {
      stream = ""
      object = whole
      raw = body
    }
  }

  private static let streamMark = Array("{\"stream\":\"".utf8)
  private static let dataMark = Array("\",\"data\":".utf8)

  /// Takes the usual wrapping `{"stream":"…","data":…}` apart without walking through the data.
  private static func split(_ body: [UInt8]) -> (stream: String, data: [UInt8])? {
    guard body.count > streamMark.count + dataMark.count, Array(body[..<streamMark.count]) == streamMark,
      let end = body[streamMark.count...].firstIndex(of: UInt8(ascii: "\"")), body.count > end + dataMark.count + 1,
      Array(body[end..<(end + dataMark.count)]) == dataMark, body[body.count - 1] == UInt8(ascii: "}")
    else { return nil }
    let data = Array(body[(end + dataMark.count)..<(body.count - 1)])
    return (String(decoding: body[streamMark.count..<end], as: UTF8.self), data)
  }

  var kind: Kind {
    switch object["e"] as? String {
    case "depthUpdate": return .depth
    case "bookTicker": return .bookTicker
    case "trade": return .trade
    case .some: return .other
    case nil: break
    }
    if object["lastUpdateId"] != nil, object["bids"] != nil { return .snapshot }
    if object["u"] != nil, object["b"] is String { return .bookTicker }
    return .other
  }

  /// The symbol that the message names; snapshots of spot name none.
  var symbol: String? { object["s"] as? String ?? object["symbol"] as? String }

  /// The bytes of a member's value, found by walking the top level of the object.
  static func member(_ name: String, of bytes: [UInt8]) -> [UInt8]? {
    var depth = 0
    var index = 0
    var expectsKey = false
    let wanted = Array(name.utf8)
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        expectsKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 1: expectsKey = true
      case UInt8(ascii: "\""):
        let end = endOfString(bytes, from: index)
        if expectsKey, depth == 1, bytes[(index + 1)..<end].elementsEqual(wanted) {
          guard let colon = bytes[end...].firstIndex(of: UInt8(ascii: ":")) else { return nil }
          return value(bytes, from: colon + 1)
        }
        if depth == 1 { expectsKey = false }
        index = end
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, bytes.count - 1)
  }

  /// The value that begins at `start`, to the end of its own brackets.
  private static func value(_ bytes: [UInt8], from start: Int) -> [UInt8]? {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return Array(bytes[start...index]) }
        if depth < 0 { return Array(bytes[start..<index]) }
      case UInt8(ascii: "\""): index = endOfString(bytes, from: index)
      case UInt8(ascii: ",") where depth == 0: return Array(bytes[start..<index])
      default: break
      }
      index += 1
    }
    return nil
  }
}

// MARK: - Reading with a symbol's decimals

extension RecordedLine {
  /// The decimals of prices and quantities of one symbol.
  struct Decimals: Equatable {
    var price: Int
    var quantity: Int
  }

  private func failure(_ reason: String) -> RecordingError { RecordingError(path: path, line: line, reason: reason) }

  private func integer(_ name: String) throws(RecordingError) -> Int64 {
    guard let number = object[name] as? NSNumber else { throw failure("the number \"\(name)\" is missing") }
    return number.int64Value
  }

  private func time(_ name: String) -> UnixNanos {
    guard let number = object[name] as? NSNumber else { return UnixNanos(receivedAt) }
    let value = number.int64Value
    return value > 100_000_000_000_000 ? UnixNanos(microseconds: value) : UnixNanos(milliseconds: value)
  }

  private func number(_ text: Any?, _ name: String, _ decimals: Int) throws(RecordingError) -> Int64 {
    guard let text = text as? String else { throw failure("\"\(name)\" is missing or no text") }
    switch FixedText.read(text, decimals: decimals) {
    case .success(let value): return value
    case .failure(let why): throw failure("\"\(name)\" is \(text), which cannot be read (\(why))")
    }
  }

  private func levels(_ name: String, _ decimals: Decimals) throws(RecordingError) -> [BookLevel] {
    guard let list = object[name] as? [Any] else { throw failure("the levels \"\(name)\" are missing") }
    var result: [BookLevel] = []
    result.reserveCapacity(list.count)
    for item in list {
      guard let pair = item as? [Any], pair.count >= 2 else { throw failure("a level of \"\(name)\" is malformed") }
      result.append(
        BookLevel(
          price: try number(pair[0], name, decimals.price), quantity: try number(pair[1], name, decimals.quantity)))
    }
    return result
  }

  func depth(_ decimals: Decimals) throws(RecordingError) -> DepthChange {
    let first = try integer("U")
    return DepthChange(
      firstUpdateId: first, lastUpdateId: try integer("u"),
      previousUpdateId: object["pu"] == nil ? first - 1 : try integer("pu"), bids: try levels("b", decimals),
      asks: try levels("a", decimals), eventTime: time("E"), transactionTime: time(object["T"] == nil ? "E" : "T"),
      raw: raw)
  }

  func snapshot(_ decimals: Decimals) throws(RecordingError) -> DepthSnapshot {
    DepthSnapshot(
      lastUpdateId: try integer("lastUpdateId"), bids: try levels("bids", decimals),
      asks: try levels("asks", decimals), eventTime: time("E"), transactionTime: time(object["T"] == nil ? "E" : "T"))
  }

  func bookTop(_ decimals: Decimals) throws(RecordingError) -> BookTop {
    BookTop(
      bid: BookLevel(
        price: try number(object["b"], "b", decimals.price), quantity: try number(object["B"], "B", decimals.quantity)),
      ask: BookLevel(
        price: try number(object["a"], "a", decimals.price), quantity: try number(object["A"], "A", decimals.quantity)),
      updateId: try integer("u"), eventTime: time("E"), transactionTime: time("T"), raw: raw)
  }

  func trade(_ decimals: Decimals) throws(RecordingError) -> MarketTrade {
    MarketTrade(
      id: try integer("t"), price: try number(object["p"], "p", decimals.price),
      quantity: try number(object["q"], "q", decimals.quantity),
      buyerIsMaker: (object["m"] as? NSNumber)?.boolValue ?? false, time: time("T"), eventTime: time("E"), raw: raw)
  }
}
