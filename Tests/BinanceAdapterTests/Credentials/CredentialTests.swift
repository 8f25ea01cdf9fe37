import Foundation
import Testing
import TradingModel
import TradingTesting

@testable import BinanceAdapter

@Suite("Credentials")
struct CredentialTests {
  private func credentials(_ secret: String, key: String = "KEY") throws -> BinanceCredentials {
    try BinanceCredentials(apiKey: SecretText(key), apiSecret: SecretText(secret))
  }

  @Test("The kind of a key follows from the secret's format")
  func detection() throws {
    #expect(try credentials("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j").keyType == .hmac)
    #expect(try credentials(KeyFixtures.ed25519).keyType == .ed25519)
    #expect(try credentials(KeyFixtures.ed25519Base64).keyType == .ed25519)
    #expect(try credentials(SigningKeys.rsaPrivate).keyType == .rsa)
    #expect(try credentials(KeyFixtures.rsaPKCS1).keyType == .rsa)
    #expect(try credentials(KeyFixtures.ed25519.replacing("\n", with: "\\n")).keyType == .ed25519)
    #expect(try credentials(SigningKeys.rsaPrivate.replacing("\n", with: "\r\n")).keyType == .rsa)
  }

  @Test("The base64 of 32 bare bytes is an HMAC secret, not an Ed25519 seed")
  func bareSeed() throws {
    #expect(try credentials(Data(repeating: 7, count: 32).base64EncodedString()).keyType == .hmac)
  }

  @Test("Unusable keys are refused with what they are")
  func refusals() {
    func refused(_ secret: String, key: String = "KEY") -> BinanceCredentialsError? {
      do {
        _ = try BinanceCredentials(apiKey: SecretText(key), apiSecret: SecretText(secret))
        return nil
      } catch {
        return error
      }
    }
    #expect(
      refused("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----") == .encryptedKey)
    #expect(refused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----") == .publicKey)
    #expect(refused("  \n") == .emptySecret)
    #expect(refused("secret", key: "") == .malformedKey)
    #expect(refused("secret", key: "K\r\nX-Evil: 1") == .malformedKey)
    #expect(refused("-----BEGIN PRIVATE KEY-----\nMC4C") != nil)
    #expect(refused("-----BEGIN EC PRIVATE KEY-----\nMC4C\n-----END EC PRIVATE KEY-----") != nil)
    let cut = KeyFixtures.ed25519.replacing("2u5k", with: "")
    #expect(refused(String(cut.dropFirst(40).dropLast(45))) == nil, "an unknown text is taken for an HMAC secret")
  }

  @Test("White space around a key is removed and reported")
  func trimming() throws {
    let found = try BinanceCredentials(apiKey: "KEY\n", apiSecret: " secret\r\n")
    #expect(found.warnings.count == 2)
    #expect(found.apiKey.reveal { $0 } == "KEY")
    #expect(try found.signature(of: "a=1") == credentials("secret").signature(of: "a=1"))
    #expect(try credentials(KeyFixtures.ed25519).warnings.isEmpty)
  }

  @Test("A private key is read however its line ends came along", arguments: [" ", "\\n", "\r\n", "\n    ", "\n\n"])
  func lineEnds(_ end: String) throws {
    let text = KeyFixtures.ed25519.replacing("\n", with: end)
    #expect(try credentials(text).keyType == .ed25519)
    #expect(try credentials("\"\(text)\"").keyType == .ed25519, "in quotes")
    #expect(try credentials(SigningKeys.rsaPrivate.replacing("\n", with: end)).keyType == .rsa)
  }

  @Test("A secret that looks like a path, and what stands in quotes, is reported without being repeated")
  func oddSecrets() throws {
    for secret in ["/home/me/key", "~/key", "./key", "ed25519.pem"] {
      let warnings = try credentials(secret).warnings
      #expect(warnings.count == 1 && warnings[0].contains("apiSecretFile") && !warnings[0].contains(secret))
    }
    let quoted = try credentials("'abc'", key: "\"KEY\"").warnings
    #expect(quoted.count == 2 && quoted.allSatisfy { $0.contains("in quotes") && !$0.contains("abc") })
    #expect(try credentials("CANARY+secret/with=odd%chars&").warnings.isEmpty)
  }

  @Test("A secret has no textual form")
  func redaction() throws {
    let secret = SecretText("hunter2")
    let credentials = try BinanceCredentials(apiKey: "apikey-hunter2", apiSecret: "hunter2")
    let config = BinanceConnectionConfig(
      apiKey: "apikey-hunter2", apiSecret: secret, proxyURL: "http://user:hunter2@proxy:3128")
    var texts: [String] = []
    for value in [secret, credentials, config, BinanceDataClientConfig(connection: config)] as [Any] {
      texts += ["\(value)", String(describing: value), String(reflecting: value)]
      var dumped = ""
      dump(value, to: &dumped)
      texts.append(dumped)
      texts += Mirror(reflecting: value).children.map { "\($0.value)" }
    }
    texts.append(String(decoding: try JSONEncoder().encode([secret]), as: UTF8.self))
    for text in texts { #expect(!text.contains("hunter2"), "\(text)") }
    #expect("\(secret)" == "<redacted>")
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }
}

@Suite("Signatures")
struct SignatureTests {
  @Test("The venue's HMAC vectors are reproduced")
  func hmac() throws {
    let spot = try BinanceCredentials(
      apiKey: "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
      apiSecret: "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j")
    #expect(
      try spot.signature(of: "timestamp=1578963600000")
        == "d84e6641b1e328e7b418fff030caed655c266299c9355e36ce801ed14631eed4")
    let parameters: BinanceParameters = [
      "symbol": "１２３４５６", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": 1, "price": "0.1",
      "recvWindow": 5000, "timestamp": 1_499_827_319_559,
    ]
    #expect(
      try spot.signature(of: parameters.query) == "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")
    let futures = try BinanceCredentials(
      apiKey: "KEY", apiSecret: "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9")
    let payload =
      "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943"
    #expect(
      try futures.signature(of: payload) == "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9")
  }

  @Test("Ed25519 signs as RFC 8032 says")
  func ed25519() throws {
    let expected =
      "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw=="
    for secret in [KeyFixtures.ed25519, KeyFixtures.ed25519Base64] {
      let credentials = try BinanceCredentials(apiKey: "KEY", apiSecret: SecretText(secret))
      #expect(try credentials.signature(of: "") == expected)
    }
  }

  @Test("RSA signs with PKCS#1 v1.5 padding, whatever the key's wrapping")
  func rsa() throws {
    for secret in [SigningKeys.rsaPrivate, KeyFixtures.rsaPKCS1] {
      let credentials = try BinanceCredentials(apiKey: "KEY", apiSecret: SecretText(secret))
      #expect(try credentials.signature(of: "timestamp=1578963600000") == KeyFixtures.rsaSignature)
    }
  }

  @Test("A REST query is encoded before it is signed, and the signature stands last")
  func restQuery() throws {
    let credentials = try BinanceCredentials(apiKey: "KEY", apiSecret: SecretText(KeyFixtures.ed25519))
    let query = try BinanceSignedQuery.make(
      ["symbol": "币安USDT"], timestamp: .init(milliseconds: 1_700_000_000_000), recvWindow: .seconds(5),
      credentials: credentials)
    let payload = "symbol=%E5%B8%81%E5%AE%89USDT&recvWindow=5000&timestamp=1700000000000"
    let signature = BinancePercentEncoding.encode(try credentials.signature(of: payload))
    #expect(query == "\(payload)&signature=\(signature)")
    #expect(!signature.contains("+") && !signature.contains("=") && !signature.contains("/"))
  }

  @Test("A WebSocket API request is signed sorted and not encoded")
  func webSocketAPI() throws {
    let credentials = try BinanceCredentials(apiKey: "KEY", apiSecret: "secret")
    let parameters = try BinanceSignedQuery.webSocketAPI(
      ["symbol": "币安USDT", "side": "BUY"], timestamp: .init(milliseconds: 1_700_000_000_000),
      recvWindow: .seconds(5), credentials: credentials)
    let payload = "apiKey=KEY&recvWindow=5000&side=BUY&symbol=币安USDT&timestamp=1700000000000"
    #expect(parameters["signature"] == (try credentials.signature(of: payload)))
  }

  @Test("The shared vectors are reproduced")
  func sharedVectors() throws {
    let file = "../shared/data/binance-api/vectors/signing_vectors.json"
    guard let data = FileManager.default.contents(atPath: file) else {
      print("skipped: \(file) is absent")
      return
    }
    let json = try JSONValue(parsing: Array(data))
    let secret = try json.text("secretKey")
    let credentials = try BinanceCredentials(apiKey: "KEY", apiSecret: SecretText(secret))
    let vectors = try #require(json["vectors"]?.elements)
    #expect(!vectors.isEmpty)
    for vector in vectors {
      #expect(try credentials.signature(of: vector.text("payload")) == vector.text("hmacSha256Hex"))
    }
  }
}
