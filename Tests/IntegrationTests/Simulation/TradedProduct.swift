import BinanceAdapter
import BinanceSandbox
import TradingModel

/// A set-up in which the proofs trade: one of the venue's products, with an instrument of it. What differs between the
/// set-ups is a row here and nowhere else.
struct TradedProduct: Hashable, Sendable {
  /// The set-up's name, as `ChaosMatrix` takes it.
  var name: String
  let accountType: BinanceAccountType
  /// The sandbox's exchange that serves it.
  let exchange: SandboxProduct
  /// The venue's symbol of the instrument.
  let symbol: String
  /// A size that is well above the venue's least, and of which the account can trade hundreds.
  let size: Quantity
  /// The port of the simulated network behind which the exchange is.
  let port: Int
  /// The position mode that the account is set to; nil on spot.
  var positionMode: BinancePositionMode?

  var instrument: InstrumentId { BinanceSymbol.instrumentId(raw: symbol, accountType: accountType) }
  /// Whether the set-up leaves good-till dates to the venue; one of them does.
  var keepsDatesAtVenue: Bool { self == .usdm }
  var isDated: Bool { BinanceSymbol.isDated(symbol) }
  /// The same with a long and a short position side by side.
  var hedged: TradedProduct {
    var product = self
    product.name += "-hedge"
    product.positionMode = .hedge
    return product
  }

  var isHedge: Bool { positionMode == .hedge }

  static let spot = TradedProduct(
    name: "spot", accountType: .spot, exchange: .spot, symbol: "BTCUSDT", size: Quantity(raw: 1_000, precision: 5),
    port: 8080)
  static let margin = TradedProduct(
    name: "margin", accountType: .margin, exchange: .spot, symbol: "BTCUSDT", size: Quantity(raw: 1_000, precision: 5),
    port: 8080)
  static let isolatedMargin = TradedProduct(
    name: "isolated-margin", accountType: .isolatedMargin, exchange: .spot, symbol: "BTCUSDT",
    size: Quantity(raw: 1_000, precision: 5), port: 8080)
  static let usdm = TradedProduct(
    name: "usdm", accountType: .usdtFutures, exchange: .usdm, symbol: "BTCUSDT", size: Quantity(raw: 10, precision: 3),
    port: 8081, positionMode: .oneWay)
  static let usdmHedge = usdm.hedged
  static let coinm = TradedProduct(
    name: "coinm", accountType: .coinFutures, exchange: .coinm, symbol: "BTCUSD_PERP",
    size: Quantity(raw: 10, precision: 0), port: 8082, positionMode: .oneWay)

  // The quarter's contracts, as they are on the day on which simulated worlds begin.
  static let usdmDated = TradedProduct(
    name: "usdm-dated", accountType: .usdtFutures, exchange: .usdm, symbol: "BTCUSDT_261225",
    size: Quantity(raw: 10, precision: 3), port: 8081, positionMode: .oneWay)
  static let coinmDated = TradedProduct(
    name: "coinm-dated", accountType: .coinFutures, exchange: .coinm, symbol: "BTCUSD_261225",
    size: Quantity(raw: 10, precision: 0), port: 8082, positionMode: .oneWay)

  static let futures = [usdm, usdmHedge, coinm]
  static let margins = [margin, isolatedMargin]
}

// MARK: - Margin

extension TradedProduct {
  /// The name under which the exchange keeps a customer's orders of this set-up: margin accounts have one of their own.
  func account(of customer: String) -> String {
    switch accountType {
    case .margin: "\(customer)/margin"
    case .isolatedMargin: "\(customer)/isolated/\(symbol)"
    default: customer
    }
  }

  /// Puts collateral into the customer's margin account of this set-up; others have money from the beginning.
  func fund(_ venue: SandboxVenue) {
    guard accountType.isMargin else { return }
    let symbol = accountType == .isolatedMargin ? symbol : nil
    for (amount, asset) in [(Amount(whole: 500_000), "USDT"), (Amount(whole: 1), "BTC")] {
      venue.fundMargin(amount, asset, isolatedSymbol: symbol)
    }
  }
}

/// Where an exchange is reached.
struct VenuePlace: Sendable {
  /// REST, as `http://127.0.0.1:8080`.
  let http: String
  /// Streams and WebSocket API, as `ws://127.0.0.1:8080`.
  let ws: String

  init(authority: String) {
    http = "http://\(authority)"
    ws = "ws://\(authority)"
  }

  init(_ address: SandboxServer.Address) {
    http = address.http
    ws = address.ws
  }
}
