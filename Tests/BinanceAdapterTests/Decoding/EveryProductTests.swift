import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("Market data of every product")
struct EveryProductTests {
  static let accountTypes: [BinanceAccountType] = [.spot, .usdtFutures, .coinFutures]
  private let now = UnixNanos(1_800_000_000_000_000_000)

  /// What a decoder that knows one instrument with two decimals tells of messages.
  private func read(_ texts: [String], _ type: BinanceAccountType) -> EventRecorder {
    let raw = Self.symbol(of: type)
    let decoder = BinanceMarketDecoder(product: type.product)
    decoder.symbols.insert(
      Instrument(
        id: BinanceSymbol.instrumentId(raw: raw, accountType: type), rawSymbol: raw, kind: .currencyPair, base: .btc,
        quote: .usdt, priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 3)))
    let recorder = EventRecorder()
    for text in texts {
      Array(text.utf8).withUnsafeBytes { decoder.decode($0, at: now, to: recorder) }
    }
    return recorder
  }

  private static func symbol(of type: BinanceAccountType) -> String { type == .coinFutures ? "BTCUSD_PERP" : "BTCUSDT" }

  private static func id(of type: BinanceAccountType) -> String {
    switch type {
    case .usdtFutures: "BTCUSDT-PERP.BINANCE"
    case .coinFutures: "BTCUSD-PERP.BINANCE"
    case .spot, .margin, .isolatedMargin: "BTCUSDT.BINANCE"
    }
  }

  /// A positive number with as many decimals as the draw says, often more than the instrument's step has.
  private func number(_ random: RandomSource) -> String {
    let decimals = random.integer(in: 0...8)
    let whole = random.integer(in: 0...999_999_999)
    guard decimals > 0 else { return "\(whole + 1)" }
    return "\(whole)." + (1..<decimals).map { _ in "\(random.integer(in: 0...9))" }.joined()
      + "\(random.integer(in: 1...9))"
  }

  @Test("Quotes are told exactly as the venue writes them, to the last digit", arguments: accountTypes)
  func quotes(type: BinanceAccountType) throws {
    let random = RandomSource(seed: 11)
    let rows = (0..<300).map { _ in (0..<4).map { _ in number(random) } }
    let head = type.isFutures ? #""e":"bookTicker","E":9,"T":7,"# : ""
    let found = read(
      rows.enumerated().map { index, row in
        "{\(head)\"u\":\(index + 1),\"s\":\"\(Self.symbol(of: type))\","
          + "\"b\":\"\(row[0])\",\"B\":\"\(row[1])\",\"a\":\"\(row[2])\",\"A\":\"\(row[3])\"}"
      }, type)
    #expect(found.problems.isEmpty && found.quotes.count == rows.count)
    for (quote, row) in zip(found.quotes, rows) {
      let told = [quote.bidPrice.wide, quote.bidSize.wide, quote.askPrice.wide, quote.askSize.wide]
      #expect(told == (try row.map { try WideDecimal($0) }), "\(row)")
      #expect(quote.instrumentId.text == Self.id(of: type))
      #expect(quote.tsEvent == (type.isFutures ? UnixNanos(milliseconds: 7) : now))
    }
  }

  @Test("Bars of every interval of the venue are told as theirs, once they are closed", arguments: accountTypes)
  func bars(type: BinanceAccountType) {
    func kline(_ interval: String, _ isClosed: Bool) -> String {
      "{\"e\":\"kline\",\"E\":1,\"s\":\"\(Self.symbol(of: type))\",\"k\":{\"t\":60000,\"T\":119999,"
        + "\"s\":\"\(Self.symbol(of: type))\",\"i\":\"\(interval)\",\"f\":1,\"L\":2,\"o\":\"1.00\",\"c\":\"2.00\","
        + "\"h\":\"2.50\",\"l\":\"0.50\",\"v\":\"1000.5\",\"n\":100,\"x\":\(isClosed),\"q\":\"1.0000\","
        + "\"V\":\"500\",\"Q\":\"0.500\",\"B\":\"0\"}}"
    }
    let specifications = [
      "1s": "1-SECOND", "1m": "1-MINUTE", "3m": "3-MINUTE", "5m": "5-MINUTE", "15m": "15-MINUTE", "30m": "30-MINUTE",
      "1h": "1-HOUR", "2h": "2-HOUR", "4h": "4-HOUR", "6h": "6-HOUR", "8h": "8-HOUR", "12h": "12-HOUR",
      "1d": "1-DAY", "3d": "3-DAY", "1w": "1-WEEK", "1M": "1-MONTH",
    ]
    for (interval, words) in specifications where interval != "1s" || !type.isFutures {
      let found = read([kline(interval, false), kline(interval, true)], type)
      #expect(
        found.bars.map(\.barType.description) == ["\(Self.id(of: type))-\(words)-LAST-EXTERNAL"], "\(interval)")
      #expect(found.bars.first?.bar.close == Price(raw: 200, precision: 2) && found.problems.isEmpty)
    }
    #expect(Set(BinanceBarInterval.allCases.map(\.rawValue)) == Set(specifications.keys))
  }

  @Test("Mark price, index price and funding come in one message, on both futures products")
  func marks() throws {
    for type in Self.accountTypes where type.isFutures {
      let found = read(
        [
          "{\"e\":\"markPriceUpdate\",\"E\":9,\"s\":\"\(Self.symbol(of: type))\",\"p\":\"11794.15000001\","
            + "\"P\":\"11784.25641265\",\"i\":\"11784.62659091\",\"r\":\"-0.00038167\",\"T\":1562306400000}"
        ], type)
      let mark = try #require(found.marks.first)
      #expect(mark.mark.description == "11794.15000001" && mark.instrument.text == Self.id(of: type))
      #expect(mark.index?.description == "11784.62659091")
      #expect(mark.fundingRate?.description == "-0.00038167")
      #expect(mark.nextFunding == UnixNanos(milliseconds: 1_562_306_400_000))
    }
  }
}
