import Foundation

/// What the harness wants measured, from its environment variables.
struct FeedJob: Sendable {
  enum Kind: Sendable { case quotes, trades, books }

  let port: Int
  let tlsPort: Int?
  let count: Int
  let kind: Kind
  let isFutures: Bool
  /// The venue's symbols, in upper case.
  let symbols: [String]
  /// The load server's certificate, for TLS runs.
  let certificate: String?
  /// Where the server notes when it sent each message, in paced runs.
  let timestamps: String?

  init?(_ environment: [String: String]) {
    guard let port = environment["BN_PORT"].flatMap({ Int($0) }), let count = environment["BN_N"].flatMap({ Int($0) }),
      let work = environment["BN_WORK"], let streams = environment["BN_STREAMS"]
    else { return nil }
    self.port = port
    self.count = count
    tlsPort = environment["BN_TLS"].flatMap { Int($0) }
    kind = work.contains("depth") ? .books : work.contains("trade") ? .trades : .quotes
    isFutures = environment["BN_FMT"] == "fut"
    symbols = streams.split(separator: ",").map { $0.prefix { $0 != "@" }.uppercased() }
    certificate = environment["BN_CERT"] ?? "bin/cert.pem"
    timestamps = environment["BN_TS"].flatMap { $0.isEmpty ? nil : $0 }
  }

  var httpURL: String { "http://127.0.0.1:\(port)" }
  var streamURL: String { tlsPort.map { "wss://localhost:\($0)" } ?? "ws://127.0.0.1:\(port)" }
}
