import TradingNetwork

/// The shapes of REST answers that are the same for every operation.
enum RESTAnswers {
  static let headers: [(name: String, value: String)] = [("Content-Type", "application/json;charset=UTF-8")]

  static func error(_ error: VenueError, headers extra: [(name: String, value: String)] = []) -> HTTPResponse {
    HTTPResponse(status: error.status, headers: headers + extra, body: error.body())
  }

  /// 429 or 418 with the seconds to wait.
  static func limited(_ refusal: LimitRefusal, now: Int64) -> HTTPResponse {
    let seconds = max(1, (refusal.retryAt - now + 999) / 1_000)
    return error(refusal.error, headers: [("Retry-After", String(seconds))])
  }

  static func banned(until: Int64, product: SandboxProduct, now: Int64) -> HTTPResponse {
    limited(LimitRefusal.banned(until: until, product: product), now: now)
  }

  /// What the firewall says.
  static let forbidden = HTTPResponse(
    status: 403, headers: [("Content-Type", "text/html")],
    body: Array("<html><head><title>403 Forbidden</title></head><body>403 Forbidden</body></html>".utf8))

  /// What the venue's gateway says of a path that it does not know.
  static func notFound(path: String, method: String = "GET", product: SandboxProduct) -> HTTPResponse {
    if product.isFutures {
      var writer = JSONWriter(capacity: 128)
      writer.object { writer in
        writer.field("code", -5_000)
        writer.field("msg", "Path \(path), Method \(method) is invalid")
      }
      return HTTPResponse(status: 404, headers: headers, body: writer.bytes)
    }
    return HTTPResponse(
      status: 404, headers: [("Content-Type", "text/html")],
      body: Array("<html><body><h2>404 Not found</h2></body></html>".utf8))
  }
}

extension LimitRefusal {
  static func banned(until: Int64, product: SandboxProduct) -> LimitRefusal {
    let text =
      product.isFutures
      ? "Way too many requests; IP banned until \(until). Please use the websocket for live updates to avoid bans."
      : "Way too much request weight used; IP banned until \(until). Please use WebSocket Streams for live updates to avoid bans."
    return LimitRefusal(error: VenueError(-1003, text, status: 418), retryAt: until)
  }

  static func weight(limit: Int, retryAt: Int64, product: SandboxProduct) -> LimitRefusal {
    let text =
      product.isFutures
      ? "Too many requests; current limit is \(limit) requests per minute. Please use the websocket for live updates to avoid polling the API."
      : "Too much request weight used; current limit is \(limit) request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API."
    return LimitRefusal(error: VenueError(-1003, text, status: 429), retryAt: retryAt)
  }

  static func pool(_ pool: RequestPool, retryAt: Int64) -> LimitRefusal {
    let text =
      "Too many requests; current limit is \(pool.limit) requests per 5 minutes. "
      + "Please use the websocket for live updates to avoid polling the API."
    return LimitRefusal(error: VenueError(-1003, text, status: 429), retryAt: retryAt)
  }

  static func orders(_ window: FrontLimits.OrderWindow, now: Int64) -> LimitRefusal {
    let text =
      "Too many new orders; current limit is \(window.limit) orders per \(window.intervalNum) \(window.interval)."
    return LimitRefusal(
      error: VenueError(-1015, text, status: 429),
      retryAt: (now / window.milliseconds + 1) * window.milliseconds)
  }
}
