import Testing
import TradingEngine
import TradingModel

@testable import BinanceAdapter

@Suite("Questions about futures markets")
struct FuturesQuestionTests {
  private let instrument = Instrument(
    id: InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .cryptoPerpetual,
    base: Currency("BTC"), quote: Currency("USDT"), priceIncrement: Price(raw: 1, precision: 1),
    sizeIncrement: Quantity(raw: 1, precision: 3), status: "TRADING", info: [:])

  private func question(
    _ type: DataType, _ account: BinanceAccountType = .usdtFutures, hasKey: Bool = false
  ) -> BinanceFuturesQuestion {
    BinanceFuturesQuestion(
      product: account.product, type: type, start: nil, end: nil, limit: nil, now: .zero, hasKey: hasKey)
  }

  private func ratio(_ crowd: String) -> DataType {
    DataType(
      name: BinanceLongShortRatio.typeName,
      metadata: ["instrumentId": instrument.id.text, "crowd": crowd, "period": "5m"])
  }

  @Test("Ratios of top traders show the API key where there is one; nothing else does")
  func keys() throws {
    for crowd in [BinanceLongShortRatio.Crowd.topAccounts, .topPositions] {
      #expect(try question(ratio(crowd.rawValue), hasKey: true).request(about: instrument).security == .apiKey)
      #expect(try question(ratio(crowd.rawValue)).request(about: instrument).security == .none)
    }
    let all = ratio(BinanceLongShortRatio.Crowd.accounts.rawValue)
    #expect(try question(all, hasKey: true).request(about: instrument).security == .none)
  }

  @Test("Candlesticks of one second are those of continuous contracts on USDⓈ-M")
  func oneSecond() {
    for source in [BinanceReferenceBar.Source.continuous, .markPrice] {
      for account in [BinanceAccountType.usdtFutures, .coinFutures] {
        let isOffered = BinanceFuturesQuestion.offers(.oneSecond, of: source, account.product)
        #expect(isOffered == (source == .continuous && account == .usdtFutures))
        #expect(BinanceFuturesQuestion.offers(.oneMinute, of: source, account.product))
      }
    }
  }
}
