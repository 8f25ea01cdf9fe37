import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Payloads have the fields of the venue's samples, in their order")
struct PayloadShapeTests {
  private static let streams: [(SandboxProduct, String, String)] = [
    (.spot, "/ws/btcusdt@trade", "events/spot-market/Trade_Streams-1-Payload.json"),
    (.spot, "/ws/btcusdt@aggTrade", "events/spot-market/Aggregate_Trade_Streams-1-Payload.json"),
    (.spot, "/ws/btcusdt@bookTicker", "events/spot-market/Individual_Symbol_Book_Ticker_Streams-1-Payload.json"),
    (.spot, "/ws/btcusdt@depth@100ms", "events/spot-market/Diff_Depth_Stream-1-Payload.json"),
    (.spot, "/ws/btcusdt@depth5@100ms", "events/spot-market/Partial_Book_Depth_Streams-1-Payload.json"),
    (.spot, "/ws/btcusdt@kline_1m", "events/spot-market/Kline_Candlestick_Streams_for_UTC-1-Payload.json"),
    (.spot, "/ws/btcusdt@miniTicker", "events/spot-market/Individual_Symbol_Mini_Ticker_Stream-1-Payload.json"),
    (.spot, "/ws/btcusdt@ticker", "events/spot-market/Individual_Symbol_Ticker_Streams-1-Payload.json"),
    (.spot, "/ws/btcusdt@avgPrice", "events/spot-market/Average_Price-1-Payload.json"),
    (
      .spot, "/ws/btcusdt@ticker_1h",
      "events/spot-market/Individual_Symbol_Rolling_Window_Statistics_Streams-1-Payload.json"
    ),
    (.usdm, "/market/ws/btcusdt@aggTrade", "events/usdm/aggregate_trade_streams.json"),
    (.usdm, "/market/ws/btcusdt@markPrice@1s", "events/usdm/mark_price_stream.json"),
    (.usdm, "/market/ws/btcusdt@kline_1m", "events/usdm/kline_candlestick_streams.json"),
    (.usdm, "/market/ws/btcusdt@ticker", "events/usdm/individual_symbol_ticker_streams.json"),
    (.usdm, "/market/ws/btcusdt@miniTicker", "events/usdm/individual_symbol_mini_ticker_stream.json"),
    (.usdm, "/public/ws/btcusdt@bookTicker", "events/usdm/individual_symbol_book_ticker_streams.json"),
    (.usdm, "/public/ws/btcusdt@depth@100ms", "events/usdm/diff_book_depth_streams.json"),
    (.usdm, "/public/ws/btcusdt@depth5@100ms", "events/usdm/partial_book_depth_streams.json"),
    (.coinm, "/ws/btcusd_perp@aggTrade", "events/coinm/aggregate_trade_streams.json"),
    (.coinm, "/ws/btcusd_perp@depth@100ms", "events/coinm/diff_book_depth_streams.json"),
    (.coinm, "/ws/btcusd_perp@bookTicker", "events/coinm/individual_symbol_book_ticker_streams.json"),
    (.coinm, "/ws/btcusd_perp@markPrice@1s", "events/coinm/mark_price_stream.json"),
    (.coinm, "/ws/btcusd@indexPrice@1s", "events/coinm/index_price_stream.json"),
    (.coinm, "/ws/btcusd_perp@kline_1m", "events/coinm/kline_candlestick_streams.json"),
    (.coinm, "/ws/btcusd_perp@ticker", "events/coinm/individual_symbol_ticker_streams.json"),
    (.coinm, "/ws/btcusd_perp@miniTicker", "events/coinm/individual_symbol_mini_ticker_stream.json"),
  ]

  @Test("stream events", .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func eventsHaveTheSamplesFields() throws {
    let fixture = try FrontFixture()
    var channels: [(TestChannel, String, String)] = []
    for (product, target, file) in Self.streams {
      channels.append((try fixture.connect(target, to: product), target, file))
    }
    fixture.world.run(for: .seconds(8))
    for (channel, target, file) in channels {
      let sample = try VenueSamples.read(file)
      let event = try #require(channel.json.first, "\(target) is silent")
      #expect(event.names == sample.names, "\(target)")
      if let inner = sample["k"] { #expect(event["k"]?.names == inner.names, "\(target)") }
    }
  }

  private static let answers: [(SandboxProduct, String, String)] = [
    (.spot, "/api/v3/depth?symbol=BTCUSDT", "rest/spot-docs/Order_book-1-Response.json"),
    (.spot, "/api/v3/trades?symbol=BTCUSDT&limit=1", "rest/spot-docs/Recent_trades_list-1-Response.json"),
    (
      .spot, "/api/v3/aggTrades?symbol=BTCUSDT&limit=1",
      "rest/spot-docs/Compressed_Aggregate_trades_list-1-Response.json"
    ),
    (.spot, "/api/v3/avgPrice?symbol=BTCUSDT", "rest/spot-docs/Current_average_price-1-Response.json"),
    (
      .spot, "/api/v3/ticker/24hr?symbol=BTCUSDT",
      "rest/spot-docs/24hr_ticker_price_change_statistics-1-Response_FULL.json"
    ),
    (
      .spot, "/api/v3/ticker?symbol=BTCUSDT&type=MINI",
      "rest/spot-docs/Rolling_window_price_change_statistics-3-Response_MINI.json"
    ),
    (.spot, "/api/v3/ticker/tradingDay?symbol=BTCUSDT", "rest/spot-docs/Trading_Day_Ticker-1-Response_FULL.json"),
    (.spot, "/api/v3/ticker/price?symbol=BTCUSDT", "rest/spot-docs/Symbol_price_ticker-1-Response.json"),
    (.spot, "/api/v3/ticker/bookTicker?symbol=BTCUSDT", "rest/spot-docs/Symbol_order_book_ticker-1-Response.json"),
    (.usdm, "/fapi/v1/depth?symbol=BTCUSDT&limit=5", "rest/usdm/order_book.json"),
    (.usdm, "/fapi/v1/trades?symbol=BTCUSDT&limit=1", "rest/usdm/recent_trades_list.json"),
    (.usdm, "/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1", "rest/usdm/compressed_aggregate_trades_list.json"),
    (.usdm, "/fapi/v1/premiumIndex?symbol=BTCUSDT", "rest/usdm/mark_price.json"),
    (.usdm, "/fapi/v1/openInterest?symbol=BTCUSDT", "rest/usdm/open_interest.json"),
    (.usdm, "/fapi/v1/ticker/24hr?symbol=BTCUSDT", "rest/usdm/ticker24hr_price_change_statistics.json"),
    (.coinm, "/dapi/v1/depth?symbol=BTCUSD_PERP&limit=5", "rest/coinm/order_book.json"),
    (.coinm, "/dapi/v1/trades?symbol=BTCUSD_PERP&limit=1", "rest/coinm/recent_trades_list.json"),
    (.coinm, "/dapi/v1/premiumIndex?symbol=BTCUSD_PERP", "rest/coinm/index_price_and_mark_price.json"),
    (.coinm, "/dapi/v1/ticker/24hr?symbol=BTCUSD_PERP", "rest/coinm/ticker24hr_price_change_statistics.json"),
    (.coinm, "/dapi/v1/ticker/bookTicker?symbol=BTCUSD_PERP", "rest/coinm/symbol_order_book_ticker.json"),
    (.coinm, "/dapi/v1/openInterest?symbol=BTCUSD_PERP", "rest/coinm/open_interest.json"),
  ]

  @Test("REST answers", .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func answersHaveTheSamplesFields() throws {
    let fixture = try FrontFixture()
    for (product, target, file) in Self.answers {
      let sample = try VenueSamples.read(file)
      let answer = try fixture.get(target, from: product)
      let (expected, actual) = (sample.elements.first ?? sample, answer.elements.first ?? answer)
      #expect(actual.names == expected.names, "\(target)")
    }
  }

  @Test("a candle row has twelve columns, and ranges follow the venue's rule")
  func rowsOfCandles() throws {
    let fixture = try FrontFixture()
    let rows = try fixture.get("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=3").elements
    #expect(rows.count == 3 && rows.allSatisfy { $0.elements.count == 12 })
    let start = try #require(rows[0].elements[0].integer)
    let from = try fixture.get("/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=\(start)&limit=2").elements
    #expect(from.map { $0.elements[0].integer } == [start, start + 60_000])
    #expect(try fixture.get("/api/v3/klines?symbol=BTCUSDT&interval=7m")["code"]?.integer == -1120)
  }

  @Test("numbers are written digit by digit")
  func writesDecimals() {
    func text(_ value: Int64, _ decimals: Int) -> String {
      var bytes: [UInt8] = []
      DecimalDigits.append(value, decimals: decimals, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(text(0, 8) == "0.00000000")
    #expect(text(1, 8) == "0.00000001")
    #expect(text(-123_456, 3) == "-123.456")
    #expect(text(.min, 0) == "-9223372036854775808")
    #expect(text(.max, 8) == "92233720368.54775807")
    #expect(text(42, 0) == "42")
  }
}
