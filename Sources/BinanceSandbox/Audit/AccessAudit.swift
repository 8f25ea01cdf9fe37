import TradingModel

/// O7: the client keeps the venue's rules of access.
struct AccessAudit {
  let facts: AuditFacts
  let forgivenTimestamps: Int
  let cancelsPerOrder: Int
  let connections: Int
  let forgivenCodes: Set<Int>

  /// How long after a refusal calls may still arrive that left before it was heard, in milliseconds: a round trip on the
  /// fastest network that is simulated.
  private static let flight: Int64 = 10

  func run(into violations: inout [AuditCheck: [String]]) {
    var early: [String: (since: Int64, until: Int64)] = [:]
    var bans: [String: (since: Int64, until: Int64)] = [:]
    var timestamps = 0
    for request in facts.requests {
      func note(_ check: AuditCheck, _ text: String) {
        violations[check, default: []].append("\(request["endpoint"] ?? "") \(text)")
      }
      let client = request["client"] ?? ""
      let now = request.time.milliseconds
      let (status, code) = (Int(request["status"] ?? "") ?? 0, request["code"].flatMap { Int($0) })
      if let ban = bans[client], now < ban.until, now >= ban.since + Self.flight {
        note(.noCallDuringABan, "\(ban.until - now) ms before the end of a ban")
      }
      if let pause = early[client], now < pause.until, now >= pause.since + Self.flight {
        note(.noCallBeforeRetryAfter, "\(pause.until - now) ms too early")
      }
      // Who goes on calling has heard it for as long as the first refusal is old.
      let known = [bans[client], early[client]].compactMap(\.self).filter { now < $0.until }.map(\.since).min()
      let pause = request["retryAt"].flatMap { Int64($0) }.map { (since: known ?? now, until: $0) }
      switch (status, code) {
      case (418, _): bans[client] = pause
      case (429, -1015): note(.orderLimitsAreKept, "had to be refused")
      case (429, _):
        early[client] = pause
        // A fault refuses whom it likes; only the client's own use is its fault.
        if request["fault"] == nil { note(.weightIsKept, "had to be refused") }
      case (1_008, _): note(.messagesAreFew, "ended the connection")
      default: break
      }
      guard request["fault"] == nil || request["fault"] == "DROP_RESP", let code, !forgivenCodes.contains(code) else {
        continue
      }
      if code == -1021 {
        timestamps += 1
        if timestamps > forgivenTimestamps { note(.timestampsAreGood, "was out of time (\(timestamps))") }
      } else if let check = Self.check(of: code, status: status) {
        note(check, "was refused with \(code)")
      }
    }
    for request in facts.requests where request["status"] == "404" && !(request["endpoint"] ?? "").hasPrefix("CONNECT")
    {
      violations[.pathsExist, default: []].append(request["endpoint"] ?? "")
    }
    checkCancels(&violations)
    checkConnections(&violations)
  }

  private static func check(of code: Int, status: Int) -> AuditCheck? {
    switch code {
    case -1022, -2014, -2015: .signaturesAreGood
    case -1013, -1111, -4164, -4131, -4016, -4024, -4014, -4003, -4004, -4005, -4023: .filtersAreKept
    case -1135, -1199 ... -1099: .requestsAreWellFormed
    case -1020: .pathsExist
    default: nil
    }
  }

  private func checkCancels(_ violations: inout [AuditCheck: [String]]) {
    var cancels: [String: Int] = [:]
    for request in facts.requests {
      let endpoint = request["endpoint"] ?? ""
      guard ["order.cancel", "algoOrder.cancel"].contains(endpoint) || Self.cancels(endpoint),
        let name = request["clientOrderId"]
      else { continue }
      cancels["\(request["symbol"] ?? "")/\(name)", default: 0] += 1
    }
    for (name, count) in cancels where count > cancelsPerOrder {
      violations[.cancelsAreFew, default: []].append("\(name) was canceled \(count) times")
    }
  }

  private static func cancels(_ endpoint: String) -> Bool {
    endpoint.hasPrefix("DELETE ") && (endpoint.hasSuffix("/order") || endpoint.hasSuffix("/algoOrder"))
  }

  private func checkConnections(_ violations: inout [AuditCheck: [String]]) {
    var windows: [String: Int] = [:]
    for request in facts.requests where (request["endpoint"] ?? "").hasPrefix("CONNECT ") {
      windows["\(request["client"] ?? "") \(request.time.milliseconds / 300_000)", default: 0] += 1
    }
    for (window, count) in windows where count > connections {
      violations[.connectionsAreFew, default: []].append("\(count) connections of \(window.split(separator: " ")[0])")
    }
  }
}
