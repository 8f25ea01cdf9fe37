import TradingModel

extension FactWriter {
  mutating func time(_ value: UnixNanos) { signed(value.nanoseconds) }

  mutating func fixed(_ value: some FixedDecimal) {
    signed(value.raw)
    byte(value.precision)
  }

  mutating func decimal(_ value: WideDecimal) {
    wide(value.mantissa)
    number(UInt64(clamping: value.scale))
  }

  mutating func money(_ value: Money) {
    decimal(value.amount)
    text(value.currency.code)
  }

  mutating func id(_ value: some TextIdentifier) { text(value.text) }

  mutating func instrument(_ value: InstrumentId) { text(value.text) }

  mutating func table(_ values: [String: String]) {
    list(values.sorted { $0.key < $1.key }) { writer, pair in
      writer.text(pair.key)
      writer.text(pair.value)
    }
  }
}

extension FactReader {
  mutating func time() throws(FactError) -> UnixNanos { UnixNanos(try signed()) }

  mutating func fixed<Value: FixedDecimal>(_ type: Value.Type) throws(FactError) -> Value {
    let raw = try signed()
    let precision = try byte()
    guard precision <= Value.maxPrecision, let value = try? Value(checkedRaw: raw, precision: precision) else {
      throw FactError(problem: "holds an impossible number")
    }
    return value
  }

  mutating func price() throws(FactError) -> Price { try fixed(Price.self) }

  mutating func quantity() throws(FactError) -> Quantity { try fixed(Quantity.self) }

  mutating func decimal() throws(FactError) -> WideDecimal {
    let mantissa = try wide()
    let scale = try number()
    guard scale <= 38, mantissa != .min else { throw FactError(problem: "holds an impossible number") }
    return WideDecimal(mantissa: mantissa, scale: Int(scale))
  }

  mutating func money() throws(FactError) -> Money {
    let amount = try decimal()
    return Money(amount, Currency(try text()))
  }

  mutating func id<Value: TextIdentifier>(_ type: Value.Type) throws(FactError) -> Value { Value(try text()) }

  mutating func instrument() throws(FactError) -> InstrumentId {
    let text = try text()
    guard let id = try? InstrumentId(text) else { throw FactError(problem: "names no instrument: '\(text)'") }
    return id
  }

  mutating func table() throws(FactError) -> [String: String] {
    let pairs = try list { reader throws(FactError) in (try reader.text(), try reader.text()) }
    return Dictionary(pairs) { _, last in last }
  }
}
