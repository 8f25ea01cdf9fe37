public import Foundation
public import TradingLive

/// Where a client's key and secret come from: the configuration, files, or environment variables.
public enum BinanceCredentialSource {
  /// The environment variables that are looked at for an account type and environment, in order.
  ///
  /// Live variables are never used for testnet or demo, nor the other way round.
  public static func variableNames(
    accountType: BinanceAccountType, environment: BinanceEnvironment
  ) -> [(key: String, secret: String)] {
    let prefixes: [String] =
      switch (environment, accountType.isFutures) {
      case (.live, true): ["BINANCE_FUTURES", "BINANCE"]
      case (.live, false): ["BINANCE"]
      case (.testnet, true): ["BINANCE_FUTURES_TESTNET"]
      case (.testnet, false): ["BINANCE_TESTNET"]
      case (.demo, _): ["BINANCE_DEMO"]
      }
    return prefixes.map { ("\($0)_API_KEY", "\($0)_API_SECRET") }
  }

  /// Finds and reads the credentials of a connection; `nil` when there are none anywhere.
  ///
  /// The configuration wins over key files, and those over the environment. A key and a secret of different origins are
  /// taken together only when the configuration names one of them and the environment the other.
  ///
  /// - Throws: when only half of a pair is there, a file cannot be read, or a key is malformed.
  public static func credentials(
    for connection: BinanceConnectionConfig, variables: [String: String] = ProcessInfo.processInfo.environment
  ) throws(ConfigurationError) -> BinanceCredentials? {
    let names = variableNames(accountType: connection.accountType, environment: connection.environment)
    var key = connection.apiKey
    var secret = connection.apiSecret
    // Where the two come from, for what is told about them.
    var origins = (key: "apiKey", secret: "apiSecret")
    if key == nil, let file = connection.apiKeyFile {
      key = try read(file, "apiKeyFile")
      origins.key = file
    }
    if secret == nil, let file = connection.apiSecretFile {
      secret = try read(file, "apiSecretFile")
      origins.secret = file
    }
    if key == nil || secret == nil {
      let pair = names.first { present(variables[$0.key]) != nil || present(variables[$0.secret]) != nil }
      if let pair {
        if key == nil { (key, origins.key) = (present(variables[pair.key]), pair.key) }
        if secret == nil { (secret, origins.secret) = (present(variables[pair.secret]), pair.secret) }
      }
    }
    guard key != nil || secret != nil else { return nil }
    let pair = names.map { "\($0.key) and \($0.secret)" }.joined(separator: ", or ")
    guard let key else {
      throw ConfigurationError(
        place: "Binance credentials", path: "apiKey", problem: "there is a secret but no API key; set \(pair)")
    }
    guard let secret else {
      throw ConfigurationError(
        place: "Binance credentials", path: "apiSecret", problem: "there is an API key but no secret; set \(pair)")
    }
    do {
      return try BinanceCredentials(apiKey: key, apiSecret: secret)
    } catch {
      let origin = error == .malformedKey ? origins.key : origins.secret
      throw ConfigurationError(place: "Binance credentials", path: origin, problem: error.description)
    }
  }

  private static func present(_ text: String?) -> SecretText? {
    guard let text, !text.isEmpty else { return nil }
    return SecretText(text)
  }

  private static func read(_ file: String, _ option: String) throws(ConfigurationError) -> SecretText {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ConfigurationError(
        place: file, path: option, problem: "cannot be read; check that it exists and is readable by you")
    }
    guard data.count <= 65_536, let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(place: file, path: option, problem: "is not a text file with a key")
    }
    return SecretText(text)
  }
}
