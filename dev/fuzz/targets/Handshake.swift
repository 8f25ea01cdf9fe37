import TradingModel

@testable import TradingNetwork

/// The first byte says who is answering: a server, or one of the proxies. The answer comes in two pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHandshake(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 2, let start else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let answer = bytes[2...]
  let cut = answer.startIndex + Int(bytes[1]) % max(answer.count, 1)
  let pieces = [Array(answer[..<cut]), Array(answer[cut...])]
  guard let url = try? EndpointURL("wss://stream.binance.com:9443/ws"),
    let connect = try? ProxyEndpoint("http://me:secret@127.0.0.1:3128"),
    let socks = try? ProxyEndpoint("socks5://me:secret@127.0.0.1:1080")
  else { preconditionFailure("a valid URL was refused") }
  switch bytes[0] % 3 {
  case 0:
    var upgrade = WebSocketUpgrade(url: url, headers: [], random: RandomSource(seed: 1))
    for piece in pieces {
      if case .refused(let response, _) = upgrade.consume(piece) { precondition(response.status != 101) }
    }
    _ = upgrade.refusal
  case 1: answerProxy(connect, pieces)
  default: answerProxy(socks, pieces)
  }
  return 0
}

private func answerProxy(_ proxy: ProxyEndpoint, _ pieces: [[UInt8]]) {
  var handshake = ProxyHandshake(proxy: proxy, host: "stream.binance.com", port: 9443)
  for piece in pieces { _ = handshake.consume(piece) }
}
