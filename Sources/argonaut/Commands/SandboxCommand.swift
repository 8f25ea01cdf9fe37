import ArgumentParser
import BinanceSandbox
import Foundation
import Yams

/// `argonaut sandbox`: the exchange alone, for any Binance client.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a local Binance-compatible exchange: REST, streams and WebSocket API, one port for each product.",
    discussion: """
      Prints one line of JSON when it serves: the URLs, and the key of a funded account. Any Binance client works with
      it once its base URLs are changed. Ends with SIGINT or SIGTERM.

        argonaut sandbox --port 8080 --products spot,usdm
        argonaut sandbox --market recorded:spot-btcusdt.jsonl.gz --speed 10
      """
  )

  @Option(help: "The first of the ports; the others follow. 0 takes free ones.")
  var port: Int = 0

  @Option(help: "What to serve, separated by commas: spot, usdm, coinm, margin (margin shares spot's port).")
  var products: String?

  @Option(help: "Determines the synthetic market and the keys.")
  var seed: UInt64?

  @Option(help: "synthetic, or recorded:FILE (repeatable); a recording's product is read from the file.")
  var market: [String] = []

  @Option(help: "How fast markets move; 1 is true to life, 100 the most that a synthetic one can do.")
  var speed: Double = 1

  @Option(help: "A YAML or JSON file of timed faults.")
  var scenario: String?

  @Option(help: "Opens a further funded account of this name (repeatable); its key is printed too.")
  var account: [String] = []

  @Option(help: "The day whose venue it is, as YYYY-MM-DD: what Binance changed later has not happened yet.")
  var venueDate: String?

  @Flag(help: "Serve over TLS, with a certificate made for the occasion unless files are given.")
  var tls = false

  @Option(help: "The PEM file of the certificate for --tls; without --tls-key, where the made one is written.")
  var tlsCertificate: String?

  @Option(help: "The PEM file of the private key for --tls.")
  var tlsKey: String?

  @Flag(help: "Offer spot listen keys over REST, as Binance US does.")
  var us = false

  @Flag(help: "Print JSON (it does anyway).")
  var json = false

  func run() async throws {
    let configuration = try makeConfiguration()
    var options = SandboxServer.Options()
    options.port = port
    options.usesTLS = tls
    options.certificateFile = tlsKey == nil ? nil : tlsCertificate
    options.privateKeyFile = tlsKey
    let server: SandboxServer
    do throws(SandboxServer.StartError) {
      server = try await SandboxServer.start(configuration, options: options)
    } catch {
      if case .tls = error, let tlsCertificate, let tlsKey {
        throw CommandFailure(
          .usage, "\(error.description): \(tlsCertificate) and \(tlsKey) must be PEM and belong together")
      }
      if case .unservedRecording = error { throw CommandFailure(.usage, error.description) }
      throw CommandFailure(.failed, error.description)
    }
    do {
      let certificate = try writeCertificate(of: server)
      let signals = await TerminationSignals()
      let writer = LineWriter()
      writer.write(readyLine(server, certificate: certificate))
      writer.flush()
      await signals.wait()
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  // MARK: Options

  private func makeConfiguration() throws -> SandboxConfiguration {
    guard (0...65_000).contains(port) else {
      throw CommandFailure(.usage, "--port \(port) is out of range: give 0…65000 (0 takes free ports)")
    }
    guard speed > 0, speed.isFinite else {
      throw CommandFailure(.usage, "--speed \(speed) makes no sense: give a number above 0 (1 is true to life)")
    }
    // Every event of a made market is work; at tens of thousands a second clients would get no answer any more.
    guard speed <= 100 || market.contains(where: { $0.hasPrefix("recorded:") }) else {
      throw CommandFailure(
        .usage, "--speed \(speed) is more than a synthetic market can do: give up to 100; recordings may go faster")
    }
    try checkFiles()
    try checkAccounts()
    var configuration = SandboxConfiguration()
    configuration.products = try parsedProducts()
    configuration.seed = seed
    configuration.accounts = account
    configuration.offersSpotListenKeys = us
    configuration.recorded.speed = speed
    configuration.synthetic.eventsPerSecond *= speed
    for entry in market {
      if entry == "synthetic" { continue }
      guard entry.hasPrefix("recorded:") else {
        throw CommandFailure(.usage, "unknown --market \(entry): give synthetic or recorded:FILE")
      }
      configuration.recordings.append(try RecordingArgument.path(entry))
    }
    if let venueDate {
      guard let calendar = VenueCalendar(venueDate) else {
        throw CommandFailure(.usage, "--venue-date \(venueDate) is no date: give YYYY-MM-DD, as 2026-01-31")
      }
      configuration.calendar = calendar
    }
    if let scenario { configuration.scenario = try readScenario(scenario) }
    return configuration
  }

  private func checkFiles() throws(CommandFailure) {
    guard tls || (tlsKey == nil && tlsCertificate == nil) else {
      throw CommandFailure(.usage, "--tls-certificate and --tls-key are for --tls; add it, or leave them out")
    }
    guard let tlsKey else { return }
    guard let tlsCertificate else {
      throw CommandFailure(.usage, "--tls-key needs the certificate it belongs to; add --tls-certificate")
    }
    for path in [tlsCertificate, tlsKey] where !FileManager.default.isReadableFile(atPath: path) {
      throw CommandFailure(.usage, "\(path) cannot be read; check that it exists and is readable by you")
    }
  }

  private func checkAccounts() throws(CommandFailure) {
    for (index, name) in account.enumerated() {
      guard !name.isEmpty, name != "default", !account[..<index].contains(name) else {
        throw CommandFailure(
          .usage, "--account '\(name)' is empty or taken; give each account a name of its own, other than default")
      }
    }
  }

  private func parsedProducts() throws -> [SandboxProduct]? {
    guard let products else { return nil }
    var result: [SandboxProduct] = []
    for name in products.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      let product: SandboxProduct? = name == "margin" ? .spot : SandboxProduct(rawValue: name)
      guard let product else {
        throw CommandFailure(.usage, "unknown product \"\(name)\" in --products: give spot, usdm, coinm or margin")
      }
      if !result.contains(product) { result.append(product) }
    }
    guard !result.isEmpty else {
      throw CommandFailure(.usage, "--products is empty: give spot, usdm, coinm or margin")
    }
    return result
  }

  private func readScenario(_ path: String) throws -> Scenario {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CommandFailure(.usage, "scenario \(path): there is no such readable file; check the path of --scenario")
    }
    do {
      // YAML is a superset of JSON.
      let object = try Yams.load(yaml: text) ?? [Any]()
      return try Scenario(json: Array(JSONSerialization.data(withJSONObject: object)))
    } catch let error as FaultFormatError {
      throw CommandFailure(.usage, "scenario \(path): \(error.description)")
    } catch {
      let reason = "\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"
      throw CommandFailure(.usage, "scenario \(path): neither YAML nor JSON (\(reason))")
    }
  }

  // MARK: Output

  private func writeCertificate(of server: SandboxServer) throws -> String? {
    guard let pem = server.certificatePEM else { return nil }
    let path = tlsCertificate ?? NSTemporaryDirectory() + "/argonaut-sandbox-\(getpid()).pem"
    do {
      try pem.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw CommandFailure(.failed, "cannot write the certificate to \(path); name another file by --tls-certificate")
    }
    return path
  }

  private func readyLine(_ server: SandboxServer, certificate: String?) -> String {
    var line = JSONLine("event", "ready")
    line.string("instance", String(UInt64.random(in: .min ... .max), radix: 16))
    line.string("apiKey", server.credentials.apiKey)
    line.string("apiSecret", server.credentials.apiSecret)
    for product in server.products {
      guard let address = server.address(of: product) else { continue }
      switch product {
      case .spot: line.object("spot", urls(address))
      case .usdm: line.object("usdm", urls(address))
      case .coinm: line.object("coinm", urls(address))
      }
    }
    if server.products.contains(.spot), products?.contains("margin") ?? true,
      let address = server.address(of: .spot)
    {
      line.object("margin", urls(address))
    }
    line.string("admin", server.adminURL)
    line.string("certificate", certificate)
    if !server.furtherCredentials.isEmpty {
      line.array(
        "accounts",
        server.furtherCredentials.map { credentials in
          var entry = JSONLine("name", credentials.account)
          entry.string("apiKey", credentials.apiKey)
          entry.string("apiSecret", credentials.apiSecret)
          return entry
        })
    }
    return String(decoding: line.bytes, as: UTF8.self) + "}"
  }

  private func urls(_ address: SandboxServer.Address) -> JSONLine {
    var line = JSONLine("http", address.http)
    line.string("ws", address.ws)
    line.string("wsApi", address.wsApi)
    return line
  }
}
