import TradingModel

@testable import BinanceAdapter
@testable import TradingNetwork

/// The first byte says what the bytes that follow are read as: exchangeInfo, a depth snapshot, an event of the account, an
/// error, or the request of a client of the proxy relay; and for which product.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAnswers(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 1, let start else { return 0 }
  let body = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let types: [BinanceAccountType] = [.spot, .usdtFutures, .coinFutures]
  let product = types[Int(start[0] >> 4) % types.count].product
  switch start[0] & 0x0F {
  case 0: readInfo(body, product)
  case 1: readSnapshot(body)
  case 2: readEvent(body)
  case 3: readError(body)
  default: _ = ConnectRequest(head: String(decoding: body, as: UTF8.self))
  }
  return 0
}

private func readInfo(_ body: [UInt8], _ product: BinanceProduct) {
  guard let info = try? BinanceExchangeInfo(body) else { return }
  var mapper = BinanceInstrumentMapper(product: product, venue: "BINANCE", fees: .assumed(product))
  mapper.exchangeFilters = BinanceSymbolFilters(info.exchangeFilters)
  for index in 0..<min(info.count, 50) {
    guard let symbol = info.symbol(at: index),
      let instrument = try? mapper.instrument(symbol, serverTime: info.serverTime ?? .zero, now: UnixNanos(1))
    else { continue }
    precondition(instrument.priceIncrement.raw > 0 && instrument.sizeIncrement.raw > 0)
    _ = BinanceSymbolFilters(symbol["filters"]).unknown
  }
}

private func readSnapshot(_ body: [UInt8]) {
  let table = BinanceSymbolTable()
  let slot = table.insert(
    Instrument(
      id: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair, base: .btc,
      quote: .usdt, priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5)))
  body.withUnsafeBytes { bytes in
    guard let snapshot = try? BinanceDepthSnapshot(reading: bytes, row: table[slot]) else { return }
    for delta in snapshot.deltas where delta.action == .add {
      precondition(delta.size.raw > 0 && delta.price.raw > 0)
    }
  }
}

private func readEvent(_ body: [UInt8]) {
  guard let json = try? JSONValue(parsing: body) else { return }
  _ = try? BinanceUserEvent(json)
  if let inner = json["event"] { _ = try? BinanceUserEvent(inner) }
}

private func readError(_ body: [UInt8]) {
  for status in [200, 400, 418, 429, 503] {
    let response = HTTPResponse(status: status, headers: [("Retry-After", "7")], body: body)
    _ = BinanceAnswerReader.error(in: response, endpoint: "GET /")
  }
}
