import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("What the data client keeps of an instrument")
struct MarketSlotTests {
  private let time = UnixNanos(1_800_000_000_000_000_000)
  private let instrument = Instrument(
    id: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair,
    base: Currency("BTC"), quote: Currency("USDT"), priceIncrement: Price(raw: 1, precision: 1),
    sizeIncrement: Quantity(raw: 1, precision: 3), status: "TRADING", info: [:])

  /// The numbers of the quotes that are told.
  private func told(_ ids: [UInt64]) -> [UInt64] {
    var slot = MarketSlot(instrument: instrument, bookConfiguration: .init())
    slot.wants = .quotes
    return ids.filter { slot.takeQuote($0, at: time) == .tell }
  }

  @Test("tells each quote once, whatever comes twice or late over another connection")
  func twice() {
    #expect(told([10, 11, 10, 11, 12, 11, 12, 13, 13]) == [10, 11, 12, 13])
    #expect(told([10, 20, 15, 14, 30, 25, 24, 40]) == [10, 20, 30, 40])
  }

  @Test("loses two quotes to one whose number is too high")
  func ledAstray() {
    #expect(told([10, 11, 900_000, 12, 13, 14, 15, 16]) == [10, 11, 900_000, 14, 15, 16])
    #expect(told([10, 11, .max, 12, 13, 14, 12, 15]) == [10, 11, .max, 14, 15])
  }
}
