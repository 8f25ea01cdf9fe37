/// A request of the WebSocket API.
struct SocketAPIRequest {
  /// The id as JSON, to be repeated.
  let id: [UInt8]
  let method: String
  let parameters: Parameters

  /// What its signature covers: all parameters but the signature, sorted by name, not percent-encoded.
  var signedPayload: [UInt8] {
    let sorted = parameters.pairs.filter { $0.name != "signature" }.sorted { $0.name < $1.name }
    return Array(sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8)
  }
}
