import Foundation

/// What the harness asks for, by environment variables, and the way orders are to go.
struct OrderJob {
  let port: Int
  /// Where the load server notes the arrival of each order.
  let orderLog: String
  let usesEd25519: Bool
  let orders: Int
  let gap: Duration
  /// Whether orders go over REST instead of the WebSocket API.
  let usesREST: Bool
  /// The file of the Ed25519 key.
  let keyFile: String
  let journalDirectory: String

  /// The harness's public test key; it opens nothing.
  static let apiKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
  static let secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

  init?(_ environment: [String: String], _ arguments: [String]) {
    guard let port = environment["BN_PORT"].flatMap({ Int($0) }), let log = environment["BN_OLOG"] else { return nil }
    self.port = port
    orderLog = log
    usesEd25519 = environment["BN_KEY"] == "ed25519"
    orders = environment["BN_ORDERS"].flatMap { Int($0) } ?? 600
    gap = .milliseconds(environment["BN_GAP_MS"].flatMap { Int($0) } ?? 1)
    usesREST = arguments.contains("--rest")
    keyFile = arguments.first { $0.hasSuffix(".pem") } ?? "bin/ed25519.pem"
    journalDirectory = FileManager.default.temporaryDirectory.appending(path: "argonaut-orderbench-\(getpid())").path
  }

  var warmup: Int { orders / 10 }

  var name: String { "argonaut-\(usesREST ? "rest" : "ws")-\(usesEd25519 ? "ed25519" : "hmac")" }

  /// The secret: the HMAC secret, or the private key's text.
  func secretText() throws -> String {
    usesEd25519 ? try String(contentsOfFile: keyFile, encoding: .utf8) : Self.secret
  }
}
