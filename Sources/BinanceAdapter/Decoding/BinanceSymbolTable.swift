public import TradingModel
import TradingNetwork

/// Finds an instrument by the bytes of its symbol as they stand in a message, without making a text of them.
///
/// An open-addressing table. Symbols are compared without regard to the case of ASCII letters, so that the upper-case
/// symbols of payloads and the lower-case ones of stream names find the same instrument; other characters must be equal.
public struct BinanceSymbolTable {
  /// What the decoder has to know of an instrument.
  public struct Row: Sendable {
    /// The instrument to which messages with the symbol belong.
    public var instrumentId: InstrumentId
    /// The venue's symbol, as it stands in payloads: `BTCUSDT`.
    public var rawSymbol: String
    /// With how many decimals prices are read; a message with more keeps them.
    public var pricePrecision: UInt8
    /// With how many decimals sizes are read; a message with more keeps them.
    public var sizePrecision: UInt8
  }

  /// The same, found by the bytes of a short symbol as the venue writes it.
  struct QuickRow {
    var symbol: JSONShortText
    /// Negative where the place is free.
    var slot: Int32
    var instrumentId: InstrumentId
    var prices: JSONScale
    var sizes: JSONScale
  }

  /// What is known of every instrument, by its slot.
  public private(set) var rows: [Row] = []
  /// An open-addressing table of the symbols that are short; a power of two, at most half full.
  private var quickRows: [QuickRow] = []
  private var quickMask = 0
  private var buckets: [Int32] = Array(repeating: -1, count: 64)
  /// The folded symbols of all rows, one after another, and where each starts; one more start marks the end.
  private var text: [UInt8] = []
  private var starts: [Int] = [0]

  /// Makes a table without instruments.
  public init() {}

  /// Adds an instrument, or replaces what is known of it.
  ///
  /// - Returns: its slot, which stays the same.
  @discardableResult
  public mutating func insert(_ instrument: Instrument) -> Int {
    let row = Row(
      instrumentId: instrument.id, rawSymbol: instrument.rawSymbol, pricePrecision: instrument.pricePrecision,
      sizePrecision: instrument.sizePrecision)
    if let known = slot(of: instrument.rawSymbol) {
      rows[known] = row
      placeQuickly(known)
      return known
    }
    if (rows.count + 1) * 2 > buckets.count { grow() }
    let slot = rows.count
    rows.append(row)
    text.append(contentsOf: instrument.rawSymbol.utf8.map(Self.folded))
    starts.append(text.count)
    place(slot)
    if rows.count * 2 > quickRows.count { growQuickRows() } else { placeQuickly(slot) }
    return slot
  }

  /// What is known of an instrument by its symbol as the venue writes it, in upper case; `nil` when the symbol is not in
  /// the table, or written differently there.
  @inline(__always)
  func quickRow(of symbol: JSONShortText) -> QuickRow? {
    guard !quickRows.isEmpty else { return nil }
    return quickRows.withUnsafeBufferPointer { rows in
      var index = Self.quickHash(symbol) & quickMask
      while true {
        if rows[index].symbol == symbol { return rows[index].slot < 0 ? nil : rows[index] }
        if rows[index].slot < 0 { return nil }
        index = (index &+ 1) & quickMask
      }
    }
  }

  /// The slot of a symbol; `nil` when it is not in the table.
  public func slot(of symbol: String) -> Int? {
    var symbol = symbol
    return symbol.withUTF8 { slot(of: UnsafeRawBufferPointer($0)) }
  }

  /// The slot of a symbol's bytes as they stand in a message, also with escapes; `nil` when it is not in the table.
  public func slot(of symbol: UnsafeRawBufferPointer) -> Int? { slot(ofPlain: symbol) ?? slot(ofEscaped: symbol) }

  /// Symbols with characters outside of ASCII may be escaped. Only what was not found comes here.
  @inline(never)
  private func slot(ofEscaped symbol: UnsafeRawBufferPointer) -> Int? {
    guard symbol.contains(UInt8(ascii: "\\")) else { return nil }
    var text = JSONString.text(ofEscaped: symbol)
    return text.withUTF8 { slot(ofPlain: UnsafeRawBufferPointer($0)) }
  }

  private func slot(ofPlain symbol: UnsafeRawBufferPointer) -> Int? {
    buckets.withUnsafeBufferPointer { buckets in
      text.withUnsafeBufferPointer { text in
        starts.withUnsafeBufferPointer { starts in
          let mask = buckets.count &- 1
          var index = Int(truncatingIfNeeded: Self.hash(symbol)) & mask
          while true {
            let slot = Int(buckets[index])
            if slot < 0 { return nil }
            let start = starts[slot]
            if starts[slot &+ 1] &- start == symbol.count {
              var offset = 0
              while offset < symbol.count, text[start &+ offset] == Self.folded(symbol[offset]) { offset &+= 1 }
              if offset == symbol.count { return slot }
            }
            index = (index &+ 1) & mask
          }
        }
      }
    }
  }

  private mutating func grow() {
    buckets = Array(repeating: -1, count: buckets.count * 2)
    for slot in rows.indices { place(slot) }
  }

  private mutating func place(_ slot: Int) {
    let hash = text[starts[slot]..<starts[slot + 1]].withUnsafeBytes { Self.hash($0) }
    var index = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
    while buckets[index] >= 0 { index = (index + 1) & (buckets.count - 1) }
    buckets[index] = Int32(slot)
  }

  private mutating func growQuickRows() {
    let free = QuickRow(
      symbol: .empty, slot: -1, instrumentId: InstrumentId(symbol: "", venue: Venue("")),
      prices: JSONScale(0), sizes: JSONScale(0))
    quickRows = Array(repeating: free, count: max(64, quickRows.count * 2))
    quickMask = quickRows.count - 1
    for slot in rows.indices { placeQuickly(slot) }
  }

  /// Enters a row under its symbol, over what was known of it. Long symbols are found in the other table alone.
  private mutating func placeQuickly(_ slot: Int) {
    guard let symbol = JSONShortText(rows[slot].rawSymbol.utf8), symbol != .empty else { return }
    var index = Self.quickHash(symbol) & quickMask
    while quickRows[index].slot >= 0, quickRows[index].symbol != symbol { index = (index + 1) & quickMask }
    quickRows[index] = QuickRow(
      symbol: symbol, slot: Int32(slot), instrumentId: rows[slot].instrumentId,
      prices: JSONScale(rows[slot].pricePrecision), sizes: JSONScale(rows[slot].sizePrecision))
  }

  @inline(__always)
  private static func quickHash(_ symbol: JSONShortText) -> Int {
    let mixed = symbol.low &* 0x9E37_79B9_7F4A_7C15 &+ symbol.high &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed &>> 33)
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Mixes the first and the last eight bytes and the length; case does not count.
  @inline(__always)
  private static func hash(_ symbol: UnsafeRawBufferPointer) -> UInt64 {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if symbol.count >= 8 {
      head = symbol.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      tail = symbol.loadUnaligned(fromByteOffset: symbol.count &- 8, as: UInt64.self)
    } else {
      for byte in symbol { head = head &<< 8 | UInt64(byte) }
    }
    let caseless: UInt64 = 0x2020_2020_2020_2020
    var mixed = ((head | caseless) ^ UInt64(truncatingIfNeeded: symbol.count)) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= ((tail | caseless) &* 0xC2B2_AE3D_27D4_EB4F)
    return mixed ^ (mixed &>> 29) ^ (mixed &>> 47)
  }
}
