import Foundation
public import TradingLive
import TradingModel
import TradingNetwork

extension BinanceConnectionConfig {
  /// Reads the connection's keys of a client's part of a configuration file.
  public init(tree: ConfigurationTree) throws(ConfigurationError) {
    self.init()
    if let type = try tree.binanceValue(
      "accountType", aliases: ["productType", "product_type"], BinanceAccountType.init(spelling:))
    {
      accountType = type
    }
    if let value = try tree.binanceValue("environment", BinanceEnvironment.init(spelling:)) { environment = value }
    us = try tree.bool("us") ?? us
    apiKey = try tree.string("apiKey").map { SecretText($0) }
    apiSecret = try tree.string("apiSecret").map { SecretText($0) }
    apiKeyFile = try tree.string("apiKeyFile")
    apiSecretFile = try tree.string("apiSecretFile")
    baseURLHTTP = try tree.string("baseURLHTTP")
    baseURLWS = try tree.string("baseURLWS")
    baseURLWSAPI = try tree.string("baseURLWSAPI", aliases: ["baseURLWSTrading", "base_url_ws_trading"])
    proxyURL = try tree.string("proxyURL")
    trustRootsFile = try tree.string("trustRootsFile")
    if let window = try tree.duration("recvWindow", unit: .milliseconds, aliases: ["recv_window_ms"]) {
      guard window >= .milliseconds(1), window <= .seconds(60) else {
        throw tree.error("recvWindow", "the venue takes 1 ms to 60 s")
      }
      recvWindow = window
    }
    if let timeout = try tree.duration("requestTimeout", unit: .seconds) {
      guard timeout > .zero else { throw tree.error("requestTimeout", "must be longer than nothing") }
      requestTimeout = timeout
    }
    try check(tree)
  }

  /// Tells of unusable URLs with their place in the file, before anything connects.
  private func check(_ tree: ConfigurationTree) throws(ConfigurationError) {
    do {
      try validate()
    } catch {
      throw tree.error(error.path, error.problem)
    }
  }

  /// Refuses what cannot work whatever the venue says: malformed URLs, a missing file of certificates.
  public func validate() throws(ConfigurationError) {
    _ = try BinanceEndpoints(self)
    if let proxyURL {
      do {
        _ = try ProxyEndpoint(proxyURL)
      } catch {
        throw ConfigurationError(place: "Binance", path: "proxyURL", problem: error.detail)
      }
    }
    if let trustRootsFile { try Self.checkCertificates(trustRootsFile) }
  }

  /// A file of certificates must be there and hold one; whether that is of use shows when a connection is made.
  private static func checkCertificates(_ path: String) throws(ConfigurationError) {
    let problem: String
    if let data = FileManager.default.contents(atPath: path) {
      if String(decoding: data, as: UTF8.self).contains("CERTIFICATE-----") { return }
      problem = "holds no certificate in PEM; name a file with -----BEGIN CERTIFICATE----- in it"
    } else {
      problem = "cannot be read; check that it exists and is readable by you"
    }
    throw ConfigurationError(place: "Binance", path: "trustRootsFile", problem: "'\(path)' \(problem)")
  }
}

extension ConfigurationTree {
  /// A word that a type reads by itself; its error gets the place in the file.
  func binanceValue<Value>(
    _ key: String, aliases: [String] = [], _ read: (String) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    do {
      return try read(text)
    } catch {
      throw self.error(key, error.problem)
    }
  }

  /// An interval that `0`, `off` or `none` switches off.
  ///
  /// - Returns: `nil` when the key is absent.
  func binanceInterval(
    _ key: String, unit: DurationUnit, aliases: [String]
  ) throws(ConfigurationError) -> Duration?? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    if ["off", "none", "never"].contains(text.lowercased()) { return .some(nil) }
    // A name such as …_mins or …_secs says the unit of a bare number.
    let written = keys.first { aliases.contains($0) }
    let unit: DurationUnit =
      switch written {
      case .some(let name) where name.hasSuffix("_mins"): .minutes
      case .some(let name) where name.hasSuffix("_secs"): .seconds
      default: unit
      }
    guard let value = DurationUnit.parse(text, defaultUnit: unit) else {
      throw error(key, "'\(text)' is not a duration; write 250ms, 10s, 5m or 1h, or 0 for never")
    }
    return .some(value > .zero ? value : nil)
  }
}
