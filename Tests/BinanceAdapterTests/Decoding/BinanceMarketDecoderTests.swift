import Foundation
import Testing
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("The market decoder")
struct BinanceMarketDecoderTests {
  private let now = UnixNanos(1_800_000_000_000_000_000)

  private static func instrument(
    _ raw: String, _ type: BinanceAccountType, price: UInt8 = 2, size: UInt8 = 3
  ) -> Instrument {
    Instrument(
      id: BinanceSymbol.instrumentId(raw: raw, accountType: type), rawSymbol: raw, kind: .currencyPair, base: .btc,
      quote: .usdt, priceIncrement: Price(raw: 1, precision: price), sizeIncrement: Quantity(raw: 1, precision: size))
  }

  private func decoder(
    _ type: BinanceAccountType = .spot, _ symbols: [String] = ["BTCUSDT", "ETHUSDT"]
  ) -> BinanceMarketDecoder {
    let decoder = BinanceMarketDecoder(product: type.product)
    for symbol in symbols { decoder.symbols.insert(Self.instrument(symbol, type)) }
    return decoder
  }

  @discardableResult
  private func read(
    _ texts: String..., with decoder: BinanceMarketDecoder, into recorder: EventRecorder = EventRecorder()
  ) -> EventRecorder {
    for text in texts {
      Array(text.utf8).withUnsafeBytes { decoder.decode($0, at: now, to: recorder) }
    }
    return recorder
  }

  @Test("reads a spot book ticker, which has no time of its own")
  func spotQuote() {
    let found = read(
      #"{"stream":"btcusdt@bookTicker","data":{"u":400900217,"s":"BTCUSDT","b":"61737.63000000","B":"3.78800000","a":"61737.64000000","A":"1.54600000"}}"#,
      with: decoder())
    #expect(found.quotes.count == 1)
    let quote = found.quotes.first
    #expect(quote?.bidPrice.description == "61737.63" && quote?.askSize.description == "1.546")
    #expect(quote?.tsEvent == now && quote?.instrumentId.text == "BTCUSDT.BINANCE")
  }

  @Test("finds the instrument whether the letters of its symbol are escaped or not, in payloads and in stream names")
  func escapedSymbols() {
    let decoder = decoder(.spot, ["BTCUSDT", "币安人生USDT"])
    let found = read(
      #"{"u":1,"s":"币安人生USDT","b":"1.00","B":"1.000","a":"2.00","A":"1.000"}"#,
      #"{"u":2,"s":"\u5e01\u5b89\u4eba\u751fUSDT","b":"1.00","B":"1.000","a":"2.00","A":"1.000"}"#,
      #"{"u":3,"s":"\u0042TCUSDT","b":"1.00","B":"1.000","a":"2.00","A":"1.000"}"#,
      #"{"e":"depthUpdate","E":1,"s":"\u5E01\u5B89人生USDT","U":1,"u":2,"b":[["1.00","2.000"]],"a":[]}"#,
      #"{"stream":"\u5e01\u5b89\u4eba\u751fusdt@depth5@100ms","data":{"lastUpdateId":7,"bids":[["1.00","1.000"]],"asks":[]}}"#,
      #"{"u":4,"s":"\u5e01\u5b89","b":"1.00","B":"1.000","a":"2.00","A":"1.000"}"#, with: decoder)
    #expect(
      found.quotes.map(\.instrumentId.text) == ["币安人生USDT.BINANCE", "币安人生USDT.BINANCE", "BTCUSDT.BINANCE"])
    #expect(found.depths.map(\.deltas.instrumentId.text) == ["币安人生USDT.BINANCE"])
    #expect(found.partials.map(\.deltas.instrumentId.text) == ["币安人生USDT.BINANCE"])
  }

  @Test("tells no quote with a price below nothing, and takes an empty side as the venue writes it")
  func impossibleQuotes() {
    let found = read(
      #"{"u":1,"s":"BTCUSDT","b":"-5.0","B":"1.000","a":"2.00","A":"1.000"}"#,
      #"{"u":2,"s":"BTCUSDT","b":"1.00","B":"1.000","a":-1,"A":"1.000"}"#,
      #"{"u":3,"s":"BTCUSDT","b":"0.00000000","B":"0.00000000","a":"2.00","A":"1.000"}"#, with: decoder())
    #expect(found.quotes.map(\.bidPrice.raw) == [0])
    #expect(found.problems.count == 2)
  }

  @Test("reads a futures book ticker at its transaction time")
  func futuresQuote() {
    let found = read(
      #"{"e":"bookTicker","u":1,"E":1568014460893,"T":1568014460891,"s":"BTCUSDT","ps":"BTCUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000","st":1}"#,
      with: decoder(.usdtFutures))
    #expect(found.quotes.first?.tsEvent == UnixNanos(milliseconds: 1_568_014_460_891))
    #expect(found.quotes.first?.bidPrice.description == "25.3519")
    #expect(found.quotes.first?.instrumentId.text == "BTCUSDT-PERP.BINANCE")
  }

  @Test("gives values with more decimals than the instrument's step exactly")
  func widerValues() {
    let found = read(
      #"{"e":"trade","E":5,"s":"BTCUSDT","t":12345,"p":"0.00000010","q":"123456789.00000100","T":6,"m":true,"M":true}"#,
      with: decoder())
    #expect(found.trades.first?.tick.price.description == "0.0000001")
    #expect(found.trades.first?.tick.size.description == "123456789.000001")
    #expect(found.trades.first?.tick.aggressorSide == .seller)
    #expect(found.trades.first?.tick.tsEvent == UnixNanos(milliseconds: 6))
  }

  @Test("reads an event the same in every order of its keys")
  func keyOrder() throws {
    let members = [
      #""e":"depthUpdate""#, #""E":123"#, #""T":122"#, #""s":"ETHUSDT""#, #""U":157"#, #""u":160"#, #""pu":149"#,
      #""b":[["2.40","10"],["2.39","0.000"]]"#, #""a":[["2.60","100","ignored"]]"#, #""st":1"#,
    ]
    var random = RandomSource(seed: 7)
    var first: OrderBookDeltas?
    for round in 0..<200 {
      let shuffled = members.shuffled(using: &random)
      let data = "{" + shuffled.joined(separator: ",") + "}"
      let wrapped =
        round % 2 == 0
        ? "{\"stream\":\"ethusdt@depth@0ms\",\"data\":\(data)}" : "{\"data\":\(data),\"stream\":\"ethusdt@depth@0ms\"}"
      let found = read(wrapped, with: decoder(.usdtFutures))
      let depth = try #require(found.depths.first, "\(wrapped): \(found.problems)")
      #expect(depth.span == BinanceDepthSpan(first: 157, last: 160, previous: 149))
      first = first ?? depth.deltas
      #expect(depth.deltas == first, "\(wrapped)")
    }
    #expect(first?.deltas.map(\.side) == [.buy, .buy, .sell])
    #expect(first?.deltas.map(\.action) == [.update, .delete, .update])
    #expect(first?.tsEvent == UnixNanos(milliseconds: 122))
  }

  @Test("reads partial depth of spot by its stream's name and of futures by its shape")
  func partialDepth() {
    let spot = read(
      #"{"stream":"btcusdt@depth5@100ms","data":{"lastUpdateId":160,"bids":[["2.40","10"]],"asks":[["2.60","100"]]}}"#,
      #"{"data":{"asks":[["2.60","100"]],"lastUpdateId":161,"bids":[["2.40","10"]]},"stream":"btcusdt@depth20@100ms"}"#,
      with: decoder())
    #expect(spot.partials.map(\.levels) == [5, 20])
    #expect(spot.partials.first?.deltas.deltas.map(\.action) == [.clear, .add, .add])
    #expect(spot.partials.first?.deltas.sequence == 160 && spot.partials.first?.deltas.isSnapshot == true)
    let futures = read(
      #"{"stream":"btcusdt@depth10@100ms","data":{"e":"depthUpdate","E":3,"T":2,"s":"BTCUSDT","U":1,"u":9,"pu":0,"b":[["7.40","1"]],"a":[["7.50","2"]]}}"#,
      with: decoder(.usdtFutures))
    #expect(futures.partials.first?.levels == 10 && futures.depths.isEmpty)
    #expect(futures.partials.first?.deltas.deltas.first?.action == .clear)
  }

  @Test("tells only candlesticks that are closed, at their close")
  func bars() {
    func kline(_ isClosed: Bool) -> String {
      #"{"e":"kline","E":1,"s":"BTCUSDT","k":{"t":60000,"T":119999,"s":"BTCUSDT","i":"1m","f":1,"L":2,"o":"1.00","c":"2.00","h":"2.50","l":"0.50","v":"1000.5","n":100,"x":\#(isClosed),"q":"1.0000","V":"500","Q":"0.500","B":"0"}}"#
    }
    let found = read(kline(false), kline(true), with: decoder())
    #expect(found.bars.count == 1)
    let bar = found.bars.first
    #expect(bar?.barType.description == "BTCUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL")
    #expect(bar?.tsEvent == UnixNanos(milliseconds: 119_999) && bar?.bar.volume.description == "1000.500")
    #expect(bar?.takerSellBaseVolume.description == "500.500" && bar?.count == 100)
  }

  @Test("reads arrays of events and passes over instruments of the other product")
  func arrays() {
    let text =
      #"[{"e":"markPriceUpdate","E":9,"s":"BTCUSDT","p":"11185.87786614","i":"11784.62659091","P":"11784.25641265","r":"0.00030000","T":1562306400000,"st":1},"#
      + #"{"e":"markPriceUpdate","E":9,"s":"BTCUSD_PERP","p":"1","i":"1","P":"1","r":"","T":0,"st":2}]"#
    let decoder = decoder(.usdtFutures)
    let found = read(text, "{\"stream\":\"!markPrice@arr@1s\",\"data\":\(text)}", with: decoder)
    #expect(found.marks.count == 2 && found.problems.isEmpty && decoder.strangerCount == 2)
    #expect(found.marks.first?.mark.description == "11185.87786614")
    #expect(found.marks.first?.fundingRate?.description == "0.0003")
  }

  @Test("reads the empty funding rate of dated contracts")
  func datedContract() {
    let found = read(
      #"{"e":"markPriceUpdate","E":9,"s":"BTCUSD_201225","p":"10934.6","P":"10962.1","i":"10933.6","r":"","T":0,"st":1}"#,
      with: decoder(.coinFutures, ["BTCUSD_201225"]))
    #expect(found.marks.count == 1 && found.marks.first?.fundingRate == nil && found.marks.first?.nextFunding == nil)
  }

  @Test("a level with bare numbers makes the message unreadable: the venue writes them as strings")
  func bareNumbers() throws {
    for levels in ["[[1,2]]", "[[\"1\",2]]", "[[1,\"2\"]]", "[ [ \"1.00\" , 2 ] ]"] {
      let found = read(
        "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"b\":\(levels),\"a\":[]}", with: decoder())
      #expect(found.depths.isEmpty && found.problems.map(\.isDepth) == [true], "\(levels)")
      let row = decoder().symbols.rows[0]
      let snapshot = Array("{\"lastUpdateId\":1,\"bids\":\(levels),\"asks\":[]}".utf8)
      #expect(throws: JSONError.self, "\(levels)") {
        try snapshot.withUnsafeBytes { (bytes) throws(JSONError) in try BinanceDepthSnapshot(reading: bytes, row: row) }
      }
    }
    let spaced = read(
      #"{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":[ [ "1.00" , "2.000" ] ],"a":[]}"#, with: decoder())
    #expect(spaced.depths.first?.deltas.deltas.map(\.price.description) == ["1.00"])
  }

  @Test("reads liquidations")
  func liquidations() {
    let found = read(
      #"{"e":"forceOrder","E":1,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"0.014","p":"9910","ap":"9911.5","X":"FILLED","l":"0.014","z":"0.014","T":1568014460893}}"#,
      with: decoder(.usdtFutures))
    #expect(found.liquidations.first?.averagePrice.description == "9911.50")
    #expect(found.liquidations.first?.side == .sell && found.problems.isEmpty)
  }

  @Test("takes nothing of a message that is cut, corrupt or followed by something, and goes on")
  func malformed() {
    let good =
      #"{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":[["1.00","2.000"]],"a":[]}}"#
    let decoder = decoder()
    let recorder = EventRecorder()
    for end in 1..<good.utf8.count { read(String(good.prefix(end)), with: decoder, into: recorder) }
    #expect(recorder.eventCount == 0 && recorder.problems.count == good.utf8.count - 1)
    #expect(recorder.problems.last?.isDepth == true && recorder.problems.last?.slot == 0)
    read(
      good + "x", good.replacing("2.000", with: "2.0x0"), good.replacing("1.00", with: "-1.0"), with: decoder,
      into: recorder)
    #expect(recorder.eventCount == 0)
    read(good, with: decoder, into: recorder)
    #expect(recorder.depths.count == 1)
  }

  @Test("survives any byte in any place")
  func fuzz() {
    let random = RandomSource(seed: 11)
    let samples = [
      #"{"stream":"btcusdt@bookTicker","data":{"u":4,"s":"BTCUSDT","b":"6.63","B":"3.78","a":"6.64","A":"1.54"}}"#,
      #"{"e":"aggTrade","E":1,"s":"ETHUSDT","a":5,"p":"0.001","q":"100","f":100,"l":105,"T":12,"m":true}"#,
      #"{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":[["1.00","2.000"]],"a":[["3","4"]]}"#,
    ]
    let decoder = decoder()
    let recorder = EventRecorder()
    for round in 0..<6_000 {
      var bytes = Array(samples[round % samples.count].utf8)
      for _ in 0..<random.integer(in: 1...4) {
        bytes[random.integer(in: 0...(bytes.count - 1))] = UInt8(truncatingIfNeeded: random.next())
      }
      bytes.withUnsafeBytes { decoder.decode($0, at: now, to: recorder) }
    }
    #expect(decoder.messageCount == 6_000 && decoder.malformedCount > 0)
  }

  @Test("tells unknown events by name, and shutdowns and answers as what they are")
  func others() {
    let found = read(
      #"{"e":"somethingNew","E":1,"s":"BTCUSDT","x":{"y":[1,2]}}"#, #"{"e":"contractInfo","E":1,"s":"X","bks":[]}"#,
      #"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1}}"#, #"{"result":null,"id":12}"#,
      with: decoder())
    #expect(found.unknown == ["somethingNew"] && found.shutdowns == 1 && found.answers == [12])
    #expect(found.problems.isEmpty)
  }

  @Test("finds symbols by their bytes, whatever the case of ASCII letters")
  func symbolTable() {
    var table = BinanceSymbolTable()
    for number in 0..<500 { table.insert(Self.instrument("SYM\(number)USDT", .spot)) }
    let foreign = table.insert(Self.instrument("币安人生USDT", .spot))
    #expect(table.slot(of: "SYM123USDT") == 123 && table.slot(of: "sym123usdt") == 123)
    #expect(table.slot(of: "币安人生usdt") == foreign)
    #expect(table.slot(of: "SYM500USDT") == nil && table.slot(of: "") == nil)
    let outcome1 = table.insert(Self.instrument("SYM7USDT", .spot, price: 5))
    #expect(outcome1 == 7 && table.rows[7].pricePrecision == 5)
  }

  @Test("reads the venue's own samples without a complaint")
  func samples() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../../shared/data/binance-api/events")
    guard FileManager.default.fileExists(atPath: root.path) else {
      print("skipped: ../shared/data/binance-api/events is not here")
      return
    }
    for (folder, type) in [("usdm", BinanceAccountType.usdtFutures), ("coinm", .coinFutures)] {
      let decoder = decoder(
        type, ["BTCUSDT", "BNBUSDT", "BTCUSD_200626", "BTCUSD_200925", "BTCUSD_201225", "BTCUSD_PERP"])
      let recorder = EventRecorder()
      // The samples of partial depth have levels without a size, which the venue never sends.
      let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
      for file in files where file.hasSuffix(".json") && !file.hasPrefix("partial") {
        let data = try Data(contentsOf: root.appending(path: "\(folder)/\(file)"))
        data.withUnsafeBytes { decoder.decode($0, at: now, to: recorder) }
        #expect(recorder.problems.isEmpty, "\(folder)/\(file): \(recorder.problems.map(\.problem))")
        recorder.problems = []
      }
      #expect(recorder.eventCount >= 6)
    }
  }
}
