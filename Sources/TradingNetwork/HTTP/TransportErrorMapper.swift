import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSOCKS
import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the errors of the HTTP and socket libraries into ``TransportError``s.
struct TransportErrorMapper {
  /// Where connections go first, if there is a proxy.
  let proxyPlace: String?

  func map(_ error: any Error, url: EndpointURL, mayHaveBeenSent: Bool) -> TransportError {
    let (kind, detail) = classify(error)
    // Without a byte of the request written, a failure to connect is the proxy's where there is one.
    if let proxyPlace, !mayHaveBeenSent, kind == .connectionRefused || kind == .nameResolution || kind == .proxy {
      return TransportError(
        kind: .proxy, place: "\(url.place) through the proxy \(proxyPlace)", detail: detail, mayHaveBeenSent: false)
    }
    return TransportError(kind: kind, place: url.place, detail: detail, mayHaveBeenSent: mayHaveBeenSent)
  }

  private func classify(_ error: any Error) -> (TransportError.Kind, String) {
    switch error {
    case let error as HTTPClientError: classify(client: error)
    case let error as NIOConnectionError: classify(connection: error)
    case let error as IOError: classify(errno: error.errnoCode)
    case let error as ChannelError: classify(channel: error)
    case NIOSSLError.uncleanShutdown: (.connectionReset, "the peer closed the connection")
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: (.tls, tlsDetail(error))
    case is SOCKSError.InvalidServerState, is SOCKSError.ConnectionFailed, is SOCKSError.NoValidAuthenticationMethod,
      is SOCKSError.InvalidProtocolVersion, is SOCKSError.InvalidReservedByte,
      is SOCKSError.InvalidAuthenticationSelection:
      (.proxy, "the SOCKS proxy refused the connection: \(type(of: error))")
    case let error as HTTPResponseCollector.TooLarge: (.other, "the answer is larger than \(error.limit) bytes")
    case HTTPParserError.invalidEOFState: (.connectionReset, "the peer cut its answer off")
    case is HTTPParserError: (.other, "the peer's answer is not HTTP: \(error)")
    default: (.other, "the request failed: \(type(of: error))")
    }
  }

  /// The usual failures in plain words; the library's own text for the others.
  private func tlsDetail(_ error: any Error) -> String {
    let text = String(describing: error)
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return "the server's certificate is not trusted" }
    if text.contains("failedToValidateHostname") { return "the server's certificate is for another host" }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return "the server does not speak TLS on this port"
    }
    return "TLS failed: \(text)"
  }

  private func classify(client error: HTTPClientError) -> (TransportError.Kind, String) {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: (.connectTimeout, "no connection in time")
    case .tlsHandshakeTimeout: (.tls, "the TLS handshake did not end in time")
    case .deadlineExceeded, .readTimeout, .writeTimeout: (.requestTimeout, "no whole answer in time")
    case .remoteConnectionClosed, .uncleanShutdown: (.connectionReset, "the peer closed the connection")
    case .proxyAuthenticationRequired: (.proxy, "the proxy wants a user and password, or refused those it was given")
    case .invalidProxyResponse: (.proxy, "the proxy refused to connect")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: (.proxy, "the proxy did not answer in time")
    case .alreadyShutdown, .cancelled: (.shutDown, "the transport is shut down")
    case .invalidURL, .emptyHost, .emptyScheme: (.invalidURL, "the URL cannot be requested")
    default: (.other, "the request failed: \(error.shortDescription)")
    }
  }

  private func classify(connection error: NIOConnectionError) -> (TransportError.Kind, String) {
    if error.connectionErrors.isEmpty { return (.nameResolution, "the host's name does not resolve") }
    let reasons = error.connectionErrors.map { classify($0.error) }
    return reasons.first { $0.0 == .connectionRefused } ?? reasons.first { $0.0 == .connectTimeout }
      ?? reasons.first ?? (.other, "connecting failed")
  }

  private func classify(channel error: ChannelError) -> (TransportError.Kind, String) {
    switch error {
    case .connectTimeout: (.connectTimeout, "no connection in time")
    case .eof, .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed:
      (.connectionReset, "the peer closed the connection")
    default: (.other, "the connection failed: \(error)")
    }
  }

  private func classify(errno code: CInt) -> (TransportError.Kind, String) {
    switch code {
    case ECONNREFUSED: (.connectionRefused, "connection refused: nothing listens there")
    case ETIMEDOUT: (.connectTimeout, "no connection in time")
    case ECONNRESET, EPIPE, ECONNABORTED: (.connectionReset, "connection reset by the peer")
    case ENETUNREACH, EHOSTUNREACH: (.connectionRefused, "no route to the host")
    default: (.other, "the connection failed: error \(code)")
    }
  }
}
