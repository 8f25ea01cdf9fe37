/// The answer to a request of the WebSocket API.
struct SocketAPIAnswer {
  let id: [UInt8]
  let outcome: Result<[UInt8], RequestFailure>
  /// Whether it reports the account's order counts.
  var countsOrders = false

  init(id: [UInt8], outcome: Result<[UInt8], RequestFailure>) {
    self.id = id
    self.outcome = outcome
  }

  private var failure: (error: VenueError, retryAt: Int64?)? {
    guard case .failure(let failure) = outcome else { return nil }
    switch failure {
    case .venue(let error): return (error, nil)
    case .limit(let refusal): return (refusal.error, refusal.retryAt)
    case .notFound: return (VenueError(-1020, "This operation is not supported."), nil)
    }
  }

  var status: Int { failure?.error.status ?? 200 }
  var code: Int? { failure?.error.code }
  var retryAt: Int64? { failure?.retryAt }

  func bytes(now: Int64, _ rateLimits: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(capacity: 1_024)
    writer.object { writer in
      writer.key("id")
      writer.json(id)
      writer.field("status", status)
      if case .success(let result) = outcome {
        writer.key("result")
        writer.json(result)
      } else if let failure {
        writer.key("error")
        writer.object { writer in
          writer.field("code", failure.error.code)
          writer.field("msg", failure.error.message)
          if let data = failure.error.data {
            writer.key("data")
            writer.json(data)
          } else if let retryAt = failure.retryAt {
            writer.key("data")
            writer.object { writer in
              writer.field("serverTime", now)
              writer.field("retryAfter", retryAt)
            }
          }
        }
      }
      rateLimits(&writer)
    }
    return writer.bytes
  }
}
