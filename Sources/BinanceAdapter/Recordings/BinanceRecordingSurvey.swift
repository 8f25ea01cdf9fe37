public import TradingModel
import TradingNetwork

/// What a recording is about: found by looking through it once.
///
/// A recording holds no instrument definitions, so steps of price and size are taken from the values that occur.
public struct BinanceRecordingSurvey: Sendable {
  /// What is known of one symbol.
  public struct Symbol: Hashable, Sendable {
    /// The venue's symbol, as it stands in the messages: `BTCUSDT`.
    public var rawSymbol: String
    /// The most decimals that a price of the symbol needs, zeros at the end not counted.
    public var priceDecimals: UInt8 = 0
    /// The most decimals that a size of the symbol needs, zeros at the end not counted.
    public var sizeDecimals: UInt8 = 0
  }

  /// The product whose messages these are.
  public private(set) var accountType = BinanceAccountType.spot
  /// In the order of their appearance.
  public private(set) var symbols: [Symbol] = []
  /// The time of the line that was added first; nil before.
  public private(set) var firstTime: UnixNanos?
  /// The latest time of any line; nil before the first one.
  public private(set) var lastTime: UnixNanos?
  /// How many lines were added, ``strangeLines`` included.
  public private(set) var lineCount = 0
  /// Lines whose message could not be read to its end; `argonaut replay` tells how many there are.
  public private(set) var strangeLines = 0

  /// Makes a survey that has seen no line.
  public init() {}

  /// Takes note of a line.
  public mutating func add(_ line: BinanceRecordingLine) {
    lineCount += 1
    firstTime = firstTime ?? line.time
    lastTime = max(lastTime ?? line.time, line.time)
    let noted: Void? = try? line.message.withUnsafeBytes { bytes throws(JSONError) in
      var reader = JSONReader(bytes)
      try note(&reader)
    }
    if noted == nil { strangeLines += 1 }
  }

  /// The instruments of the recording.
  public func instruments(venue: Venue = "BINANCE") -> [Instrument] {
    symbols.map { symbol in
      let isPerpetual = accountType == .usdtFutures ? !BinanceSymbol.isDated(symbol.rawSymbol) : true
      return Instrument(
        id: BinanceSymbol.instrumentId(raw: symbol.rawSymbol, accountType: accountType, venue: venue),
        rawSymbol: symbol.rawSymbol,
        kind: accountType.isSpotOrMargin ? .currencyPair : isPerpetual ? .cryptoPerpetual : .cryptoFuture,
        base: Currency(symbol.rawSymbol), quote: Currency("USDT"),
        priceIncrement: Price(raw: 1, precision: symbol.priceDecimals),
        sizeIncrement: Quantity(raw: 1, precision: symbol.sizeDecimals))
    }
  }

  /// What one event tells, put together once its symbol is known.
  private struct Findings {
    var symbol: String?
    var priceDecimals: UInt8 = 0
    var sizeDecimals: UInt8 = 0
    var isFutures = false
  }

  private mutating func note(_ reader: inout JSONReader) throws(JSONError) {
    var found = Findings()
    try Self.read(&reader, into: &found)
    guard let symbol = found.symbol else { return }
    if found.isFutures, accountType == .spot {
      let isCoinMargined = symbol.hasSuffix("_PERP") || (BinanceSymbol.isDated(symbol) && symbol.contains("USD_"))
      accountType = isCoinMargined ? .coinFutures : .usdtFutures
    }
    let index = symbols.firstIndex { $0.rawSymbol == symbol } ?? symbols.count
    if index == symbols.count { symbols.append(Symbol(rawSymbol: symbol)) }
    symbols[index].priceDecimals = max(symbols[index].priceDecimals, found.priceDecimals)
    symbols[index].sizeDecimals = max(symbols[index].sizeDecimals, found.sizeDecimals)
  }

  private static func read(_ reader: inout JSONReader, into found: inout Findings) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "data":
        if try reader.peekKind() == .object { try read(&reader, into: &found) } else { try reader.skipValue() }
      case "s", "symbol": found.symbol = try reader.readText()
      case "pu", "X":
        found.isFutures = true
        try reader.skipValue()
      case "p": try noteDecimal(&reader, &found.priceDecimals)
      case "q", "B", "A": try noteDecimal(&reader, &found.sizeDecimals)
      case "b", "a", "bids", "asks":
        if try reader.peekKind() == .array {
          try readLevels(&reader, into: &found)
        } else {
          try noteDecimal(&reader, &found.priceDecimals)
        }
      default: try reader.skipValue()
      }
    }
  }

  private static func readLevels(_ reader: inout JSONReader, into found: inout Findings) throws(JSONError) {
    try reader.beginArray()
    while try reader.nextElement() {
      try reader.beginArray()
      guard try reader.nextElement() else { continue }
      try noteDecimal(&reader, &found.priceDecimals)
      guard try reader.nextElement() else { continue }
      try noteDecimal(&reader, &found.sizeDecimals)
      try reader.skipToEndOfArray()
    }
  }

  private static func noteDecimal(_ reader: inout JSONReader, _ decimals: inout UInt8) throws(JSONError) {
    guard try reader.peekKind() == .string else { return try reader.skipValue() }
    // Read at what is known already, which is the fast way for all but the first few values.
    decimals = max(decimals, try reader.readDecimal(precision: decimals).precision)
  }
}
