import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("Symbols")
struct SymbolTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let raw: String
    let symbol: String
    let type: BinanceAccountType
    var testDescription: String { "\(raw) \(type.rawValue)" }
  }

  static let rows: [Row] = [
    Row(raw: "BTCUSDT", symbol: "BTCUSDT", type: .spot),
    Row(raw: "BTCUSDT", symbol: "BTCUSDT", type: .margin),
    Row(raw: "BTCUSDT", symbol: "BTCUSDT-PERP", type: .usdtFutures),
    Row(raw: "ETHBTC", symbol: "ETHBTC-PERP", type: .usdtFutures),
    Row(raw: "BTCUSDT_260327", symbol: "BTCUSDT_260327", type: .usdtFutures),
    Row(raw: "1000SHIBUSDC", symbol: "1000SHIBUSDC-PERP", type: .usdtFutures),
    Row(raw: "BTCUSD1", symbol: "BTCUSD1-PERP", type: .usdtFutures),
    Row(raw: "ETHBUSD", symbol: "ETHBUSD-PERP", type: .usdtFutures),
    Row(raw: "BTCFDUSD", symbol: "BTCFDUSD-PERP", type: .usdtFutures),
    Row(raw: "币安人生USDT", symbol: "币安人生USDT-PERP", type: .usdtFutures),
    Row(raw: "BTCUSD_PERP", symbol: "BTCUSD-PERP", type: .coinFutures),
    Row(raw: "BNBUSD_PERP", symbol: "BNBUSD-PERP", type: .coinFutures),
    Row(raw: "DOTUSD_PERP", symbol: "DOTUSD-PERP", type: .coinFutures),
    Row(raw: "BTCUSD_260925", symbol: "BTCUSD_260925", type: .coinFutures),
  ]

  @Test("A symbol is translated both ways without loss", arguments: rows)
  func roundTrip(_ row: Row) {
    #expect(BinanceSymbol.symbol(raw: row.raw, accountType: row.type) == row.symbol)
    #expect(BinanceSymbol.raw(symbol: row.symbol, accountType: row.type) == row.raw)
  }

  @Test("A client is not asked for the symbols of another product")
  func foreignSymbols() {
    #expect(BinanceSymbol.raw(symbol: "BTCUSDT-PERP", accountType: .spot) == nil)
    #expect(BinanceSymbol.raw(symbol: "BTCUSD_260925", accountType: .spot) == nil)
    #expect(BinanceSymbol.raw(symbol: "BTCUSDT", accountType: .usdtFutures) == nil)
    #expect(BinanceSymbol.raw(symbol: "BTCUSD-PERP", accountType: .usdtFutures) == nil)
    #expect(BinanceSymbol.raw(symbol: "BTCUSDT-PERP", accountType: .coinFutures) == nil)
    #expect(BinanceSymbol.raw(symbol: "BTCUSDT_260925", accountType: .coinFutures) == nil)
    #expect(BinanceSymbol.raw(symbol: "-PERP", accountType: .usdtFutures) == nil)
  }

  @Test("Only six digits behind an underscore are a delivery date")
  func dates() {
    #expect(BinanceSymbol.isDated("BTCUSDT_260925"))
    #expect(!BinanceSymbol.isDated("BTCUSDT_26092"))
    #expect(!BinanceSymbol.isDated("BTCUSD_PERP"))
    #expect(!BinanceSymbol.isDated("_260925"))
    #expect(!BinanceSymbol.isDated("BTC"))
  }

  @Test("Names that are not ASCII are percent-encoded as UTF-8")
  func percentEncoding() {
    #expect(BinancePercentEncoding.encode("币安") == "%E5%B8%81%E5%AE%89")
    #expect(BinancePercentEncoding.encode("１２") == "%EF%BC%91%EF%BC%92")
    #expect(BinancePercentEncoding.encode("a b+c/d=&~-_.") == "a%20b%2Bc%2Fd%3D%26~-_.")
    #expect(BinancePercentEncoding.encodeStream("btcusdt@depth@100ms") == "btcusdt@depth@100ms")
  }
}
