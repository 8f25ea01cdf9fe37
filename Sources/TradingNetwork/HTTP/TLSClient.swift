import NIOCore
import NIOSSL

/// TLS as both live transports speak it: certificates verified in full, with extra trusted ones on request.
final class TLSClient {
  let configuration: TLSConfiguration
  private var context: NIOSSLContext?

  /// - Parameter trustRootsFile: a PEM file of certificates that are trusted besides the system's.
  init(trustRootsFile: String?) throws(TransportError) {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let trustRootsFile {
      do {
        configuration.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(trustRootsFile))]
      } catch {
        throw TransportError(
          kind: .tls, place: trustRootsFile, detail: "the file of trusted certificates cannot be read as PEM",
          mayHaveBeenSent: false)
      }
    }
    self.configuration = configuration
  }

  /// The TLS layer of a connection to a host. The context is made once: it reads the system's certificates.
  func makeHandler(host: String) throws -> NIOSSLClientHandler {
    let context = try context ?? NIOSSLContext(configuration: configuration)
    self.context = context
    // Without a name, the certificate is checked against the address.
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }
}
