import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing
import TradingTesting

@testable import argonaut

/// Secrets that must not appear anywhere, and every way in which they could be written.
private struct Canaries {
  private let patterns: [(name: String, text: String)]

  init(_ secrets: [String: String]) {
    patterns = secrets.flatMap { name, secret in
      let data = Data(secret.utf8)
      let hex = data.map { String(format: "%02x", $0) }.joined()
      let percent = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
      // A secret in the middle of something that is encoded as base64 shows at one of three offsets; its ends blur.
      let base64 = (0..<3).map { shift -> String in
        let text = (Data(repeating: 0x20, count: shift) + data).base64EncodedString()
        return String(text.dropFirst(4).dropLast(4))
      }
      return [(name, secret), (name + " in hex", hex), (name + " in HEX", hex.uppercased()), (name + " in %", percent)]
        + base64.map { (name + " in base64", $0) }
    }
  }

  /// What of them is in a text, and anything that looks like a signature.
  func found(in text: String) -> [String] {
    var result = patterns.filter { text.contains($0.text) }.map(\.name)
    if text.firstMatch(of: /(?:^|[^0-9a-f])[0-9a-f]{64}(?:$|[^0-9a-f])/) != nil { result.append("an HMAC signature") }
    if text.firstMatch(of: /[A-Za-z0-9+\/]{86}==/) != nil { result.append("an Ed25519 signature") }
    return result
  }
}

@Suite("Secrets", .serialized)
struct SecretsTests {
  private static let key = "CANARYkeyQ7vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7"
  private static let secret = "CANARY+secret/with=odd%chars&NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3"

  /// Everything that a program of ours wrote: both outputs and the files of its state.
  private func writings(_ process: ArgonautProcess, _ folder: URL) -> String {
    var text = process.lines.joined(separator: "\n") + "\n" + process.errors
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      if file.pathExtension != "yaml", let data = FileManager.default.contents(atPath: file.path) {
        text += String(decoding: data, as: UTF8.self)
      }
    }
    return text
  }

  private func configuration(http: String, ws: String, wsApi: String, journal: URL, extra: String = "") -> String {
    """
    traderId: CANARY-001
    logLevel: trace
    journal: { directory: \(journal.path) }
    dataClients:
      BINANCE:
        baseURLHTTP: \(http)
        baseURLWS: \(ws)
        instrumentProvider: { loadIds: [BTCUSDT.BINANCE] }
    execClients:
      BINANCE:
        baseURLHTTP: \(http)
        baseURLWS: \(ws)
        baseURLWSAPI: \(wsApi)
        requestTimeout: 2s
    \(extra)
    """
  }

  /// Runs a gateway through every kind of failure.
  private func drive(_ gateway: ArgonautProcess, _ server: SandboxServer) async throws {
    _ = try await gateway.event("ready")
    let order =
      #""command":"submit","order":{"instrument":"BTCUSDT.BINANCE","side":"BUY","type":"LIMIT","quantity":"0.01","price":"30000","clientOrderId":"#
    for (number, fault) in Self.faults().enumerated() {
      await server.run { [fault] venue in venue.apply(fault) }
      gateway.send(#"{"id":\#(number),\#(order)"c-\#(number)"}}"#)
      _ = try await gateway.find(within: .seconds(4)) {
        $0["clientOrderId"]?.text == "c-\(number)"
          && ["OrderAccepted", "OrderRejected", "OrderUnknown", "OrderDenied"].contains($0["event"]?.text ?? "")
      }
      gateway.send(#"{"command":"cancel","clientOrderId":"c-\#(number)"}"#)
      gateway.send(#"{"command":"modify","clientOrderId":"c-\#(number)","price":"30001"}"#)
    }
    gateway.send(#"{"id":99,"command":"subscribe","instrument":"BTCUSDT.BINANCE","data":["quotes","book"]}"#)
    _ = try await gateway.find(within: .seconds(10)) { $0["result"]?.int == 99 }
    gateway.send(#"{"id":100,"command":"flatten","instrument":"BTCUSDT.BINANCE"}"#)
    gateway.send("{\"id\":101,\"command\":\"stop\"}")
  }

  private static func faults() -> [VenueFault] {
    var result: [VenueFault] = []
    func add(_ kind: VenueFault.Kind, _ change: (inout VenueFault) -> Void = { _ in }) {
      var fault = VenueFault(kind)
      fault.count = 1
      change(&fault)
      result.append(fault)
    }
    add(.error) {
      $0.endpoint = "order"
      $0.status = 400
      $0.code = -2010
      $0.message = "Account has insufficient balance for requested action."
    }
    add(.error) {
      $0.endpoint = "order"
      $0.status = 401
      $0.code = -2015
      $0.message = "Invalid API-key, IP, or permissions for action."
    }
    add(.error) {
      $0.endpoint = "order"
      $0.status = 400
      $0.code = -1022
      $0.message = "Signature for this request is not valid."
    }
    add(.error) {
      $0.endpoint = "order"
      $0.status = 503
    }
    add(.dropResponse) { $0.endpoint = "order" }
    add(.reset) { $0.endpoint = "order" }
    add(.close)
    add(.skew) { $0.duration = .seconds(30) }
    add(.tooManyRequests) { $0.duration = .seconds(1) }
    return result
  }

  @Test("Neither key nor secret nor signature is ever written, whatever goes wrong", arguments: ["hmac", "ed25519"])
  func canary(kind: String) async throws {
    var sandbox = SandboxConfiguration()
    sandbox.products = [.spot]
    sandbox.seed = 31
    let server = try await SandboxServer.start(sandbox)
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-canary-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let isEd25519 = kind == "ed25519"
    let problem = await server.run { venue -> String? in
      do {
        try venue.register(
          key: Self.key,
          scheme: isEd25519 ? .ed25519(publicKey: SigningKeys.ed25519Public) : .hmac(secret: Self.secret),
          account: "default")
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(problem == nil)
    let secret = isEd25519 ? SigningKeys.ed25519Private : Self.secret
    let file = folder.appending(path: "node.yaml")
    let address = try #require(server.address(of: .spot))
    try configuration(
      http: address.http, ws: address.ws, wsApi: address.wsApi, journal: folder.appending(path: "state")
    ).write(to: file, atomically: true, encoding: .utf8)
    let gateway = try ArgonautProcess(
      ["gateway", file.path],
      environment: ["BINANCE_API_KEY": Self.key, "BINANCE_API_SECRET": secret, "ARGONAUT_LOG": "trace"])
    try await drive(gateway, server)
    let code = try await gateway.finish()
    #expect(code == 0, "\(gateway.errors.suffix(500))")
    let seed = secret.split(separator: "\n").dropFirst().first.map(String.init) ?? secret
    let canaries = Canaries(["the key": Self.key, "the secret": secret, "the private key": seed])
    let text = writings(gateway, folder)
    #expect(text.contains("c-1"), "nothing was written at all")
    #expect(canaries.found(in: text).isEmpty, "\(canaries.found(in: text))")
    await server.stop()
  }

  @Test("A secret in a configuration file that cannot be used is not repeated in the complaint")
  func configurationErrors() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-canary-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let canaries = Canaries(["the key": Self.key, "the secret": Self.secret])
    for extra in [
      "    apiKey: \(Self.key)\n    apiSecert: '\(Self.secret)'",
      "    apiKey: \(Self.key)\n    apiSecret: ['\(Self.secret)']",
      "    apiKey: \(Self.key)\n    apiSecret: '\(Self.secret)'\n    proxyURL: 'ftp://user:\(Self.key)@127.0.0.1:1'",
      "    apiKey: \(Self.key)\n    apiSecret: '-----BEGIN PRIVATE KEY-----\(Self.secret)'",
      "    apiKey: \(Self.key)\n    apiSecret: \(Self.secret): x",
      "    apiKey: \(Self.key)\n    apiSecret: *\(Self.secret)",
    ] {
      let file = folder.appending(path: "node.yaml")
      let text = configuration(
        http: "http://127.0.0.1:1", ws: "ws://127.0.0.1:1", wsApi: "ws://127.0.0.1:1",
        journal: folder.appending(path: "state"), extra: extra)
      try text.write(to: file, atomically: true, encoding: .utf8)
      for command in ["gateway", "check", "run"] {
        let process = try ArgonautProcess([command, file.path], environment: ["ARGONAUT_LOG": "trace"])
        process.endInput()
        let code = try await process.finish()
        #expect(code != 0)
        let text = writings(process, folder)
        #expect(canaries.found(in: text).isEmpty, "\(command) \(extra.prefix(40)): \(canaries.found(in: text))")
      }
    }
  }
}
