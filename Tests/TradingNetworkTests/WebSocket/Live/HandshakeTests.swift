import Foundation
import NIOCore
import Testing
import TradingModel

@testable import TradingNetwork

@Suite("The opening handshakes")
struct HandshakeTests {
  @Test("SHA-1 and Base64 give the values of their standards")
  func digests() {
    func hex(_ text: String) -> String {
      SHA1.digest(of: Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    #expect(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    #expect(
      hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
    #expect(WebSocketUpgrade.accept(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    for count in 0...40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
    }
  }

  private func upgrade(headers: [(name: String, value: String)] = []) throws -> (WebSocketUpgrade, key: String) {
    let url = try EndpointURL("wss://stream.binance.com:443/stream?streams=a@trade")
    let upgrade = WebSocketUpgrade(url: url, headers: headers, random: RandomSource(seed: 1))
    let text = String(decoding: upgrade.request, as: UTF8.self)
    let line = try #require(text.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") })
    return (upgrade, String(line.dropFirst(19)))
  }

  @Test("The request names the stream, and no header can smuggle in another")
  func request() throws {
    let (upgrade, key) = try upgrade(headers: [("X-Good", "yes"), ("X-Bad", "a\r\nX-Worse: b")])
    let text = String(decoding: upgrade.request, as: UTF8.self)
    #expect(text.hasPrefix("GET /stream?streams=a@trade HTTP/1.1\r\nHost: stream.binance.com\r\n"))
    #expect(text.contains("X-Good: yes\r\n"))
    #expect(!text.contains("X-Worse"))
    #expect(text.hasSuffix("\r\n\r\n"))
    #expect(Data(base64Encoded: key)?.count == 16)
  }

  @Test("An answer is accepted however it is cut, and what follows it is kept")
  func accepted() throws {
    let (fresh, key) = try upgrade()
    let accept = WebSocketUpgrade.accept(for: key)
    let head =
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
      + "sec-websocket-accept: \(accept)\r\n\r\n"
    let bytes = Array(head.utf8) + [0x81, 1, 65]
    for cut in 0..<bytes.count {
      var upgrade = fresh
      var rest: [UInt8] = []
      var isAccepted = false
      for piece in [bytes[..<cut], bytes[cut...]] {
        if isAccepted {
          rest += piece
        } else if case .accepted(let more) = upgrade.consume(piece) {
          isAccepted = true
          rest += more
        }
      }
      #expect(isAccepted)
      #expect(rest == [0x81, 1, 65])
    }
  }

  @Test("Wrong answers are violations")
  func violations() throws {
    let (fresh, key) = try upgrade()
    let accept = WebSocketUpgrade.accept(for: key)
    let good = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    let answers = [
      "SSH-2.0-OpenSSH\r\n", "<html>", "HTTP/1.1 101 X\r\n\(good)Sec-WebSocket-Accept: AAAA\r\n\r\n",
      "HTTP/1.1 101 X\r\n\(good)\r\n", "HTTP/1.1 101 X\r\nSec-WebSocket-Accept: \(accept)\r\n\r\n",
      "HTTP/1.1 101 X\r\n\(good)Sec-WebSocket-Accept: \(accept)\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
      "HTTP/1.1 101 X\r\nno colon\r\n\r\n", "HTTP/1.1 " + String(repeating: "x", count: 40_000),
    ]
    for answer in answers {
      var upgrade = fresh
      guard case .violation = upgrade.consume(answer.utf8) else {
        Issue.record("accepted: \(answer.prefix(200))")
        continue
      }
    }
  }

  @Test("A refusal keeps its status, header and body")
  func refused() throws {
    let (fresh, _) = try upgrade()
    var upgrade = fresh
    let head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 5\r\n\r\n"
    guard case .refused(let early, isComplete: false) = upgrade.consume(head.utf8) else {
      Issue.record("not refused")
      return
    }
    #expect(early.header("retry-after") == "17")
    guard case .refused(let whole, isComplete: true) = upgrade.consume("slow!".utf8) else {
      Issue.record("not complete")
      return
    }
    #expect(whole.status == 429)
    #expect(whole.body == Array("slow!".utf8))
    var chunked = fresh
    let answer = "HTTP/1.1 503 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    guard case .refused(let response, isComplete: true) = chunked.consume(answer.utf8) else {
      Issue.record("not complete")
      return
    }
    #expect(response.body == Array("abcde".utf8))
  }

  @Test("SOCKS5 logs in, asks for the name and keeps what follows")
  func socks() throws {
    let proxy = try ProxyEndpoint("socks5h://me:pass@127.0.0.1:1080")
    var handshake = ProxyHandshake(proxy: proxy, host: "stream.binance.com", port: 9443)
    #expect(handshake.greeting == [5, 2, 0, 2])
    #expect(handshake.consume([5]) == .wait)
    #expect(handshake.consume([2]) == .send([1, 2] + Array("me".utf8) + [4] + Array("pass".utf8)))
    #expect(
      handshake.consume([1, 0]) == .send([5, 1, 0, 3, 18] + Array("stream.binance.com".utf8) + [0x24, 0xE3]))
    #expect(handshake.consume([5, 0, 0, 3, 2, 65, 66, 0]) == .wait)
    #expect(handshake.consume([80, 22, 3]) == .open(rest: [22, 3]))
    var refused = ProxyHandshake(proxy: proxy, host: "127.0.0.1", port: 80)
    #expect(refused.consume([5, 0]) == .send([5, 1, 0, 1, 127, 0, 0, 1, 0, 80]))
    #expect(
      refused.consume([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]) == .failed("the proxy could not connect: connection refused"))
  }

  @Test("CONNECT sends the credentials, and says why a proxy refuses")
  func connect() throws {
    let proxy = try ProxyEndpoint("http://me:pass@127.0.0.1:3128")
    var handshake = ProxyHandshake(proxy: proxy, host: "stream.binance.com", port: 443)
    let text = String(decoding: handshake.greeting, as: UTF8.self)
    #expect(text.hasPrefix("CONNECT stream.binance.com:443 HTTP/1.1\r\nHost: stream.binance.com:443\r\n"))
    #expect(text.contains("Proxy-Authorization: Basic bWU6cGFzcw==\r\n"))
    #expect(handshake.consume(Array("HTTP/1.1 200 Connection".utf8)) == .wait)
    #expect(handshake.consume(Array(" established\r\n\r\n".utf8) + [22]) == .open(rest: [22]))
    var refused = ProxyHandshake(proxy: proxy, host: "a", port: 1)
    #expect(
      refused.consume(Array("HTTP/1.1 403 Forbidden\r\n\r\n".utf8))
        == .failed("the proxy refused the tunnel with HTTP 403"))
  }
}
