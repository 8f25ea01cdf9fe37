import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// A WebSocket server on this machine made of NIO's stock codec. What it does depends on the path.
final class LocalWebSocketServer: Sendable {
  let port: Int
  private let channel: any Channel

  init(on group: any EventLoopGroup, tls: NIOSSLContext? = nil) async throws {
    channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Self.configure(channel, tls: tls) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  func stop() async throws { try await channel.close() }

  private static func configure(_ channel: any Channel, tls: NIOSSLContext?) throws {
    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
    let upgrader = NIOWebSocketServerUpgrader(
      shouldUpgrade: { channel, head in
        channel.eventLoop.makeSucceededFuture(head.uri.hasPrefix("/refuse") ? nil : HTTPHeaders())
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptHandler(path: head.uri))
        }
      })
    let refusal = NIOLoopBound(RefusalHandler(), eventLoop: channel.eventLoop)
    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
      withServerUpgrade: (
        upgraders: [upgrader],
        completionHandler: { context in
          context.pipeline.syncOperations.removeHandler(refusal.value, promise: nil)
        }
      ))
    try channel.pipeline.syncOperations.addHandler(refusal.value)
  }
}

/// Answers requests that are not upgraded with 429.
private final class RefusalHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let headers = HTTPHeaders([("Retry-After", "11"), ("Content-Length", "8")])
    let head = HTTPResponseHead(version: .http1_1, status: .tooManyRequests, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "too many")))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let path: String

  init(path: String) { self.path = path }

  func handlerAdded(context: ChannelHandlerContext) {
    switch path {
    case "/ping": send(context, .ping, "are you there")
    case "/fragments":
      send(context, .text, "one ", isFinal: false)
      send(context, .ping, "")
      send(context, .continuation, "two ", isFinal: false)
      send(context, .continuation, "three")
    case "/masked":
      let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: [1, 2, 3, 4], data: ByteBuffer(string: "x"))
      context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    case "/close":
      var data = ByteBuffer()
      data.write(webSocketErrorCode: .unknown(4_001))
      data.writeString("bye")
      context.writeAndFlush(
        wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: nil)
    case "/drop": context.close(promise: nil)
    case "/three":
      // One write, so that one read brings all of them.
      for text in ["one", "two", "three"] {
        let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text))
        context.write(wrapOutboundOut(frame), promise: nil)
      }
      context.flush()
    case "/big": send(context, .text, String(repeating: "0123456789", count: 100_000))
    default: break
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    let text = String(buffer: frame.unmaskedData)
    switch frame.opcode {
    case .text where path == "/echo": send(context, .text, text)
    case .pong: send(context, .text, "pong: \(text)")
    case .ping: send(context, .pong, text)
    case .connectionClose where path == "/echo":
      let answer = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(answer)).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    case .connectionClose where path == "/ping":
      // Tells the test with which code it was closed, by its own close frame.
      let answer = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    default: break
    }
  }

  private func send(
    _ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ text: String, isFinal: Bool = true
  ) {
    let frame = WebSocketFrame(fin: isFinal, opcode: opcode, data: ByteBuffer(string: text))
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }
}

/// A certificate for `localhost` and `127.0.0.1`, made by openssl for one test.
struct LocalCertificate {
  let certificateFile: String
  let keyFile: String

  /// Nil when there is no openssl.
  static func make(names: String = "DNS:localhost,IP:127.0.0.1") throws -> LocalCertificate? {
    let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let openssl else {
      print("skipped: no openssl to make a certificate with")
      return nil
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("argonaut-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout",
      key, "-out", certificate, "-subj", "/CN=argonaut test", "-addext", "subjectAltName=\(names)",
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      print("skipped: openssl made no certificate")
      return nil
    }
    return LocalCertificate(certificateFile: certificate, keyFile: key)
  }

  func serverContext() throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(certificateFile).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
  }
}
