import Synchronization

/// A currency: a code and the number of decimals its amounts have.
///
/// Known currencies come from a registry; an unknown code becomes a crypto currency with eight decimals, so that a newly
/// listed coin never stops anything.
public struct Currency: Hashable, Sendable {
  /// What kind of money it is.
  public enum Kind: String, Sendable, Codable {
    case crypto
    case fiat
  }

  /// The code as the venue spells it: `BTC`, `USDT`.
  public let code: String
  /// How many decimals amounts in this currency have.
  public let precision: UInt8
  /// Crypto or fiat.
  public let kind: Kind

  /// Makes a currency without registering it; whatever its decimals and kind, it equals every other of the same code.
  public init(code: String, precision: UInt8, kind: Kind) {
    self.code = code
    self.precision = precision
    self.kind = kind
  }

  /// The registered currency of this code, or a crypto currency with eight decimals.
  public init(_ code: String) {
    self = Currency.registry.withLock { $0[code] } ?? Currency(code: code, precision: 8, kind: .crypto)
  }

  /// Adds or replaces a currency in the process-wide registry.
  public static func register(_ currency: Currency) {
    registry.withLock { $0[currency.code] = currency }
  }

  private static let registry = Mutex<[String: Currency]>(
    Dictionary(
      uniqueKeysWithValues: ["USD", "EUR", "GBP", "JPY", "AUD", "BRL", "TRY", "UAH", "ZAR", "PLN", "RON", "ARS", "CHF"]
        .map { ($0, Currency(code: $0, precision: $0 == "JPY" ? 0 : 2, kind: .fiat)) }
    )
  )

  /// Bitcoin.
  public static let btc = Currency("BTC")
  /// Ether, the coin of Ethereum.
  public static let eth = Currency("ETH")
  /// BNB, Binance's own coin, in which fees may be paid at a discount.
  public static let bnb = Currency("BNB")
  /// Tether's dollar: the quote currency of most of Binance's pairs, and what most linear contracts settle in.
  public static let usdt = Currency("USDT")
  /// Circle's dollar.
  public static let usdc = Currency("USDC")
}

extension Currency: CustomStringConvertible, Codable {
  public var description: String { code }

  public static func == (left: Currency, right: Currency) -> Bool { left.code == right.code }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
