import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

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
      product: account.product, type: type, start: nil, end: nil, limit: nil, hasKey: hasKey)
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

  /// Sends a request, and answers it three seconds later with what the venue knows by then.
  private func ask<Item>(
    _ request: BinanceRequest<[Item]>, _ body: (_ time: Int64) -> String
  ) throws -> (items: [Item], time: UnixNanos) {
    let bench = try SessionBench(.usdtFutures, isSigned: false)
    var result: Result<[Item], BinanceError>?
    bench.session.send(request) { result = $0 }
    bench.scripted.world.run(for: .seconds(3))
    let time = bench.scripted.world.now
    try #require(bench.scripted.http.waiting.last).answer(200, body(time.milliseconds))
    bench.scripted.world.run(until: { result != nil }, limit: .seconds(1))
    return (try #require(result).get(), time)
  }

  @Test("What is asked for bears the time when its answer was read, which is not before the venue's own")
  func answerTime() throws {
    let id = instrument.id
    let types = [
      BinanceFuturesOpenInterest.dataType(id), BinanceFuturesOpenInterest.dataType(id, period: .fiveMinutes),
      BinanceLongShortRatio.dataType(id, crowd: .accounts, period: .fiveMinutes),
      BinanceTakerVolume.dataType(id, period: .fiveMinutes), DataType(BinanceAssetIndex.self),
      DataType(BinanceCompositeIndex.self, instrumentId: id), DataType(BinanceRPIDepth.self, instrumentId: id),
    ]
    for type in types {
      let request = try question(type).request(about: instrument)
      let (items, time) = try ask(request) { time in
        let row =
          #"{"symbol":"BTCUSDT","openInterest":"1","sumOpenInterest":"1","sumOpenInterestValue":"1","#
          + #""longAccount":"0.6","shortAccount":"0.4","longShortRatio":"1.5","buyVol":"1","sellVol":"1","index":"1","#
          + #""bidBuffer":"0","askBuffer":"0","bidRate":"1","askRate":"1","autoExchangeBidRate":"1","#
          + #""autoExchangeAskRate":"1","baseAssetList":[],"lastUpdateId":1,"bids":[],"asks":[],"#
          + #""time":\#(time),"timestamp":\#(time),"T":\#(time)}"#
        return request.path.hasPrefix("/futures/data/") ? "[\(row)]" : row
      }
      #expect(items.map(\.tsInit) == [time] && items.map(\.tsEvent) == [time], "\(type.name) \(request.path)")
    }
    let page = try question(BinanceReferenceBar.dataType(id, .markPrice, .oneMinute)).candlePage(of: instrument)
    let (bars, time) = try ask(page(nil, UnixNanos(.max), 1)) { time in
      #"[[\#(time - 59_999),"1","1","1","1","0",\#(time),"0",60,"0","0","0"]]"#
    }
    #expect(bars.map(\.tsInit) == [time] && bars.map(\.tsEvent) == [time])
  }

  @Test("A perpetual contract is told its next funding, a dated one none, though the venue sends it a time of zero")
  func nextFunding() throws {
    let (prices, time) = try ask(
      BinanceRequest<[BinancePremiumIndex]>.premiumIndex(BinanceAccountType.usdtFutures.product)
    ) { time in
      #"[{"symbol":"BTCUSDT","markPrice":"1","nextFundingTime":\#(time),"time":\#(time)},"#
        + #"{"symbol":"BTCUSDT_261225","markPrice":"1","nextFundingTime":0,"time":\#(time)}]"#
    }
    #expect(prices.map(\.nextFundingTime) == [time, nil])
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
