public import TradingModel

/// Ready-made instruments for tests.
extension Instrument {
  /// `BTCUSDT.BINANCE`: spot, prices in cents, quantities in hundred-thousandths.
  public static var btcusdt: Instrument {
    fixture(
      "BTCUSDT.BINANCE", raw: "BTCUSDT", kind: .currencyPair, base: .btc, quote: .usdt,
      price: Price(raw: 1, precision: 2),
      size: Quantity(raw: 1, precision: 5))
  }

  /// `ETHUSDT.BINANCE`: spot.
  public static var ethusdt: Instrument {
    fixture(
      "ETHUSDT.BINANCE", raw: "ETHUSDT", kind: .currencyPair, base: .eth, quote: .usdt,
      price: Price(raw: 1, precision: 2),
      size: Quantity(raw: 1, precision: 4))
  }

  /// `BTCUSDT-PERP.BINANCE`: a linear perpetual.
  public static var btcusdtPerpetual: Instrument {
    fixture(
      "BTCUSDT-PERP.BINANCE", raw: "BTCUSDT", kind: .cryptoPerpetual, base: .btc, quote: .usdt,
      price: Price(raw: 1, precision: 1), size: Quantity(raw: 1, precision: 3))
  }

  /// `BTCUSD-PERP.BINANCE`: an inverse perpetual of 100 USD a contract.
  public static var btcusdPerpetual: Instrument {
    var instrument = fixture(
      "BTCUSD-PERP.BINANCE", raw: "BTCUSD_PERP", kind: .cryptoPerpetual, base: .btc, quote: Currency("USD"),
      price: Price(raw: 1, precision: 1), size: Quantity(raw: 1, precision: 0))
    instrument.isInverse = true
    instrument.settlement = .btc
    instrument.multiplier = WideDecimal(mantissa: 100, scale: 0)
    return instrument
  }

  private static func fixture(
    _ id: String, raw: String, kind: InstrumentKind, base: Currency, quote: Currency, price: Price, size: Quantity
  ) -> Instrument {
    let parts = id.split(separator: ".", maxSplits: 1)
    return Instrument(
      id: InstrumentId(symbol: String(parts[0]), venue: Venue(String(parts[1]))), rawSymbol: raw, kind: kind,
      base: base,
      quote: quote, priceIncrement: price, sizeIncrement: size,
      makerFee: WideDecimal(mantissa: 1, scale: 3), takerFee: WideDecimal(mantissa: 1, scale: 3))
  }
}
