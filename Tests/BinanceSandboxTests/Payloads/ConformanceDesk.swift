import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

/// Compares answers with samples by names and types.
struct Shape {
  /// Fields that only some orders have; a sample need not show them, an answer need not have them.
  static let conditional: Set<String> = [
    "icebergQty", "preventedMatchId", "preventedQuantity", "stopPrice", "strategyId", "strategyType", "trailingDelta",
    "trailingTime", "usedSor", "workingFloor", "pegPriceType", "pegOffsetType", "pegOffsetValue", "peggedPrice",
    "expiryReason", "preventedMatches", "tradeGroupId", "takerPreventedQuantity", "makerPreventedQuantity",
    "matchType", "allocId", "listStatus", "workingTime", "sors", "origClientOrderId",
  ]

  /// What of the answer is not as in the sample.
  static func differences(_ answer: JSONValue, _ sample: JSONValue, at place: String = "") -> [String] {
    switch (answer, sample) {
    case (.object, .object): return objects(answer, sample, place)
    case (.array(let values), .array(let samples)):
      guard let first = samples.first else { return [] }
      return values.prefix(3).flatMap { value in
        // Lists of mixed content (canceled orders and lists) have several samples.
        let all = samples.map { differences(value, $0, at: place + "[]") }
        return all.first { $0.isEmpty } ?? (differences(value, first, at: place + "[]"))
      }
    case (.string, .string), (.number, .number), (.bool, .bool), (.null, _), (_, .null): return []
    default: return ["\(place) has another type"]
    }
  }

  private static func objects(_ answer: JSONValue, _ sample: JSONValue, _ place: String) -> [String] {
    var found: [String] = []
    // Filters differ by their type, and samples show one of them.
    if let type = answer["filterType"]?.string, type != sample["filterType"]?.string { return [] }
    for name in answer.names where sample[name] == nil && !conditional.contains(name) {
      found.append("\(place).\(name) is not the venue's")
    }
    for name in sample.names {
      guard let wanted = sample[name] else { continue }
      guard let value = answer[name] else {
        if !conditional.contains(name) { found.append("\(place).\(name) is missing") }
        continue
      }
      found += differences(value, wanted, at: "\(place).\(name)")
    }
    return found
  }
}

/// A customer who asks over REST and over the WebSocket API, and compares what comes with the samples.
final class ConformanceDesk {
  let fixture: FrontFixture
  private let channel: TestChannel
  private(set) var pairs = 0
  private var number = 0

  init() throws {
    fixture = try FrontFixture {
      $0.products = [.spot]
      $0.synthetic.eventsPerSecond = 0.001
      $0.spotLimits.requestWeight = 10_000_000
      $0.spotLimits.orders[0].limit = 100_000
    }
    channel = try fixture.connect("/ws-api/v3")
  }

  /// A name that no order had yet.
  func name() -> String {
    number += 1
    return "conf-\(number)"
  }

  /// Asks over REST; `sample` is in `rest/spot-docs`.
  @discardableResult
  func rest(
    _ method: HTTPRequest.Method, _ path: String, _ query: String = "", isSigned: Bool = true, sample: String
  ) throws -> JSONValue {
    let response =
      isSigned
      ? try fixture.signed(method, path, query) : try fixture.send(method, query.isEmpty ? path : "\(path)?\(query)")
    let body = try #require(response?.body)
    let answer = try #require(JSONValue(body))
    try compare(answer, VenueSamples.read("rest/spot-docs/\(sample).json"), "\(method.rawValue) \(path)?\(query)")
    return answer
  }

  /// Asks over the WebSocket API; `sample` is in `rest/spot-docs-wsapi`, or is REST's.
  @discardableResult
  func api(
    _ method: String, _ parameters: [String: String] = [:], isSigned: Bool = true, sample: String
  ) throws -> JSONValue {
    var all = parameters
    if isSigned {
      all["apiKey"] = fixture.venue.credentials.apiKey
      all["timestamp"] = String(fixture.world.now.milliseconds)
      let payload = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
      all["signature"] = TestSigner.hmac(payload, secret: fixture.venue.credentials.apiSecret)
    }
    let members = all.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    let request = JSONValue.object([
      ("id", .string("1")), ("method", .string(method)), ("params", .object(members)),
    ])
    channel.clear()
    channel.connection?.didReceive(text: request.json)
    let answer = try #require(channel.json.last)
    if sample.contains("/") {
      let body = try #require(answer["result"] ?? answer["error"], "\(method): \(channel.texts)")
      try compare(body, VenueSamples.read("rest/\(sample).json"), method)
    } else {
      let wanted = try VenueSamples.read("rest/spot-docs-wsapi/\(sample).json")
      // Some samples leave the rate limits out.
      let isBare = wanted["rateLimits"] == nil
      let told = JSONValue.object(answer.members.filter { $0.name != "rateLimits" || !isBare })
      try compare(told, wanted, method)
    }
    return answer["result"] ?? answer
  }

  private func compare(_ answer: JSONValue, _ sample: JSONValue, _ what: String) throws {
    pairs += 1
    let differences = Shape.differences(answer, sample)
    let text = String(decoding: answer.json.prefix(300), as: UTF8.self)
    #expect(differences.isEmpty, "\(what): \(differences.prefix(6)) in \(text)")
  }
}
